#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Eight programs at once: on a new store, and on one that has to be brought to the newest version. All succeed, and no
token is lost. Who only reads does not wait for a writer."""

from __future__ import annotations

import sqlite3
import sys
from datetime import timedelta

import old_store
from harness import TOKEN, VALID, Answer, Store, Subject, check, ended, main, side_by_side, store
from reading import digest_of, integrity, read, today

EIGHT = 8
CREATE = ["create", "x", "--scopes", "api", "--in-days", "9"]


def at_once(tokens: Store, runs: list[tuple[list[str], bytes]]) -> list[Answer]:
    at = ["--store", str(tokens.file)]
    return tokens.jeton.at_once([(["pat", *words, *at], given) for words, given in runs])


def judge(tokens: Store, answers: list[Answer], about: str) -> None:
    said = [f"{one.status} {one.err.decode()}" for one in answers if one.status != VALID]
    check("all eight succeed", said == [], f"{said[:2]} {about}")
    shown = [token for one in answers for token in TOKEN.findall(one.out)]
    lives = read(tokens.file).living
    lost = [one for one in shown if digest_of(one) not in lives]
    check("no token is lost", lost == [], f"{len(lost)} are; {about}")
    check("the store is whole", integrity(tokens.file) == "ok", about)


def new_stores(subject: Subject) -> None:
    about = subject.again("new_stores")
    for _ in subject.numbers(40, 3):
        with store(subject.jeton) as tokens:
            answers = at_once(tokens, [(CREATE, b"")] * EIGHT)
            judge(tokens, answers, about)
            check("all rows are there", len(read(tokens.file).rows) == EIGHT, about)
            check("for their owner's eyes", all(one.stat().st_mode & 0o77 == 0 for one in tokens.folder.iterdir()), about)


def old_stores(subject: Subject) -> None:
    about = subject.again("old_stores")
    for number in subject.numbers(40, 3):
        choice = subject.random("old_stores", number)
        given = [old_store.given_token(choice) for _ in range(20)]
        with store(subject.jeton) as tokens:
            old_store.make(tokens.file, [old_store.row(one, f"row {i}") for i, one in enumerate(given)])
            runs = [(CREATE, b"")] * 3
            runs += [(["revoke", "1"], b""), (["rotate", "2", "--in-days", "9"], b""), (["list"], b"")]
            runs += [(["verify"], given[4]), (["sweep", "--max-days", "400"], b"")]
            judge(tokens, at_once(tokens, runs), about)
            rows = read(tokens.file).rows
            check("all rows are there", len(rows) == 20 + 4, f"{len(rows)} {about}")
            dead = [number for number, row in rows.items() if not row.lives]
            check("the revoked ones are dead", dead == [1, 2], f"{dead} {about}")


def readers(subject: Subject) -> None:
    """Another program holds the lock of a writer for as long as the readers take."""
    about = subject.again("readers")
    with store(subject.jeton) as tokens:
        token = tokens.create("x", expires=str(today() + timedelta(days=5)))
        dead = tokens.create("y")
        tokens("revoke", "2")
        writer = sqlite3.connect(tokens.file, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE token SET name = 'z'")
        asked = [
            (["list"], b"", VALID),
            (["show", "1"], b"", VALID),
            (["notices"], b"", VALID),
            (["sweep", "--max-days", "9"], b"", VALID),
            (["verify"], token, VALID),
            (["verify", "--need", "sudo"], token, 1),
            (["verify"], dead, 1),
        ]
        answers = list(side_by_side(lambda one: tokens(*one[0], tokens=one[1]), asked))
        for (words, _, status), answer in zip(asked, answers):
            said = f"{words}: {answer.status} {answer.err.decode()} {about}"
            check("who reads does not need the lock of a writer", answer.status == status, said)
        waiting = tokens.jeton.start("pat", *CREATE, "--store", str(tokens.file))
        writer.execute("COMMIT")
        writer.close()
        check("who writes waits for it", ended(waiting).status == VALID, about)
        check("a note of a use that was dropped does no harm", tokens("verify", tokens=token).status == VALID, about)


if __name__ == "__main__":
    sys.exit(main(new_stores, old_stores, readers))
