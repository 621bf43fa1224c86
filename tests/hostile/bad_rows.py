#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""One row that nobody could have written does not stop what concerns the others, in a store of today or an old one:
list shows them, notices tells each owner once, sweep and rotate do their work, and verify and revoke agree on it."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import old_store
from harness import VALID, Answer, Store, Subject, check, folder, main, misbehaviour, side_by_side
from reading import read, today
from ways_to_damage import write_untyped

ESC = "\x1b[31m"
LEAST, MOST = -(1 << 63), (1 << 63) - 1
BAD = [
    {"digest": bytes(32)},
    {"digest": bytes(31)},
    {"digest": b""},
    {"digest": None},
    {"digest": 7},
    {"digest": "x" * 32},
    *({"owner": one} for one in (0, -1, LEAST, MOST, None, "1", ESC, 1.5)),
    *({"kind": one} for one in (-1, 4, 255, 256, MOST, None, "personal")),
    *({"name": one} for one in ("", ESC, "a\nb", "x" * 100_000, b"\xc3\x28\xff", None, 7, "\u202e", "a\0b")),
    *({"description": one} for one in (ESC, "a\rb", None, 7, "y" * 300_000)),
    *({"scopes": one} for one in ("", "api  api", "fly", ESC, None, 7, "api\nsudo", "z " * 100_000)),
    *({"expires": one} for one in ("", "tomorrow", "0000-00-00", "2099-02-30", "99999-01-01", ESC, 7, b"\xff")),
    *({"revoked": one} for one in (2, -1, MOST, None, "no", ESC)),
    *({"created": one} for one in (LEAST, MOST, None, "then", 253_402_300_800, -62_167_219_201)),
    *({"updated": one} for one in (LEAST, MOST, None, ESC)),
    *({"last_used": one} for one in (LEAST, MOST, -1, ESC, 1.5, b"\x1b")),
    *({"previous": one} for one in (3, -1, MOST, None, ESC)),
    *({"notices": one} for one in (-1, 1 << 40, MOST, None, ESC)),
    *({"id": one} for one in (0, -7, MOST)),
    {"digest": bytes(32), "owner": -1},
    {"owner": 0, "revoked": None, "expires": ESC},
]
SEND = ["--to", "%@example.org", "--from", "tokens@example.com"]


def good_store(subject: Subject, at: Path, is_old: bool) -> tuple[Store, dict[int, bytes]]:
    """Two tokens of each of three owners: one that is due for a notice, one that lives too long for a sweep."""
    tokens = Store(subject.sanitized, str(at))
    wanted = [(owner, until) for owner in (1, 2, 3) for until in (str(today() + timedelta(days=5)), "2099-01-01")]
    if is_old:
        choice = subject.random("old store")
        made = {number: old_store.given_token(choice) for number in range(1, 7)}
        rows = [old_store.row(made[i], f"good {i}", owner, until) for i, (owner, until) in enumerate(wanted, 1)]
        old_store.make(tokens.file, rows)
        return tokens, made
    maker = Store(subject.jeton, str(at))
    made = {}
    for number, (owner, until) in enumerate(wanted, 1):
        made[number] = maker.create(f"good {number}", "--owner", str(owner), expires=until)
    return tokens, made


def add_row(file: Path, token: bytes, bad: dict) -> int:
    """Adds a row past all checks; its number."""
    values = old_store.row(token, "bad", owner=4, expires=str(today() + timedelta(days=4))) | {"id": 7} | bad
    marks = ", ".join("?" * len(values))
    wrong = write_untyped(file, [f"INSERT INTO token ({', '.join(values)}) VALUES ({marks})"], [tuple(values.values())])
    if wrong:
        raise AssertionError(f"the row was not written{wrong}")
    return values["id"]


def try_row(subject: Subject, number: int) -> list[tuple[str, bool, str]]:
    bad = BAD[number % len(BAD)]
    is_old = (number // len(BAD) + number + subject.seed) % 2 == 1
    said: list[tuple[str, bool, str]] = []
    about = f"{str(bad)[:100]} in {'an old' if is_old else 'a new'} store; {subject.again('bad_rows', number)}"

    def expect(claim: str, holds: bool, more: object = "") -> None:
        said.append((claim, holds, f"{str(more)[:500]} {about}"))

    with folder() as at:
        place = at / "store"
        place.mkdir()
        tokens, good = good_store(subject, place, is_old)
        token = old_store.given_token(subject.random("bad row", number))
        bad_id = add_row(tokens.file, token, bad)
        secrets = [token, *good.values()]

        def run(verb: str, *arguments: str, given: bytes = b"") -> Answer:
            answer = tokens.jeton("pat", verb, "--store", str(tokens.file), *arguments, tokens=given)
            why = misbehaviour(answer, secrets)
            expect(f"{verb} answers beside a bad row", why == "", why)
            return answer

        listed = run("list", "--state", "all", "--json")
        ids = [json.loads(line)["id"] for line in listed.out.decode(errors="replace").splitlines()]
        expect("list shows the other rows", set(good) <= set(ids), ids)
        named = str(bad_id).encode() in listed.err
        # A number below 1 is of no row that a command can be asked about; such a row is dead, which is looked at below.
        expect("a bad row is shown or named", bad_id in ids or named or bad_id < 1, listed.err.decode())
        expect("show shows another row", run("show", "1").status == VALID)
        for one in (1, 6):
            expect("verify grants another token", run("verify", given=good[one]).status == VALID, one)
        run("show", str(bad_id))

        box = at / "box"
        box.mkdir()
        for _ in range(2):
            run("notices", *SEND, "--sendmail", f"cat >'{box}/'$$")
        told = sorted(message_from_bytes(one.read_bytes())["To"] for one in box.iterdir())
        others = [one for one in told if one[0] in "123" and one[1] == "@"]
        expect("notices tells each other owner once", others == [f"{n}@example.org" for n in (1, 2, 3)], told)
        expect("and the owner of the bad row once at most", len(told) <= 4, told)

        grants = run("verify", given=token).status == VALID
        revoked = run("revoke", str(bad_id))
        if grants:
            expect("what verify grants, revoke revokes", revoked.status == VALID, revoked.err.decode())
        if revoked.status == VALID:
            expect("and then verify denies it", run("verify", given=token).status != VALID)

        has_numbers = bad_id != MOST  # after the last number there is none, and no number is used again
        rotated = run("rotate", "1", "--in-days", "5")
        expect("rotate rotates another token", rotated.status == VALID or not has_numbers, rotated.err.decode())
        token_now = rotated.out.strip() if has_numbers else good[1]
        expect("whose successor works", run("verify", given=token_now).status == VALID)
        run("sweep", "--max-days", "9", "--yes")
        after = read(tokens.file).rows
        left = [one for one in (2, 4, 6) if one not in after or after[one].lives]
        expect("sweep revokes the other rows over the limit", left == [], left)
        created = run("create", "new", "--scopes", "api", "--in-days", "9")
        expect("create creates", created.status == VALID or not has_numbers, created.err.decode())
    return said


def bad_rows(subject: Subject) -> None:
    """Each row once, in an old store or a new one as the seed says; with twice the effort in both."""
    every = len(BAD)
    numbers = list(subject.numbers(every, least=10))
    if subject.only is None and len(numbers) < every:
        numbers = subject.random("bad_rows").sample(range(every), len(numbers))
    for said in side_by_side(lambda number: try_row(subject, number), [one % (2 * every) for one in numbers]):
        for one in said:
            check(*one)


if __name__ == "__main__":
    sys.exit(main(bad_rows))
