#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Arguments: tokens are refused and not repeated, errors say what is wrong, help fits a terminal."""

import sys

from command import FAILED, SOME_INVALID, VALID, Command, check, known_tokens, run

TOKENS = {name: text.decode() for name, text, _ in known_tokens()}
COMMANDS = ("formats", "generate", "check", "inspect", "digest", "scopes", "expiry")


def tokens_are_refused(jeton: Command, sample: Command) -> None:
    for name in ("github-ghp", "gitlab-v1", "sanctum", "atlassian-atatt3"):
        token = TOKENS[name]
        for arguments in (
            [token],
            *([command, token] for command in COMMANDS),
            *([command, "npm", token] for command in ("generate", "check", "inspect")),
            ["check", "--json", token],
            ["check", "--", token],
            ["check", token, token],
            ["check", "--token", token],
            ["check", "--token=" + token],
            ["check", "--json=" + token],
            ["check", "-" + token],
            ["check", "npm", "--prefix", token],
            ["generate", "npm", "--count", token],
            ["generate", "npm", "--count=" + token],
            ["generate", "sanctum", "--field", token],
            ["generate", "gitlab-personal-access-token", "--field", "q=" + token],
            ["inspect", "--color", token],
            ["digest", "--hmac-key-file", token],
        ):
            answer = jeton(*arguments, tokens=token.encode())
            about = f"{name}: {' '.join(one if one != token else 'TOKEN' for one in arguments[:2])}"
            check("a token as an argument is refused", answer.status == FAILED, about)
            check("and nothing is printed", answer.out == b"", about)
            tail = token[len(token) // 2 :].encode()
            check("and it is not repeated", not answer.holds(tail), about)
            if arguments[-1] == token and not any(one.startswith("--") for one in arguments):
                check("with the reason", b"history" in answer.err and b"standard input" in answer.err, about)


def formats_are_suggested(jeton: Command, sample: Command) -> None:
    for typed, meant in (
        ("github-clasic-pat", "github-classic-pat"),
        ("fine-grained", "github-fine-grained-pat"),
        ("sanctom", "sanctum"),
        ("gitlab", "gitlab-"),
    ):
        answer = jeton("check", typed)
        check("the nearest format is suggested", answer.status == FAILED and meant in answer.err.decode(), typed)
    answer = jeton("check", "nothing-like-any-of-them-at-all")
    check("where none is near, there is a list", b"'formats' lists" in answer.err and b"did you mean" not in answer.err)


def errors_are_said(jeton: Command, sample: Command) -> None:
    def fails(words: str, *arguments: str, command: Command = jeton) -> None:
        answer = command(*arguments, tokens=b"x\n")
        said = answer.err.decode()
        check(
            "a wrong use is a failure that says why",
            answer.status == FAILED and words in said,
            f"{arguments}: {said}",
        )
        check("and prints nothing", answer.out == b"", str(arguments))
        check("with the name of the program in front", said.startswith(("jeton: ", "sample: ")), str(arguments))

    fails("a command is needed")
    fails("unknown command", "mint")
    fails("too many arguments", "check", "npm", "npm")
    fails("unknown option", "check", "--quiet")
    fails("a FORMAT is needed", "generate")
    for count in ("0", "-1", "1.5", "1x", " 1", "99999999999999999999999"):
        fails("--count takes a number from 1", "generate", "npm", "--count=" + count)
    fails("20 characters at most", "check", "npm", "--prefix", "p" * 21)
    fails("(position 2)", "check", "npm", "--prefix", "ab cd")
    fails("too many earlier prefixes", "check", "npm", *(f"--prefix=p{i}" for i in range(9)))
    fails("--before needs --prefix", "check", "npm", "--before")
    fails("needs a FORMAT", "check", "--prefix", "acme")
    fails("no prefix that another one could replace", "check", "sanctum", "--prefix", "acme_")
    fails("one --prefix", "generate", "npm", "--prefix", "a", "--prefix", "b")
    fails("not together with --field", "generate", "asf", "--prefix", "a", "--field", "abc")
    fails("--color takes auto, always or never", "inspect", "--color", "sometimes")
    fails("cannot open the key file", "digest", "--hmac-key-file", "/nowhere/at/all")
    fails("cannot open the key file", "digest", "--hmac-key-file", "")
    fails("cannot read the key file", "digest", "--hmac-key-file", "/")
    fails("a FORMAT is needed", "generate", command=sample)


def help_fits(jeton: Command, sample: Command) -> None:
    for command in (jeton, sample):
        for arguments in ([], *([name] for name in COMMANDS)):
            for option in ("--help", "-h"):
                answer = command(*arguments, option)
                lines = answer.out.decode().splitlines()
                check("help is no failure", answer.status == VALID and answer.err == b"", str(arguments))
                check("help fits 80 columns", max(map(len, lines)) <= 80, f"{arguments}: {max(lines, key=len)}")
                check("help says how to use it", lines[0].startswith("usage: "), str(arguments))
                check("help has an example", any(line.startswith("example: ") for line in lines), str(arguments))
    answer = jeton("--version")
    check(
        "the version is a line",
        answer.status == VALID and answer.out.startswith(b"jeton ") and answer.out.count(b"\n") == 1,
    )
    said = jeton().err.decode()
    check("without arguments there is the help", all(name in said for name in COMMANDS))


def status_is_told(jeton: Command, sample: Command) -> None:
    good, bad = TOKENS["npm"], TOKENS["npm"][:-1]
    for command in ("check", "inspect"):
        for json in ([], ["--json"]):
            status = lambda *lines: jeton(command, *json, tokens="\n".join(lines).encode()).status  # noqa: E731
            check("0: all are valid", status(good) == status(good, good) == VALID)
            check("1: some are not", status(bad) == status(good, bad) == status(bad, good) == SOME_INVALID)
    check("2: no token was read", jeton("check").status == FAILED)


if __name__ == "__main__":
    sys.exit(run(tokens_are_refused, formats_are_suggested, errors_are_said, help_fits, status_is_told))
