# SPDX-License-Identifier: BSL-1.0
"""tests/vectors/crc32.tsv and base.tsv: CRC-32 from zlib, text encodings of bytes from base64 and binascii."""

from __future__ import annotations

import base64
import zlib
from typing import Callable, Iterator

from formats import BASE64URL, DECIMAL, HEX, LOWER, UPPER, Source
from tsv import escape, unpack

CRC_COLUMNS = ("origin", "note", "input", "crc32")
BASE_COLUMNS = ("encoding", "size", "verdict", "position", "bytes", "text", "note")

BASE64 = UPPER + LOWER + DECIMAL + b"+/"
PAINT = bytes(range(251)).hex()  # period 251, a prime: blocks of 2^n never repeat


def painted(size: int) -> str:
    """Bytes 0, 1, 2 ... 250, 0, 1 ..., written as hexadecimal, or as a repetition where that is exact."""
    return f"{PAINT}*{size // 251}" if size > 251 and size % 251 == 0 else (PAINT * (size // 251 + 1))[: 2 * size]


def crc32_rows() -> Iterator[tuple[str, str, str, str]]:
    def row(origin: str, note: str, packed: str) -> tuple[str, str, str, str]:
        return origin, note, packed, f"{zlib.crc32(unpack(packed)):08x}"

    known = row("catalogue of CRC algorithms", "CRC-32/ISO-HDLC, check value", b"123456789".hex())
    if known[-1] != "cbf43926":
        raise AssertionError("zlib's CRC-32 is not CRC-32/ISO-HDLC")
    yield known
    for note, packed in (("one byte 0", "00"), ("one byte 255", "ff"), ("CRC of all bits 0", "ffffffff")):
        yield row("zlib", note, packed)
    sizes = [*range(41), 47, 48, 49, 63, 64, 65, 66, 79, 80, 81, 127, 128, 129, 191, 192, 193, 255, 256, 257, 300, 502]
    for size in [*sizes, 251 * 16, 251 * 256]:
        yield row("zlib", f"painted, {size} bytes", painted(size))
    for size in (16, 64, 1024, 1_000_000):
        for byte in (0x00, 0x61, 0xFF):
            yield row("zlib", f"{size} bytes {byte}", f"{byte:02x}*{size}")


def encode_hex(inside: bytes) -> bytes:
    return inside.hex().encode()


def encode_base64url(inside: bytes) -> bytes:
    return base64.urlsafe_b64encode(inside).rstrip(b"=")


ENCODERS: dict[str, tuple[Callable[[bytes], bytes], bytes]] = {
    "hex": (encode_hex, HEX),
    "base64": (base64.b64encode, BASE64),
    "base64url": (encode_base64url, BASE64URL),
}

RFC4648 = {
    "hex": ("", "66", "666f", "666f6f", "666f6f62", "666f6f6261", "666f6f626172"),
    "base64": ("", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"),
    "base64url": ("", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"),
}


def base_rows() -> Iterator[tuple[str, ...]]:
    source = Source("jeton base.tsv")
    for name, (encode, _) in ENCODERS.items():
        for size, text in enumerate(RFC4648[name]):
            inside = b"foobar"[:size]
            if encode(inside).decode() != text:
                raise AssertionError(f"{name}: not as in RFC 4648")
            yield base_row(name, inside, text.encode(), "RFC 4648 section 10")
        for size in range(67):
            inside = source.bytes(size)
            yield base_row(name, inside, encode(inside), "random")
        for note, inside in (("zeros", bytes(32)), ("all bits set", b"\xff" * 32), ("+ and /", b"\xfb\xff\xbf" * 11)):
            yield base_row(name, inside, encode(inside), note)
        yield from malformed_rows(name, source.bytes(32))


def base_row(name: str, inside: bytes, text: bytes, note: str, verdict: str = "valid") -> tuple[str, ...]:
    return name, str(len(inside)), verdict, "", inside.hex(), escape(text), note


def malformed_rows(name: str, inside: bytes) -> Iterator[tuple[str, ...]]:
    encode, digits = ENCODERS[name]
    text = encode(inside)
    size = len(text)

    def row(text: bytes, verdict: str, position: int, note: str, bytes_wanted: int = len(inside)) -> tuple[str, ...]:
        return name, str(bytes_wanted), verdict, str(position), "", escape(text), note

    yield row(b"", "length", 0, "empty")
    yield row(text[:-1], "length", size - 1, "one byte short")
    yield row(text + text[-1:], "length", size, "one byte long")
    yield row(text + b"\n", "length", size, "newline at the end")
    at = 1
    for stranger in b"\x00\x09\x0a \x20!*+,-./:;<=>?@GZ[\\^_`gz{|}~\x7f\x80\xc3\xff":
        if stranger not in digits and not (name == "hex" and stranger in b"ABCDEF"):
            yield row(text[:at] + bytes([stranger]) + text[at + 1 :], "alphabet", at, "no digit")
            at = (at + 11) % (size - 4)
    yield row(b"!" + text[1:-3] + b"!" + text[-2:], "alphabet", 0, "two bytes that are no digits")

    if name == "hex":
        yield base_row(name, inside, text.upper(), "upper case: read, never written", "read")
        yield row(b"aF" + text[2:].lower(), "alphabet", 1, "mixed case")
        yield row(b"00Fa" + text[4:].lower(), "alphabet", 3, "mixed case")
        return

    def with_unused_bit(text: bytes, at: int) -> bytes:
        """The text with the lowest bit of one digit set."""
        return text[:at] + digits[digits.index(text[at]) + 1 :][:1] + text[at + 1 :]

    for part in (inside, inside[:31], inside[:1], inside[:2], inside[:5], inside[:16]):
        whole = encode(part)
        last = len(whole.rstrip(b"=")) - 1
        yield row(with_unused_bit(whole, last), "trailing", last, "unused bit of the last digit is set", len(part))
    if name == "base64url":
        yield row(text[:-1] + b"=", "alphabet", size - 1, "padding for a digit")
        yield row(text + b"=", "length", size, "with padding")
        yield row(encode(inside[:31])[:-1], "length", 41, "a size that base64 never has", 31)
        return
    yield row(text[:-1] + b"A", "alphabet", size - 1, "digit for padding")
    yield row(text, "alphabet", size - 2, "digit for padding", 31)
    yield row(text[:-2] + b"==", "alphabet", size - 2, "padding for a digit")
    yield row(text.rstrip(b"="), "length", size - 1, "without padding")
