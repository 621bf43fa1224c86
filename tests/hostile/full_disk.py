#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A disk that is full, at each amount of room that a command may run out of. What was acknowledged is there; what was not
is a failure with a sentence, and the old token lives; with room again the store works."""

from __future__ import annotations

import mailbox
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Callable

from harness import FAILED, TOKEN, VALID, Answer, Skipped, Store, Subject, check, folder, main, misbehaviour
from reading import digest_of, integrity, read, today

PAGE = 4096
MOST_PAGES = 26  # with so much room every command comes to its end: the shared memory of SQLite alone takes 8
SEND = ["--to", "user-%@example.org", "--from", "tokens@example.com"]
INSIDE = "JETON_HOSTILE_MOUNTS"  # set in a name space of mounts that ends with this program


def enter_mounts() -> None:
    """Runs this program again where it may mount, if that is allowed; its mounts end with it."""
    if INSIDE in os.environ or shutil.which("unshare") is None:
        return
    words = ["unshare", "--mount", "--propagation", "private", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if subprocess.run([*words, "true"], capture_output=True).returncode == 0:
        os.execvpe(words[0], [*words, sys.executable, "-u", *sys.argv], os.environ | {INSIDE: "1"})


class SmallDisk:
    """A store on a disk of a mebibyte, of which any part can be taken away."""

    def __init__(self, subject: Subject, at: Path) -> None:
        self.at = at / "disk"
        self.at.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(self.at)], capture_output=True
        )
        if INSIDE not in os.environ or done.returncode != 0:
            raise Skipped("mounts are not allowed here")
        self.place = self.at / "store"
        self.kept = at / "kept"
        self.store = Store(subject.jeton, str(self.place))

    def keep(self) -> None:
        """What `reset` puts back."""
        shutil.copytree(self.place, self.kept)

    def reset(self) -> None:
        self.leave(None)
        shutil.rmtree(self.place)
        shutil.copytree(self.kept, self.place)

    def leave(self, room: int | None) -> None:
        """Leaves so many bytes, or all of them."""
        ballast = self.at / "ballast"
        ballast.unlink(missing_ok=True)
        if room is None:
            return
        state = os.statvfs(self.at)
        with open(ballast, "wb") as file:
            file.write(bytes(state.f_bavail * state.f_frsize - room))


def at_each_size(
    subject: Subject,
    part: str,
    words: Callable[[SmallDisk], list[str]],
    judge: Callable[[SmallDisk, Answer, bytes, str], None],
) -> None:
    """Runs a command with each amount of room; it is given a token that lives, which only verify reads."""
    with folder() as at:
        disk = SmallDisk(subject, at)
        try:
            disk.place.mkdir()
            old = disk.store.create("x", expires=str(today() + timedelta(days=5)))
            disk.keep()
            failures = 0
            for pages in range(MOST_PAGES + 1):
                about = f"room for {pages} pages; {subject.again(part)}"
                disk.reset()
                disk.leave(pages * PAGE)
                answer = disk.store(*words(disk), tokens=old)
                check("an answer", (why := misbehaviour(answer)) == "", f"{why} {about}")
                failures += answer.status == FAILED
                check("it succeeds or fails", answer.status in (VALID, FAILED), f"{answer.status} {about}")
                listed = disk.store("list")
                check("a full disk can be read, or it is said why not", misbehaviour(listed) == "", about)
                disk.leave(None)
                judge(disk, answer, old, about)
                check("with room again the store is whole", integrity(disk.store.file) == "ok", about)
                again = disk.store("create", "again", "--scopes", "api", "--in-days", "9")
                check("and works", again.status == VALID, f"{again.err.decode()} {about}")
            check("with much room it succeeds", answer.status == VALID, f"{answer.err.decode()} {about}")
            check("with little it fails, unless it only decides", failures > 0 or words(disk) == ["verify"], about)
        finally:
            subprocess.run(["umount", "-l", str(disk.at)], capture_output=True)


def judge_token(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
    lives = read(disk.store.file).living
    shown = list(map(digest_of, TOKEN.findall(answer.out)))
    if answer.status == VALID:
        check("what was acknowledged is there", len(shown) == 1 and set(shown) <= lives, about)
    check("whatever lives was shown", lives <= {digest_of(old), *shown}, about)


def creations(subject: Subject) -> None:
    def judge(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
        judge_token(disk, answer, old, about)
        check("the other token lives", digest_of(old) in read(disk.store.file).living, about)

    at_each_size(subject, "creations", lambda disk: ["create", "x", "--scopes", "api", "--in-days", "9"], judge)


def rotations(subject: Subject) -> None:
    def judge(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
        judge_token(disk, answer, old, about)
        old_lives = digest_of(old) in read(disk.store.file).living
        check("the old token lives where the new one does not", old_lives == (answer.status != VALID), about)

    at_each_size(subject, "rotations", lambda disk: ["rotate", "1"], judge)


def revocations(subject: Subject) -> None:
    def judge(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
        lives = digest_of(old) in read(disk.store.file).living
        check("it is dead where that was acknowledged, and lives elsewhere", lives == (answer.status != VALID), about)

    at_each_size(subject, "revocations", lambda disk: ["revoke", "1"], judge)


def decisions(subject: Subject) -> None:
    """Its use is noted or not: a decision does not depend on that."""

    def judge(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
        if answer.status == VALID:
            check("it is granted", b"granted" in answer.out, about)
        check("and still is", disk.store("verify", tokens=old).status == VALID, about)

    at_each_size(subject, "decisions", lambda disk: ["verify"], judge)


def notices(subject: Subject) -> None:
    """The mails are on the same disk as the store."""

    def box(disk: SmallDisk) -> Path:
        return disk.place / "mbox"

    def told(disk: SmallDisk) -> int:
        if not box(disk).exists():
            return 0
        return sum("rotate N" in one.get_payload() for one in mailbox.mbox(box(disk)))

    def send(disk: SmallDisk) -> list[str]:
        return ["notices", "--mbox", str(box(disk)), *SEND]

    def judge(disk: SmallDisk, answer: Answer, old: bytes, about: str) -> None:
        marked = any(row.notices for row in read(disk.store.file).rows.values())
        check("what is marked was sent", not marked or told(disk) > 0, about)
        if answer.status == VALID:
            check("what was acknowledged is there", marked and told(disk) == 1, about)
        check("with room again it is sent", disk.store(*send(disk)).status == VALID and told(disk) >= 1, about)
        check("once, or twice where the mark had no room", told(disk) <= 2, about)

    at_each_size(subject, "notices", send, judge)


if __name__ == "__main__":
    enter_mounts()
    sys.exit(main(creations, rotations, revocations, decisions, notices))
