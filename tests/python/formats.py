# SPDX-License-Identifier: BSL-1.0
"""Token formats in plain Python, written from the issuers' specifications and published tokens.

This is the other implementation that jeton is compared with: it shares no code with the headers. A format is a list of
parts in the order of the bytes they describe. `verify` says whether a text has a format, and otherwise what is wrong
first; `assemble` makes a token from the texts of its fields; `Source` gives random looking bytes that are the same on
every machine and every Python. Texts are bytes throughout.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from typing import Callable, NamedTuple, Sequence

DECIMAL = b"0123456789"
LOWER = b"abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
HEX = DECIMAL + b"abcdef"
UPPER_HEX = HEX.upper()
BASE32 = UPPER + b"234567"
BASE36 = DECIMAL + LOWER
BASE62 = DECIMAL + UPPER + LOWER
BASE64URL = UPPER + LOWER + DECIMAL + b"-_"


def in_base(number: int, digits: bytes, width: int) -> bytes:
    """The number in the base that has these digits, most significant digit first, padded on the left to the width."""
    text = b""
    for _ in range(width):
        number, digit = divmod(number, len(digits))
        text = digits[digit : digit + 1] + text
    if number:
        raise ValueError("the number needs more digits")
    return text


def of_base(text: bytes, digits: bytes) -> int:
    """The number that these digits write, most significant digit first."""
    number = 0
    for digit in text:
        number = number * len(digits) + digits.index(digit)
    return number


# Checks: the bytes they cover in, their digits out.


def crc32_in(digits: bytes, width: int, order: str = "big") -> Callable[[bytes], bytes]:
    """A CRC-32 in so many digits; order: how the bytes of the number are read."""
    return lambda covered: in_base(int.from_bytes(zlib.crc32(covered).to_bytes(4, order), "big"), digits, width)


def sha256_in(digits: bytes, width: int) -> Callable[[bytes], bytes]:
    """The leading bits of a SHA-256 in so many digits; their number is a power of two."""
    bits = width * (len(digits).bit_length() - 1)
    return lambda covered: in_base(int(hashlib.sha256(covered).hexdigest(), 16) >> (256 - bits), digits, width)


crc32_base62 = crc32_in(BASE62, 6)
crc32_base36 = crc32_in(BASE36, 7)


def crc32_hex(covered: bytes) -> bytes:
    return zlib.crc32(covered).to_bytes(4, "big").hex().encode()


def crc32_upper_hex(covered: bytes) -> bytes:
    return crc32_hex(covered).upper()


def crc32_little_endian_hex(covered: bytes) -> bytes:
    return zlib.crc32(covered).to_bytes(4, "little").hex().encode()


def sha256_base32(covered: bytes) -> bytes:
    return base64.b32encode(hashlib.sha256(covered).digest())[:8]


# Parts.


@dataclass(frozen=True)
class Literal:
    """A fixed text: the prefix when it stands first, else a separator."""

    text: bytes

    @property
    def low(self) -> int:
        return len(self.text)

    high = low


@dataclass(frozen=True)
class Field:
    """Between low and high digits of an alphabet."""

    digits: bytes
    low: int
    high: int


@dataclass(frozen=True)
class Length:
    """The size of the nearest field before it."""

    digits: bytes = BASE36
    low: int = 2

    @property
    def high(self) -> int:
        return self.low

    def compute(self, field: Span) -> bytes:
        return in_base(field.end - field.start, self.digits, self.low)


@dataclass(frozen=True)
class Check:
    """Digits computed from bytes before them.

    covers "all": everything before; "body": the nearest field; "before_separator": everything before the literal that
    stands directly in front of the check.
    """

    compute: Callable[[bytes], bytes]
    digits: bytes
    low: int
    covers: str

    @property
    def high(self) -> int:
        return self.low


Part = Literal | Field | Length | Check


class Span(NamedTuple):
    part: Part
    start: int
    end: int


class Fault(NamedTuple):
    """What is wrong first, in jeton's words, and the byte where it is."""

    reason: str
    position: int


MISPLACED = Fault("misplaced", -1)


@dataclass(frozen=True)
class Format:
    name: str
    parts: tuple[Part, ...]

    @property
    def prefix(self) -> bytes:
        return self.parts[0].text if isinstance(self.parts[0], Literal) else b""

    @property
    def min_size(self) -> int:
        return sum(part.low for part in self.parts)

    @property
    def max_size(self) -> int:
        return sum(part.high for part in self.parts)

    def spans(self, size: int) -> list[Span]:
        """Where each part stands in a text of this size, which must be a possible one; one field varies in size."""
        spare = size - self.min_size
        spans = []
        start = 0
        for part in self.parts:
            end = start + part.low + (spare if part.high > part.low else 0)
            spans.append(Span(part, start, end))
            start = end
        return spans

    def spans_of(self, text: bytes) -> list[Span] | None:
        """Where each part stands in a text of a possible size, or None where a field would be too short or too long.

        A field that varies ends where its digits end, the last one of them where the others leave it.
        """
        varying = [index for index, part in enumerate(self.parts) if part.high > part.low]
        spans = []
        start = 0
        for index, part in enumerate(self.parts):
            size = part.low
            if varying and index == varying[-1]:
                size = len(text) - start - sum(later.low for later in self.parts[index + 1 :])
            elif index in varying:
                size = 0
                while size < part.high and start + size < len(text) and text[start + size] in part.digits:
                    size += 1
            if not part.low <= size <= part.high:
                return None
            spans.append(Span(part, start, start + size))
            start += size
        return spans


def nearest_field(spans: Sequence[Span]) -> Span:
    return [span for span in spans if isinstance(span.part, Field)][-1]


def covered(check: Check, text: bytes, before: Sequence[Span]) -> bytes:
    """The bytes of the text that the check covers; before = the spans in front of it."""
    if check.covers == "body":
        field = nearest_field(before)
        return text[field.start : field.end]
    last = before[-1]
    return text[: last.start] if check.covers == "before_separator" else text[: last.end]


def first_difference(text: bytes, expected: bytes) -> int | None:
    """Index of the first byte that is not as expected. A byte that is missing differs."""
    for index, byte in enumerate(expected):
        if text[index : index + 1] != bytes([byte]):
            return index
    return None


def verify(format: Format, text: bytes) -> Fault | None:
    """None when the text has the format, else the first fault.

    In this order: prefix, length, separator, alphabet, field_length, checksum. MISPLACED where fields of variable size
    cannot be told apart, so that several reasons are as good.
    """
    at = first_difference(text, format.prefix)
    if at is not None:
        return Fault("prefix", at)

    if len(text) < format.min_size:
        return Fault("length", len(text))
    if len(text) > format.max_size:
        return Fault("length", format.max_size)

    spans = format.spans_of(text)
    if spans is None:
        return MISPLACED
    for part, start, end in spans:
        if isinstance(part, Literal):
            at = first_difference(text[start:end], part.text)
            if at is not None:
                return Fault("separator", start + at)

    for part, start, end in spans:
        if not isinstance(part, Literal):
            for at in range(start, end):
                if text[at] not in part.digits:
                    return Fault("alphabet", at)

    for index, (part, start, end) in enumerate(spans):
        if isinstance(part, Length):
            if text[start:end] != part.compute(nearest_field(spans[:index])):
                return Fault("field_length", start)

    for index, (part, start, end) in enumerate(spans):
        if isinstance(part, Check) and text[start:end] != part.compute(covered(part, text, spans[:index])):
            return Fault("checksum", start)
    return None


def assemble(format: Format, fields: Sequence[bytes]) -> bytes:
    """The token that has these texts in its fields."""
    text = b""
    spans: list[Span] = []
    left = list(fields)
    for part in format.parts:
        if isinstance(part, Literal):
            piece = part.text
        elif isinstance(part, Field):
            piece = left.pop(0)
        elif isinstance(part, Length):
            piece = part.compute(nearest_field(spans))
        else:
            piece = part.compute(covered(part, text, spans))
        spans.append(Span(part, len(text), len(text) + len(piece)))
        text += piece
    return text


class Source:
    """Endless bytes from a seed (SHA-256 of seed and counter): random looking, and the same for ever."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.blocks = 0
        self.buffer = b""

    def bytes(self, size: int) -> bytes:
        while len(self.buffer) < size:
            self.buffer += hashlib.sha256(f"{self.seed}/{self.blocks}".encode()).digest()
            self.blocks += 1
        drawn, self.buffer = self.buffer[:size], self.buffer[size:]
        return drawn

    def below(self, limit: int) -> int:
        """A number under the limit, which is at most 2^64; each equally often."""
        last = 2**64 - 2**64 % limit
        while (number := int.from_bytes(self.bytes(8), "big")) >= last:
            pass
        return number % limit

    def text(self, digits: bytes, size: int) -> bytes:
        return bytes(digits[self.below(len(digits))] for _ in range(size))

    def fields(self, format: Format) -> list[bytes]:
        """Random texts for the fields of a format, each of a random size that the format allows."""
        return [
            self.text(part.digits, part.low + self.below(part.high - part.low + 1))
            for part in format.parts
            if isinstance(part, Field)
        ]


# GitLab's routable tokens: what stands inside their base64 field.

ROUTING_KEYS = "cgoptu"
RANDOM_SIZE = 16
MAX_PAYLOAD_SIZE = 159


def routing_payload(values: dict[str, str]) -> bytes:
    """Lines "key:value" in the order of the keys; an empty value is left out. Integers stand in base 36, lower case."""
    return "\n".join(f"{key}:{values[key]}" for key in sorted(values) if values[key]).encode()


def encode_routing(version: int, random: bytes, payload: bytes) -> bytes:
    """The base64 field. Version 1: random bytes, payload, size of the payload; 0: payload, random bytes, their size."""
    inside = random + payload + bytes([len(payload)]) if version == 1 else payload + random + bytes([len(random)])
    return base64.urlsafe_b64encode(inside).rstrip(b"=")


def decode_routing(version: int, encoded: bytes) -> tuple[bytes, dict[str, str]] | None:
    """(random bytes, values) of a base64 field, or None when there is no payload in it.

    The last byte says where the payload ends, as GitLab's own test matchers read it: random bytes may be more than 16.
    """
    if len(encoded) % 4 == 1:
        return None
    inside = base64.urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4))
    if base64.urlsafe_b64encode(inside).rstrip(b"=") != encoded:
        return None
    content, counted = inside[:-1], inside[-1]
    random_size = len(content) - counted if version == 1 else counted
    if not RANDOM_SIZE <= random_size < len(content):
        return None
    if version == 1:
        random, payload = content[:random_size], content[random_size:]
    else:
        payload, random = content[:-random_size], content[-random_size:]
    pairs = [line.split(":") for line in payload.decode("latin-1").split("\n")]
    if any(len(pair) != 2 or not pair[0] or not pair[1] for pair in pairs):
        return None
    return random, {key: value for key, value in pairs}


# The formats.


def github(name: str, prefix: str, size: int) -> Format:
    """GitHub's scheme, which others took over: a base62 body, its CRC-32 in 6 base62 digits, the prefix not covered."""
    body = Field(BASE62, size, size)
    return Format(name, (Literal(prefix.encode()), body, Check(crc32_base62, BASE62, 6, "body")))


def covered_prefix(name: str, prefix: str) -> Format:
    """The same, but the check covers the prefix too."""
    body = Field(BASE62, 30, 30)
    return Format(name, (Literal(prefix.encode()), body, Check(crc32_base62, BASE62, 6, "all")))


def atlassian(name: str, prefix: str, low: int, high: int) -> Format:
    body = Field(BASE64URL, low, high)
    return Format(name, (Literal(prefix.encode()), body, Literal(b"="), Check(crc32_upper_hex, UPPER_HEX, 8, "all")))


def cloudflare(name: str, prefix: str) -> Format:
    return Format(name, (Literal(prefix.encode()), Field(BASE62, 40, 40), Check(crc32_hex, HEX, 8, "body")))


def sanctum(name: str, prefix: str) -> Format:
    after_id = Literal(b"|" + prefix.encode())
    return Format(name, (Field(DECIMAL, 1, 20), after_id, Field(BASE62, 40, 40), Check(crc32_hex, HEX, 8, "body")))


def routable(name: str, prefix: str, version: int) -> Format:
    field = Field(BASE64URL, 27, 300)
    mark = Literal(b".01." if version == 1 else b".")
    tail = (field, mark, Length(), Check(crc32_base36, BASE36, 7, "all"))
    return Format(name, (Literal(prefix.encode()), *tail) if prefix else tail)


FORMATS = {
    format.name: format
    for format in (
        covered_prefix("acme-pat", "acme_pat_"),
        covered_prefix("acme", "acme_"),
        github("github-ghp", "ghp_", 30),
        github("github-gho", "gho_", 30),
        github("github-ghu", "ghu_", 30),
        github("github-ghs", "ghs_", 30),
        github("github-ghr", "ghr_", 70),
        Format(
            "github-fine-grained",
            (
                Literal(b"github_pat_"),
                Field(BASE62, 22, 22),
                Literal(b"_"),
                Field(BASE62, 43, 43),
                Check(sha256_base32, BASE32, 8, "all"),
                Field(BASE62, 8, 8),
            ),
        ),
        github("npm", "npm_", 30),
        github("vercel-vcp", "vcp_", 50),
        github("vercel-vci", "vci_", 50),
        github("vercel-vca", "vca_", 50),
        github("vercel-vcr", "vcr_", 50),
        github("vercel-vck", "vck_", 50),
        Format(
            "grafana",
            (
                Literal(b"glsa_"),
                Field(BASE62, 32, 32),
                Literal(b"_"),
                Check(crc32_little_endian_hex, HEX, 8, "before_separator"),
            ),
        ),
        atlassian("atlassian-atatt3", "ATATT3", 177, 177),
        atlassian("atlassian-atctt3", "ATCTT3", 100, 300),
        cloudflare("cloudflare-cfk", "cfk_"),
        cloudflare("cloudflare-cfut", "cfut_"),
        cloudflare("cloudflare-cfat", "cfat_"),
        Format(
            "zuplo",
            (Literal(b"zpka_"), Field(HEX, 32, 32), Literal(b"_"), Check(crc32_hex, HEX, 8, "body")),
        ),
        github("polar", "polar_oat_", 37),
        Format(
            "asf",
            (
                Literal(b"asf_"),
                Field(LOWER, 3, 6),
                Literal(b"_"),
                Field(BASE62, 27, 27),
                Check(crc32_base62, BASE62, 6, "body"),
            ),
        ),
        sanctum("sanctum", "acme_"),
        sanctum("sanctum-plain", ""),
        # Weak evidence: one published sample of five has this check.
        covered_prefix("deno-ddp", "ddp_"),
        covered_prefix("deno-ddo", "ddo_"),
        covered_prefix("deno-ddw", "ddw_"),
        Format("gitlab-legacy", (Literal(b"glpat-"), Field(BASE64URL, 20, 20))),
        routable("gitlab-v1", "glpat-", 1),
        routable("gitlab-v0", "glpat-", 0),
        routable("gitlab-runner-v1", "glrt-t3_", 1),
        routable("gitlab-registered-runner-v1", "glrtr-", 1),
        routable("gitlab-deploy-v1", "gldt-", 1),
        # Prefixes that an administrator sets, known only at run time.
        routable("gitlab-bare-v1", "", 1),
        routable("gitlab-bare-v0", "", 0),
        routable("gitlab-instance-v1", "acme-glpat-", 1),
        routable("gitlab-instance-v0", "acme-glpat-", 0),
        routable("gitlab-admin-v1", "my.co+pat/1@=:_", 1),
        routable("gitlab-longest-v1", "+" * 20, 1),
    )
}
