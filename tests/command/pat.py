#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Personal access tokens in a store: the documented steps, typed; bad input; mails that may come twice, never not at
all. What is expected is written from GitLab's documentation, and read with Python's sqlite3 and email."""

from __future__ import annotations

import email
import email.policy
import hashlib
import hmac
import json
import mailbox
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Iterator

from command import FAILED, PLAIN, SOME_INVALID, TESTS, VALID, Answer, Command, check, run

DENIED = SOME_INVALID
NOW = "2026-11-25T10:00:00Z"
TODAY = date(2026, 11, 25)


class Store:
    """`jeton pat` on a store of its own. Only create and rotate may print a token."""

    def __init__(self, jeton: Command, folder: str) -> None:
        self.jeton = jeton
        self.folder = Path(folder)
        self.file = self.folder / "tokens.db"
        self.secrets: list[bytes] = []

    def __call__(self, verb: str, *arguments: str, tokens: bytes = b"", **more) -> Answer:
        at = ["--store", str(self.file)]
        return self.jeton("pat", verb, *at, *arguments, tokens=tokens, secrets=self.secrets, **more)

    def create(self, name: str, *arguments: str, scopes: str = "api", expires: str = "2099-01-01", **more) -> bytes:
        answer = self("create", name, "--scopes", scopes, "--expires", expires, *arguments, **more)
        check("a token is made", answer.status == VALID, answer.err.decode(errors="replace"))
        return self.keep(answer.out.strip())

    def keep(self, token: bytes) -> bytes:
        check("it is printed alone", re.fullmatch(rb"jeton_pat_[0-9A-Za-z]{36}", token) is not None)
        self.secrets.append(token)
        return token

    def rows(self, *arguments: str) -> list[dict]:
        answer = self("list", "--json", *arguments)
        check("a list succeeds", answer.status == VALID, answer.err.decode(errors="replace"))
        return [json.loads(line) for line in answer.lines]

    def names(self, *arguments: str) -> list[str]:
        return [row["name"] for row in self.rows(*arguments)]

    def sql(self, text: str, *values) -> list[tuple]:
        with sqlite3.connect(self.file) as opened:
            rows = opened.execute(text, values).fetchall()
        opened.close()
        return rows


@contextmanager
def store(jeton: Command) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        yield Store(jeton, folder)


def documented_steps(jeton: Command, sample: Command) -> None:
    """Create with a name, an expiry and scopes; see it once; use it; see it in the active list with its last use;
    revoke it. In the user's own store."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_DATA_HOME": ""}
        os.chmod(home, 0o755)
        answer = jeton("pat", "list", env=env)
        check("without a store there is nothing to list", answer.status == FAILED and b"no store yet" in answer.err)
        check("and none is made", os.listdir(home) == [])
        answer = jeton("pat", "create", "deploy", "--scopes", "api read_user", "--in-days", "30", env=env)
        token = answer.out.strip()
        check("a token is created", answer.status == VALID)
        check("and printed alone", re.fullmatch(rb"jeton_pat_\w{36}\n", answer.out) is not None)
        check("and told of beside it", b"30 days left" in answer.err and token not in answer.err)
        folder = Path(home) / ".local" / "share" / "jeton"
        check("its folder is private", (folder.stat().st_mode & 0o777) == 0o700)
        check("and each file", all((one.stat().st_mode & 0o777) == 0o600 for one in folder.iterdir()))
        kept = b"".join(one.read_bytes() for one in folder.iterdir())
        check("the store has no token", token not in kept and hashlib.sha256(token).digest() in kept)

        def pat(*arguments: str, tokens: bytes = b"") -> Answer:
            return jeton("pat", *arguments, tokens=tokens, secrets=[token], env=env)

        listed = pat("list").lines
        check("the list has it", len(listed) == 2 and "deploy" in listed[1] and "api read_user" in listed[1])
        check("never used", "never" in listed[1] and "active" in listed[1])
        answer = pat("verify", "--need", "api", tokens=token + b"\n")
        check("it is granted", answer.status == VALID and answer.out == b"granted, token 1\n")
        row = json.loads(pat("list", "--json").out)
        used = datetime.fromisoformat(row["last_used_at"].replace("Z", "+00:00"))
        check("the list has its use", abs((datetime.now(timezone.utc) - used).total_seconds()) < 60)
        said = {key: row[key] for key in ("id", "name", "revoked", "user_id", "active", "scopes")}
        expected = {"id": 1, "name": "deploy", "revoked": False, "user_id": 1, "active": True}
        check("and all else", said == expected | {"scopes": ["api", "read_user"]})
        days = (date.fromisoformat(row["expires_at"]) - datetime.now(timezone.utc).date()).days
        check("it expires when it should", days == 30)
        check("it is revoked", pat("revoke", "1").status == VALID)
        since = json.loads(pat("show", "1", "--json").out)
        check("once more is no error", pat("revoke", "1").status == VALID)
        check("and changes nothing", json.loads(pat("show", "1", "--json").out) == since)
        answer = pat("verify", tokens=token)
        check("a revoked token is denied", answer.status == DENIED and b"denied, the token was revoked\n" == answer.out)
        check("it is no longer in the list", len(pat("list").lines) == 1)
        check("but among all", "revoked" in pat("list", "--state", "all").lines[1])

        data = Path(home) / "data"
        elsewhere = env | {"XDG_DATA_HOME": str(data)}
        answer = jeton("pat", "create", "x", "--scopes", "api", "--in-days", "1", env=elsewhere)
        check("XDG_DATA_HOME is followed", answer.status == VALID and (data / "jeton" / "tokens.db").exists())
        answer = jeton("pat", "list", env=env | {"XDG_DATA_HOME": "relative"})
        check("but not where it is relative", answer.status == VALID and not Path("relative").exists())


def given_tokens(jeton: Command, sample: Command) -> None:
    """The documentation's predetermined token."""
    given = b"-".join([b"token", b"string", b"here123"])
    with store(jeton) as tokens:
        tokens.secrets.append(given)
        make = ["script", "--scopes", "read_user,read_repository", "--in-days", "365", "--given"]
        answer = tokens("create", *make, tokens=given + b"\n")
        check("a given token is taken", answer.status == VALID and answer.out == b"")
        check("and how weak it may be is said", b"random bits at most, and far fewer" in answer.err)
        check("it is granted", tokens("verify", "--need", "read_user", tokens=given).status == VALID)
        answer = tokens("create", *make, tokens=given)
        check("but not taken twice", answer.status == DENIED and b"there already" in answer.err)
        for text, why in (
            (given[:19], b"it has not 20 to 255 characters"),
            (b"", b"standard input is empty"),
            (b"x" * 256, b"it has not 20 to 255 characters"),
            (given + b"\xc3\xa9", b"not printable ASCII at 20"),
            (given + b"\n" + given, b"more than one line"),
            (b"jeton_pat_" + b"0" * 36, b"checksum"),
            (b"jeton_pat_" + b"0" * 20, b"given token"),
        ):
            answer = tokens("create", *make, tokens=text)
            check("another text is not", answer.status in (DENIED, FAILED) and why in answer.err, repr(why))
        check("nothing of that is kept", len(tokens.rows()) == 1)
        row = json.loads(tokens("create", *make, "--json", tokens=b"another-string-here456").out)
        check("in JSON too", row["id"] == 2 and 0 < row["most_entropy_bits"] < 178 and "token" not in row)


def decisions(jeton: Command, sample: Command) -> None:
    def reason(tokens: Store, text: bytes, *arguments: str) -> tuple:
        answer = tokens("verify", "--json", "--explain", *arguments, tokens=text)
        said = json.loads(answer.out)
        check("the status agrees", answer.status == (VALID if said["granted"] else DENIED))
        return said["reason"], [step["passed"] for step in said["steps"]]

    with store(jeton) as tokens:
        token = tokens.create("a", scopes="read_api read_user")
        old = tokens.create("b", "--now", "2020-01-01", expires="2020-06-01")
        revoked = tokens.create("c")
        tokens("revoke", "3")
        never = tokens.create("d", expires="never")
        last = token[:-1] + (b"1" if token[-1:] != b"1" else b"2")
        good, bad, not_reached = True, False, None
        for text, arguments, expected, steps in (
            (token, [], None, [good] * 6),
            (token + b"\r\n", [], None, [good] * 6),
            (never, [], None, [good] * 6),
            (token, ["--need", "read_api"], None, [good] * 6),
            (token, ["--need", "api read_user"], None, [good] * 6),
            (token, ["--need", "api,read_api", "--need", "read_user"], None, [good] * 6),
            (token, ["--need", "api"], "out_of_scope", [good] * 5 + [bad]),
            (token, ["--need", "read_user", "--need", "api"], "out_of_scope", [good] * 5 + [bad]),
            (old, [], "expired", [good] * 4 + [bad, not_reached]),
            (revoked, ["--need", "sudo"], "revoked", [good] * 3 + [bad] + [not_reached] * 2),
            (b"a-given-text-that-nobody-has", [], "unknown", [good] * 2 + [bad] + [not_reached] * 3),
            (last, [], "mistyped", [good, bad] + [not_reached] * 4),
            (b"short", [], "malformed", [bad] + [not_reached] * 5),
            (b"\n", [], "malformed", [bad] + [not_reached] * 5),
            (token + b"x", [], "malformed", [bad] + [not_reached] * 5),
            (b"\0" * 40, [], "malformed", [bad] + [not_reached] * 5),
            (b"\x1b[31m" + b"x" * 40, [], "malformed", [bad] + [not_reached] * 5),
            (b"y" * (1 << 20), [], "malformed", [bad] + [not_reached] * 5),
        ):
            got = reason(tokens, text, *arguments)
            check("a decision is the right one", got == (expected, steps), f"{got} for {expected}")
        text = tokens("verify", "--explain", "--need", "api", tokens=token).out.decode()
        for words in ("denied, the token has not the scope", "shape    good", "scopes   BAD", "needs api", "days left"):
            check("it is explained to people", words in text, words)
        check("the day before its day it lives", reason(tokens, old, "--now", "2020-05-31T23:59:59Z")[0] is None)
        check("and on it is dead", reason(tokens, old, "--now", "2020-06-01")[0] == "expired")
        tokens.create("unused")
        count = len(tokens.rows("--last-used-after", "2020-01-01"))
        check("who asks for too much uses it too, and who is denied otherwise does not", count == 2, str(count))
        for wrong in ("", "api wizard", "api  sudo"):
            answer = tokens("verify", "--need", wrong, tokens=token)
            check("what is no scope is a failure", answer.status == FAILED and b"--need" in answer.err, wrong)
        check("two tokens are one too many", tokens("verify", tokens=token + b"\n" + old).status == FAILED)
        check("as is none", tokens("verify", tokens=b"").status == FAILED)
        check("a token is no argument", tokens("verify", token.decode()).status == FAILED)
        for verb in ("show", "revoke", "rotate"):
            check("nor an ID", tokens(verb, token.decode()).status == FAILED)
        for place in (["--scopes", token.decode()], ["--scopes", "api", "--description", token.decode()]):
            answer = tokens("create", "x", *place, "--in-days", "1")
            check("nor a scope or a description", answer.status == FAILED and b"looks like a token" in answer.err)


def peppers(jeton: Command, sample: Command) -> None:
    with store(jeton) as tokens:
        plain = tokens.create("before")
        pepper = tokens.folder / "pepper"
        pepper.write_bytes(os.urandom(31) + b"p")
        under = ["--pepper-file", str(pepper)]
        peppered = tokens.create("after", *under)

        def digests() -> list[bytes]:
            return [row[0] for row in tokens.sql("SELECT digest FROM token ORDER BY id")]

        key = pepper.read_bytes()
        expected = [hashlib.sha256(plain).digest(), hmac.digest(key, peppered, "sha256")]
        check("digests are those of hashlib and hmac", digests() == expected)
        check("without the pepper it is unknown", tokens("verify", tokens=peppered).status == DENIED)
        check("with it, it is granted", tokens("verify", *under, tokens=peppered).status == VALID)
        check("and so is one from before", tokens("verify", *under, tokens=plain).status == VALID)
        check("which is peppered now", digests()[0] == hmac.digest(key, plain, "sha256"))
        check("it is granted again", tokens("verify", *under, tokens=plain).status == VALID)
        rotated = tokens.keep(tokens("rotate", "1", *under).out.strip())
        check("the new one is peppered too", tokens("verify", *under, tokens=rotated).status == VALID)
        for wrong in (b"k" * 31, b"k" * 32):
            pepper.write_bytes(wrong)
            check("a weak pepper is refused", tokens("verify", *under, tokens=plain).status == FAILED)


def lists(jeton: Command, sample: Command) -> None:
    with store(jeton) as tokens:
        for name, created, expires, owner in (
            ("Deploy Key", "2026-01-01", "2026-12-01", "1"),
            ("backup", "2026-02-01", "never", "2"),
            ("deploy old", "2026-01-15", "2026-11-25", "1"),
            ("ci runner", "2026-03-01", "2027-03-01", "2"),
        ):
            tokens.create(name, "--now", created, "--owner", owner, expires=expires)
        tokens.sql("UPDATE token SET last_used = 1788220800 WHERE id = 2")  # 2026-09-01
        tokens.sql("UPDATE token SET last_used = 1790812800 WHERE id = 4")  # 2026-10-01
        tokens("revoke", "4")
        all_of = ["--state", "all", "--now", NOW]
        for arguments, expected in (
            (["--now", NOW], ["Deploy Key", "backup"]),
            (["--now", NOW, "--state", "inactive"], ["deploy old", "ci runner"]),
            (["--now", NOW, "--state", "expired"], ["deploy old"]),
            (["--now", NOW, "--state", "revoked"], ["ci runner"]),
            (["--now", "2026-11-24T23:59:59Z"], ["Deploy Key", "deploy old", "backup"]),
            ([*all_of], ["Deploy Key", "deploy old", "backup", "ci runner"]),
            ([*all_of, "--owner", "2"], ["backup", "ci runner"]),
            ([*all_of, "--search", "DEPLOY"], ["Deploy Key", "deploy old"]),
            ([*all_of, "--search", 'old "deploy"'], ["deploy old"]),
            ([*all_of, "--search", "ci"], []),
            ([*all_of, "--sort", "name_asc"], ["Deploy Key", "backup", "ci runner", "deploy old"]),
            ([*all_of, "--sort", "created_desc"], ["ci runner", "backup", "deploy old", "Deploy Key"]),
            ([*all_of, "--sort", "expires_asc"], ["deploy old", "Deploy Key", "ci runner", "backup"]),
            ([*all_of, "--sort", "expires_desc"], ["backup", "ci runner", "Deploy Key", "deploy old"]),
            ([*all_of, "--sort", "last_used_asc"], ["backup", "ci runner", "Deploy Key", "deploy old"]),
            ([*all_of, "--created-after", "2026-02-01"], ["backup", "ci runner"]),
            ([*all_of, "--created-before", "2026-01-15T00:00:00Z"], ["Deploy Key", "deploy old"]),
            ([*all_of, "--last-used-after", "2026-09-02"], ["ci runner"]),
            ([*all_of, "--last-used-before", "2026-09-01"], ["backup"]),
            ([*all_of, "--expires-before", "2026-12-01"], ["deploy old"]),
            ([*all_of, "--expires-after", "2026-12-01"], ["Deploy Key", "ci runner"]),
        ):
            got = tokens.names(*arguments)
            check("a list has what it should", got == expected, f"{arguments[3:]}: {got}")
        for wrong in (
            ["--state", "asleep"],
            ["--sort", "name"],
            ["--created-after", "tomorrow"],
            ["--expires-before", "2026-02-30"],
            ["--owner", "root"],
            ["--owner", "0"],
            ["--search", "x" * 1025],
            ["--now", "noon"],
            ["more"],
        ):
            check("what is no filter is a failure", tokens("list", *wrong).status == FAILED, str(wrong))
        tokens.sql("UPDATE token SET previous = 2, scopes = 'api fly', kind = 9 WHERE id = 4")
        text = tokens("show", "4").out.decode()
        for words in ("in place of   2", "fly (kept, grants nothing)", "revoked at"):
            check("everything is shown", words in text, words)
        check("of the other too", "replaced by   4" in tokens("show", "2").out.decode())
        for verb in ("show", "revoke", "rotate"):
            answer = tokens(verb, "99")
            check("an unknown id is refused", answer.status == DENIED and not answer.out)
            check("with the reason", b"there is no such token" in answer.err)
            answer = tokens(verb, "99", "--json")
            check("in JSON too", json.loads(answer.out)["refused"] == "there is no such token")
            for wrong in ("x", "0", "-1", "9223372036854775808", "1x"):
                check("what is no id is a failure", tokens(verb, wrong).status == FAILED, wrong)
            check("as is none", tokens(verb).status == FAILED)


# What Python's copy of Unicode has as white space or format, but for the formats that are seen (Egyptian joiners,
# interlinear annotations, Prepended_Concatenation_Mark of PropList.txt); and what is ignorable without being a format.
SEEN = [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0xFFF9, 0xFFFC)]
SEEN += range(0x13430, 0x13440)
INVISIBLE = [
    chr(one)
    for one in range(0x80, 0x110000)
    if unicodedata.category(chr(one)) in ("Zs", "Zl", "Zp", "Cf") and one not in SEEN
]
INVISIBLE += map(chr, [0x34F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x2065, 0x2800, 0x3164, 0xFE0F, 0xFFA0, 0xFFF0, 0xE0000])
INVISIBLE += map(chr, [0xE0100, 0xE01EF, 0xE0FFF])


def impossible_times(jeton: Command, sample: Command) -> None:
    """Instants of a row edited by hand that no calendar has: they are told, and are no commands to a terminal."""
    with store(jeton) as tokens:
        tokens.create("x")
        for column in ("last_used", "created", "updated"):
            for seconds in (2**63 - 1, -(2**63), 253402300800, -62135596801):
                tokens.sql("UPDATE token SET last_used = NULL, created = 0, updated = 0, revoked = 1")
                tokens.sql(f"UPDATE token SET {column} = ?", seconds)
                said = b""
                for arguments in (["list", "--state", "all"], ["show", "1"], ["list", "--state", "all", "--json"]):
                    answer = tokens(*arguments)
                    said += answer.out
                    check("it is listed", answer.status == VALID, f"{column} {seconds}: {answer.err.decode()}")
                check("it is ASCII that prints", re.fullmatch(rb"[ -~\n]*", said) is not None, f"{column} {seconds}")
                check("which says why", b"a time outside of the years 1 to 9999" in said, f"{column} {seconds}")
            for seconds, text in ((253402300799, b"9999-12-31T23:59:59Z"), (-62135596800, b"0001-01-01T00:00:00Z")):
                tokens.sql(f"UPDATE token SET {column} = ?", seconds)
                check("what the calendar has is told", text in tokens("show", "1").out, f"{column} {seconds}")


def hostile_names(jeton: Command, sample: Command) -> None:
    """Refused at creation, and escaped where they are there already."""
    bad = ["a\U000e0041b"]
    bad += ["a\rb", "a\nb", "a\x1b[31mb", "a\u202eb", "a\u2066b", "a\x85b", "a\x7fb", "a\udcffb", "a\udcc3(b"]
    with store(jeton) as tokens:
        for name in INVISIBLE:
            answer = tokens("create", name * 3, "--scopes", "api", "--in-days", "1")
            check("a name that nobody sees is refused", answer.status == DENIED, f"U+{ord(name):04X}")
        for name in [*bad, "", " ", "\u3000", "x" * 256]:
            for arguments in ([name, "--scopes", "api"], ["good", "--scopes", "api", "--description", name]):
                if arguments[0] == "good" and name.strip("\u3000 ") == "":
                    continue
                answer = tokens("create", *arguments, "--in-days", "1")
                check("a name that is not plain is refused", answer.status == DENIED and answer.out == b"", repr(name))
                shown = answer.err.replace(b"\n", b"")
                check("and shown in ASCII", re.fullmatch(rb"[ -~]*", shown) is not None, repr(shown))
        check("no store was made for that", not tokens.file.exists())
        tokens.create("x" * 255)
        tokens.create("na\u00efve \u00fcber \u6a5f\u80fd")
        check("others stay as they are", tokens.names()[1] == "na\u00efve \u00fcber \u6a5f\u80fd")
        check("for people too", "na\u00efve \u00fcber \u6a5f\u80fd" in tokens("list").out.decode())
        for name in [*bad, "a\x00b"]:
            raw = name.encode("utf-8", "surrogateescape")
            tokens.sql("UPDATE token SET name = CAST(? AS TEXT), description = CAST(? AS TEXT) WHERE id = 2", raw, raw)
            outputs = [tokens(*arguments).out for arguments in (["list"], ["list", "--json"], ["show", "2"])]
            outputs.append(tokens("notices", "--now", "2098-12-30").out)
            outputs.append(tokens("notices", "--now", "2098-12-30", "--sendmail", "cat", "--to", "%@example.org").out)
            tokens.sql("UPDATE token SET notices = 0")
            for out in outputs:
                text = out.decode("utf-8")
                check(
                    "a name of an old row is escaped",
                    not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", text),
                    repr(name),
                )


def refusals(jeton: Command, sample: Command) -> None:
    with store(jeton) as tokens:
        answer = tokens("create", "x", "--scopes", "api reed_user", "--in-days", "1")
        lines = answer.err.decode().splitlines()
        check("an unknown scope is refused", answer.status == DENIED and answer.out == b"" and "at 4" in lines[0])
        check("with a caret under it", lines[1:] == ["  api reed_user", "      ^"], repr(lines))
        check("and what was meant", "did you mean read_user" in lines[0], lines[0])
        said = json.loads(tokens("create", "x", "--scopes", "api reed_user", "--in-days", "1", "--json").out)
        check("in JSON", said["position"] == 4 and "refused" in said)
        for arguments, status in (
            (["x", "--scopes", "", "--in-days", "1"], DENIED),
            (["x", "--scopes", "api", "--expires", "2026-02-30"], DENIED),
            (["x", "--scopes", "api", "--expires", "2020-01-01"], DENIED),
            (["x", "--scopes", "api", "--in-days", "0"], DENIED),
            (["x", "--scopes", "api", "--in-days", "-1"], FAILED),
            (["x", "--scopes", "api", "--in-days", "9999999"], FAILED),
            (["x", "--scopes", "api"], FAILED),
            (["x", "--in-days", "1"], FAILED),
            (["--scopes", "api", "--in-days", "1"], FAILED),
            (["x", "--scopes", "api", "--in-days", "1", "--expires", "never"], FAILED),
            (["x", "--scopes", "api", "--in-days", "1", "--owner", "0"], FAILED),
            (["x", "y", "--scopes", "api", "--in-days", "1"], FAILED),
        ):
            answer = tokens("create", *arguments)
            check("a wrong request is refused", answer.status == status and answer.out == b"", str(arguments))
        check("and no store is made for it", not tokens.file.exists())
        for arguments in (["pat"], ["pat", "frobnicate"], ["pat", "create", "--frobnicate"], ["pat", "--json"]):
            answer = jeton(*arguments)
            check("what is no command is a failure", answer.status == FAILED and answer.out == b"", str(arguments))
            check("and is not repeated", b"frobnicate" not in answer.err)
        for verb in ("create", "list", "show", "verify", "revoke", "rotate", "notices", "sweep"):
            answer = jeton("pat", verb, "--help")
            check("each command has help", answer.out.startswith(b"usage: jeton pat " + verb.encode()), verb)
            check("that fits a terminal", all(len(line) <= 80 for line in answer.lines), verb)
        help_page = jeton("pat", "--help")
        check("as they have together", help_page.status == VALID and b"usage: jeton pat COMMAND" in help_page.out)
        check("that fits too", all(len(line) <= 80 for line in help_page.lines))
        if Path("/dev/full").exists():
            with open("/dev/full", "wb") as full:
                create = [jeton.path, "pat", "create", "x", "--scopes", "api", "--in-days", "1"]
                done = subprocess.run(
                    [*create, "--store", str(tokens.file)], stdout=full, stderr=subprocess.PIPE, env=PLAIN
                )
            check("what cannot be printed is a failure", done.returncode == FAILED)
            check("and is revoked", tokens.rows() == [] and len(tokens.rows("--state", "revoked")) == 1)


def bad_stores(jeton: Command, sample: Command) -> None:
    everything = (
        ["create", "x", "--scopes", "api", "--in-days", "1"],
        ["list"],
        ["show", "1"],
        ["verify"],
        ["revoke", "1"],
        ["rotate", "1"],
        ["notices"],
        ["sweep", "--max-days", "9", "--yes"],
    )

    def all_fail(tokens: Store, words: bytes, about: str) -> None:
        before = tokens.file.read_bytes() if tokens.file.is_file() else None
        for arguments in everything:
            answer = tokens(*arguments, tokens=b"a-token-of-20-characters")
            check("a bad store is a failure", answer.status == FAILED and answer.out == b"", f"{about} {arguments[0]}")
            check("with the reason", words in answer.err, f"{about} {arguments[0]}: {answer.err.decode()}")
        check("and stays as it is", (tokens.file.read_bytes() if tokens.file.is_file() else None) == before, about)

    with store(jeton) as tokens:
        tokens.file.mkdir()
        all_fail(tokens, b"cannot be opened", "folder")
    with store(jeton) as tokens:
        tokens.file.write_bytes(b"x" * 10_000)
        tokens.file.chmod(0o600)
        all_fail(tokens, b"no database, or a broken one", "corrupt")
    with store(jeton) as tokens:
        tokens.sql("CREATE TABLE songs (title TEXT)")
        all_fail(tokens, b"of another program", "foreign")
    with store(jeton) as tokens:
        tokens.create("x")
        tokens.sql("PRAGMA user_version = 99")
        all_fail(tokens, b"by a newer version", "newer")
    with store(jeton) as tokens:
        tokens.create("x")
        other = sqlite3.connect(tokens.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answer = tokens("list")
        check("a locked store is a failure", answer.status == FAILED and b"keeps the file locked" in answer.err)
        other.execute("ROLLBACK")
        other.close()
        check("until it is free", tokens("list").status == VALID)
        tokens.file.chmod(0o644)
        check("whoever else may read it is told of", b"chmod 600" in tokens("list").err)
    if os.geteuid() != 0:
        with store(jeton) as tokens:
            tokens.create("x")
            tokens.file.chmod(0o400)
            all_fail(tokens, b"can only be read", "read-only")
    with store(jeton) as tokens:
        answer = jeton("pat", "list", "--store", "")
        check("an empty name is none", answer.status == FAILED)
        create = ["pat", "create", "x", "--scopes", "api", "--in-days", "1", "--store"]
        answer = Command(os.path.abspath(jeton.path))(*create, ":memory:", cwd=tokens.folder)
        check("a file may have any name", answer.status == VALID and (tokens.folder / ":memory:").stat().st_size > 0)
        answer = jeton(*create, str(tokens.folder / "no" / "file"))
        made = (tokens.folder / "no").exists()
        check("no folder is made for a store that is named", answer.status == FAILED and not made)


def rotations(jeton: Command, sample: Command) -> None:
    with store(jeton) as tokens:
        first = tokens.create("a", "--now", NOW, expires="2027-01-24")
        second = tokens.keep(tokens("rotate", "1", "--now", NOW).out.strip())
        check("the old one is dead at once", tokens("verify", tokens=first).status == DENIED)
        check("and the new one lives", tokens("verify", "--now", NOW, tokens=second).status == VALID)
        rows = {row["id"]: row for row in tokens.rows("--state", "all")}
        check("it says whom it replaced", rows[2]["previous_id"] == 1 and rows[2]["scopes"] == ["api"])
        check("a week unless said otherwise", rows[2]["expires_at"] == "2026-12-02")
        answer = tokens("rotate", "1")
        check("a revoked one is not rotated", answer.status == DENIED and b"revoked already" in answer.err)
        for arguments, expected in (
            (["--in-days", "60"], "2027-01-24"),
            (["--same-lifetime"], "2027-01-24"),
            (["--expires", "2026-12-24"], "2026-12-24"),
            (["--expires", "never"], None),
            (["--same-lifetime"], None),
            ([], "2026-12-02"),
        ):
            latest = tokens.rows("--now", NOW)[-1]["id"]
            answer = tokens("rotate", str(latest), "--json", "--now", NOW, *arguments)
            row = json.loads(answer.out)
            check("the expiry is the one that was said", row["expires_at"] == expected, str(arguments))
            tokens.keep(row["token"].encode())
        check("two answers are a failure", tokens("rotate", "8", "--in-days", "1", "--same-lifetime").status == FAILED)
        check("one that has passed is refused", tokens("rotate", "8", "--expires", "2020-01-01").status == DENIED)
        check("and the old one lives on", [row["id"] for row in tokens.rows("--now", NOW)] == [8])

        running = [
            subprocess.Popen(
                [jeton.path, "pat", "rotate", "8", "--store", str(tokens.file)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=PLAIN,
            )
            for _ in range(6)
        ]
        ends = [(one.communicate(timeout=300)[0], one.returncode) for one in running]
        made = [out for out, status in ends if status == VALID and out]
        check("of several rotations at a time one succeeds", len(made) == 1 and len(tokens.rows("--state", "all")) == 9)


def sweeps(jeton: Command, sample: Command) -> None:
    with store(jeton) as tokens:
        for name, expires in (
            ("short", "2026-12-25"),
            ("long", "2026-12-26"),
            ("for ever", "never"),
            ("dead", "2026-11-26"),
        ):
            tokens.create(name, "--now", NOW, expires=expires)
        tokens("revoke", "4")
        limit = ["--max-days", "30", "--now", NOW]
        answer = tokens("sweep", *limit)
        check("a sweep is tried first", answer.status == VALID and b"2 tokens would be revoked" in answer.out)
        check("without a change", tokens.names("--now", NOW) == ["short", "long", "for ever"])
        tried = [json.loads(line)["name"] for line in tokens("sweep", *limit, "--json").lines]
        check("with those that it would revoke", tried == ["long", "for ever"])
        answer = tokens("sweep", *limit, "--only-dated", "--yes")
        check("those without an end may be left", b"1 token revoked" in answer.out)
        check("then it is done", tokens.names("--now", NOW) == ["short", "for ever"])
        check("all of it", tokens("sweep", *limit, "--yes").status == VALID and tokens.names("--now", NOW) == ["short"])
        for wrong in ([], ["--max-days", "0"], ["--max-days", "401"], ["--max-days", "x"]):
            check("a limit is a number of days", tokens("sweep", *wrong).status == FAILED)


SUBJECTS = {
    "seven_days": "Your personal access tokens will expire in 7 days or less",
    "thirty_days": "Your personal access tokens will expire in 30 days or less",
    "sixty_days": "Your personal access tokens will expire in 60 days or less",
    "expired": "Your personal access token has expired",
}


def due_store(tokens: Store, owners: int = 1) -> None:
    """Tokens of each owner at the edges of the windows: first dead day, from today."""
    tokens.create("name", "--now", "2026-01-01")
    row = tokens.sql("SELECT kind, description, scopes, revoked, created, updated, previous, notices FROM token")[0]
    tokens.sql("DELETE FROM token")
    for owner in range(1, owners + 1):
        for days in (-1, 0, 1, 7, 8, 30, 31, 60, 61):
            tokens.sql(
                "INSERT INTO token (kind, description, scopes, revoked, created, updated, previous, notices,"
                " owner, name, digest, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *row,
                owner,
                f"in {days}",
                os.urandom(32),
                str(TODAY + timedelta(days=days)),
            )


def parsed(text: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(text, policy=email.policy.default.clone(raise_on_defect=True))


def mails(jeton: Command, sample: Command) -> None:
    windows = {"seven_days": [0, 1, 7], "thirty_days": [8, 30], "sixty_days": [31, 60], "expired": [0]}
    with store(jeton) as tokens:
        due_store(tokens)
        rows = [json.loads(line) for line in tokens("notices", "--json", "--now", NOW).lines]
        for kind, days in windows.items():
            got = [row["name"] for row in rows if row["notice"] == kind]
            check("the list has who is due", got == [f"in {one}" for one in days], f"{kind}: {got}")
        check("with the subject", all(row["subject"] == SUBJECTS[row["notice"]] for row in rows))
        check("a list marks nothing", tokens.sql("SELECT max(notices) FROM token") == [(0,)])
        folder = tokens.folder / "mail"
        send = ["--mail-dir", str(folder), "--to", "user-%@example.org", "--from", "tokens@example.com", "--now", NOW]
        check("without its folder there is no mail", tokens("notices", *send).status == FAILED)
        check("nor a mark", tokens.sql("SELECT max(notices) FROM token") == [(0,)])
        folder.mkdir()
        answer = tokens("notices", "expired", *send)
        check("those who have expired alone", answer.status == VALID and len(os.listdir(folder)) == 1)
        check("then the others", tokens("notices", "expiring", *send).status == VALID)
        found = {}
        for file in folder.iterdir():
            text = file.read_bytes()
            check("lines are short and ASCII", all(len(line) <= 78 for line in text.split(b"\n")) and text.isascii())
            check("a mail is private", (file.stat().st_mode & 0o777) == 0o600)
            mail = parsed(text)
            found[mail["Subject"]] = mail
        check("each has the documented subject", set(found) == set(SUBJECTS.values()))
        for kind, days in windows.items():
            mail = found[SUBJECTS[kind]]
            body = mail.get_content()
            named = re.findall(r"^  (in -?\d+) \(", body, re.M)
            check("and names its tokens", named == [f"in {one}" for one in days], body)
            check("to the owner", mail["To"] == "user-1@example.org" and mail["From"] == "tokens@example.com")
            check("with a date", mail["Date"].datetime == datetime(2026, 11, 25, 10, tzinfo=timezone.utc))
            check("and an id", mail["Message-ID"].endswith("@example.com>"))
        check("nobody is told twice", tokens("notices", *send).status == VALID and len(os.listdir(folder)) == 4)
        check("nor listed", tokens("notices", "--json", "--now", NOW).out == b"")

    with store(jeton) as tokens:
        due_store(tokens, owners=3)
        tokens.sql("UPDATE token SET name = ? WHERE owner = 2", "From \u6a5f\u80fd = " + "\u00e4" * 200 + " ")
        box = tokens.folder / "mbox"
        send = ["--mbox", str(box), "--to", "%@example.org", "--now", NOW]
        answer = tokens("notices", "--only-seven-days", *send, "--json")
        said = {row["notice"]: row for row in map(json.loads, answer.lines)}
        check("the older era has two kinds", set(said) == {"seven_days", "expired"})
        check("each is counted", said["seven_days"] == {"notice": "seven_days", "owners": 3, "tokens": 9, "failed": 0})
        read = [parsed(bytes(one)) for one in mailbox.mbox(box)]
        owners = sorted(one["To"] for one in read)
        check("a mailbox has them all", owners == [f"{n}@example.org" for n in (1, 1, 2, 2, 3, 3)])
        name = "From \u6a5f\u80fd = " + "\u00e4" * 200 + " "
        check("a name comes through", any(name in one.get_content() for one in read))
        check("a mailbox is private", (box.stat().st_mode & 0o777) == 0o600)
        size = box.stat().st_size
        with open(box, "ab") as file:
            file.write(b"From x Wed Nov 25 10:00:00 2026\nSubject: torn\n\nhalf a li")
        tokens.sql("UPDATE token SET notices = 0")
        tokens("notices", "expired", *send)
        added = box.read_bytes()[size:]
        check("what is torn stays apart", len(mailbox.mbox(box)) == 10 and added.count(b"\n\nFrom ") == 3)

        tokens.sql("UPDATE token SET notices = 0")
        refuses_one = "grep -q '^To: 2@' && exit 1; exit 0"
        answer = tokens("notices", "expired", "--sendmail", refuses_one, "--to", "%@x.org", "--now", NOW)
        check("a mail that is not taken is a failure", answer.status == FAILED)
        check("and is counted", b"1 mails were not taken" in answer.err)
        left = [row["user_id"] for row in map(json.loads, tokens("notices", "expired", "--json", "--now", NOW).lines)]
        check("and tried again", left == [2])
        for wrong in (
            ["--mbox", str(box)],
            ["--mbox", str(box), "--sendmail", "true", "--to", "a@b"],
            ["--mbox", "/dev/null", "--to", "a@b"],
            ["--mbox", str(tokens.folder), "--to", "a@b"],
            *(
                ["--mbox", str(box), "--to", to]
                for to in ("", "a", "@", "a@b\nBcc: c@d", "a@b,c@d", "<a@b>", "a@b c", "-a@b")
            ),
            ["--mbox", str(box), "--to", "a@b", "--from", "a@b\r\nX: y"],
            ["tomorrow"],
        ):
            check("wrong mail is a failure", tokens("notices", *wrong, "--now", NOW).status == FAILED, str(wrong))

        units = TESTS.parent / "examples" / "systemd"
        line = re.search("^ExecStart=(.*)$", (units / "jeton-notices@.service").read_text(), re.M)[1]
        for timer, which, hour in (("expiring", "expiring", "01"), ("expired", "expired", "02")):
            unit = (units / f"jeton-notices-{timer}.timer").read_text()
            check("a timer runs at its time", f"OnCalendar=*-*-* {hour}:00:00 UTC\n" in unit)
            check("and what it should", f"Unit=jeton-notices@{which}.service\n" in unit)
            arguments = shlex.split(line.replace("%i", which))
            arguments[arguments.index("--sendmail") + 1] = "cat >/dev/null"
            check("the service does it", tokens(*arguments[2:], "--now", NOW).status == VALID)


def crashes(jeton: Command, sample: Command) -> None:
    """Killed between the mail and the mark: the mail comes twice."""
    with store(jeton) as tokens:
        due_store(tokens)
        got = tokens.folder / "got"
        got.mkdir()
        fatal = f"cat >{got}/$(ls {got} | wc -l); kill -9 $PPID"
        arguments = ["notices", "expired", "--to", "%@example.org", "--now", NOW, "--sendmail"]
        for count in (1, 2):
            answer = tokens(*arguments, fatal)
            deadline = time.monotonic() + 30
            while len(os.listdir(got)) < count and time.monotonic() < deadline:
                time.sleep(0.05)
            check("it was killed", answer.status == -signal.SIGKILL)
            check("and had sent the mail", len(os.listdir(got)) == count)
        answer = tokens(*arguments, f"cat >{got}/last")
        check("the next run sends it again", answer.status == VALID and (got / "last").exists())
        ids = {parsed(one.read_bytes())["Message-ID"] for one in got.iterdir()}
        check("as the same mail", len(ids) == 1)
        tokens(*arguments, f"cat >{got}/no-more")
        check("and then no more", not (got / "no-more").exists())

    for option in ("--mbox", "--mail-dir"):
        with store(jeton) as tokens:
            due_store(tokens, owners=40)
            place = tokens.folder / "place"
            if option == "--mail-dir":
                place.mkdir()
            command = [jeton.path, "pat", "notices", "--store", str(tokens.file), option, str(place)]
            command += ["--to", "%@example.org", "--now", NOW]
            kills = 0
            for run_number in range(12):
                with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=PLAIN) as one:
                    time.sleep(0.02 * (run_number + 1))
                    if one.poll() is None:
                        one.kill()
                        kills += 1
            check("it was killed on the way", kills > 0)
            answer = tokens(*command[2:3], option, str(place), "--to", "%@example.org", "--now", NOW)
            check("the last run ends well", answer.status == VALID, answer.err.decode())
            whole = []
            for text in (
                [bytes(one) for one in mailbox.mbox(place)]
                if option == "--mbox"
                else [one.read_bytes() for one in place.iterdir() if one.suffix == ".eml"]
            ):
                if b"\n\n" in text:
                    mail = email.message_from_bytes(text)
                    whole.append((mail["To"], mail["Subject"]))
            expected = {(f"{n}@example.org", subject) for n in range(1, 41) for subject in SUBJECTS.values()}
            check("everybody was told", set(whole) == expected, f"{option}: {len(expected - set(whole))} were not")
            check("and few twice", len(whole) <= len(expected) + kills, f"{option}: {len(whole)}")


if __name__ == "__main__":
    sys.exit(
        run(
            documented_steps,
            given_tokens,
            decisions,
            peppers,
            lists,
            hostile_names,
            impossible_times,
            refusals,
            bad_stores,
            rotations,
            sweeps,
            mails,
            crashes,
        )
    )
