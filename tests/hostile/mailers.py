#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Mailers that fail, are slow, do not read or forget: each owner is told of each token, once where nothing went wrong, and
late rather than never."""

from __future__ import annotations

import os
import re
import signal
import sys
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from harness import FAILED, VALID, Answer, Store, Subject, check, main, misbehaviour, store
from reading import read

TO = ["--to", "user-%@example.org", "--from", "tokens@example.com"]
DAY = date(2026, 11, 25)


def at(day: date) -> list[str]:
    return ["--now", f"{day}T03:00:00Z"]


class Mailer:
    """Where mails go: each is a file of a folder, in the order of their coming."""

    def __init__(self, tokens: Store, name: str = "mails") -> None:
        self.tokens = tokens
        self.folder = tokens.folder / name
        self.folder.mkdir()

    def keeps(self, then: str = "", first: str = "") -> str:
        """The command of a mailer that keeps what it reads."""
        place = f"{self.folder}/$(date +%s.%N).$$"
        return f'{first} cat >"{self.folder}/.$$" && mv "{self.folder}/.$$" "{place}"; {then}'

    def send(self, *arguments: str, command: str | None = None, day: date = DAY) -> Answer:
        answer = self.tokens("notices", *arguments, *TO, *at(day), "--sendmail", command or self.keeps())
        check("an answer", (why := misbehaviour(answer)) == "", why)
        return answer

    def mails(self) -> list[Message]:
        kept = sorted(one for one in self.folder.iterdir() if not one.name.startswith("."))
        return [message_from_bytes(one.read_bytes()) for one in kept]

    def told(self) -> list[str]:
        return sorted(str(one["To"]) for one in self.mails())


def numbers_in(mail: Message) -> set[int]:
    """The tokens that a mail is about."""
    text = mail.get_payload(decode=True).decode()
    return {int(one) for one in re.findall(r"\(number (\d+),", text)}


def due(tokens: Store, owners: int, days: int = 5, each: int = 1) -> None:
    for owner in range(1, owners + 1):
        for number in range(each):
            tokens.create(f"t{number}", "--owner", str(owner), *at(DAY - timedelta(days=20)), expires=str(DAY + timedelta(days)))


def everybody(owners: int) -> list[str]:
    return sorted(f"user-{one}@example.org" for one in range(1, owners + 1))


def is_marked(tokens: Store) -> bool:
    return any(row.notices for row in read(tokens.file).rows.values())


def failing(subject: Subject) -> None:
    """After a mailer that fails nothing is marked, and the next run sends everything once."""
    for command in (
        "exit 1",
        "exit 75",
        "cat >/dev/null; exit 75",
        "kill -9 $$",
        "kill -13 $$",
        "cat >/dev/null; kill -15 $$",
        "exec 0<&-; exit 1",
        "exec 0<&-; sleep 0.2; exit 1",
        "head -c 10 >/dev/null; exit 1",
        "/there/is/no/such/mailer",
        "false | true; exit 3",
        "'",
    ):
        about = f"{command}; {subject.again('failing')}"
        with store(subject.jeton) as tokens:
            due(tokens, 3)
            mailer = Mailer(tokens)
            answer = mailer.send(command=command)
            check("a mailer that fails is a failure", answer.status == FAILED, f"{answer.status} {about}")
            check("which is said", b"mail" in answer.err, about)
            check("nothing is marked", not is_marked(tokens), about)
            check("the next run succeeds", mailer.send().status == VALID, about)
            check("and tells everybody once", mailer.told() == everybody(3), f"{mailer.told()} {about}")
            mailer.send()
            check("and then nobody", mailer.told() == everybody(3), about)


def unread(subject: Subject) -> None:
    """A mailer that succeeds without reading: that is its affair. But nobody is told twice or is lost on the way, and a
    mail that does not fit into a pipe does not end the command."""
    for command in ("exit 0", "exec 0<&-; sleep 0.1; exit 0", "head -c 1 >/dev/null", "sleep 0.2; exit 0"):
        for each in (1, 100):
            about = f"{command} with {each} tokens; {subject.again('unread')}"
            with store(subject.jeton) as tokens:
                due(tokens, 1)
                if each > 1:
                    grow(tokens, each)
                mailer = Mailer(tokens)
                answer = mailer.send(command=command)
                check("it is a success or a failure", answer.status in (VALID, FAILED), f"{answer.status} {about}")
                check("the mark says which", is_marked(tokens) == (answer.status == VALID), about)
                check("the next run succeeds", mailer.send().status == VALID, about)
                expected = 0 if answer.status == VALID else 1
                check("and sends what was not taken", len(mailer.mails()) == expected, f"{len(mailer.mails())} {about}")


def grow(tokens: Store, count: int) -> None:
    """Copies of the first row with long names, so that a mail is longer than a pipe holds."""
    names = "owner, kind, description, scopes, expires, revoked, created, updated, last_used, previous, notices"
    for number in range(count):
        tokens.sql(f"INSERT INTO token (name, digest, {names}) SELECT ?, randomblob(32), {names} FROM token WHERE id = 1", f"{number:0255}")


def partly(subject: Subject) -> None:
    """A mailer that fails for some owners fails for those alone."""
    choice = subject.random("partly")
    for _ in range(subject.count(5, 2)):
        bad = sorted(choice.sample(range(1, 9), choice.randrange(1, 7)))
        about = f"owners {bad}; {subject.again('partly')}"
        with store(subject.jeton) as tokens:
            due(tokens, 8)
            mailer = Mailer(tokens)
            refuses = "|".join(f"user-{one}@" for one in bad)
            place = f"{mailer.folder}/.$$"
            command = f'cat >"{place}"; grep -qE "^To: ({refuses})" "{place}" && exit 75; mv "{place}" "{mailer.folder}/$$"'
            answer = mailer.send(command=command)
            check("that is a failure", answer.status == FAILED, about)
            check("with their number", str(len(bad)).encode() in answer.err, f"{answer.err.decode()} {about}")
            good = [f"user-{one}@example.org" for one in range(1, 9) if one not in bad]
            check("the others are told", mailer.told() == good, f"{mailer.told()} {about}")
            check("the next run succeeds", mailer.send().status == VALID, about)
            check("and tells the rest", mailer.told() == everybody(8), f"{mailer.told()} {about}")


def three_at_once(subject: Subject) -> None:
    """Three runs with a slow mailer, begun at the same moment: the lock lets one of them send."""
    about = subject.again("three_at_once")
    for _ in range(subject.count(3, 1)):
        with store(subject.jeton) as tokens:
            due(tokens, 12)
            mailer = Mailer(tokens)
            words = ["pat", "notices", "--store", str(tokens.file), *TO, *at(DAY), "--sendmail", mailer.keeps(first="sleep 0.02;")]
            answers = tokens.jeton.at_once([(words, b"")] * 3)
            said = [f"{one.status} {one.err.decode()}" for one in answers if one.status != VALID]
            check("each of three runs succeeds", said == [], f"{said} {about}")
            check("each mail comes once", mailer.told() == everybody(12), f"{len(mailer.told())} mails, {about}")
            mailer.send()
            check("nothing is left for the next run", mailer.told() == everybody(12), about)


def lock_of_the_dead(subject: Subject) -> None:
    """The lock ends with its process, and no mailer keeps it."""
    about = subject.again("lock_of_the_dead")
    with store(subject.jeton) as tokens:
        due(tokens, 2)
        mailer = Mailer(tokens)
        left = tokens.folder / "left"
        command = f"sleep 60 >/dev/null 2>&1 & echo $! >'{left}'; kill -9 $PPID"
        answer = tokens("notices", *TO, *at(DAY), "--sendmail", command)
        try:
            check("it was killed", answer.status == -signal.SIGKILL, f"{answer.status} {about}")
            check("the next run sends", mailer.send().status == VALID and mailer.told() == everybody(2), about)
        finally:
            os.kill(int(left.read_text()), signal.SIGKILL)


def forgetful(subject: Subject) -> None:
    """A mailer that drops what has a Message-ID that it knows tells of all tokens, and of the same ones once."""
    about = subject.again("forgetful")
    with store(subject.jeton) as tokens:
        due(tokens, 1, each=2)
        mailer = Mailer(tokens)
        for _ in range(2):
            mailer.send(command=mailer.keeps(then="exit 75"))
        one, same = mailer.mails()
        check("the same mail once more has the same Message-ID", one["Message-ID"] == same["Message-ID"], about)
        tokens("revoke", "2")
        tokens.create("third", *at(DAY - timedelta(days=20)), expires=str(DAY + timedelta(days=5)))
        mailer.send(command=mailer.keeps(then="exit 75"))
        tokens.create("fourth", *at(DAY - timedelta(days=20)), expires=str(DAY + timedelta(days=4)))
        mailer.send()
        first_of_its_id: dict[str, Message] = {}
        for mail in mailer.mails():
            first_of_its_id.setdefault(mail["Message-ID"], mail)
        known = set().union(*map(numbers_in, first_of_its_id.values()))
        check("other tokens are another mail", known == {1, 2, 3, 4}, f"{known} {about}")
        check("three different mails came", len(first_of_its_id) == 3, f"{len(first_of_its_id)} {about}")


def made_up(subject: Subject) -> None:
    """What a day of failure, or a machine that was off, did not send is sent at the next run, which says that it is late.
    (When the day of a token has passed, that it has expired is all that is left to say.)"""
    about = subject.again("made_up")
    for kind, days, laters in (("expired", 0, (1, 3, 6)), ("expiring", 5, (1, 3, 4))):
        for is_off in (True, False):
            for later in laters:
                case = f"{kind}, {'off' if is_off else 'failing'}, {later} days later; {about}"
                with store(subject.jeton) as tokens:
                    due(tokens, 2, days=days)
                    mailer = Mailer(tokens)
                    if not is_off:
                        check("a day of failure", mailer.send(kind, command="exit 75").status == FAILED, case)
                    day = DAY + timedelta(days=later)
                    check("the next run succeeds", mailer.send(kind, day=day).status == VALID, case)
                    check("what was not sent is sent", mailer.told() == everybody(2), f"{mailer.told()} {case}")
                    texts = [one.get_payload(decode=True).decode() for one in mailer.mails()]
                    said = texts != [] and all("late" in one for one in texts)
                    check("it says that it is late", said or kind != "expired", case)
                    mailer.send(kind, day=day + timedelta(days=1))
                    check("once", mailer.told() == everybody(2), f"{mailer.told()} {case}")
    with store(subject.jeton) as tokens:
        due(tokens, 1, days=0)
        mailer = Mailer(tokens)
        mailer.send("expired", day=DAY + timedelta(days=30))
        check("but not after a month", mailer.told() == [], about)
    with store(subject.jeton) as tokens:
        due(tokens, 3, days=5)
        mailer = Mailer(tokens)
        check("a day of failure", mailer.send(command="exit 75").status == FAILED, about)
        check("the next run is behind the day", mailer.send(day=DAY + timedelta(days=6)).status == VALID, about)
        check("each owner is told of it", sorted(set(mailer.told())) == everybody(3), f"{mailer.told()} {about}")


def what_a_mailer_inherits(subject: Subject) -> None:
    """Its SIGPIPE has the default effect, and it has no files but the three."""
    about = subject.again("what_a_mailer_inherits")
    with store(subject.jeton) as tokens:
        due(tokens, 1)
        mailer = Mailer(tokens)
        seen = tokens.folder / "seen"
        look = f"grep SigIgn /proc/self/status >'{seen}'; ls /proc/self/fd | sort -n | tail -n 2 >>'{seen}'; cat >/dev/null"
        check("it succeeds", mailer.send(command=look).status == VALID, about)
        ignored, *files = seen.read_text().split("\n")
        check("SIGPIPE ends a mailer", int(ignored.split()[1], 16) & 1 << 12 == 0, f"{ignored} {about}")
        check("it has no file of the command", max(int(one) for one in files if one) <= 4, f"{files} {about}")


def wrong_places(subject: Subject) -> None:
    """The store is no mailbox, by whatever name; nor is what belongs to it."""
    about = subject.again("wrong_places")
    with store(subject.jeton) as tokens:
        due(tokens, 1)
        names = {"itself": tokens.file, "link": tokens.folder / "link", "other": tokens.folder / "hard"}
        names["link"].symlink_to(tokens.file)
        names["other"].hardlink_to(tokens.file)
        names |= {one: Path(f"{tokens.file}{one}") for one in ("-wal", "-shm", "-journal")}
        for name, place in names.items():
            before = tokens.file.read_bytes()
            answer = tokens("notices", *TO, *at(DAY), "--mbox", str(place))
            check("the store is no mailbox", answer.status == FAILED, f"{name}: {answer.status} {about}")
            check("it stays as it was", tokens.file.read_bytes() == before, f"{name} {about}")
            check("and is a store", tokens("list").status == VALID, f"{name} {about}")
        for address in ("a..b@example.org", "a@b.", ".a@b", "a.@b", "a@-b", "a@b..c", "a@.b", "a@b c", "@b", "a@", "a" * 65 + "@b"):
            for words in (["--to", address], ["--to", "a@b", "--from", address]):
                answer = tokens("notices", *words, *at(DAY), "--sendmail", "cat >/dev/null")
                check("what is no address is refused", answer.status == FAILED, f"{words} {about}")
        check("nothing is marked", not is_marked(tokens), about)


if __name__ == "__main__":
    sys.exit(
        main(
            failing,
            unread,
            partly,
            three_at_once,
            lock_of_the_dead,
            forgetful,
            made_up,
            what_a_mailer_inherits,
            wrong_places,
        )
    )
