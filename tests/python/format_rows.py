# SPDX-License-Identifier: BSL-1.0
"""tests/vectors/formats.tsv: valid tokens of every format, and altered copies with the fault that each must show.

The fault is said twice: here, where the copy is made, and by formats.verify. They must agree, or no file is written.
"""

from __future__ import annotations

import base64
import re
from typing import Iterator, NamedTuple

import formats
from formats import BASE36, BASE62, BASE64URL, Check, Fault, Field, Format, Length, Literal, Source, Span
from tsv import escape

COLUMNS = ("format", "verdict", "position", "note", "prefix", "body", "suffix")

# Neighbours of the digits in ASCII, and what reaches a parser by accident.
NO_DIGITS = b"\x00 !+-./:=@[^_`{~\x7f\x80\xff"

# What makes a secret scanner stop: a known prefix with a body behind it.
PREFIXES = sorted({re.escape(format.prefix) for format in formats.FORMATS.values() if format.prefix})
SECRET = re.compile(b"(" + b"|".join(PREFIXES) + rb")[\w-]{16}")


class Case(NamedTuple):
    note: str
    text: bytes
    fault: Fault | None


def rows() -> Iterator[tuple[str, ...]]:
    for format in formats.FORMATS.values():
        seen = set()
        for note, text, fault in cases(format):
            found = formats.verify(format, text)
            if found != fault:
                raise AssertionError(f"{format.name}, {note}: meant {fault}, verify says {found}")
            if text not in seen:
                seen.add(text)
                columns = split(format, text)
                if any(SECRET.search(column) for column in columns):
                    raise AssertionError(f"{format.name}, {note}: a column holds a whole token")
                yield (format.name, *verdict(fault), note, *map(escape, columns))


def verdict(fault: Fault | None) -> tuple[str, str]:
    return (fault.reason, str(fault.position)) if fault else ("valid", "")


def split(format: Format, text: bytes) -> tuple[bytes, bytes, bytes]:
    """Prefix, body and suffix of a text, so that no column holds what a secret scanner takes for a token.

    The suffix begins with the check and the separator and length before it, or is the last 8 bytes.
    """
    spans = format.spans(min(max(len(text), format.min_size), format.max_size))
    last_field = max(span.start for span in spans if isinstance(span.part, Field))
    literals = [span.end for span in spans if isinstance(span.part, Literal) and span.end <= last_field]
    body = literals[0] if literals else 0
    for other in formats.FORMATS.values():
        at = text.find(other.prefix, 0, 30)
        if at >= 0:
            body = max(body, at + len(other.prefix))

    check = next((index for index, span in enumerate(spans) if isinstance(span.part, Check)), None)
    if check is None:
        suffix = spans[-1].end - 8
    else:
        while isinstance(spans[check - 1].part, (Literal, Length)):
            check -= 1
        suffix = spans[check].start
    return text[:body], text[body:suffix], text[suffix:]


def cases(format: Format) -> Iterator[Case]:
    source = Source(f"jeton formats.tsv {format.name}")
    tokens = valid_tokens(format, source)
    for note, text in tokens:
        yield Case(note, text, None)
    sample = tokens[0][1]
    yield from prefix_cases(format, sample)
    yield from length_cases(format, [text for _, text in tokens])
    yield from separator_cases(format, sample)
    yield from alphabet_cases(format, [text for _, text in tokens])
    yield from field_length_cases(format, sample)
    yield from digit_cases(format, sample)
    yield from check_cases(format, [text for _, text in tokens])
    yield from order_cases(format, sample)


# Valid tokens.


def is_routable(format: Format) -> bool:
    return any(isinstance(part, Length) for part in format.parts)


def draw(format: Format, source: Source) -> bytes:
    if not is_routable(format):
        return formats.assemble(format, source.fields(format))
    values = {"o": "1", "u": source.text(BASE36[1:], 1 + source.below(6)).decode()}
    version = 0 if Literal(b".") in format.parts else 1
    encoded = formats.encode_routing(version, source.bytes(16), formats.routing_payload(values))
    return formats.assemble(format, [encoded])


def valid_tokens(format: Format, source: Source) -> list[tuple[str, bytes]]:
    tokens = [("random", draw(format, source)) for _ in range(8)]
    fields = [part for part in format.parts if isinstance(part, Field)]
    if is_routable(format):
        for size in (27, 300):
            encoded = base64.urlsafe_b64encode(source.bytes(size * 3 // 4)).rstrip(b"=")
            tokens.append((f"field of {size}", formats.assemble(format, [encoded])))
    else:
        for note, digit in (("lowest digits", 0), ("highest digits", -1)):
            extreme = [bytes([part.digits[digit]]) * part.low for part in fields]
            tokens.append((note, formats.assemble(format, extreme)))
        if format.min_size != format.max_size:
            longest = [source.text(part.digits, part.high) for part in fields]
            tokens.append(("longest", formats.assemble(format, longest)))
    for index, part in enumerate(format.parts):
        if isinstance(part, Check):
            for zeros in (1, 2):
                note = f"check begins with {zeros} of its lowest digit"
                tokens.append((note, draw_padded(format, source, index, zeros)))
    return tokens


def draw_padded(format: Format, source: Source, check: int, zeros: int) -> bytes:
    while True:
        text = draw(format, source)
        part, start, _ = format.spans(len(text))[check]
        if text[start : start + zeros] == part.digits[:1] * zeros:
            return text


# Altered copies.


def put(text: bytes, at: int, byte: int) -> bytes:
    return text[:at] + bytes([byte]) + text[at + 1 :]


def next_digit(digits: bytes, digit: int) -> int:
    return digits[(digits.index(digit) + 1) % len(digits)]


def swapcase(byte: int) -> int:
    return bytes([byte]).swapcase()[0]


def field_texts(format: Format, text: bytes) -> list[bytes]:
    return [text[start:end] for part, start, end in format.spans(len(text)) if isinstance(part, Field)]


def only_check(format: Format, text: bytes) -> Span | None:
    return next((span for span in format.spans(len(text)) if isinstance(span.part, Check)), None)


def fault_of_change(format: Format, text: bytes, span: Span) -> Fault | None:
    """What a field or check shows when its digits become others: nothing, where the check does not cover it."""
    check = only_check(format, text)
    if check is None or span.start > check.start:
        return None
    spans = format.spans(len(text))
    body_only = check.part.covers == "body"
    if body_only and span not in (check, formats.nearest_field(spans[: spans.index(check)])):
        return None
    return Fault("checksum", check.start)


def sisters(format: Format) -> list[Format]:
    """The other formats of the same issuer that differ in the prefix alone."""
    issuer = format.name.split("-")[0]
    return [
        other
        for other in formats.FORMATS.values()
        if other.name.split("-")[0] == issuer and other.parts[1:] == format.parts[1:] and other.prefix != format.prefix
    ]


def prefix_cases(format: Format, text: bytes) -> Iterator[Case]:
    size = len(format.prefix)
    if size == 0:
        yield Case("empty text", b"", Fault("length", 0))
        return
    yield Case("empty text", b"", Fault("prefix", 0))
    yield Case("space in front", b" " + text, Fault("prefix", 0))
    yield Case("first byte of the prefix", put(text, 0, text[0] ^ 1), Fault("prefix", 0))
    yield Case("last byte of the prefix", put(text, size - 1, text[size - 1] ^ 1), Fault("prefix", size - 1))
    if swapcase(text[0]) != text[0]:
        yield Case("case of the prefix", put(text, 0, swapcase(text[0])), Fault("prefix", 0))
    yield Case("ends inside the prefix", text[: size - 1], Fault("prefix", size - 1))
    for other in sisters(format):
        token = formats.assemble(other, field_texts(format, text))
        at = formats.first_difference(token, format.prefix)
        if at is not None:
            yield Case(f"token of {other.name}", token, Fault("prefix", at))
        relabelled = format.prefix + token[len(other.prefix) :]
        check = only_check(format, relabelled)
        if check is not None and check.part.covers == "all":
            yield Case(f"relabelled from {other.name}", relabelled, Fault("checksum", check.start))


def length_cases(format: Format, tokens: list[bytes]) -> Iterator[Case]:
    shortest = min(tokens, key=len)
    longest = max(tokens, key=len)
    if len(shortest) != format.min_size or len(longest) != format.max_size:
        raise AssertionError(f"{format.name}: no token of the smallest and of the largest size")
    yield Case("one byte short", shortest[:-1], Fault("length", format.min_size - 1))
    yield Case("half", shortest[: format.min_size // 2], Fault("length", format.min_size // 2))
    if format.prefix:
        yield Case("prefix alone", format.prefix, Fault("length", len(format.prefix)))
    yield Case("one byte long", longest + longest[-1:], Fault("length", format.max_size))
    yield Case("newline at the end", longest + b"\n", Fault("length", format.max_size))
    yield Case("NUL at the end", longest + b"\0", Fault("length", format.max_size))


def separator_cases(format: Format, text: bytes) -> Iterator[Case]:
    for part, start, end in format.spans(len(text)):
        if isinstance(part, Literal) and start > 0:
            for at in range(start, end):
                other = ord("-") if text[at] != ord("-") else ord("_")
                yield Case(f"byte {at - start} of the separator", put(text, at, other), Fault("separator", at))
            zeros = text[:start] + b"0" * (end - start) + text[end:]
            first = next(at for at in range(start, end) if text[at] != ord("0"))
            yield Case("digits for the separator", zeros, Fault("separator", first))


def alphabet_cases(format: Format, tokens: list[bytes]) -> Iterator[Case]:
    text = tokens[0]
    field = 0
    turn = 0
    for part, start, end in format.spans(len(text)):
        if isinstance(part, Literal):
            continue
        field += isinstance(part, Field)
        what = f"field {field}" if isinstance(part, Field) else f"the {type(part).__name__.lower()}"
        strangers = [byte for byte in NO_DIGITS if byte not in part.digits]
        for at in sorted({start, start + 1, (start + end) // 2, end - 1}):
            if start <= at < end:
                stranger = strangers[turn % len(strangers)]
                turn += 7
                yield Case(f"strange byte in {what}", put(text, at, stranger), Fault("alphabet", at))
    yield from case_cases(format, tokens)


def case_cases(format: Format, tokens: list[bytes]) -> Iterator[Case]:
    """A letter in the other case, where the alphabet has only one."""
    done = set()
    for text in tokens:
        for part, start, end in format.spans(len(text)):
            for at in range(start, end):
                other = swapcase(text[at])
                if isinstance(part, Literal) or other == text[at] or other in part.digits or part in done:
                    continue
                done.add(part)
                yield Case("letter in the other case", put(text, at, other), Fault("alphabet", at))


def field_length_cases(format: Format, text: bytes) -> Iterator[Case]:
    for part, start, end in format.spans(len(text)):
        if isinstance(part, Length):
            real = formats.of_base(text[start:end], BASE36)
            for said in (real - 1, real + 1, 0, 36 * 36 - 1):
                altered = text[:start] + formats.in_base(said, BASE36, 2) + text[end:]
                check = only_check(format, text)
                resealed = altered[:end] + check.part.compute(altered[:end])
                yield Case(f"length field says {said}", altered, Fault("field_length", start))
                yield Case(f"length field says {said}, check made for it", resealed, Fault("field_length", start))


def digit_cases(format: Format, text: bytes) -> Iterator[Case]:
    """One digit of a field or check becomes another digit; two neighbours change places."""
    field = 0
    for span in format.spans(len(text)):
        part, start, end = span
        if not isinstance(part, (Field, Check)):
            continue
        field += isinstance(part, Field)
        what = f"field {field}" if isinstance(part, Field) else "the check"
        fault = fault_of_change(format, text, span)
        state = "digit" if fault else "unchecked digit"
        for at in sorted({start, (start + end) // 2, end - 1}):
            yield Case(f"other {state} in {what}", put(text, at, next_digit(part.digits, text[at])), fault)
        for at in range(start, end - 1):
            if text[at] != text[at + 1]:
                swapped = put(put(text, at, text[at + 1]), at + 1, text[at])
                yield Case(f"{state}s of {what} change places", swapped, fault)
                break


def check_cases(format: Format, tokens: list[bytes]) -> Iterator[Case]:
    """Checks that a wrong implementation makes or accepts."""
    text = tokens[0]
    check = only_check(format, text)
    if check is None:
        return
    part, start, end = check
    spans = format.spans(len(text))
    fault = Fault("checksum", start)

    def with_check(digits: bytes) -> bytes:
        return text[:start] + digits + text[end:]

    yield Case("lowest check", with_check(part.digits[:1] * part.low), fault)
    yield Case("highest check", with_check(part.digits[-1:] * part.low), fault)
    if part.digits in (BASE62, BASE36):
        aliased = formats.of_base(text[start:end], part.digits) + 2**32
        yield Case("check plus 2^32", with_check(formats.in_base(aliased, part.digits, part.low)), fault)
        yield Case("check with its digits reversed", with_check(text[start:end][::-1]), fault)
    if part.digits == BASE62:
        yield Case("check in the other base62 order", with_check(text[start:end].swapcase()), fault)
        padded = next(token for token in tokens if token[start : start + 1] == b"0" and len(token) == len(text))
        yield Case("check padded on the right", padded[:start] + padded[start + 1 : end] + b"0" + padded[end:], fault)
    if part.compute in (formats.crc32_hex, formats.crc32_little_endian_hex, formats.crc32_upper_hex):
        yield Case("check in the other byte order", with_check(swap_bytes(text[start:end])), fault)

    body = formats.nearest_field(spans[: spans.index(check)])
    inputs: dict[str, bytes] = {
        "body alone": text[body.start : body.end],
        "prefix and body": format.prefix + text[body.start : body.end],
        "everything before": text[:start],
        "everything before the last separator": text[: spans[spans.index(check) - 1].start],
        "nothing": b"",
    }
    if is_routable(format):
        inputs["everything but the version"] = text[: body.end] + b"." + text[start - 2 : start]
        if format.prefix.count(b"-") == 2:
            inputs["everything but the instance's part of the prefix"] = text[format.prefix.index(b"-") + 1 : start]
    right = formats.covered(part, text, spans[: spans.index(check)])
    for note, covered in inputs.items():
        if covered != right:
            yield Case(f"check of {note}", with_check(part.compute(covered)), fault)


def swap_bytes(digits: bytes) -> bytes:
    return b"".join(digits[at : at + 2] for at in (6, 4, 2, 0))


def order_cases(format: Format, text: bytes) -> Iterator[Case]:
    """Two faults in one text: the one that is checked first is told."""
    spans = format.spans(len(text))
    inner = [span for span in spans if isinstance(span.part, Literal) and span.start > 0]
    first = next(span for span in spans if isinstance(span.part, Field))
    strange = put(text, first.start, ord("!"))
    longest = text + b"!" * (format.max_size - len(text) + 1)
    if format.prefix:
        yield Case("prefix before length", put(text, 0, text[0] ^ 1)[:-1], Fault("prefix", 0))
    yield Case("length before alphabet", put(longest, first.start, ord("!")), Fault("length", format.max_size))
    if inner:
        at = inner[-1].start
        yield Case("separator before alphabet", put(strange, at, ord("!")), Fault("separator", at))
    yield Case("first of two strange bytes", put(strange, len(text) - 1, ord("!")), Fault("alphabet", first.start))
    if is_routable(format):
        length = next(span for span in spans if isinstance(span.part, Length))
        both = put(put(text, length.start, ord("z")), first.start, next_digit(BASE64URL, text[first.start]))
        yield Case("length field before checksum", both, Fault("field_length", length.start))
        upper = text[: length.start] + b"0R" + text[length.end :]
        yield Case("length field in upper case", upper, Fault("alphabet", length.start + 1))
