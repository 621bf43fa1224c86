# SPDX-License-Identifier: BSL-1.0
"""The form of the files in tests/vectors: tab separated columns, comment lines that begin with '#'.

Columns that are empty at the end of a line are left out. In token texts `\\xHH` stands for a byte that is not printable
ASCII, for the space and for the backslash. Bytes in hexadecimal may end in `*N`: the whole, N times.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable, Sequence

LICENCE = "# SPDX-License-Identifier: BSL-1.0"


def escape(text: bytes) -> str:
    return "".join(chr(byte) if 0x21 <= byte <= 0x7E and byte != 0x5C else f"\\x{byte:02x}" for byte in text)


def unescape(column: str) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), column.encode("ascii"))


def unpack(column: str) -> bytes:
    """The bytes of `HEX` or `HEX*N`."""
    digits, _, times = column.partition("*")
    return bytes.fromhex(digits) * int(times or 1)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [LICENCE, f"# {title}", "# " + "\t".join(columns)]
    lines += ["\t".join(str(column) for column in row).rstrip("\t") for row in rows]
    return "\n".join(lines) + "\n"


def rows(text: str, columns: int) -> list[list[str]]:
    """The rows of a file, each with this many columns."""
    split = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [row + [""] * (columns - len(row)) for row in split]


def read(path: Path, columns: int) -> list[list[str]]:
    return rows(path.read_text(encoding="ascii"), columns)
