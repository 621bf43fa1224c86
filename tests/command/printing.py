#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A fresh token is either shown or does not live: outputs that fail, signals at any moment, a store that others use
meanwhile. Each run is judged by what it printed, by how it ended, by what it said, and by what the store says then."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Callable, Iterator

from command import FAILED, PLAIN, SOME_INVALID, VALID, Command, check, run
from pat import Store, store

TOKEN = re.compile(rb"jeton_pat_[0-9A-Za-z]{36}(?![0-9A-Za-z])")
GIVEN = b"-".join([b"a", b"token", b"string", b"here456"])
CREATE = ["create", "new", "--scopes", "api", "--expires", "2099-01-01"]
# Signals that somebody sends, or the system does for want of something.
FATAL = [signal.Signals["SIG" + name] for name in "HUP INT QUIT USR1 USR2 ALRM TERM XCPU VTALRM PROF ABRT".split()]


@dataclass
class End:
    """How a run ended."""

    status: int
    out: bytes
    err: str


class Trial:
    """A store with a token that is alive, and one run of `create` or `rotate` on it."""

    def __init__(self, tokens: Store, *arguments: str) -> None:
        self.tokens = tokens
        self.rotates = arguments[0] == "rotate"
        self.old = tokens.create("old")
        self.id = tokens.rows()[-1]["id"]
        self.count = len(tokens.rows("--state", "all"))
        more = [str(self.id), *arguments[1:]] if self.rotates else arguments[1:]
        self.command = [tokens.jeton.path, "pat", arguments[0], "--store", str(tokens.file), *more]
        self.about = " ".join(arguments[:1] + arguments[-1:])

    def lives(self, token: bytes) -> bool:
        return self.tokens.jeton("pat", "verify", "--store", str(self.tokens.file), tokens=token).status == VALID

    def start(self, **streams) -> subprocess.Popen:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.Popen(self.command, env=PLAIN, preexec_fn=no_core, **streams)

    def ended(self, one: subprocess.Popen, out: bytes | None = None) -> End:
        said, err = one.communicate(timeout=60)
        return End(one.returncode, said if out is None else out, (err or b"").decode())

    def reached(self, end: End, *statuses: int, done: bool | None = None) -> None:
        """Judges an end. `done`, where it is known: whether the new token must live."""
        about = f"{self.about}: {end.status} {end.err}"
        check("it ends as it should", end.status in statuses, about)
        shown = TOKEN.findall(end.out)
        new_lives = any(self.lives(one) for one in shown)
        old_lives = self.lives(self.old)
        rows = len(self.tokens.rows("--state", "all")) - self.count
        check("no more than one token is shown", len(shown) <= 1, about)
        check("what lives was shown", rows == int(new_lives), about)
        if self.rotates:
            check("either the old token or the new one is alive", old_lives != new_lives, about)
        else:
            check("another token lives on", old_lives, about)
        if done is not None:
            check("the new one lives where it should", new_lives == done, about)
        check("no token is told of", b"jeton_pat_" not in end.err.encode(), self.about)
        if end.status == VALID:
            check("success means that it was shown", new_lives, about)
            return
        if end.status in (SOME_INVALID, FAILED):
            check("a failure means that it does not live", not new_lives, about)
        if end.status == -signal.SIGKILL or not end.err:
            check("who says nothing has shown nothing", end.status < 0 and (not shown or end.status == -9), about)
            return
        check("it says that what was printed is useless", ("does not work" in end.err) == (not new_lives), about)
        still = f"token {self.id} is still alive" if self.rotates else "no token was made"
        check("and how it was left", (still in end.err) == (not new_lives), about)
        if new_lives:
            check("or that it is alive", re.search(r"^interrupted: token \d+ is alive", end.err, re.M) is not None, about)


def no_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


VERBS = [[*CREATE], ["rotate"], [*CREATE, "--json"], ["rotate", "--json"]]


def failing_outputs(jeton: Command, sample: Command) -> None:
    """Nothing has changed where the token could not be printed."""

    def limited(trial: Trial, size: int, output) -> subprocess.Popen:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        return subprocess.Popen(
            trial.command, stdout=output, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=PLAIN, preexec_fn=limit
        )

    def through_shell(trial: Trial, redirections: str) -> End:
        script = f'exec "$0" "$@" {redirections}'
        done = subprocess.run(["sh", "-c", script, *trial.command], capture_output=True, env=PLAIN)
        return End(done.returncode, done.stdout, done.stderr.decode())

    for arguments in VERBS:
        with store(jeton) as tokens:
            with open("/dev/full", "wb") as full:
                trial = Trial(tokens, *arguments)
                end = trial.ended(trial.start(stdout=full), b"")
                trial.reached(end, FAILED, done=False)
                check("with the reason", "No space left" in end.err, end.err)
            reader, writer = os.pipe()
            os.close(reader)
            trial = Trial(tokens, *arguments)
            end = trial.ended(trial.start(stdout=writer), b"")
            os.close(writer)
            trial.reached(end, FAILED, done=False)
            check("a reader that has gone is told of", "has gone" in end.err, end.err)

            trial = Trial(tokens, *arguments)
            trial.reached(through_shell(trial, ">&-"), FAILED, done=False)
            for closed in ("2>&-", "<&- 2>&-"):
                trial = Trial(tokens, *arguments)
                trial.reached(through_shell(trial, closed), VALID)
            for closed in (">&- 2>&-", "<&- >&- 2>&-"):
                trial = Trial(tokens, *arguments)
                end = through_shell(trial, closed)
                end.err = "no token was made" if arguments[0] == "create" else f"token {trial.id} is still alive"
                end.err += ", which nobody can read, and does not work"
                trial.reached(end, FAILED, done=False)
            check("nothing was written into the store", tokens.sql("PRAGMA integrity_check") == [("ok",)])

            # The file of the output has no room; then neither has the store, at one moment or another.
            sizes = [1 << 20, *range(0, 64 << 10, 5 << 10)]
            for size in sizes:
                with tempfile.TemporaryFile() as file:
                    trial = Trial(tokens, *arguments)
                    file.truncate(size)
                    file.seek(size)
                    end = trial.ended(limited(trial, size, file), b"")
                    end.err += "" if "does not work" in end.err else "(nothing was printed, so it does not work)"
                    if "printed, so" in end.err:
                        end.err += f" no token was made token {trial.id} is still alive"
                    trial.reached(end, FAILED, done=False)
                    check("the largest size is told of", size < 1 << 20 or "File too large" in end.err, end.err)
                trial = Trial(tokens, *arguments)
                one = limited(trial, size, subprocess.PIPE)
                end = trial.ended(one)
                if b"jeton_pat_" not in end.out:
                    check("a store without room is a failure", end.status == FAILED and end.err != "", end.err)
                    check("which changes nothing", trial.lives(trial.old), end.err)
                else:
                    trial.reached(end, VALID, FAILED)


@contextmanager
def full_pipe() -> Iterator[tuple[int, int, Callable[[], bytes]]]:
    """A pipe that has no room: its ends, and what takes out all that is in it or will be, without the filling."""
    reader, writer = os.pipe()
    room = fcntl.fcntl(writer, 1031, 4096)  # F_SETPIPE_SZ
    os.write(writer, b"." * room)

    def drained() -> bytes:
        out = b""
        while piece := os.read(reader, 65536):
            out += piece
        return out[room:]

    try:
        yield reader, writer, drained
    finally:
        os.close(reader)


@contextmanager
def blocked(tokens: Store, *arguments: str) -> Iterator[tuple[Trial, subprocess.Popen, Callable[[], bytes]]]:
    """A run that waits for the reader of its output."""
    trial = Trial(tokens, *arguments)
    reserved = tokens.sql("SELECT seq FROM sqlite_sequence")
    with full_pipe() as (_, writer, drained):
        one = trial.start(stdout=writer)
        os.close(writer)
        limit = time.monotonic() + 30
        while tokens.sql("SELECT seq FROM sqlite_sequence") == reserved and time.monotonic() < limit:
            time.sleep(0.002)
        check("it waits", sleeps(one) and one.poll() is None, trial.about)
        yield trial, one, drained
        if one.poll() is None:
            one.kill()
            one.wait()


def sleeps(one: subprocess.Popen) -> bool:
    """Whether a program waits for something, ten times in a row."""
    count = 0
    for _ in range(2000):
        try:
            with open(f"/proc/{one.pid}/stat") as file:
                count = count + 1 if file.read().rpartition(")")[2].split()[0] == "S" else 0
        except OSError:
            return False
        if count == 10:
            return True
        time.sleep(0.002)
    return False


def while_printing(jeton: Command, sample: Command) -> None:
    """What happens while nobody reads the token."""
    for arguments in VERBS:
        with store(jeton) as tokens:
            for one_signal in [*FATAL, signal.SIGKILL]:
                with blocked(tokens, *arguments) as (trial, one, drained):
                    one.send_signal(one_signal)
                    end = trial.ended(one, b"")
                    end.out = drained()
                    trial.reached(end, -one_signal, done=False)
            with blocked(tokens, *arguments) as (trial, one, drained):
                for harmless in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH):
                    one.send_signal(harmless)
                    time.sleep(0.01)
                end = trial.ended(one, drained())
                trial.reached(end, VALID)
                check("and nothing is interrupted", "interrupted" not in end.err, end.err)
            with blocked(tokens, *arguments) as (trial, one, drained):
                began = time.monotonic()
                tokens.create("by somebody else")
                check("the store is not held meanwhile", time.monotonic() - began < 4)
                trial.count += 1
                out = drained()
                trial.reached(trial.ended(one, out), VALID)

    with store(jeton) as tokens:
        with blocked(tokens, "rotate", "--now", "2100-01-01") as (trial, one, _):
            one.terminate()
            end = trial.ended(one, b"")
            check("an old one that has expired is not told to live", f"token {trial.id} is as it was," in end.err)
        for arguments in (["rotate"], ["rotate", "--json"]):
            with blocked(tokens, *arguments) as (trial, one, drained):
                check("it is revoked meanwhile", tokens("revoke", str(trial.id)).status == VALID)
                out = drained()
                end = trial.ended(one, out)
                check("then nothing takes its place", end.status == SOME_INVALID and "revoked already" in end.err)
                shown = TOKEN.findall(end.out)
                check("what was printed is dead", len(shown) == 1 and not trial.lives(shown[0]))
                check("and that is said", "what was printed does not work" in end.err and "still alive" not in end.err)
                check("no row was made", len(tokens.rows("--state", "all")) == trial.count)
        # A store that breaks down tells nothing.
        with store(jeton) as broken, blocked(broken, "rotate") as (trial, one, drained):
            for file in broken.folder.iterdir():
                file.write_bytes(os.urandom(file.stat().st_size))
            end = trial.ended(one, drained())
            check("nobody knows then", end.status == FAILED and "it is not known whether" in end.err, end.err)
        # Of two rotations that wait, one is refused.
        with blocked(tokens, "rotate") as (trial, one, drained):
            new = tokens("rotate", str(trial.id))
            check("somebody is faster", new.status == VALID)
            end = trial.ended(one, drained())
            check("and the slower one is refused", end.status == SOME_INVALID)
            lives = [trial.lives(token) for token in (trial.old, new.out, *TOKEN.findall(end.out))]
            check("and lives alone", lives == [False, True, False], str(lives))


def while_writing(jeton: Command, sample: Command) -> None:
    """Another program holds the store when the token is to live."""
    for arguments in VERBS:
        for name in (None, "SIGINT", "SIGTERM", "SIGXCPU"):
            for is_freed in (True, False):
                if not is_freed and (arguments != ["rotate"] or name in ("SIGTERM", "SIGXCPU")):
                    continue  # five seconds each
                with store(jeton) as tokens, blocked(tokens, *arguments) as (trial, one, drained):
                    other = sqlite3.connect(tokens.file, isolation_level=None)
                    other.execute("BEGIN IMMEDIATE")
                    out = taken(drained)
                    time.sleep(0.2)
                    check("it waits for the store", one.poll() is None, trial.about)
                    if name:
                        one.send_signal(signal.Signals[name])
                        time.sleep(0.1)
                        check("a signal waits as well", one.poll() is None, f"{trial.about} {name}")
                    if is_freed:
                        other.execute("ROLLBACK")
                        other.close()
                    end = trial.ended(one, b"")
                    end.out = out()
                    if not is_freed:
                        other.execute("ROLLBACK")
                        other.close()
                    status = -signal.Signals[name] if name else VALID if is_freed else FAILED
                    trial.reached(end, status, done=is_freed)


def taken(drained: Callable[[], bytes]) -> Callable[[], bytes]:
    """Reads beside what follows, to the end of the program."""
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(drained()))
    reader.start()

    def result() -> bytes:
        reader.join(60)
        return got[0]

    return result


def any_moment(jeton: Command, sample: Command) -> None:
    """A signal after a time that is drawn."""
    dice = random.Random("any moment")
    ends: dict[str, int] = {}
    with store(jeton) as tokens:
        trial = Trial(tokens, "rotate")
        began = time.monotonic()
        trial.reached(trial.ended(trial.start()), VALID)
        usual = time.monotonic() - began
        for number in range(80):
            if number % 40 == 0:
                tokens.sql("DELETE FROM token")
                tokens.secrets.clear()
            trial = Trial(tokens, *VERBS[number % 4])
            one_signal = dice.choice([*FATAL, signal.SIGKILL])
            one = trial.start()
            time.sleep(dice.random() * usual * 1.3)
            one.send_signal(one_signal)
            end = trial.ended(one)
            trial.reached(end, VALID, -one_signal)
            ends["done" if end.status == VALID else "said" if end.err else "silent"] = 1
    check("signals came at several moments", len(ends) > 1, str(ends))


def reserved_ids(jeton: Command, sample: Command) -> None:
    """The id that is printed is that of the row, and no other row ever has it."""
    with store(jeton) as tokens:
        create = [jeton.path, "pat", *CREATE, "--json", "--store", str(tokens.file)]
        tokens.create("first")
        with open("/dev/full", "wb") as full:
            subprocess.run(create, stdout=full, stderr=subprocess.DEVNULL, env=PLAIN)
        row = json.loads(tokens(*CREATE, "--json").out)
        check("a gap is left by what was not printed", row["id"] == 3, str(row["id"]))
        running = [subprocess.Popen(create, stdout=subprocess.PIPE, env=PLAIN) for _ in range(6)]
        rows = [json.loads(one.communicate(timeout=300)[0]) for one in running]
        digests = dict(tokens.sql("SELECT id, digest FROM token"))
        check("side by side each has its own", len({one["id"] for one in rows}) == 6)
        check("which is that of its token", all(hash_of(one["token"]) == digests[one["id"]] for one in rows))
        check("the digest is its own", hash_of(row.pop("token")) == digests[row["id"]])
        check("and all else is true", row in tokens.rows())
        new = json.loads(tokens("rotate", str(row["id"]), "--json").out)
        check("of a rotation too", new.pop("token") and new in tokens.rows() and new["previous_id"] == row["id"])
        tokens.sql("DELETE FROM sqlite_sequence")
        check("a store that forgot its last id counts its rows", tokens.create("x") and tokens.rows()[-1]["id"] == 11)
        tokens.sql("UPDATE sqlite_sequence SET seq = 9223372036854775807")
        answer = tokens(*CREATE)
        check("after the last id there is none", answer.status == FAILED and answer.out == b"" and answer.err != b"")


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def given_tokens(jeton: Command, sample: Command) -> None:
    """A given token is known to who gave it: it is taken, then that is said."""

    def lives(tokens: Store) -> bool:
        return tokens("verify", tokens=GIVEN).status == VALID

    with store(jeton) as tokens:
        with open("/dev/full", "wb") as full:
            command = [jeton.path, "pat", *CREATE, "--given", "--json", "--store", str(tokens.file)]
            done = subprocess.run(command, input=GIVEN, stdout=full, stderr=subprocess.PIPE, env=PLAIN)
        check("an output that fails is a failure", done.returncode == FAILED and b"No space" in done.stderr)
        check("but the token is taken", lives(tokens) and b"token 1 was taken and is alive" in done.stderr)
    with store(jeton) as tokens:
        done = subprocess.run(["sh", "-c", '"$0" "$@" >&- 2>&-', *command[:-1], tokens.file], input=GIVEN, env=PLAIN)
        check("without outputs too", done.returncode == FAILED and lives(tokens))
        check("and nothing is written into the store", tokens.sql("PRAGMA integrity_check") == [("ok",)])
    with store(jeton) as tokens, full_pipe() as (_, writer, drained), tempfile.TemporaryFile() as given:
        given.write(GIVEN)
        given.seek(0)
        command[-1] = str(tokens.file)
        one = subprocess.Popen(command, stdin=given, stdout=writer, stderr=subprocess.PIPE, env=PLAIN)
        os.close(writer)
        limit = time.monotonic() + 30
        while not (tokens.file.exists() and lives(tokens)) and time.monotonic() < limit:
            time.sleep(0.01)
        one.terminate()
        _, err = one.communicate(timeout=60)
        check("who is interrupted says it", err == b"interrupted: token 1 was taken and is alive\n", err.decode())
        check("and ends by the signal", one.returncode == -signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(run(failing_outputs, while_printing, while_writing, any_moment, reserved_ids, given_tokens))
