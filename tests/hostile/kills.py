#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The command is killed, or interrupted with SIGINT, at a random moment. Afterwards the store opens and is whole, what
was acknowledged is there, and a token is either shown or does not live; after SIGINT standard error says which."""

from __future__ import annotations

import itertools
import mailbox
import random
import signal
import sys
import time
from datetime import timedelta

from harness import TOKEN, VALID, Answer, Store, Subject, check, ended, main, store
from reading import Reading, digest_of, integrity, read, today

EACH = 40  # times that each command is killed, and interrupted: five commands, so 200 and 200
ACKNOWLEDGED = b"It is not shown again."
USELESS = b"does not work"  # what is said of a token that was printed and does not live
CREATE = ["create", "x", "--scopes", "api", "--in-days", "9"]
SEND = ["--to", "user-%@example.org", "--from", "tokens@example.com"]


class Moments:
    """Random moments within a run. How long a run takes is learnt on the way, since a busy machine is slow. Each sync
    takes two milliseconds, as on a disk: what is shown before or behind one is then often what is interrupted."""

    def __init__(self, choice: random.Random, module: str) -> None:
        self.choice = choice
        self.slow = {"LD_PRELOAD": module, "JETON_SLOW": "2000"}
        self.longest = 0.02
        self.interrupted = 0

    def strike(self, tokens: Store, how: signal.Signals, *arguments: str, given: bytes = b"") -> Answer:
        """The answer of a run that is struck by a signal, if it is still there."""
        words = ["pat", arguments[0], "--store", str(tokens.file), *arguments[1:]]
        run = tokens.jeton.start(*words, given=given, env=self.slow)
        time.sleep(self.choice.uniform(0, self.longest))
        run.send_signal(how)
        answer = ended(run)
        if answer.status == -how:
            self.interrupted += 1
            self.longest *= 1.1
        else:
            self.longest = max(0.002, self.longest * 0.8)
        return answer


def is_acknowledged(answer: Answer) -> bool:
    return answer.status == VALID or ACKNOWLEDGED in answer.err


def judge_end(answer: Answer, how: signal.Signals, about: str) -> None:
    good = answer.status == VALID or answer.status == -how or (answer.status == 2 and answer.err.strip() != b"")
    check("a run ends well or by its signal", good, f"{about}: {answer.status} {answer.err.decode()}")


def judge_words(answer: Answer, how: signal.Signals, works: bool, about: str) -> None:
    """After SIGINT a person who has seen a token is told whether it works."""
    if how == signal.SIGINT and answer.status != VALID and TOKEN.search(answer.out):
        check("it is said whether a printed token works", answer.err.strip() != b"", about)
        check("and truly", (USELESS in answer.err) == (not works), f"{about}: {answer.err.decode()}")


def whole_store(tokens: Store, about: str) -> Reading:
    """The reading of a store that must be whole, and open for the command."""
    listed = tokens("list")
    there = tokens.file.exists() and tokens.file.stat().st_size > 0
    check("the store opens", listed.status == VALID or not there, f"{about}: {listed.err.decode()}")
    if there:
        check("and is whole", integrity(tokens.file) == "ok", about)
    return read(tokens.file)


def rounds(subject: Subject, how: signal.Signals, what: str) -> tuple[Moments, range, str]:
    moments = Moments(subject.random(f"{how.name} {what}"), subject.module("volatile_disk"))
    part = "killed" if how == signal.SIGKILL else "interrupted"
    return moments, range(subject.count(EACH, 4)), f"{what}; {subject.again(part)}"


def judge_creation(tokens: Store, answer: Answer, how: signal.Signals, shown: set[bytes], about: str) -> None:
    """`shown` are the digests of the tokens that were shown before; those of this run are added."""
    judge_end(answer, how, about)
    found = TOKEN.findall(answer.out)
    shown |= set(map(digest_of, found))
    lives = whole_store(tokens, about).living
    check("whatever lives was shown", lives <= shown, about)
    shown |= lives  # said once
    works = [digest_of(one) in lives for one in found] == [True]
    if is_acknowledged(answer):
        check("what was acknowledged is there", works, about)
    judge_words(answer, how, works, about)


def judge_rotation(tokens: Store, answer: Answer, how: signal.Signals, old: bytes, about: str) -> bytes:
    """The token that lives now."""
    judge_end(answer, how, about)
    found = TOKEN.findall(answer.out)
    lives = whole_store(tokens, about).living
    works = [digest_of(one) in lives for one in found] == [True]
    old_lives = digest_of(old) in lives
    check("the old one lives or the new one was shown and lives", old_lives != works, about)
    check("whatever lives was shown", lives <= {digest_of(one) for one in [old, *found]}, about)
    if is_acknowledged(answer):
        check("what was acknowledged is there", works, about)
    judge_words(answer, how, works, about)
    if works:
        return found[0]
    if not old_lives:  # nothing lives that anybody has seen, which was said above
        for number, row in read(tokens.file).rows.items():
            if row.lives:
                tokens("revoke", str(number))
        return tokens.create("x")
    return old


def rotation_of(tokens: Store, old: bytes) -> list[str]:
    return ["rotate", str(read(tokens.file).of_token(old).id), "--in-days", "300"]


def creations(subject: Subject, how: signal.Signals) -> None:
    moments, times, about = rounds(subject, how, "create")
    shown: set[bytes] = set()
    with store(subject.jeton) as tokens:
        for _ in times:
            judge_creation(tokens, moments.strike(tokens, how, *CREATE), how, shown, about)
    check("runs were interrupted", moments.interrupted > 0, about)


def rotations(subject: Subject, how: signal.Signals) -> None:
    moments, times, about = rounds(subject, how, "rotate")
    with store(subject.jeton) as tokens:
        old = tokens.create("x")
        for _ in times:
            answer = moments.strike(tokens, how, *rotation_of(tokens, old))
            old = judge_rotation(tokens, answer, how, old, about)
    check("runs were interrupted", moments.interrupted > 0, about)


def revocations(subject: Subject, how: signal.Signals) -> None:
    moments, times, about = rounds(subject, how, "revoke")
    with store(subject.jeton) as tokens:
        token = tokens.create("x")
        for _ in times:
            number = str(read(tokens.file).of_token(token).id)
            answer = moments.strike(tokens, how, "revoke", number)
            judge_end(answer, how, about)
            lives = digest_of(token) in whole_store(tokens, about).living
            if answer.status == VALID or b"is revoked" in answer.out:
                check("what was acknowledged is there", not lives, about)
            if not lives:
                token = tokens.create("x")
    check("runs were interrupted", moments.interrupted > 0, about)


def decisions(subject: Subject, how: signal.Signals) -> None:
    moments, times, about = rounds(subject, how, "verify")
    with store(subject.jeton) as tokens:
        token, dead = tokens.create("x"), tokens.create("y")
        tokens("revoke", "2")
        for turn in times:
            tokens.sql("UPDATE token SET last_used = NULL")
            asked = (token, dead)[turn % 2]
            answer = moments.strike(tokens, how, "verify", given=asked)
            check("nothing dead is granted", asked == token or b"granted" not in answer.out, about)
            whole_store(tokens, about)
            check("the token still works", tokens("verify", tokens=token).status == VALID, about)
    check("runs were interrupted", moments.interrupted > 0, about)


def notices(subject: Subject, how: signal.Signals) -> None:
    moments, times, about = rounds(subject, how, "notices")
    owners = range(1, 9)
    with store(subject.jeton) as tokens:
        for owner in owners:
            tokens.create("x", "--owner", str(owner), expires=str(today() + timedelta(days=5)))
        box = tokens.folder / "mbox"
        send = ["--mbox", str(box), *SEND]

        def told() -> list[str]:
            if not box.exists():
                return []
            return [str(one["To"]) for one in mailbox.mbox(box) if "rotate N" in one.get_payload()]

        for _ in times:
            tokens.sql("UPDATE token SET notices = 0")
            box.unlink(missing_ok=True)
            answer = moments.strike(tokens, how, "notices", *send)
            judge_end(answer, how, about)
            marked = [row.owner for row in whole_store(tokens, about).rows.values() if row.notices != 0]
            if answer.status == VALID:
                check("what was acknowledged is there", set(marked) == set(owners), about)
            missing = [one for one in marked if f"user-{one}@example.org" not in told()]
            check("what is marked was sent", missing == [], f"{missing} {about}")
            check("the next run sends the rest", tokens("notices", *send).status == VALID, about)
            expected = {f"user-{one}@example.org" for one in owners}
            check("then all were told", set(told()) == expected, about)
            check("and one twice at most", len(told()) <= len(expected) + 1, about)
    check("runs were interrupted", moments.interrupted > 0, about)


def everything(subject: Subject, how: signal.Signals) -> None:
    for one in (creations, rotations, revocations, decisions, notices):
        one(subject, how)


def at_each_sync(subject: Subject) -> None:
    """Not at random: a signal before each sync of create, in a new store and an old one, and of rotate."""
    module = subject.module("volatile_disk")
    for how, what in itertools.product((signal.SIGKILL, signal.SIGINT), ("create", "create once more", "rotate")):
        for syncs in itertools.count():
            about = f"{how.name} before sync {syncs + 1} of {what}; {subject.again('at_each_sync')}"
            struck = {"LD_PRELOAD": module, "JETON_SYNCS": str(syncs), "JETON_SIGNAL": str(int(how))}
            with store(subject.jeton) as tokens:
                old = tokens.create("x") if what != "create" else b""
                words = rotation_of(tokens, old) if what == "rotate" else CREATE
                answer = tokens(*words, env=struck)
                if what == "rotate":
                    judge_rotation(tokens, answer, how, old, about)
                else:
                    judge_creation(tokens, answer, how, {digest_of(old)}, about)
            if answer.status == VALID:
                check("it syncs on its way", syncs > 0, about)
                break


def killed(subject: Subject) -> None:
    everything(subject, signal.SIGKILL)


def interrupted(subject: Subject) -> None:
    everything(subject, signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main(at_each_sync, killed, interrupted))
