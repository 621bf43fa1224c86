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
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from contextlib import ExitStack, contextmanager
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

    def edit(self, text: str) -> None:
        """As somebody would who does not keep the rules of the table."""
        with sqlite3.connect(self.file) as opened:
            opened.execute("PRAGMA ignore_check_constraints = ON")
            opened.execute(text)
        opened.close()


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
        answer = tokens("verify", tokens=peppered)
        check("without the pepper nobody knows", answer.status == FAILED and b"(key 1); --pepper-file" in answer.err)
        check("with it, it is granted", tokens("verify", *under, tokens=peppered).status == VALID)
        check("and so is one from before", tokens("verify", *under, tokens=plain).status == VALID)
        check("which is peppered now", digests()[0] == hmac.digest(key, plain, "sha256"))
        check("it is granted again", tokens("verify", *under, tokens=plain).status == VALID)
        rotated = tokens.keep(tokens("rotate", "1", *under).out.strip())
        check("the new one is peppered too", tokens("verify", *under, tokens=rotated).status == VALID)
        for wrong in (b"k" * 31, b"k" * 32):
            pepper.write_bytes(wrong)
            check("a weak pepper is refused", tokens("verify", *under, tokens=plain).status == FAILED)

    def kept() -> list[tuple]:
        return tokens.sql("SELECT id, digest, revoked, last_used FROM token ORDER BY id")

    with store(jeton) as tokens:
        plain = tokens.create("before")
        right, wrong = tokens.folder / "right", tokens.folder / "wrong"
        for file in (right, wrong):
            file.write_bytes(os.urandom(31) + b"p")
        under, other = ["--pepper-file", str(right)], ["--pepper-file", str(wrong)]
        given = b"chosen-by-hand-12345"
        take = ["create", "given", "--given", "--scopes", "api", "--in-days", "9"]
        check("no key is known before", tokens.sql("SELECT * FROM digest_key") == [])
        check("a given token is taken under a pepper", tokens(*take, *under, tokens=given).status == VALID)
        key = hmac.digest(right.read_bytes(), b"jeton: check value of a key for digests", "sha256")
        check("whose check value is kept", tokens.sql("SELECT * FROM digest_key") == [(1, key)])
        before = kept()
        make = ["create", "made", "--scopes", "api", "--in-days", "9"]
        for keys, words in (([], b"--pepper-file FILE gives it"), (other, b"another one than that of the store")):
            for arguments in (take, make, ["rotate", "1"], ["verify"], ["verify", "--now", "2026-12-01"]):
                text = plain if arguments[0] == "verify" else given
                answer = tokens(*arguments, *keys, tokens=text)
                check("who lacks the key writes nothing", answer.status == FAILED and answer.out == b"", arguments[0])
                check("and is told which", words in answer.err and b"(key 1)" in answer.err, answer.err.decode())
        check("no row is made and no digest rewritten", kept() == before)
        check("the same again is refused", tokens(*take, *under, tokens=given).status == DENIED)
        check("what needs no key goes on", tokens("revoke", "2").status == VALID and len(tokens.rows()) == 1)
        check("the given one is dead", tokens("verify", *under, tokens=given).status == DENIED)
        check("the first one is found", tokens("verify", *under, tokens=plain).status == VALID)


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
    """Instants of a row edited by hand that no calendar has: the row is told of, and is no command to a terminal."""
    with store(jeton) as tokens:
        tokens.create("x")
        for column in ("last_used", "created", "updated"):
            for seconds in (2**63 - 1, -(2**63), 253402300800, -62135596801):
                tokens.sql("UPDATE token SET last_used = NULL, created = 0, updated = 0, revoked = 1")
                tokens.edit(f"UPDATE token SET {column} = {seconds}")
                for arguments in (["list", "--state", "all"], ["show", "1"], ["list", "--state", "all", "--json"]):
                    answer = tokens(*arguments)
                    expected = DENIED if arguments[0] == "show" else VALID
                    check("the others are listed", answer.status == expected, f"{column} {seconds}")
                    check("and the row is told of", b"row 1 of the store is damaged" in answer.err, f"{column} {seconds}")
                    said = answer.out + answer.err
                    check("in ASCII that prints", re.fullmatch(rb"[ -~\n]*", said) is not None, f"{column} {seconds}")
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
        all_fail(tokens, b"no database, or a damaged one", "corrupt")
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
        answer = tokens("revoke", "1")
        check("a locked store is a failure", answer.status == FAILED and b"keeps the file locked" in answer.err)
        begun = time.monotonic()
        check("but a list is none", len(tokens.rows()) == 1)
        check("nor a decision", tokens("verify", tokens=tokens.secrets[0]).status == VALID)
        check("and nothing waits for it", time.monotonic() - begun < 4)
        other.execute("ROLLBACK")
        other.close()
        check("until it is free", tokens("revoke", "1").status == VALID)
    for damage in (
        "DROP TABLE token",
        "ALTER TABLE token RENAME COLUMN owner TO possessor",
        "PRAGMA user_version = -2",
        "PRAGMA user_version = 0",
    ):
        with store(jeton) as tokens:
            tokens.create("x")
            tokens.sql(damage)
            all_fail(tokens, b"the file is damaged", damage)
    with store(jeton) as tokens:
        tokens.sql(f"PRAGMA application_id = {0x6A65746E}")
        tokens.sql("PRAGMA user_version = 1")
        tokens.file.chmod(0o600)
        all_fail(tokens, b"the file is damaged", "half-made")


def damaged_rows(jeton: Command, sample: Command) -> None:
    """A row that nobody can have written, in the middle of a store: it grants nothing, and the others go on."""
    for damage in ("owner = 0", "owner = -1", "digest = zeroblob(32)", "revoked = 2", "last_used = 1 << 62"):
        with store(jeton) as tokens:
            made = [tokens.create(name, expires="2027-01-08") for name in ("first", "second", "third")]
            tokens.edit(f"UPDATE token SET {damage} WHERE id = 2")
            answer = tokens("list", "--json")
            names = [json.loads(line)["name"] for line in answer.lines]
            check("the others are listed", names == ["first", "third"], damage)
            check("and the row is told of", b"row 2 of the store is damaged" in answer.err, damage)
            check("once", answer.err.count(b"row 2") == 1)
            check("it grants nothing", tokens("verify", tokens=made[1]).status == DENIED)
            check("there is no such token", tokens("revoke", "2").status == DENIED)
            check("the others are granted", tokens("verify", tokens=made[2]).status == VALID)
            box = tokens.folder / "box"
            notices = ["notices", "--mbox", str(box), "--to", "%@example.org", "--now", "2027-01-01"]
            check("mails go out", tokens(*notices).status == VALID and box.stat().st_size > 0)
            size = box.stat().st_size
            check("once", tokens(*notices).status == VALID and box.stat().st_size == size)
            answer = tokens("sweep", "--max-days", "1", "--now", "2026-12-01", "--yes", "--json")
            swept = [json.loads(line)["id"] for line in answer.lines]
            check("the sweep goes on", answer.status == VALID and swept == [1, 3], damage)


def modes(jeton: Command, sample: Command) -> None:
    """Who may read a store."""
    with store(jeton) as tokens:
        real = tokens.folder / "real.db"
        tokens.file.symlink_to("real.db")
        before = os.umask(0)
        tokens.create("x")
        os.umask(before)
        check("what a link to nowhere leads to is private", (real.stat().st_mode & 0o777) == 0o600)
    with store(jeton) as tokens:
        tokens.file = tokens.folder / "it's here.db"
        tokens.create("x")
        check("a private store is not talked about", tokens("list").err == b"")
        holder = sqlite3.connect(tokens.file, isolation_level=None)  # keeps -wal and -shm there
        holder.execute("UPDATE token SET description = 'x'")
        for ending in ("", "-wal", "-shm"):
            Path(f"{tokens.file}{ending}").chmod(0o644)
        answer = tokens("list")
        check("a store that others can read is used", answer.status == VALID and len(answer.lines) == 2)
        command = answer.err.decode().partition("keeps them out: ")[2]
        check("with the command that mends it", command.startswith("chmod 600 "), answer.err.decode())
        subprocess.run(["sh", "-c", command], check=False)
        check("and does", all(f.stat().st_mode & 0o77 == 0 for f in tokens.folder.iterdir()))
        check("then nothing is said", tokens("list").err == b"")
        holder.close()


def read_only_stores(jeton: Command, sample: Command) -> None:
    """A store where nobody can write can be read. Mounts a folder read-only, where that is allowed."""
    with store(jeton) as tokens:
        token = tokens.create("x")
        script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'

        def mounted(*command: str, text: bytes = b"") -> Answer:
            command = ("unshare", "-m", "sh", "-c", script, "sh", str(tokens.folder), *command)
            done = subprocess.run(command, input=text, capture_output=True, env=PLAIN, timeout=300)
            return Answer(done.returncode, done.stdout, done.stderr)

        def pat(*arguments: str, text: bytes = b"") -> Answer:
            program = os.path.abspath(jeton.path)
            return mounted(program, "pat", *arguments, "--store", str(tokens.file), text=text)

        if shutil.which("unshare") is None or mounted("true").status != VALID:
            print("skipped: no mounts here, so that a read-only store was not tried")
            return
        check("it is listed", pat("list").status == VALID)
        check("and shown", pat("show", "1").status == VALID)
        answer = pat("verify", "--explain", text=token)
        check("a token is granted", answer.status == VALID and b"did not take the note" in answer.out)
        for arguments in (["revoke", "1"], ["rotate", "1"], ["sweep", "--max-days", "9", "--yes"]):
            answer = pat(*arguments)
            check("what writes is refused", answer.status == FAILED and b"can only be read" in answer.err, arguments[0])
        holder = sqlite3.connect(tokens.file, isolation_level=None)  # a log that the file does not have yet
        holder.execute("UPDATE token SET name = 'renamed'")
        answer = pat("list")
        check("a log is read too", answer.status == VALID and b"renamed" in answer.out, answer.err.decode())
        Path(f"{tokens.file}-shm").rename(tokens.folder / "away")
        answer = pat("list")
        said = answer.status == FAILED and b"write-ahead log needs a folder that can be written" in answer.err
        check("or why it cannot be", said, answer.err.decode())
        holder.close()


def first_creates(jeton: Command, sample: Command) -> None:
    """Eight programs make one store at once."""
    for round_number in range(10):
        with store(jeton) as tokens, ExitStack() as running:
            command = [jeton.path, "pat", "create", "x", "--scopes", "api", "--in-days", "9", "--store", str(tokens.file)]
            pipe = subprocess.PIPE
            started = [subprocess.Popen(command, stdout=pipe, stderr=pipe, env=PLAIN) for _ in range(8)]
            for one in [running.enter_context(one) for one in started]:
                _, err = one.communicate()
                check("of eight first ones each is made", one.returncode == VALID, err.decode())
            check("and kept", len(tokens.rows()) == 8, f"round {round_number}")


def other_names(jeton: Command, sample: Command) -> None:
    """Names of files that mean something else to SQLite, or nothing."""
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
    windows = {"seven_days": [0, 1, 7], "thirty_days": [8, 30], "sixty_days": [31, 60], "expired": [-1, 0]}
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
        check("and tried again", left == [2, 2])
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


LATE = re.compile(r"This mail is late(?: for (\d+) tokens?)?: it should have been sent on (\S+)\.\n")


class Mails:
    """Runs of `notices` on a store, on days counted from today, and what a folder then has."""

    def __init__(self, tokens: Store) -> None:
        self.tokens = tokens
        self.folder = tokens.folder / "mail"
        self.folder.mkdir()

    @staticmethod
    def to(day: int, *place: str) -> list[str]:
        return ["--to", "%@example.org", "--now", f"{TODAY + timedelta(days=day)}T10:00:00Z", *place]

    def names(self, which: str, day: int) -> set[str]:
        answer = self.tokens("notices", which, "--json", *self.to(day)[2:])
        return {json.loads(line)["name"] for line in answer.lines}

    def fail(self, which: str, day: int) -> None:
        answer = self.tokens("notices", which, *self.to(day, "--sendmail", "cat >/dev/null; exit 75"))
        check("a mailer that fails is told of", answer.status in (VALID, FAILED))

    def send(self, which: str, day: int) -> list[email.message.EmailMessage]:
        for old in self.folder.iterdir():
            old.unlink()
        answer = self.tokens("notices", which, *self.to(day, "--mail-dir", str(self.folder)))
        check("a run ends well", answer.status == VALID, answer.err.decode())
        return [parsed(one.read_bytes()) for one in sorted(self.folder.iterdir())]

    def ids(self, *numbers: int) -> str:
        """The Message-ID of the one mail about tokens of these numbers."""
        self.tokens.sql("UPDATE token SET notices = 0")
        self.tokens.sql("UPDATE token SET revoked = 1")
        for number in numbers:
            self.tokens.sql("UPDATE token SET revoked = 0 WHERE id = ?", number)
        sent = self.send("expired", 0)
        check("one mail is sent", len(sent) == 1)
        return sent[0]["Message-ID"]


def add_token(tokens: Store, name: str, dead: int, made: int, **columns) -> None:
    """A token whose first dead day is so many days from today, made so many days from today at 00:30."""
    made_at = datetime.combine(TODAY + timedelta(days=made), datetime.min.time(), timezone.utc) + timedelta(minutes=30)
    values = {
        "kind": 0,
        "description": "",
        "scopes": "api",
        "revoked": 0,
        "created": int(made_at.timestamp()),
        "updated": int(made_at.timestamp()),
        "notices": 0,
        "owner": 1,
        "name": name,
        "digest": os.urandom(32),
        "expires": str(TODAY + timedelta(days=dead)),
    } | columns
    marks = ", ".join("?" for _ in values)
    tokens.sql(f"INSERT INTO token ({', '.join(values)}) VALUES ({marks})", *values.values())


def empty_store(tokens: Store) -> None:
    tokens.create("name", "--now", "2026-01-01")
    tokens.sql("DELETE FROM token")
    tokens.sql("DELETE FROM sqlite_sequence")


def late_mails(jeton: Command, sample: Command) -> None:
    """What was due and not taken is sent later and says so, for a week after the date."""
    with store(jeton) as tokens:
        empty_store(tokens)
        mails_of = Mails(tokens)
        for dead in range(-10, 3):
            add_token(tokens, f"in {dead}", dead, made=-100)
        add_token(tokens, "made dead", -3, made=-3 + 1)
        add_token(tokens, "revoked", -3, made=-100, revoked=1)
        add_token(tokens, "impersonation", -3, made=-100, kind=1)
        add_token(tokens, "told", -3, made=-100, notices=2)
        expected = {f"in {dead}" for dead in range(-7, 1)}
        check("a week is made up, and no more", mails_of.names("expired", 0) == expected)
        mails_of.fail("expired", 0)
        check("what was not taken stays due", mails_of.names("expired", 0) == expected)
        listed = tokens("notices", "expired", "--now", NOW).out.decode()
        check("a list says since when", "LATE SINCE" in listed and "2026-11-18" in listed and "not late" in listed)
        sent = mails_of.send("expired", 0)
        body = sent[0].get_content()
        late = LATE.search(body)
        is_right = late is not None and late.groups() == ("7", "2026-11-18")
        check("a mail about both says for how many it is late", is_right)
        check("they have expired", "These personal access tokens have expired:" in body)
        check("the subject is the documented one", sent[0]["Subject"] == SUBJECTS["expired"])
        check("each is told of once", mails_of.send("expired", 1)[0].get_content().count("(number") == 1)
        check("and then no more", mails_of.names("expired", 1) == set())

    for gap, is_told in ((0, True), (1, True), (7, True), (8, False)):  # days after the date
        with store(jeton) as tokens:
            empty_store(tokens)
            mails_of = Mails(tokens)
            add_token(tokens, "one", 0, made=-100)
            mails_of.fail("expired", 0)
            sent = mails_of.send("expired", gap)
            check("it is told of until a week after the date", len(sent) == int(is_told), str(gap))
            late = LATE.search(sent[0].get_content()) if sent else None
            check("and late from the next day on", (late is not None) == (gap > 0 and is_told), str(gap))
            check("since its date", late is None or late.groups() == (None, str(TODAY)))

    with store(jeton) as tokens:  # the mails before the date
        empty_store(tokens)
        mails_of = Mails(tokens)
        add_token(tokens, "one", 100, made=0)
        mails_of.fail("expiring", 40)
        sent = mails_of.send("expiring", 41)
        check("the mail about 60 days, a day late", [one["Subject"] for one in sent] == [SUBJECTS["sixty_days"]])
        check("says so", LATE.search(sent[0].get_content()) is not None)
        mails_of.fail("expiring", 70)
        sent = mails_of.send("expiring", 93)
        check("of two windows the later one alone", [one["Subject"] for one in sent] == [SUBJECTS["seven_days"]])
        check("on its first day it is not late", LATE.search(sent[0].get_content()) is None)
        check("a mail about a coming day is not sent after it", mails_of.names("expiring", 101) == set())
        check("but that it has expired is", mails_of.names("expired", 101) == {"one"})
        add_token(tokens, "new", 100, made=95)
        sent = mails_of.send("expiring", 95)
        check("on the day on which it was made a mail is on time", LATE.search(sent[0].get_content()) is None)
        add_token(tokens, "other", 100, made=95)
        late = LATE.search(mails_of.send("expiring", 98)[0].get_content())
        check("and later is late since then", late is not None and late[2] == str(TODAY + timedelta(days=95)))
        add_token(tokens, "old", 104, made=50, owner=2)
        rotated = tokens("rotate", "4", "--now", f"{TODAY + timedelta(days=103)}")
        check("rotation ends all mails", rotated.status == VALID)
        check("about the old one", "old" not in mails_of.names("expired", 105))

    with store(jeton) as tokens:  # GitLab until 17.5
        empty_store(tokens)
        mails_of = Mails(tokens)
        add_token(tokens, "one", 5, made=-100)
        mails_of.fail("expiring", 0)
        answer = tokens("notices", "--only-seven-days", *mails_of.to(1, "--mail-dir", str(mails_of.folder)))
        check("the older era has late mails too", answer.status == VALID)
        bodies = [parsed(one.read_bytes()).get_content() for one in mails_of.folder.iterdir()]
        check("which say so", len(bodies) == 1 and LATE.search(bodies[0]) is not None)


def message_ids(jeton: Command, sample: Command) -> None:
    """One for each set of tokens, and the same for the same."""
    with store(jeton) as tokens:
        empty_store(tokens)
        mails_of = Mails(tokens)
        for number in range(1, 131):
            add_token(tokens, f"token {number}", 0, made=-100)
        sets = [(1, 2), (1, 3), (2, 3), (1,), (2,), (1, 2, 3), tuple(range(1, 131)), tuple(range(1, 130))]
        sets.append((*range(1, 129), 130))  # which differs from the one before in tokens that are not listed
        ids = [mails_of.ids(*numbers) for numbers in sets]
        check("other tokens, another id", len(set(ids)) == len(sets), str(sorted(ids)))
        by_first_and_count = {(numbers[0], len(numbers)) for numbers in sets}
        check("control: the first and the count do not tell them apart", len(by_first_and_count) < len(sets))
        check("the same tokens, the same id", mails_of.ids(1, 3) == ids[1])
        tokens.sql("UPDATE token SET notices = 0")
        check("another day, another id", mails_of.send("expired", 1)[0]["Message-ID"] != ids[1])
        tokens.sql("UPDATE token SET notices = 0")
        check("another kind, another id", mails_of.send("expiring", 0)[0]["Message-ID"] != ids[1])
        tokens.sql("UPDATE token SET notices = 0, owner = 2")
        check("another owner, another id", mails_of.send("expired", 0)[0]["Message-ID"] != ids[1])
        files = [one.name for one in mails_of.folder.iterdir()]
        own = mails_of.ids(1, 3)
        check("a file has the name of its mail", len(files) == 1 and f"<{files[0][:-4]}@localhost>" == own, own)


def one_run_at_a_time(jeton: Command, sample: Command) -> None:
    def counts(send_once: bool) -> list[int]:
        """How often each owner was told by three runs at once; a control gives each run a store of its own lock."""
        with store(jeton) as tokens:
            due_store(tokens, owners=20)
            got = tokens.folder / "got"
            got.mkdir()
            mailer = f"cat >$(mktemp {got}/XXXXXXXX)"
            runs = []
            for number in range(3):
                file = tokens.file
                if not send_once:
                    file = tokens.folder / f"copy{number}.db"
                    with sqlite3.connect(tokens.file) as here, sqlite3.connect(file) as there:
                        here.backup(there)
                command = [jeton.path, "pat", "notices", "expired", "--store", str(file), *Mails.to(0)]
                runs.append(
                    subprocess.Popen(
                        [*command, "--sendmail", mailer], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
                    )
                )
            for one in runs:
                out, err = one.communicate(timeout=300)
                check("each ends well", one.returncode == VALID, err.decode())
                check("and says so if it has sent nothing", out != b"" or b"this run has sent none" in err)
            told = [parsed(mail.read_bytes())["To"] for mail in got.iterdir()]
            return [told.count(f"{owner}@example.org") for owner in range(1, 21)]

    check("three runs at once tell everybody once", counts(True) == [1] * 20)
    check("control: without one lock they tell everybody three times", counts(False) == [3] * 20)

    with store(jeton) as tokens:
        due_store(tokens, owners=2)
        here = tokens.folder
        go, began, late = here / "go", here / "began", here / "late"
        waits = f"cat >/dev/null; touch {began}; while [ -d {here} ] && [ ! -e {go} ]; do sleep 0.05; done"
        command = [jeton.path, "pat", "notices", "expired", "--store", str(tokens.file), *Mails.to(0), "--sendmail"]

        def started() -> subprocess.Popen:
            began.unlink(missing_ok=True)
            one = subprocess.Popen([*command, waits], stdout=subprocess.DEVNULL, env=PLAIN, start_new_session=True)
            deadline = time.monotonic() + 60
            while not began.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
            return one

        first = started()
        (here / "link.db").symlink_to(tokens.file)
        (here / "folder").symlink_to(here)
        for path in (tokens.file, here / "link.db", here / "folder" / "tokens.db"):
            answer = jeton("pat", "notices", "--store", str(path), *Mails.to(0, "--sendmail", f"cat >{late}"))
            said = f"note: process {first.pid} sends the mails of this store".encode()
            check("a second run says who sends", answer.status == VALID and said in answer.err, answer.err.decode())
            check("and sends nothing", answer.out == b"" and not late.exists())
        check("a list is given meanwhile", len(tokens("notices", "expired", "--json", "--now", NOW).lines) == 4)
        tokens.sql("UPDATE token SET description = 'written while a mail is sent' WHERE id = 1")
        check("and others write", tokens("create", "x", "--scopes", "api", "--in-days", "3").status == VALID)
        lock = Path(f"{tokens.file}-notices")
        found = lock.stat()
        check("the file of the lock is private and empty", (found.st_mode & 0o777, found.st_size) == (0o600, 0))
        first.kill()  # its mailer lives on
        first.wait()
        answer = tokens("notices", "expired", *Mails.to(0, "--sendmail", f"cat >{late}"))
        check("the lock dies with its run, whatever the mailer does", answer.status == VALID and late.exists())
        go.touch()

        tokens.sql("UPDATE token SET notices = 0")
        late.unlink()
        daemon = "cat >/dev/null; sleep 60 </dev/null >/dev/null 2>&1 & true"
        answer = tokens("notices", "expired", *Mails.to(0, "--sendmail", daemon))
        check("a mailer may leave something behind", answer.status == VALID)
        tokens.sql("UPDATE token SET notices = 0")
        tokens("notices", "expired", *Mails.to(0, "--sendmail", f"cat >{late}"))
        check("which does not keep the lock", late.exists())

        lock.unlink()
        lock.symlink_to(here / "elsewhere")
        answer = tokens("notices", "expired", *Mails.to(0, "--sendmail", "true"))
        is_followed = (here / "elsewhere").exists()
        check("a link in place of the lock is not followed", answer.status == FAILED and not is_followed)


def mailers(jeton: Command, sample: Command) -> None:
    """Commands that take mail, or do not."""
    with store(jeton) as tokens:
        due_store(tokens)
        said = tokens.folder / "said"

        def given_to(command: str, **more) -> Answer:
            tokens.sql("UPDATE token SET notices = 0")
            return tokens("notices", "expired", *Mails.to(0, "--sendmail", command), **more)

        def is_marked() -> bool:
            return tokens.sql("SELECT max(notices) FROM token") != [(0,)]

        for command in ("exit 1", "exit 75", "kill -9 $$", "kill -TERM $$", "no-such-program-at-all", "exec /"):
            answer = given_to(f"cat >/dev/null; {command}")
            check("who fails has not taken it", answer.status == FAILED and not is_marked(), command)
            check("and is told of", b"1 mails were not taken; the next run tries again" in answer.err, command)
        for command in ("true", "exec <&-", "head -c 10 >/dev/null", "cat >/dev/null"):
            check("who ends with 0 has taken it", given_to(command).status == VALID and is_marked(), command)
        for command in ("", " ", "\n"):
            check("no command takes no mail", given_to(command).status == FAILED and not is_marked())
        answer = given_to("cat")
        is_apart = answer.out == b"expired      1 mail about 2 tokens\n" and b"Subject: " in answer.err
        check("what it prints is no output", is_apart)

        # SigIgn and SigBlk of Linux: bit n - 1 is signal n.
        probe = f"cat >/dev/null; exec grep -E '^Sig(Blk|Ign)' /proc/self/status >{said}"  # a shell that waits blocks signals
        pipe = 1 << (signal.SIGPIPE - 1)

        def masks() -> dict[str, int]:
            return {name: int(value, 16) for name, value in re.findall(r"(\w+):\s*(\w+)", said.read_text())}

        blocked = {signal.SIGUSR1, signal.SIGTERM}
        answer = given_to(probe, preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, blocked))
        found = masks()
        check("a mailer has the default SIGPIPE", answer.status == VALID and found["SigIgn"] & pipe == 0)
        check("and no signal is blocked", found["SigBlk"] == 0)
        status_of_writer = f"cat >/dev/null; {{ (yes; echo $? >{said}) | true; }} 2>/dev/null"
        given_to(status_of_writer)
        check("so who writes to nobody is ended", said.read_text().strip() == str(128 + signal.SIGPIPE))
        inherits = lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # noqa: E731
        answer = given_to("cat >/dev/null", preexec_fn=inherits)
        check("an ignored SIGCHLD does no harm", answer.status == VALID and is_marked())
        answer = given_to("cat >/dev/null; exit 1", preexec_fn=inherits)
        check("nor does it hide a failure", answer.status == FAILED and not is_marked())

        def closes() -> None:
            for file in (0, 2):
                os.close(file)

        box = tokens.folder / "closed-mbox"
        tokens.sql("UPDATE token SET notices = 0")
        command = [jeton.path, "pat", "notices", "--store", str(tokens.file), *Mails.to(0)]
        closed = {"stdout": subprocess.DEVNULL, "env": PLAIN, "preexec_fn": closes, "timeout": 60}
        subprocess.run([*command, "--mbox", str(box)], **closed)
        is_whole = box.read_bytes().startswith(b"From ") and len(mailbox.mbox(box)) == 4
        check("closed standard files do not become mail", is_whole)
        tokens.sql("UPDATE token SET notices = 0")
        command += ["--sendmail", f"cat >{said}"]
        subprocess.run(command, **closed)
        check("nor keep a mailer waiting", b"Subject: " in said.read_bytes() and is_marked())

        tokens.sql("UPDATE token SET notices = 0")
        # The mailer leaves somebody behind who holds the store until he is told to go.
        ready, over = tokens.folder / "ready", tokens.folder / "over"
        holds = (
            "import os, sqlite3, time; held = sqlite3.connect(%r, isolation_level=None); held.execute('BEGIN IMMEDIATE'); "
            "open(%r, 'w').close(); end = time.monotonic() + 60\n"
            "while not os.path.exists(%r) and time.monotonic() < end: time.sleep(0.01)"
        ) % (str(tokens.file), str(ready), str(over))
        mailer = f"cat >/dev/null; {shlex.join([sys.executable, '-c', holds])} >/dev/null 2>&1 </dev/null & "
        mailer += f"while [ -d {tokens.folder} ] && [ ! -e {ready} ]; do sleep 0.01; done"
        answer = tokens("notices", "expired", *Mails.to(0, "--sendmail", mailer))
        is_told = answer.status == FAILED and b"the last mail was sent, and may come again" in answer.err
        check("a mark that is not kept is told of", is_told, answer.err.decode())
        over.touch()

        folder = tokens.folder / "mail"
        folder.mkdir()
        tokens.sql("UPDATE token SET name = ?", "n" * 200_000)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731
        for place in (["--mail-dir", str(folder)], ["--mbox", str(tokens.folder / "small")]):
            answer = tokens("notices", "expired", *Mails.to(0, *place), preexec_fn=limit)
            check("a mail that has no room is a failure", answer.status == FAILED and not is_marked(), str(place))
            check("with a reason", b"cannot" in answer.err, answer.err.decode())
            left = sum(one.stat().st_size for one in (*folder.iterdir(), *tokens.folder.glob("small")))
            check("and leaves nothing", left == 0 and os.listdir(folder) == [])


def addresses(jeton: Command, sample: Command) -> None:
    """Those of RFC 5321 §4.1.2, and those that are none."""
    label, local = "n" * 63, "l" * 64
    known = (
        "me@example.org",
        "a@b",
        "a.b.c@d.e.f",
        "!#$&'*+/=?^_`{|}~-@b",
        "user-%@example.org",
        "%@%.example.org",
        f"{local}@b",
        f"a@{label}.{label}.{label}.org",
        "a@b--c.1",
        "a@9.9",
        "a@[127.0.0.1]",
        "a@[255.1.002.0]",
        "a@[IPv6:2001:db8::1]",
        "a@[ipv6:::ffff:192.0.2.1]",
        '"a b"@x',
        '"a@b"@x',
        '""@x',
        r'"\"\\"@x',
        '"a..b"@x',
    )
    unknown = (
        "",
        "a",
        "@",
        "a@",
        "@b",
        "a..b@x",
        ".a@b",
        "a.@b",
        "a@b.",
        "a@.b",
        "a@b..c",
        "a@-b",
        "a@b-",
        "a@b.-c",
        "a@b-.c",
        "a@b_c",
        "a@b!c",
        "a@b@c",
        "a b@c",
        "a@b c",
        "<a@b>",
        "a@b,c@d",
        "a@b;c",
        "a(comment)@b",
        "a@b\nBcc: c@d",
        "a@b\r\nX: y",
        "a\tb@c",
        "a\x7f@b",
        "\u00e4@b",
        "a@\u00e4.de",
        f"{local}l@b",
        f"{local[:-18]}%@b",
        f"a@{label}d",
        f"a@{label}.{label}.{label}.{label}",
        f"{local}@{label}.{label}.{label}",
        '"a@x',
        'a"b"@x',
        '"a"b@x',
        '"a"b"@x',
        r'"a\"@x',
        '"a\n"@x',
        '"\u00e4"@x',
        "a@[127.0.0.1",
        "a@127.0.0.1]",
        "a@[]",
        "a@[1.2.3]",
        "a@[1.2.3.4.5]",
        "a@[1.2.3.256]",
        "a@[1.2.3.]",
        "a@[1.2.3.1234]",
        "a@[IPv6:]",
        "a@[IPv6:1::2::3]",
        "a@[IPv6:12345::]",
        "a@[2001:db8::1]",
        "a@[tag:x]",
        "a@[127.0.0.1]b",
        "-a@b",  # known to the RFC, but an option to a mailer that puts it among its arguments
    )
    with store(jeton) as tokens:
        empty_store(tokens)
        add_token(tokens, "one", 0, made=-100)
        box = tokens.folder / "mbox"
        send = ["notices", "expired", "--mbox", str(box), "--now", NOW]
        for address in known:
            tokens.sql("UPDATE token SET notices = 0")
            box.unlink(missing_ok=True)
            answer = tokens(*send, "--to", address, "--from", address.replace("%", "1"))
            check("an address of RFC 5321 is taken", answer.status == VALID, address)
            heads = re.findall(rb"^(?:To|From): (.*)$", box.read_bytes(), re.M) if box.exists() else []
            written = address.replace("%", "1").encode()
            check("and written as it is", heads == [written, written], f"{address}: {heads}")
        for address in unknown:
            tokens.sql("UPDATE token SET notices = 0")
            for place in (["--to", address], ["--to", "a@b", "--from", address]):
                if "%" in address and "--from" in place:
                    continue
                answer = tokens(*send, *place)
                is_refused = answer.status == FAILED and b"takes an address" in answer.err
                check("another text is refused", is_refused, repr(place))


def mailboxes(jeton: Command, sample: Command) -> None:
    """Mail goes to a mailbox, and never into something else."""
    with store(jeton) as tokens:
        due_store(tokens)
        here = tokens.folder
        (here / "link").symlink_to(tokens.file)
        (here / "dangling").symlink_to(f"{tokens.file}-journal")
        os.link(tokens.file, here / "hard")
        (here / "folder").symlink_to(here)
        (here / "pepper").write_bytes(b"p" * 32)
        (here / "list").write_text("From\n")
        reader = sqlite3.connect(tokens.file)  # so that -wal and -shm are there
        reader.execute("SELECT count(*) FROM token").fetchall()
        names = [f"tokens.db{suffix}" for suffix in ("", "-wal", "-shm", "-journal", "-notices")]
        names += ["link", "dangling", "hard", "folder/tokens.db", "folder/tokens.db-wal", "./tokens.db"]
        names.append(f"folder/../{here.name}/tokens.db")
        for name in (*names, "pepper", "list", "no-folder/mbox"):
            before = tokens.file.read_bytes()
            answer = tokens("notices", *Mails.to(0, "--mbox", f"{here}/{name}"))
            check("what is no mailbox is refused", answer.status == FAILED, name)
            is_of_store = b"a file of the store" in answer.err
            check("for the right reason", (name in names) == is_of_store, f"{name}: {answer.err}")
            is_kept = tokens.file.read_bytes() == before and (here / "pepper").read_bytes() == b"p" * 32
            check("and left as it was", is_kept)
        check("no journal is made", not Path(f"{tokens.file}-journal").exists())
        check("nothing was marked", tokens.sql("SELECT max(notices) FROM token") == [(0,)])
        reader.close()
        os.unlink(here / "hard")

        victim = here / "victim"
        victim.write_text("kept")
        folder = here / "mail"
        folder.mkdir()
        send = ["notices", "expired", *Mails.to(0, "--mail-dir", str(folder))]
        check("a mail is a file", tokens(*send).status == VALID and len(os.listdir(folder)) == 1)
        name = os.listdir(folder)[0]
        (folder / name).unlink()
        (folder / f".{name[:-4]}.part").symlink_to(victim)
        tokens.sql("UPDATE token SET notices = 0")
        check("a link that waits in the folder", tokens(*send).status == VALID and os.listdir(folder) == [name])
        check("is not followed", victim.read_text() == "kept" and not (folder / name).is_symlink())


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
            damaged_rows,
            modes,
            read_only_stores,
            first_creates,
            other_names,
            rotations,
            sweeps,
            mails,
            late_mails,
            message_ids,
            one_run_at_a_time,
            mailers,
            addresses,
            mailboxes,
            crashes,
        )
    )
