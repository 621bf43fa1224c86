#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Damaged, foreign and half-made stores get an answer. After each damage the eight commands are run with sanitizers;
what they say is compared with what Python's sqlite3 reads in the same file, and in the one before the damage."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import old_store
from harness import (
    SOME_INVALID,
    VALID,
    WITH_LEAKS,
    Answer,
    Store,
    Subject,
    check,
    folder,
    main,
    misbehaviour,
    side_by_side,
)
from reading import Reading, Row, digest_of, integrity, read, today
from ways_to_damage import DAMAGES

SEND = ["--to", "%@example.org", "--from", "tokens@example.com"]
LIMIT = 9  # days that a sweep leaves

@dataclass(frozen=True)
class Intact:
    """A good store in a folder, its tokens by number, and how it reads."""

    at: Path
    tokens: dict[int, bytes]
    reading: Reading

    @property
    def secrets(self) -> list[bytes]:
        return list(self.tokens.values())


def make_intact(subject: Subject, at: Path, with_log: bool) -> Intact:
    """Tokens that live, have expired, were revoked or rotated, are due for notices; rows on several pages. With a log,
    the newer half of them stands in that only."""
    tokens = Store(subject.jeton, str(at))
    soon = str(today() + timedelta(days=5))
    tokens.create("deploy")
    reader = sqlite3.connect(tokens.file) if with_log else None
    if reader:
        reader.execute("SELECT count(*) FROM token").fetchone()
    tokens.create("for ever", "--owner", "2", scopes="read_api read_user", expires="never")
    tokens.create("dead", "--now", "2020-01-01", expires="2020-06-01")
    tokens.create("revoked", "--owner", "2")
    tokens("revoke", "4")
    tokens.create("old")
    tokens.keep(tokens("rotate", "5", "--same-lifetime").out.strip())
    for owner in range(3, 9):
        tokens.create("due", "--owner", str(owner), expires=soon)
    choice = random.Random(0)
    given = {}
    with sqlite3.connect(tokens.file) as opened:
        for number in range(13, 13 + 40):
            token = old_store.given_token(choice)
            values = old_store.row(token, f"row {number}", owner=1 + number % 9) | {"description": "d" * 200}
            given[old_store.insert(opened, values)] = token
    opened.close()
    kept = at.parent / f"{at.name}-intact"
    shutil.copytree(at, kept)
    if reader:
        reader.close()
    made = dict(enumerate(tokens.secrets, 1)) | given
    return Intact(kept, made, read(kept / tokens.file.name, range(1, len(made) + 1)))


@dataclass
class Case:
    """A damaged store, what was said of it, and what was wrong with that."""

    store: Store
    plain: Store  # the same store through the command without sanitizers, which is faster
    intact: Intact
    before: Reading
    finds_leaks: bool
    is_consistent: bool  # for SQLite: a token that is written into a damaged index may not be found there
    wrong: list[tuple[str, str]] = field(default_factory=list)
    checks: int = 0

    def check(self, claim: str, holds: bool, about: str = "") -> None:
        self.checks += 1
        if not holds:
            self.wrong.append((claim, about))

    def run(self, verb: str, *arguments: str, tokens: bytes = b"") -> Answer:
        return self.judged(self.store, verb, *arguments, tokens=tokens)

    def judged(self, used: Store, verb: str, *arguments: str, tokens: bytes = b"") -> Answer:
        more = WITH_LEAKS if self.finds_leaks else {}
        answer = used.jeton("pat", verb, "--store", str(used.file), *arguments, tokens=tokens, env=more)
        why = misbehaviour(answer, self.intact.secrets)
        self.check(f"{verb} answers in a damaged store", why == "", why)
        return answer

    def untouched(self, number: int) -> bool:
        """Whether the damage left a row as it was, where it is found."""
        row = self.before.rows.get(number)
        return row is not None and row == self.intact.reading.rows[number] and self.before.reaches(row)

    def may_grant(self, token: bytes, number: int) -> bool:
        """Whether the row of a token lives: as it was, or as the changed bytes within it now say."""
        of_now = self.before.rows.get(number)
        of_token = self.before.of_token(token)
        lived = self.intact.reading.rows[number].lives
        return lived or any(row is not None and row.lives for row in (of_now, of_token))

    def verify(self, token: bytes) -> Answer:
        return self.judged(self.plain, "verify", tokens=token)


def judge_list(case: Case) -> None:
    answer = case.run("list", "--state", "all", "--json")
    if answer.status != VALID:
        return
    listed = {row["id"]: row for row in map(json.loads, answer.out.decode().splitlines())}
    for number, row in case.intact.reading.rows.items():
        if not case.untouched(number):
            continue
        said = listed.get(number)
        good = said is not None and (said["name"].encode(), said["revoked"], said["user_id"], said["active"]) == (
            row.name,
            bool(row.revoked),
            row.owner,
            row.lives,
        )
        case.check("a list has each untouched row", good, f"row {number}: {said}")
    known = set(case.before.rows) | set(case.intact.reading.rows)
    case.check("a list has no other rows", set(listed) <= known, str(set(listed) - known))


def judge_verify(case: Case, choice: random.Random) -> None:
    numbers = [choice.choice([1, 2, 6, 7]), choice.choice([3, 4, 5]), choice.choice(list(case.intact.tokens))]
    for used, number in zip((case.store, case.store, case.plain), numbers):
        token = case.intact.tokens[number]
        answer = case.judged(used, "verify", tokens=token)
        if answer.status == VALID:
            case.check("nothing dead is granted", case.may_grant(token, number), f"row {number}: {case.before.rows.get(number)}")
        if answer.status == SOME_INVALID:
            lives = case.intact.reading.rows[number].lives
            case.check("an untouched token is granted", not (lives and case.untouched(number)), f"row {number}")


def mails_in(at: Path) -> list[str]:
    return [message_from_bytes(one.read_bytes())["To"] for one in at.iterdir()]


def judge_notices(case: Case) -> None:
    listed = case.run("notices", "--json")
    box = case.store.folder / "mails"
    box.mkdir()
    send = [*SEND, "--sendmail", f"cat >'{box}/'$$"]
    first = case.run("notices", *send)
    told = mails_in(box)
    second = case.run("notices", *send)
    if first.status != VALID:
        return
    due = [number for number in range(7, 13) if case.untouched(number)]
    for number in due:
        owner = case.intact.reading.rows[number].owner
        case.check("each owner of an untouched row is told once", told.count(f"{owner}@example.org") == 1, f"owner {owner}: {told}")
    if second.status == VALID:
        case.check("nobody is told twice", len(mails_in(box)) == len(told), str(sorted(mails_in(box))))
    case.check("a list of notices succeeds where sending does", listed.status == VALID)


def judge_changes(case: Case, choice: random.Random) -> None:
    created = case.run("create", "new", "--scopes", "api", "--in-days", "9")
    if created.status == VALID and case.is_consistent:
        case.check("what was created works", case.verify(created.out.strip()).status == VALID)
    number, other = choice.sample([1, 2, 6, 7, 8, 20, 50], 2)
    token = case.intact.tokens[number]
    worked = case.verify(token).status == VALID
    rotated = case.run("rotate", str(number), "--in-days", "9")
    if rotated.status == VALID:
        works = case.verify(rotated.out.strip()).status == VALID
        case.check("what was rotated works", works or not case.is_consistent, f"row {number}")
        case.check("in place of the old one", case.verify(token).status != VALID, f"row {number}")
    elif worked:
        case.check("what was not rotated still works", case.verify(token).status == VALID, f"row {number}, {rotated.status}")
    revoked = case.run("revoke", str(other))
    if revoked.status == VALID:
        case.check("what was revoked is denied", case.verify(case.intact.tokens[other]).status != VALID, f"row {other}")
    swept = case.run("sweep", "--max-days", str(LIMIT), "--yes")
    if swept.status == VALID:
        for row in read(case.store.file).rows.values():
            token = next((one for one in case.intact.tokens.values() if digest_of(one) == row.digest), None)
            if token and row.lives and lives_too_long(row):  # a row that is put aside is not swept, but is dead
                case.check("a sweep leaves nothing over the limit", case.verify(token).status != VALID, f"row {row.id}")


def lives_too_long(row: Row) -> bool:
    return row.expires is None or row.expires.decode() > str(today() + timedelta(days=LIMIT))


def consistent(file: Path) -> bool:
    """Whether SQLite finds each row in each index, in a copy of the store: to open it may change it."""
    with folder() as at:
        for ending in ("", "-wal", "-journal"):
            beside = Path(f"{file}{ending}")
            if beside.is_file():
                shutil.copyfile(beside, at / beside.name)
        return (at / file.name).exists() and integrity(at / file.name) == "ok"


def try_damage(subject: Subject, intact: list[Intact], number: int) -> Case:
    choice = subject.random("damages", number)
    with folder() as at:
        used = choice.choice(intact)
        place = at / "store"
        shutil.copytree(used.at, place)
        store, plain = Store(subject.sanitized, str(place)), Store(subject.jeton, str(place))
        damage = DAMAGES[number % len(DAMAGES)]
        done = damage(store.file, choice)
        case = Case(store, plain, used, read(store.file, range(-1, len(used.tokens) + 1)), number % 10 == 0, consistent(store.file))
        case.run("show", str(choice.choice([1, 3, 7])))
        judge_list(case)
        judge_verify(case, choice)
        judge_notices(case)
        judge_changes(case, choice)
        again = subject.again("damages", number)
        case.wrong = [(claim, f"{about[:1500]}\n  damage: {done[:300]}\n  {again}") for claim, about in case.wrong]
        return case


def damages(subject: Subject) -> None:
    with folder() as at:
        intact = []
        for with_log in (False, True):
            (at / f"log-{with_log}").mkdir()
            intact.append(make_intact(subject, at / f"log-{with_log}", with_log))
            check("the store is good before", intact[-1].reading.fault == "" and len(intact[-1].reading.rows) == 52)
        for case in side_by_side(lambda number: try_damage(subject, intact, number), subject.numbers(800, 46)):
            for claim, about in case.wrong:
                check(claim, False, about)
            check.passed += case.checks - len(case.wrong)


if __name__ == "__main__":
    sys.exit(main(damages))
