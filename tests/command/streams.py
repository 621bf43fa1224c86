#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Any bytes, any length, any end of line; input and output that do not work."""

import base64
import json
import os
import random
import subprocess
import sys
import tempfile

from command import FAILED, PLAIN, SOME_INVALID, VALID, Command, check, formats, known_tokens, run

TOKENS = {name: text for name, text, _ in known_tokens()}
CLASSIC = TOKENS["github-ghp"]
GOOD = "valid github-classic-pat"


def line_ends(jeton: Command, sample: Command) -> None:
    def said(tokens: bytes) -> list[str]:
        return jeton("check", tokens=tokens, secrets=[CLASSIC[4:]]).lines

    check("LF ends a line", said(CLASSIC + b"\n" + CLASSIC + b"\n") == [GOOD, GOOD])
    check("CRLF ends a line", said(CLASSIC + b"\r\n" + CLASSIC + b"\r\n") == [GOOD, GOOD])
    check("the last line needs no end", said(CLASSIC + b"\n" + CLASSIC) == [GOOD, GOOD])
    check("one CR belongs to the end of a line, no more", said(CLASSIC + b"\r\r\n") == ["invalid length at 40"])
    check("a CR at the end of the input is a byte", said(CLASSIC + b"\r") == ["invalid length at 40"])
    check("a CR inside is a byte", said(CLASSIC[:9] + b"\r" + CLASSIC[10:]) == ["invalid alphabet at 9"])
    check(
        "an empty line has a verdict",
        said(b"\n" + CLASSIC + b"\n\r\n") == ["invalid prefix at 0", GOOD, "invalid prefix at 0"],
    )
    for byte in set(range(256)) - {10}:
        check(
            "every byte has a verdict",
            said(bytes([byte])) in (["invalid prefix at 0"], ["invalid prefix at 1"]),
            f"byte {byte}",
        )

    # A CR that ends one read, its LF in the next; the same with a byte that is no LF.
    with tempfile.TemporaryFile() as file:
        for filler in range(65533, 65540):
            for end, want in ((b"\r\n", "invalid prefix at 0"), (b"\rx", "invalid prefix at 0")):
                file.seek(0)
                file.truncate()
                file.write(b"\0" * filler + end + CLASSIC * (end == b"\r\n"))
                file.seek(0)
                answer = jeton("check", tokens=None, stdin=file)
                wanted = [want, GOOD] if end == b"\r\n" else [want]
                check("lines are the same wherever a read ends", answer.lines == wanted, f"{filler} bytes")


def long_lines(jeton: Command, sample: Command) -> None:
    """A line of 100 MB is judged, and not kept."""
    size = 100 << 20
    verdict_of = {b"": "prefix at 0", b"ghp_": "length at 40", b"glpat-": "length at 319"}
    for start, verdict in verdict_of.items():
        want = f"invalid {verdict}"
        for arguments in (["check"], ["inspect"], ["inspect", "--json"], ["digest"]):
            with tempfile.TemporaryFile() as file:
                file.write(start)
                file.truncate(size)
                file.seek(0, os.SEEK_END)
                file.write(b"\n" + CLASSIC + b"\n")
                file.seek(0)
                with tempfile.TemporaryFile() as out:
                    process = subprocess.Popen([jeton.path, *arguments], stdin=file, stdout=out, env=PLAIN)
                    _, status, used = os.wait4(process.pid, 0)
                    process.returncode = os.waitstatus_to_exitcode(status)
                    out.seek(0)
                    said = out.read()
            check("a long line takes no memory", used.ru_maxrss < 80 << 10, f"{arguments}: {used.ru_maxrss} KiB")
            check("nor much output", len(said) < 10_000, f"{arguments}: {len(said)} bytes")
            if arguments == ["check"]:
                check("a long line has the verdict of its beginning", said.decode().splitlines() == [want, GOOD], want)


def odd_bytes(jeton: Command, sample: Command) -> None:
    """Lines of random bytes, and tokens with some bytes changed: no crash, a verdict for each, JSON that is JSON."""
    dice = random.Random("odd bytes")
    lines = [dice.randbytes(dice.choice((0, 1, 7, 40, 41, 93, 400, 5000))).replace(b"\n", b" ") for _ in range(300)]
    for token in TOKENS.values():
        for _ in range(60):
            text = bytearray(token)
            for _ in range(dice.randrange(4)):
                at = dice.randrange(len(text))
                text[at : at + dice.randrange(3)] = dice.randbytes(dice.randrange(3)).replace(b"\n", b"")
                text += b"=" * (not text)
            lines.append(bytes(text).replace(b"\n", b""))
    lines = [line.rstrip(b"\r") for line in lines]
    bodies = [line[12:] for line in lines if len(line) > 24 and len(set(line[12:])) > 4]
    tokens = b"\n".join(lines) + b"\n"

    plain = jeton("check", tokens=tokens, secrets=bodies)
    check("each odd line has a verdict", len(plain.lines) == len(lines))
    check("and the exit status says so", plain.status == SOME_INVALID)
    for command in (["check"], ["inspect"], ["digest"], ["digest", "--base64"]):
        answer = jeton(*command, "--json", tokens=tokens, secrets=bodies)
        objects = [json.loads(line) for line in answer.out.decode("utf-8").splitlines()]
        check("JSON has an object for each line", [one["line"] for one in objects] == list(range(1, len(lines) + 1)))
        if command == ["check"]:
            said = [
                f"valid {one['format']}" if one["valid"] else f"invalid {one['reason']} at {one['position']}"
                for one in objects
            ]
            check("JSON says what the text says", said == plain.lines)
    drawn = jeton("inspect", "--color", "always", tokens=tokens, secrets=bodies)
    check("nothing odd reaches the terminal", set(drawn.out) <= set(range(0x20, 0x7F)) | {10, 27})
    for name in ("github-fine-grained-pat", "gitlab-personal-access-token", "sanctum", "slack-user"):
        check("by one format too", len(jeton("check", name, tokens=tokens, secrets=bodies).lines) == len(lines), name)


def odd_routes(jeton: Command, sample: Command) -> None:
    """What a route says may be any bytes."""
    for value in (b"\x1b[31m", b"\xff\xfe", b"a\\b", b"\x00", "ü".encode()):
        inside = b"r" * 16 + b"o:" + value + bytes([2 + len(value)])
        encoded = base64.urlsafe_b64encode(inside).rstrip(b"=")
        token = formats.assemble(formats.FORMATS["gitlab-v1"], [encoded])
        drawn = jeton("inspect", tokens=token, secrets=[encoded])
        check("a route is drawn in printable characters", set(drawn.out) <= set(range(0x20, 0x7F)) | {10})
        route = json.loads(jeton("inspect", "--json", tokens=token).out)["route"]
        check("and is a string of JSON", route["o"]["value"] == value.decode("utf-8", "replace"), repr(route))


def broken_streams(jeton: Command, sample: Command) -> None:
    def fails(answer, words: str) -> bool:
        return answer.status == FAILED and words in answer.err.decode()

    for command in ("check", "inspect", "digest"):
        check("an empty input is a failure", fails(jeton(command), "no token was read"), command)
        check(
            "a folder is no input",
            fails(jeton(command, tokens=None, stdin=os.open("/", os.O_RDONLY)), "cannot read"),
            command,
        )
        closed = subprocess.run(["sh", "-c", f'"$0" {command} <&-', jeton.path], capture_output=True, env=PLAIN)
        check("nor is a closed one", closed.returncode == FAILED and b"cannot read" in closed.stderr, command)
    for words in ("formats", "formats --json", "generate npm", "check", "inspect", "digest", "--help", "--version"):
        command = words.split()
        with open("/dev/full", "wb") as full:
            done = subprocess.run([jeton.path, *command], input=CLASSIC, stdout=full, stderr=subprocess.PIPE, env=PLAIN)
        check("a full disk is a failure", done.returncode == FAILED and b"cannot write" in done.stderr, str(command))
        done = subprocess.run(
            ["sh", "-c", '"$0" "$@" >&-', jeton.path, *command], input=CLASSIC, capture_output=True, env=PLAIN
        )
        check(
            "a closed output is a failure", done.returncode == FAILED and b"cannot write" in done.stderr, str(command)
        )
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([jeton.path, *command], input=CLASSIC, stdout=writer, stderr=subprocess.PIPE, env=PLAIN)
        os.close(writer)
        check("a closed pipe ends it quietly", done.returncode == FAILED and done.stderr == b"", str(command))


def prompt_answers(jeton: Command, sample: Command) -> None:
    """A line is answered when it is there, not when the input ends."""
    with subprocess.Popen([jeton.path, "check"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        for _ in range(3):
            process.stdin.write(CLASSIC + b"\n")
            check("a line is answered at once", process.stdout.readline().decode().strip() == GOOD)
        process.stdin.close()
        check("and the end is the end", process.wait(60) == VALID)


if __name__ == "__main__":
    sys.exit(run(line_ends, long_lines, odd_bytes, odd_routes, broken_streams, prompt_answers))
