# SPDX-License-Identifier: BSL-1.0
"""The formats of parameter_space.hpp, said once more: each value of each axis of what a format may be."""

from __future__ import annotations

from typing import Sequence

import formats
from formats import (
    BASE32,
    BASE36,
    BASE62,
    BASE64URL,
    DECIMAL,
    HEX,
    LOWER,
    UPPER,
    UPPER_HEX,
    Check,
    Field,
    Format,
    Length,
    Literal,
    Part,
)

BASE62_LOWER = DECIMAL + LOWER + UPPER
BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE64 = UPPER + LOWER + DECIMAL + b"+/"
PRINTABLE = bytes(range(ord("!"), ord("~") + 1))
OCTAL = b"01234567"
VOWELS = b"aeiou"
SCATTERED = b"~!Zz0-"


def field(digits: bytes, low: int, high: int | None = None) -> Field:
    return Field(digits, low, low if high is None else high)


def crc(digits: bytes, width: int, covers: str = "all", order: str = "big") -> Check:
    return Check(formats.crc32_in(digits, width, order), digits, width, covers)


def sha(digits: bytes, width: int, covers: str = "all") -> Check:
    return Check(formats.sha256_in(digits, width), digits, width, covers)


def format(name: str, *parts: str | Part) -> Format:
    return Format(name, tuple(Literal(part.encode()) if isinstance(part, str) else part for part in parts))


def simple(name: str, digits: bytes, size: int, *after: str | Part) -> Format:
    return format(name, "p_", field(digits, size), *after)


FORMATS: Sequence[Format] = (
    simple("base62", BASE62, 30, crc(BASE62, 6)),
    simple("base62-lower", BASE62_LOWER, 30, crc(BASE62_LOWER, 6)),
    simple("base62-7", BASE62, 30, crc(BASE62, 7)),
    simple("base62-11", BASE62, 30, crc(BASE62, 11)),
    simple("base62-16", BASE62, 30, crc(BASE62, 16)),
    simple("base62-little", BASE62, 30, crc(BASE62, 6, order="little")),
    simple("base36", BASE36, 30, crc(BASE36, 7)),
    simple("base36-13", BASE36, 30, crc(BASE36, 13)),
    simple("base36-upper", DECIMAL + UPPER, 30, crc(DECIMAL + UPPER, 7)),
    simple("base32", BASE32, 30, crc(BASE32, 7)),
    simple("base32-8", BASE32, 30, crc(BASE32, 8)),
    simple("base32-lower", BASE32.lower(), 30, crc(BASE32.lower(), 7)),
    simple("hex", HEX, 40, crc(HEX, 8)),
    simple("hex-little", HEX, 40, crc(HEX, 8, order="little")),
    simple("hex-12", HEX, 40, crc(HEX, 12)),
    simple("hex-12-little", HEX, 40, crc(HEX, 12, order="little")),
    simple("hex-upper", UPPER_HEX, 40, crc(UPPER_HEX, 8)),
    simple("hex-upper-little", HEX, 40, crc(UPPER_HEX, 8, order="little")),
    simple("base58", BASE58, 30, crc(BASE58, 6)),
    simple("base64", BASE64, 30, crc(BASE64, 6)),
    simple("base64url", BASE64URL, 30, crc(BASE64URL, 6)),
    simple("decimal", DECIMAL, 40, crc(DECIMAL, 10)),
    simple("octal", OCTAL, 50, crc(OCTAL, 11)),
    simple("vowels", VOWELS, 60, crc(VOWELS, 14)),
    simple("scattered", SCATTERED, 60, crc(SCATTERED, 13)),
    simple("printable", PRINTABLE, 20, crc(PRINTABLE, 5)),
    simple("sha256", BASE62, 30, sha(BASE32, 8)),
    simple("sha256-1", BASE62, 30, sha(BASE32, 1)),
    simple("sha256-hex", BASE62, 30, sha(HEX, 16)),
    simple("sha256-base64url", BASE62, 30, sha(BASE64URL, 10)),
    simple("body", BASE62, 30, crc(BASE62, 6, "body")),
    simple("separator", BASE62, 30, "_", crc(BASE62, 6)),
    simple("separator-body", BASE62, 30, ".", crc(BASE62, 6, "body")),
    simple("separator-apart", BASE62, 30, "~~", crc(BASE62, 6, "before_separator")),
    simple("sha256-apart", HEX, 8, "_", field(BASE62, 30), "_", sha(HEX, 8, "before_separator")),
    simple("nearest-body", HEX, 8, "-", field(BASE62, 30), crc(BASE62, 6, "body")),
    simple("middle", BASE62, 20, crc(BASE62, 6), field(BASE62, 10)),
    simple("two-checks", BASE62, 20, crc(BASE62, 6, "body"), "_", field(HEX, 16), crc(HEX, 8)),
    simple("text-behind", BASE62, 20, crc(BASE62, 6), ".end"),
    format("two-texts", "p_", "q-", field(BASE62, 20), crc(BASE62, 6)),
    format("no-prefix", field(BASE62, 30), crc(BASE62, 6)),
    format("no-prefix-apart", field(HEX, 8), "-", field(BASE62, 24), "-", crc(HEX, 8, "before_separator")),
    simple("digits-part", BASE62, 10, "x", field(BASE62, 10), "yz", field(BASE62, 10), crc(BASE62, 6)),
    *(simple(f"size-{size}", BASE62, size, crc(BASE62, 6, "body")) for size in (1, 3, 8, 15, 16, 17, 63, 64, 65)),
    simple("size-300", BASE62, 300, crc(BASE62, 6)),
    format("bounded", "p_", field(BASE62, 10, 40), crc(BASE62, 6)),
    format("bounded-runs-in", "p", field(BASE62, 10, 40), crc(BASE62, 6)),
    format("bounded-body", "p_", field(HEX, 0, 32), crc(HEX, 8, "body")),
    format("bounded-first", "p_", field(BASE62, 5, 9), "_", field(BASE62, 20), crc(BASE62, 6)),
    format("length", "p_", field(BASE64URL, 5, 60), ".", Length(), crc(BASE36, 7)),
    format("length-hex", "p_", field(BASE62, 1, 300), Length(HEX, 3), "_", field(HEX, 24), crc(HEX, 8)),
    format("variable-3", "p_", field(DECIMAL, 1, 8), "-", field(BASE62, 5, 20), "-", field(HEX, 4, 9), crc(BASE62, 6)),
    format(
        "variable-3-apart",
        "p_",
        *(field(DECIMAL, 0, 4), ".", field(LOWER, 1, 5), "/", field(BASE62, 20, 30), "."),
        crc(HEX, 8, "before_separator"),
    ),
    format("variable-3-bare", field(DECIMAL, 1, 5), "|", field(BASE62, 3, 6), "|", field(DECIMAL, 2, 3)),
)
