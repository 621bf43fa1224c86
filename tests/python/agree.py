#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares jeton's crc32, sha256 and hmac_sha256 with zlib, hashlib and hmac on 10,000 random inputs each.

Usage: agree.py [--stream] [--control] DRIVER, where DRIVER is the program built from driver.cpp. Inputs have 0 to 300
bytes, keys too, and are the same in every run. --stream asks for SHA-256 of a text that comes in uneven pieces.
--control flips one bit of one expected value: the comparison must then fail. Exit: 0 all agree, 1 one does not, 2 the
driver did not answer.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import subprocess
import sys
import zlib
from typing import Iterator

from formats import Source

INPUTS = 10_000
LARGEST = 300


def questions(stream: bool) -> Iterator[tuple[str, str]]:
    """Lines for the driver, each with the answer that it should give."""
    source = Source("jeton agree.py")

    def random() -> bytes:
        return source.bytes(source.below(LARGEST + 1))

    for _ in range(INPUTS):
        text = random()
        yield f"crc32 {text.hex()}", f"{zlib.crc32(text):08x}"
        text = random()
        yield f"{'sha256_stream' if stream else 'sha256'} {text.hex()}", hashlib.sha256(text).hexdigest()
        key, text = random(), random()
        yield f"hmac {key.hex()} {text.hex()}", hmac.new(key, text, hashlib.sha256).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stream", action="store_true", help="SHA-256 in uneven pieces")
    parser.add_argument("--control", action="store_true", help="flip one bit of one expected value; must fail")
    parser.add_argument("driver", help="the program built from driver.cpp")
    arguments = parser.parse_args()

    asked, expected = map(list, zip(*questions(arguments.stream)))
    if arguments.control:
        expected[-1] = f"{int(expected[-1], 16) ^ 1:064x}"

    try:
        answer = subprocess.run([arguments.driver], input="\n".join(asked) + "\n", capture_output=True, text=True)
    except OSError as error:
        print(f"{arguments.driver}: {error.strerror}", file=sys.stderr)
        return 2
    given = answer.stdout.splitlines()
    if answer.returncode != 0 or len(given) != len(asked):
        print(answer.stderr, file=sys.stderr, end="")
        print(f"{len(given)} answers to {len(asked)} questions, exit {answer.returncode}", file=sys.stderr)
        return 2

    for question, said, right in zip(asked, given, expected):
        if said != right:
            print(f"echo '{question}' | {arguments.driver}\n  says      {said}\n  should be {right}")
            return 1
    print(f"{len(given)} agreed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
