#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A token that is typed where an argument stands is refused, never shown and never stored: every option and argument of
every command, as its --help names them, with a token in every disguise. What only looks like one is let through."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import random
import re
import sqlite3
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))

from command import FAILED, VALID, Answer, Checks, Command, check, run  # noqa: E402

LOOKS = b"this looks like a token (not shown here)"

# Formats of which a fresh token is made, and the options that this needs.
FORMATS = {
    "github-classic-pat": [],
    "github-fine-grained-pat": [],
    "gitlab-personal-access-token": ["--field", "o=1", "--field", "u=42"],
    "gitlab-personal-access-token-legacy": [],
    "gitlab-registered-runner-token-legacy": [],
    "gitlab-trigger-token": [],
    "gitlab-ci-job-token": ["--field", "64"],
    "sanctum": ["--field", "12"],
    "npm": [],
    "rubygems": [],
    "supabase-access": [],
}

DISGUISES: dict[str, Callable[[str], str]] = {
    "bare": lambda token: token,
    "behind a letter and a colon": lambda token: f"t:{token}",
    "quoted": lambda token: f'"{token}"',
    "assigned": lambda token: f"token={token}",
    "without its last character": lambda token: token[:-1],
    "without its first character": lambda token: token[1:],
    "without both": lambda token: token[1:-1],
    "behind a line": lambda token: f"deploy\n{token}",
    "behind a year": lambda token: f"2027-{token}",
    "behind a date": lambda token: f"2027-01-31T{token}",
    "in JSON": lambda token: f'["{token}"]',
    "behind a scope": lambda token: f"api {token}",
    "behind a scope and a comma": lambda token: f"api,{token}",
    "as a password": lambda token: f"https://user:{token}@example.org/",
    "as a file": lambda token: f"/tmp/{token}.db",
    "in a header": lambda token: f"-H 'PRIVATE-TOKEN: {token}'",
    "between letters that are not ASCII": lambda token: f"\u00e9{token}\u00fc",
    "behind an escape": lambda token: f"\x1b[31m{token}",
}

# What a command needs besides, so that it would do its work if it took the argument.
ENOUGH = {
    "generate": {"FORMAT": "npm"},
    "check": {"FORMAT": "npm"},
    "inspect": {"FORMAT": "npm"},
    "scopes": {"SCOPES": "api"},
    "expiry": {"DATE": "2099-01-31"},
    "pat create": {"NAME": "deploy", "--scopes": "api", "--expires": "2099-01-31"},
    "pat show": {"ID": "1"},
    "pat revoke": {"ID": "1"},
    "pat rotate": {"ID": "1"},
    "pat notices": {"--mbox": "mail", "--to": "me@example.org"},
    "pat sweep": {"--max-days": "9"},
}


@dataclass(frozen=True)
class Secret:
    """A token, and the part of it that nobody else has."""

    text: str
    body: str

    def pieces(self) -> list[bytes]:
        body = self.body.encode()
        return [body[i : i + 12] for i in range(len(body) - 11)]

    def stands_in(self, text: bytes) -> bool:
        folded = text.lower()
        return any(piece.lower() in folded for piece in self.pieces())


@dataclass(frozen=True)
class Page:
    """A command, and what there is to choose from, as its --help says."""

    command: tuple[str, ...]
    options: tuple[tuple[str, bool], ...]  # with a value?
    positionals: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.command)


def pages(jeton: Command, command: tuple[str, ...] = ()) -> Iterator[Page]:
    text = jeton(*command, "--help").out.decode()
    usage, rows = text.splitlines()[0], re.findall(r"^  ([a-z]+)  ", text, re.M)
    if " COMMAND" in usage:
        for row in rows:
            yield from pages(jeton, (*command, row))
        return
    found = re.findall(r"^  (?:-\w,)?(--[a-z-]+)( [A-Z]+)?(?:  |$)", text, re.M)
    options = tuple((name, bool(value)) for name, value in found if name != "--help")
    yield Page(command, options, tuple(re.findall(r"\b[A-Z]{2,}\b", usage.replace("[OPTION...]", ""))))


def places(page: Page) -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    """Where an argument can stand, and the arguments of the command with one there."""
    enough = ENOUGH.get(page.name, {})

    def among(*skipped: str) -> list[str]:
        rest = {key: value for key, value in enough.items() if key not in skipped}
        if "--mail-dir" in skipped or "--sendmail" in skipped:
            rest.pop("--mbox", None)
        if "--in-days" in skipped:
            rest.pop("--expires", None)
        made = list(page.command)
        for key, value in rest.items():
            made += [key, value] if key.startswith("--") else [value]
        return made

    for name, has_value in page.options:
        if has_value:
            yield name, lambda text, name=name: [*among(name), name, text]
        yield name + "=", lambda text, name=name: [*among(name), f"{name}={text}"]
    for name in page.positionals:
        yield name, lambda text, name=name: [*among(name), text]
        yield name + " behind --", lambda text, name=name: [*among(name), "--", text]
    yield "one too many", lambda text: [*among(), "more", text]
    yield "an unknown option", lambda text: [*among(), "--" + text]
    yield "the value of an unknown option", lambda text: [*among(), "--token", text]
    yield "behind a short option", lambda text: [*among(), "-h" + text]
    yield "before --help", lambda text: [*among(), text, "--help"]
    yield "in place of the command", lambda text: [*page.command[:-1], text]
    yield "before the command", lambda text: [text, *among()]


class Sandbox:
    """A folder that is all the world to the command: its home, its temporary files, its store and its mails."""

    def __init__(self, jeton: Command, folder: str) -> None:
        self.jeton = Command(os.path.abspath(jeton.path))
        self.folder = Path(folder)
        self.env = {"HOME": folder, "XDG_DATA_HOME": "", "TMPDIR": folder}
        self("pat", "create", "first", "--scopes", "api", "--expires", "2099-01-31")
        self.before = self.files()

    def __call__(self, *arguments: str, tokens: bytes = b"a-given-token-of-length-30") -> Answer:
        return self.jeton(*arguments, tokens=tokens, env=self.env, cwd=self.folder)

    def files(self) -> dict[str, bytes]:
        return {str(one): one.read_bytes() for one in self.folder.rglob("*") if one.is_file()}


@contextlib.contextmanager
def sandbox(jeton: Command) -> Iterator[Sandbox]:
    with tempfile.TemporaryDirectory() as folder:
        yield Sandbox(jeton, folder)


def secrets_of(jeton: Command) -> list[Secret]:
    """Fresh tokens of several formats, and some without a prefix."""
    made = []
    prefixes = {one["name"]: one["prefix"] for one in json.loads(jeton("formats", "--json").out)}
    for name, options in FORMATS.items():
        answer = jeton("generate", name, *options)
        check("a token is generated", answer.status == VALID, f"{name}: {answer.err.decode()}")
        text = answer.out.decode().strip()
        made.append(Secret(text, text[len(prefixes[name]) :]))
    dice = random.Random("disguises")
    hexadecimal = dice.randbytes(20).hex()
    base62 = "".join(dice.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", k=36))
    base64url = "".join(dice.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", k=43))
    made += [Secret(text, text) for text in (hexadecimal, hexadecimal[:32], base64url)]
    return [*made, Secret("jeton_pat_" + base62, base62)]


def judge(box: Sandbox, arguments: list[str], secret: Secret, about: str, counted: Checks) -> None:
    answer = box(*arguments)
    counted("it is refused", answer.status == FAILED, about)
    counted("and nothing is printed", answer.out == b"", about)
    counted("it is not shown", not secret.stands_in(answer.out + answer.err), about)
    counted("with the reason", b"looks like a token" in answer.err and b"history" in answer.err, about)
    after = box.files()
    held = any(secret.stands_in(name.encode() + text) for name, text in after.items())
    counted("it is not kept", not held, about)
    counted("no file is made or changed", after == box.before, about)
    if after != box.before:
        for name in after.keys() - box.before.keys():
            Path(name).unlink()
        for name, text in box.before.items():
            Path(name).write_bytes(text)


def walk(jeton: Command, counted: Checks, every_secret: bool) -> int:
    """Every place with every disguise; the tokens take turns, or all of them stand in each."""
    secrets = secrets_of(jeton)
    turns = itertools.cycle(secrets)
    count = 0
    with sandbox(jeton) as box:
        for page in pages(jeton):
            for place, arguments_with in places(page):
                for disguise, dress in DISGUISES.items():
                    for secret in secrets if every_secret else [next(turns)]:
                        about = f"{page.name}, {place}, {disguise}, {secret.text[:6]}"
                        judge(box, arguments_with(dress(secret.text)), secret, about, counted)
                        count += 1
    return count


def every_place(jeton: Command, sample: Command) -> None:
    known = [page.name for page in pages(jeton)]
    check("the commands are found", set(ENOUGH) <= set(known) | {"pat"} or "pat" not in known, str(known))
    options = sum(len(page.options) for page in pages(jeton))
    check("and their options", options >= 40, str(options))
    for page in pages(jeton):
        check("each has the flag", ("--not-a-token", False) in page.options, page.name)
    count = walk(jeton, check, every_secret=False)
    check("that were many", count > 1500, str(count))


def every_token(jeton: Command, sample: Command) -> None:
    """A long run: only where it is named."""
    walk(jeton, check, every_secret=True)


def names_are_told(jeton: Command, sample: Command) -> None:
    """The option, or the argument, where the token stands."""
    secret = secrets_of(jeton)[0]
    for page in pages(jeton):
        for place, arguments_with in places(page):
            if place.removesuffix("=") in [name for name, has_value in page.options if has_value] + [*page.positionals]:
                answer = jeton(*arguments_with(secret.text), secrets=[secret.body.encode()])
                told = place.removesuffix("=").encode() + b": " + LOOKS
                check("the place is named", told in answer.err, f"{page.name} {place}: {answer.err.decode()[:60]}")
    answer = jeton("scopes", "api", secret.text)
    check("a list has one name", b"SCOPES: " + LOOKS in answer.err, answer.err.decode())
    answer = jeton("pat", "create", "x", "--description", "x", "--name", secret.text)
    check("an unknown option has none", b"an argument: " + LOOKS in answer.err, answer.err.decode())


def own_formats(jeton: Command, sample: Command) -> None:
    """A command over other formats knows their prefixes, and that of `jeton pat`."""
    for text in ("acme_pat_abcdefgh", "my-acme_abcdefgh", "pin-12345678", "jeton_pat_abcdefgh", "ACME_PAT_ABCDEFGH"):
        answer = sample("expiry", text)
        check("its own prefixes count", answer.status == FAILED and LOOKS in answer.err and answer.out == b"", text)
    for text in ("acme_pat_abcdef", "spin-12345678", "pin-1234567", "jeton_pat_abc"):
        answer = sample("expiry", text)
        check("but not alone", LOOKS not in answer.err, text)


def given_tokens(jeton: Command, sample: Command) -> None:
    """What a person chose looks like nothing, but may not stand in an argument too."""
    given = b"-".join([b"token", b"string", b"here", b"once", b"more"])
    with sandbox(jeton) as box:
        for arguments in (
            [f"for {given.decode()}"],
            ["x", "--description", given.decode()],
        ):
            create = ["pat", "create", *arguments, "--scopes", "api", "--in-days", "9", "--given"]
            answer = box(*create, tokens=given)
            check("a given token is no name", answer.status == FAILED and given not in answer.err + answer.out)
            check("and is not kept", not any(given in text for text in box.files().values()))


ORDINARY = [
    "deploy key for CI",
    "task-scheduler",
    "task-scheduler-production-eu-west-1",
    "risk-assessment-dashboard",
    "shelf_management_service",
    "socioeconomic study",
    "npm_config cache",
    "M\u00fcller GmbH 2027",
    "\u6a5f\u80fd \u30c6\u30b9\u30c8 2027",
    "Deploy-Key-for-CI-Server-2027",
    "backup_2026-11-25_Host1_daily",
    "prod-k8s-cluster-01 (eu-central-1a)",
    "WindowsServer2022",
    "internationalization-and-localization",
    "a1b2c3d",
    "fix of 9f8e7d6c5b4a",
    "2026-11-25T10:00:00Z",
    "2026-11-25T10:00:00.123456+01:00",
    "20261125T100000Z",
    "2027-01-31",
    "31.01.2027-backup",
    "never",
    "https://gitlab.example.org/group/project/-/settings/access_tokens",
    "+49 30 1234567890",
    "DE89 3704 0044 0532 0130 00",
    "192.168.178.21",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "jeton_pat_",
    "tokens beginning with glpat- or ghp_",
    "me@example.org",
    "user-%@example.org",
    "first.last+tag2027@sub.department.example.co.uk",
    "bounces-2027=me=example.org@lists.example.com",
    "./build/tokens.db",
    "/home/me/.local/share/jeton/tokens.db",
    "/var/lib/jeton/Production-2027/tokens.db",
    "/tmp/tmpab3k9_xz/tokens.db",
    "C:\\Users\\Administrator\\AppData\\Local\\tokens.db",
    "/usr/sbin/sendmail -t",
    "msmtp --account=work2 -t",
    "ssh mail@host3.example.org 'cat >>Maildir2027'",
    "/etc/jeton/hmac-key-2027.bin",
    "SELECT count(*) FROM token WHERE revoked = 0",
]


def ordinary_words(jeton: Command, sample: Command) -> None:
    dice = random.Random("uuids")
    words = ORDINARY + [str(uuid.UUID(bytes=dice.randbytes(16))) for _ in range(50)]
    words += [str(uuid.UUID(bytes=dice.randbytes(16))).upper() for _ in range(50)]
    words += [dice.randbytes(size).hex() for size in (4, 6, 10) for _ in range(10)]
    with sandbox(jeton) as box:
        create = ["--scopes", "api", "--expires", "2099-01-31", "--store", "names.db"]
        for word in words:
            answer = box("pat", "create", word, *create, "--description", word)
            check("an ordinary name is taken", answer.status == VALID, f"{word}: {answer.err.decode()[:80]}")
        with sqlite3.connect(box.folder / "names.db") as opened:
            kept = [name for (name,) in opened.execute("SELECT name FROM token ORDER BY id")]
        check("as it is", kept == words)
        for page in pages(jeton):
            for name, has_value in page.options:
                if has_value:
                    answer = box(*page.command, "--json", name, words[len(name) % len(words)])
                    check("it does not look like a token", LOOKS not in answer.err, f"{page.name} {name}")
    for vocabulary in ("gitlab", "github"):
        table = json.loads(jeton("scopes", "--table", "--json", "--vocabulary", vocabulary).out)
        names = [one["name"] for one in table["scopes"]]
        answer = jeton("scopes", "--vocabulary", vocabulary, *names)
        check("scopes are not refused", answer.status == VALID, answer.err.decode())
    for command in (jeton, sample):
        for one in json.loads(command("formats", "--json").out):
            answer = command("check", one["name"], tokens=b"x")
            check("nor is the name of a format", LOOKS not in answer.err, one["name"])
            if len(one["prefix"]) < 20:
                answer = command("expiry", one["prefix"] + "x")
                check("nor a prefix alone", LOOKS not in answer.err, one["prefix"])


def who_means_it(jeton: Command, sample: Command) -> None:
    """--not-a-token lets through what was refused, in every command."""
    secrets = secrets_of(jeton)
    with sandbox(jeton) as box:
        for page in pages(jeton):
            for place, arguments_with in places(page):
                if place in [name for name, has_value in page.options if has_value] + [*page.positionals]:
                    arguments = arguments_with(secrets[0].text)
                    arguments.insert(len(page.command), "--not-a-token")
                    answer = box(*arguments)
                    check("what is meant is let through", b"looks like" not in answer.err, f"{page.name} {place}")
        hexadecimal = secrets[-4].text
        create = ["pat", "create", f"commit {hexadecimal}", "--scopes", "api", "--expires", "2099-01-31"]
        check("a name that looks like one", box(*create).status == FAILED)
        check("is taken", box(*create, "--not-a-token").status == VALID)
        check("and kept", any(hexadecimal.encode() in text for text in box.files().values()))
        for arguments in (["--not-a-token=" + hexadecimal], ["--not-a-token", "--" + hexadecimal]):
            answer = box("expiry", "2099-01-31", *arguments)
            check("the flag takes no value", answer.status == FAILED and hexadecimal.encode() not in answer.err)
        for arguments in (["--not-a-token=word"], ["--not-a-token", "--word"], ["--json=word"], ["word"]):
            answer = box("expiry", "2099-01-31", *arguments)
            check("nor is another word shown", answer.status == FAILED and b"word" not in answer.err)


# Commands that do wrong, as lines of a shell before the right one is called, and what must be said of each.
WRONGS = {
    'echo "$@" >&2': "it is not shown",
    'echo "$@"': "and nothing is printed",
    'echo "$@" >>"$HOME/.local/share/jeton/tokens.db-wal"': "it is not kept",
    'printf "%s" "$@" >>"$HOME/.local/share/jeton/tokens.db"': "it is not kept",
    'touch "$HOME/left-behind"': "no file is made or changed",
    "trap 'exit 0' EXIT": "it is refused",
}


def wrongs_are_noticed(jeton: Command, sample: Command) -> None:
    for wrong, complaint in WRONGS.items():
        with tempfile.TemporaryDirectory() as folder, sandbox(jeton) as box:
            liar = Path(folder) / "jeton"
            liar.write_text(f'#!/bin/sh\n{wrong}\n"{os.path.abspath(jeton.path)}" "$@"\nexit $?\n')
            liar.chmod(0o755)
            box.jeton = Command(str(liar))
            counted = Checks()
            with contextlib.redirect_stdout(io.StringIO()):
                for secret in secrets_of(jeton):
                    judge(box, ["pat", "create", secret.text, "--scopes", "api"], secret, "", counted)
            check("a command that does wrong is noticed", complaint in counted.failed, f"{wrong}: {counted.failed}")


if __name__ == "__main__":
    parts = [wrongs_are_noticed, names_are_told, own_formats, given_tokens, ordinary_words, who_means_it, every_place]
    sys.exit(run(*parts, *([every_token] if "every_token" in sys.argv else [])))
