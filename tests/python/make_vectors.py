#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the generated files of tests/vectors, or with --check compares all of them with what they should be.

Nothing in them comes from jeton: tokens from formats.py, known answers from Python's standard library. The same bytes
come out of every run. With --control each file is altered by one character first, and every alteration must be noticed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Callable, Iterator

import collected
import date_rows
import drawn_rows
import format_rows
import known_answers
import routing_rows
from tsv import table

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
MAKER = "by tests/python/make_vectors.py"


def formats_tsv() -> str:
    return table(f"Valid tokens and altered copies, {MAKER}.", format_rows.COLUMNS, format_rows.rows())


def drawn_tsv() -> str:
    return table(f"Tokens from known random bytes, {MAKER}.", drawn_rows.COLUMNS, drawn_rows.rows())


def routable_tsv() -> str:
    published = collected.published_routable((VECTORS / "published.tsv").read_text(encoding="ascii"))
    title = f"Payloads of GitLab's routable tokens, {MAKER}."
    return table(title, routing_rows.COLUMNS, routing_rows.rows(published))


def crc32_tsv() -> str:
    return table(f"CRC-32, {MAKER}.", known_answers.CRC_COLUMNS, known_answers.crc32_rows())


def base_tsv() -> str:
    return table(f"Text encodings, {MAKER}.", known_answers.BASE_COLUMNS, known_answers.base_rows())


def dates_tsv() -> str:
    return table(f"Dates and timestamps, {MAKER}.", date_rows.COLUMNS, date_rows.rows())


GENERATED: dict[str, Callable[[], str]] = {
    "formats.tsv": formats_tsv,
    "drawn.tsv": drawn_tsv,
    "routable.tsv": routable_tsv,
    "crc32.tsv": crc32_tsv,
    "base.tsv": base_tsv,
    "dates.tsv": dates_tsv,
}


def wrongs(name: str, text: str) -> Iterator[str]:
    if name in GENERATED:
        if text != GENERATED[name]():
            yield "is not what make_vectors.py writes"
    else:
        yield from collected.CHECKS[name](text)


def alter(text: str) -> str:
    """The text with the last character of its first row changed."""
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    lines[first] = lines[first][:-1] + ("0" if lines[first][-1] != "0" else "1")
    return "\n".join(lines)


def check(control: bool) -> int:
    names = [*GENERATED, *collected.CHECKS]
    noticed = 0
    for name in names:
        text = (VECTORS / name).read_text(encoding="ascii")
        found = list(wrongs(name, alter(text) if control else text))
        noticed += bool(found)
        if not control:
            for wrong in found:
                print(f"{name}: {wrong}", file=sys.stderr)
    if control:
        print(f"{noticed} of {len(names)} altered files noticed")
        return noticed != len(names)
    print(f"{len(names) - noticed} of {len(names)} files are right")
    return noticed != 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare the files with what they should be, write nothing")
    mode.add_argument("--control", action="store_true", help="check altered files: exit 0 only if each is noticed")
    arguments = parser.parse_args()
    if arguments.check or arguments.control:
        return check(arguments.control)
    for name, make in GENERATED.items():
        (VECTORS / name).write_text(make(), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
