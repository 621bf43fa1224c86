#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Digests are those of hashlib and hmac, for lines of any length."""

import base64
import hashlib
import hmac
import json
import random
import sys
import tempfile
from pathlib import Path

from command import FAILED, SOME_INVALID, VALID, check, known_tokens, programs


def main() -> int:
    jeton, _ = programs()
    dice = random.Random("digests")
    sizes = [1, 40, 55, 56, 63, 64, 65, 119, 128, 65535, 65536, 65537, 200_000] + [
        dice.randrange(1, 300) for _ in range(200)
    ]
    lines = [dice.randbytes(size).replace(b"\n", b".").rstrip(b"\r") or b"." for size in sizes]
    lines += [token for _, token, _ in known_tokens()]
    tokens = b"\n".join(lines)
    secrets = [line[:40] for line in lines if len(line) >= 24]

    with tempfile.TemporaryDirectory() as folder:
        keys = {}
        for size in (32, 64, 65, 4096):
            keys[size] = dice.randbytes(size - 1) + b"k"
            (Path(folder) / str(size)).write_bytes(keys[size])
        makers = [([], "sha256", lambda line: hashlib.sha256(line).digest())]
        for size, key in keys.items():
            options = ["--hmac-key-file", f"{folder}/{size}"]
            makers.append((options, "hmac-sha256", lambda line, key=key: hmac.digest(key, line, "sha256")))
        for options, algorithm, make in makers:
            expected = [make(line) for line in lines]
            answer = jeton("digest", *options, tokens=tokens, secrets=secrets)
            check("all lines have a digest", answer.status == VALID and answer.err == b"", algorithm)
            check("it is the right one", answer.lines == [one.hex() for one in expected], algorithm)
            answer = jeton("digest", "--base64", *options, tokens=tokens)
            check("in base64 too", answer.lines == [base64.b64encode(one).decode() for one in expected], algorithm)
            objects = [json.loads(line) for line in jeton("digest", "--json", *options, tokens=tokens).lines]
            check("and in JSON", [one["digest"] for one in objects] == [one.hex() for one in expected], algorithm)
            check(
                "which says what it is",
                {(one["algorithm"], one["encoding"]) for one in objects} == {(algorithm, "hex")},
            )

        (Path(folder) / "short").write_bytes(b"k" * 31)
        (Path(folder) / "long").write_bytes(b"k" * 4097)
        (Path(folder) / "text").write_bytes(b"k" * 32 + b"\n")
        (Path(folder) / "zeros").write_bytes(bytes(40))
        (Path(folder) / "same").write_bytes(b"k" * 4096)
        for name, words in (
            ("short", b"less than 32 bytes"),
            ("long", b"more than 4096 bytes"),
            ("zeros", b"one byte over and over"),
            ("same", b"one byte over and over"),
        ):
            answer = jeton("digest", "--hmac-key-file", f"{folder}/{name}", tokens=b"x")
            check("a wrong key is refused", answer.status == FAILED and words in answer.err and answer.out == b"", name)
        answer = jeton("digest", "--hmac-key-file", f"{folder}/text", tokens=b"x")
        check(
            "a line feed belongs to the key",
            answer.lines == [hmac.new(b"k" * 32 + b"\n", b"x", "sha256").hexdigest()],
        )
        check("which is said", b"line feed" in answer.err)

    answer = jeton("digest", tokens=b"a\n\nb\r\n")
    check(
        "an empty line has none",
        answer.lines == [hashlib.sha256(b"a").hexdigest(), "-", hashlib.sha256(b"b").hexdigest()],
    )
    check("which the exit status says", answer.status == SOME_INVALID)
    said = [json.loads(line)["digest"] for line in jeton("digest", "--json", tokens=b"\n\n").lines]
    check("nor in JSON", said == [None, None])
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
