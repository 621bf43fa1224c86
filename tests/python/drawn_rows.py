# SPDX-License-Identifier: BSL-1.0
"""tests/vectors/drawn.tsv: the tokens that must come out of given random bytes.

The rule is jeton's own and documented: bytes are used in order, two for two digits. Bytes a, b are n = a + 256 b and stand
for the digits of floor(n r^2 / 65536); they are skipped where n r^2 mod 65536 < 65536 mod r^2. Of a field of odd size the
last pair gives its first digit only. The bytes are those of a linear congruential generator that any language writes in one
line; only fields of fixed size are drawn, the others are given.
"""

from __future__ import annotations

from typing import Iterator

import formats
from format_rows import split
from formats import Field, Format
from tsv import escape

COLUMNS = ("format", "seed", "index", "given", "prefix", "body", "suffix")

# Format, seed, how many tokens are drawn one after the other, what is given.
DRAWN = (
    ("acme-pat", 1, 1, ""),
    ("acme-pat", 2, 1, ""),
    ("acme-pat", 3, 8, ""),
    ("github-ghp", 4, 1, ""),
    ("github-ghr", 5, 1, ""),
    ("github-fine-grained", 6, 1, ""),
    ("grafana", 7, 1, ""),
    ("zuplo", 8, 1, ""),
    ("vercel-vcp", 9, 1, ""),
    ("atlassian-atatt3", 10, 1, ""),
    ("gitlab-legacy", 11, 1, ""),
    ("asf", 12, 1, "sample"),
    ("sanctum-plain", 13, 1, "42"),
)


class Bytes:
    """Bytes that look random: the highest byte of x -> 1664525 x + 1013904223 modulo 2^32."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> int:
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state >> 24

    def digits(self, alphabet: bytes, count: int) -> bytes:
        pairs = len(alphabet) ** 2
        drawn = bytearray()
        while len(drawn) < count:
            value, rest = divmod((self.next() + 256 * self.next()) * pairs, 65536)
            if rest >= 65536 % pairs:
                drawn += bytes(alphabet[digit] for digit in divmod(value, len(alphabet)))
        return bytes(drawn[:count])


def draw(format: Format, source: Bytes, given: str) -> bytes:
    fields = []
    for part in format.parts:
        if isinstance(part, Field) and part.low == part.high:
            fields.append(source.digits(part.digits, part.low))
        elif isinstance(part, Field):
            fields.append(given.encode())
    return formats.assemble(format, fields)


def rows() -> Iterator[tuple[str, ...]]:
    for name, seed, count, given in DRAWN:
        format = formats.FORMATS[name]
        source = Bytes(seed)
        for index in range(count):
            token = draw(format, source, given)
            yield (name, str(seed), str(index), given, *map(escape, split(format, token)))
