#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The power fails: on a disk that forgets what was not synced, what the command has acknowledged is still there."""

from __future__ import annotations

import itertools
import mailbox
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Iterator

from harness import TOKEN, VALID, Answer, Store, Subject, SubjectCommand, check, folder, main
from reading import integrity, read, today

SEND = ["--to", "user-%@example.org", "--from", "tokens@example.com"]


class Disk:
    """A store on a disk that forgets, and the command there. What was on it before a run is durable."""

    def __init__(self, subject: Subject, at: Path) -> None:
        self.module = subject.module("volatile_disk")
        self.at = at / "disk"
        self.at.mkdir()
        self.durable = at / "durable"
        self.subject = subject
        self.modules = [self.module, *subject.jeton.modules]
        self.store = Store(SubjectCommand(subject.jeton.path, *self.modules), str(self.at))

    def keep_all(self, durable: Path) -> None:
        """Syncs each file and the folder, as the module sees it."""
        shutil.rmtree(durable, ignore_errors=True)
        durable.mkdir()
        everything = [str(self.at), *(str(one) for one in self.at.iterdir() if one.is_file())]
        environment = os.environ | {"LD_PRELOAD": self.module, "JETON_DURABLE": str(durable)}
        subprocess.run(["sync", *everything], env=environment, check=True)

    def __call__(self, verb: str, *arguments: str, tokens: bytes = b"", syncs: int | None = None) -> Answer:
        self.keep_all(self.durable)
        environment = {"JETON_DURABLE": str(self.durable)}
        if syncs is not None:
            environment["JETON_SYNCS"] = str(syncs)
        return self.store(verb, *arguments, tokens=tokens, env=environment)

    @contextmanager
    def after_power_loss(self, eager_names: bool) -> Iterator[Store]:
        """What the next start finds: of each file what was synced. A folder that was not synced has its old names, or,
        where the system was eager, the new ones already."""
        with folder() as at:
            names = self.durable / "names"
            if eager_names:
                self.keep_all(at / "now")
                names = at / "now" / "names"
            found = at / "disk"
            found.mkdir()
            for line in names.read_text().splitlines():
                number, name = line.split(" ", 1)
                kept = self.durable / f"file.{number}"
                place = found / name
                place.touch(0o600)
                if kept.exists():
                    shutil.copyfile(kept, place)
            yield Store(self.subject.jeton, str(found))


def commands(disk: Disk) -> dict[str, list[str]]:
    return {
        "create": ["create", "x", "--scopes", "api", "--in-days", "9"],
        "rotate": ["rotate", "1"],
        "revoke": ["revoke", "1"],
        "notices": ["notices", "--mbox", str(disk.at / "mbox"), *SEND],
        "notices in a folder": ["notices", "--mail-dir", str(disk.at), *SEND],
    }


def prepare(disk: Disk) -> bytes:
    """A store with a token that is due for a notice."""
    return disk.store.create("first", expires=str(today() + timedelta(days=5)))


def judge(what: str, disk: Disk, answer: Answer, old: bytes | None, about: str) -> None:
    """Whether the next start finds what was acknowledged, and at least one token that works."""
    acknowledged = answer.status == VALID
    shown = TOKEN.findall(answer.out)
    for eager_names in (False, True):
        about_names = about + (", new names" if eager_names else ", old names")
        with disk.after_power_loss(eager_names) as found:
            listed = found("list", "--state", "all", "--json")
            there = found.file.exists() and found.file.stat().st_size > 0
            check("after a loss of power the store opens", listed.status == VALID or not there, about_names)
            if there:
                check("and is whole", integrity(found.file) == "ok", about_names)
            rows = read(found.file)
            lives = [row is not None and row.lives for row in map(rows.of_token, shown)]
            old_row = rows.of_token(old) if old else None
            old_lives = old_row is not None and old_row.lives
            if acknowledged and what in ("create", "rotate"):
                check("what was acknowledged is there", shown != [] and all(lives), about_names)
            if acknowledged and what in ("rotate", "revoke"):
                check("what was acknowledged is there", old_row is not None and not old_lives, about_names)
            if acknowledged and what.startswith("notices"):
                check("what was acknowledged is there", mail_count(found) == 1, about_names)
            if what == "rotate":
                check("a token is left that works", old_lives or any(lives), about_names)
            if what == "create" and old:
                check("what was there before stays", old_lives, about_names)
            if what.startswith("notices") and old_row is not None and old_row.notices:
                check("what is marked was sent", mail_count(found) >= 1, about_names)
            again = found("create", "again", "--scopes", "api", "--in-days", "9")
            check("and the next command succeeds", again.status == VALID, about_names)


def mail_count(found: Store) -> int:
    """Whole mails in either place."""
    count = sum(one.suffix == ".eml" and one.stat().st_size > 0 for one in found.folder.iterdir())
    box = found.folder / "mbox"
    if box.exists():
        count += sum(b"\n\n" in bytes(mail) and mail["Message-ID"] is not None for mail in mailbox.mbox(box))
    return count


def acknowledgements(subject: Subject) -> None:
    """The power fails when the command has ended."""
    for new_store in (True, False):
        for what in ("create", "rotate", "revoke", "notices", "notices in a folder"):
            if new_store and what != "create":
                continue
            with folder() as at:
                disk = Disk(subject, at)
                old = None if new_store else prepare(disk)
                answer = disk(*commands(disk)[what])
                check("the command succeeds", answer.status == VALID, f"{what}: {answer.err.decode()}")
                judge(what, disk, answer, old, f"{what}, {'new' if new_store else 'old'} store")


def at_each_sync(subject: Subject) -> None:
    """The power fails in place of each sync of a command."""
    for new_store in (True, False):
        for what in ("create", "rotate", "revoke", "notices", "notices in a folder"):
            if new_store and what != "create":
                continue
            for syncs in itertools.count():
                with folder() as at:
                    disk = Disk(subject, at)
                    old = None if new_store else prepare(disk)
                    answer = disk(*commands(disk)[what], syncs=syncs)
                    if answer.status != -signal.SIGKILL:
                        check("the command succeeds at last", answer.status == VALID, f"{what}, {syncs} syncs")
                        check("and syncs on its way", syncs > 0, what)
                        break
                    judge(what, disk, answer, old, f"{what}, {'new' if new_store else 'old'} store, {syncs} syncs")


if __name__ == "__main__":
    sys.exit(main(acknowledgements, at_each_sync))
