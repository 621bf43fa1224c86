# SPDX-License-Identifier: BSL-1.0
"""tests/vectors/routable.tsv: what stands inside GitLab's routable tokens.

Verdicts: `valid`, made and read alike; `read`, well-formed but made by nobody's current generator; `too_large`, refused
when made, because the payload is over 159 bytes; `unroutable`, refused when made, because neither cell nor organization
is named; `malformed`, a token whose check is right and whose payload is not.
"""

from __future__ import annotations

import base64
from typing import Iterator, Sequence

import formats
from formats import MAX_PAYLOAD_SIZE, RANDOM_SIZE, ROUTING_KEYS, Source

COLUMNS = ("verdict", "version", "prefix", "random", *ROUTING_KEYS, "field", "suffix", "note")

Values = dict[str, str]


def rows(published: Sequence[tuple[str, bytes, bytes, bytes, str]]) -> Iterator[tuple[str, ...]]:
    """published = (format name, prefix, field, suffix, origin) of published tokens that are valid."""
    source = Source("jeton routable.tsv")
    for name, prefix, field, suffix, origin in published:
        version = 1 if suffix.startswith(b".01.") else 0
        yield read_row(version, prefix.decode(), field, origin)
    for version in (1, 0):
        yield from made_rows(version, source)
        yield from malformed_rows(version, source)


def seal(version: int, prefix: str, field: bytes) -> bytes:
    """Separator, length and check behind a base64 field."""
    format = formats.routable("", prefix, version)
    return formats.assemble(format, [field])[len(prefix) + len(field) :]


def row(
    verdict: str, version: int, prefix: str, random: bytes, values: Values, field: bytes, note: str
) -> tuple[str, ...]:
    columns = [values.get(key, "") for key in ROUTING_KEYS]
    suffix = seal(version, prefix, field).decode() if field else ""
    return (verdict, str(version), prefix, random.hex(), *columns, field.decode(), suffix, note)


def read_row(version: int, prefix: str, field: bytes, note: str) -> tuple[str, ...]:
    decoded = formats.decode_routing(version, field)
    if decoded is None:
        return row("malformed", version, prefix, b"", {}, field, note)
    random, values = decoded
    remade = formats.encode_routing(version, random, formats.routing_payload(values))
    as_today = len(random) == RANDOM_SIZE and set(values) <= set(ROUTING_KEYS) and remade == field
    verdict = "valid" if as_today else "read"
    return row(verdict, version, prefix, random, values, field, note)


def base36(number: int) -> str:
    digits = b""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = formats.BASE36[digit : digit + 1] + digits
    return digits.decode()


def made_rows(version: int, source: Source) -> Iterator[tuple[str, ...]]:
    keys = [key for key in ROUTING_KEYS if version == 1 or key != "t"]
    largest = base36(2**64 - 1)
    simple = {"o": "1", "u": "1"}
    samples: list[tuple[str, str, Values]] = [
        ("personal access token", "glpat-", {"o": "1", "u": base36(1234567)}),
        ("personal access token with its cell", "glpat-", {"c": "1", "o": "1", "u": "2s"}),
        ("smallest: one field of one digit", "", {"o": "1"}),
        ("project's deploy token", "gldt-", {"c": "1", "o": "1", "p": base36(278964)}),
        ("group", "glpat-", {"c": "2", "g": base36(9970), "o": "1"}),
        ("instance's prefix", "acme-glpat-", simple),
        ("longest prefix", "+" * 20, simple),
        ("no prefix", "", simple),
        ("zero is a value", "glpat-", {"o": "0", "u": "1"}),
        ("every key", "glpat-", {key: "1" for key in keys}),
        ("cell alone: the handbook allows it, the generator that was read asks for o", "glpat-", {"c": "1"}),
        ("a text, not a number", "glpat-", {"o": "foo"}),
        ("largest 32-bit signed number", "glpat-", {"o": "1", "u": base36(2**31 - 1)}),
        ("largest 64-bit signed number", "glpat-", {"o": "1", "u": base36(2**63 - 1)}),
        ("largest 64-bit number in every key", "glpat-", {key: largest for key in keys}),
    ]
    if version == 1:
        for kind, what in (("1", "instance"), ("2", "group"), ("3", "project")):
            owner = {"2": {"g": "8"}, "3": {"p": "4f"}}.get(kind, {})
            samples.append((f"{what} runner", f"glrt-t{kind}_", {"c": "1", "o": "1", **owner, "t": kind}))
    for size in range(3, 10):
        samples.append((f"payload of {size} bytes", "glpat-", {"o": "1" * (size - 2)}))
    for size in (MAX_PAYLOAD_SIZE - 1, MAX_PAYLOAD_SIZE):
        samples.append((f"payload of {size} bytes", "glpat-", {"o": "a" * (size - 2)}))
        samples.append((f"payload of {size} bytes in two fields", "glpat-", {"g": "z" * 100, "o": "a" * (size - 105)}))
    for note, prefix, values in samples:
        random = source.bytes(RANDOM_SIZE)
        yield checked(version, prefix, random, values, note)
    for note, random in (
        ("random bytes all 0", bytes(16)),
        ("random bytes all 255", b"\xff" * 16),
        ("random bytes are line ends", b"\n" * 16),
        ("random bytes look like a payload", b"o:7\nu:8\np:9\nc:1\n"),
        ("random bytes 16 times 'a'", b"a" * 16),
    ):
        yield checked(version, "glpat-", random, simple, note)

    random = source.bytes(RANDOM_SIZE)
    for size in (MAX_PAYLOAD_SIZE + 1, MAX_PAYLOAD_SIZE + 2, 255, 256, 300):
        values = {"o": "a" * (size - 2)}
        yield row("too_large", version, "glpat-", random, values, b"", f"payload of {size} bytes")
    values = {"g": "z" * 100, "o": "a" * (MAX_PAYLOAD_SIZE + 1 - 105)}
    yield row("too_large", version, "glpat-", random, values, b"", "payload of 160 bytes in two fields")
    yield row("unroutable", version, "glpat-", random, {"u": "1"}, b"", "neither cell nor organization")
    yield row("unroutable", version, "glpat-", random, {}, b"", "no field")


def checked(version: int, prefix: str, random: bytes, values: Values, note: str) -> tuple[str, ...]:
    field = formats.encode_routing(version, random, formats.routing_payload(values))
    made = row("valid", version, prefix, random, values, field, note)
    if made != read_row(version, prefix, field, note):
        raise AssertionError(f"routable version {version}, {note}: what is made is not what is read")
    return made


def malformed_rows(version: int, source: Source) -> Iterator[tuple[str, ...]]:
    random = source.bytes(RANDOM_SIZE)

    def encode(payload: bytes, miscount: int = 0, random: bytes = random) -> bytes:
        inside = random + payload if version == 1 else payload + random
        counted = len(payload) if version == 1 else len(random)
        return base64.urlsafe_b64encode(inside + bytes([counted + miscount])).rstrip(b"=")

    counted = 7 if version == 1 else RANDOM_SIZE
    loose = encode(b"o:1\nu:11")
    samples = [
        ("size byte one too large", encode(b"o:1\nu:1", 1)),
        ("size byte 0", encode(b"o:1\nu:1", -counted)),
        ("size byte 255", encode(b"o:1\nu:1", 255 - counted)),
        ("no separator in the payload", encode(b"o1\nu2:1")),
        ("two separators in one line", encode(b"o:1:2\nu")),
        ("lines without values (GitLab's own test)", encode(b"a\nx\n1\n2")),
        ("value missing in the last line", encode(b"o:1\nu:")),
        ("no payload", encode(b"\n\n\n\n")),
        ("unused bits of the last digit are set", with_next_digit(loose)),
        ("base64 of an impossible size", encode(b"o:1\nu:1") + b"A"),
    ]
    if version == 1:
        samples.append(("size byte counts 10 random bytes in", encode(b"o:1\nu:1", 10)))
    else:
        samples.append(("15 random bytes", encode(b"o:1\nu:11", 0, random[:15])))
    for note, field in samples:
        if formats.decode_routing(version, field) is not None:
            raise AssertionError(f"routable version {version}, {note}: reads well")
        yield row("malformed", version, "glpat-", b"", {}, field, note)


def with_next_digit(field: bytes) -> bytes:
    """The field with the value of its last digit one larger, which sets a bit that no byte uses."""
    return field[:-1] + formats.BASE64URL[formats.BASE64URL.index(field[-1]) + 1 :][:1]
