# SPDX-License-Identifier: BSL-1.0
"""What the programs of this folder share: the commands that they run, their random choices, and what a run may do.

Each is a program: `NAME.py [--seed S] [--effort E] [--part PART] [--only N] JETON SANITIZED_JETON`. It prints a line for
each of its parts, and its last line is `N passed, N failed, N skipped`. Every random choice comes from the seed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Iterator

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "command"))

from command import FAILED, PLAIN, SOME_INVALID, VALID, Answer, Command, check  # noqa: E402, F401
from pat import Store  # noqa: E402, F401

SHELL = "/bin/sh"
SANITIZER_STATUS = 86
SANITIZERS = {
    "ASAN_OPTIONS": f"exitcode={SANITIZER_STATUS}:detect_leaks=0",  # to look for leaks doubles the time of a run
    "UBSAN_OPTIONS": f"exitcode={SANITIZER_STATUS}",
}
WITH_LEAKS = {"ASAN_OPTIONS": f"exitcode={SANITIZER_STATUS}:detect_leaks=1"}
REPORTS = (b"AddressSanitizer", b"LeakSanitizer", b"runtime error:", b"UndefinedBehaviorSanitizer")


TOKEN = re.compile(rb"jeton_pat_[0-9A-Za-z]{36}(?=[\n\"])")  # one that was printed as a whole


class Skipped(Exception):
    """A part that cannot be run here, and why."""


class SubjectCommand(Command):
    """The command, with modules loaded into it before it runs."""

    def __init__(self, path: str, *modules: str) -> None:
        super().__init__(os.path.abspath(path))
        self.modules = [one for one in modules if one]

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        loaded = {"LD_PRELOAD": ":".join(self.modules)} if self.modules else {}
        return PLAIN | SANITIZERS | loaded | (more or {})

    def __call__(self, *arguments: str, env: dict[str, str] | None = None, **more) -> Answer:
        return super().__call__(*arguments, env=self.environment(env), **more)

    def start(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None, **more) -> subprocess.Popen:
        """A run that is not waited for, in a session of its own; `ended` waits for it. `given` fits into a pipe."""
        pipe = subprocess.PIPE
        words = [self.path, *arguments]
        more = {"stdin": pipe, "stdout": pipe, "stderr": pipe, "start_new_session": True} | more
        run = subprocess.Popen(words, env=self.environment(env), **more)
        run.stdin.write(given)
        run.stdin.close()
        run.stdin = None
        return run

    def at_once(self, runs: list[tuple[list[str], bytes]]) -> list[Answer]:
        """The answers of runs that begin at the same moment, each with what it is given: each waits in a shell for the
        end of a pipe."""
        gate, opener = os.pipe()
        wait = 'read -r _ <&"$GATE"; exec "$@"'
        shell = SubjectCommand(SHELL)
        try:
            environment = self.environment({"GATE": str(gate)})
            started = [
                shell.start("-c", wait, "sh", self.path, *words, given=given, env=environment, pass_fds=[gate])
                for words, given in runs
            ]
        finally:
            os.close(opener)
            os.close(gate)
        return [ended(run) for run in started]


def ended(run: subprocess.Popen, timeout: float = 120) -> Answer:
    """The answer of a run; one that hangs is killed."""
    try:
        out, err = run.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        out, err = run.communicate()
        err += b"\nkilled, since it hung"
    return Answer(run.returncode, out or b"", err or b"")


@dataclass(frozen=True)
class Subject:
    """What is tried, how hard, and from which seed."""

    jeton: SubjectCommand
    sanitized: SubjectCommand
    modules: Path  # where the modules and the planted faults are built
    seed: int
    effort: float  # 1 is the three minutes of all programs together
    only: int | None
    words: tuple[str, ...]  # what the program was given, but for these

    def count(self, usual: int, least: int = 1) -> int:
        return max(least, round(usual * self.effort))

    def numbers(self, usual: int, least: int = 1) -> range:
        """Of the cases of a part; the only one that is asked for."""
        return range(self.only, self.only + 1) if self.only is not None else range(self.count(usual, least))

    def random(self, part: str, number: int = 0) -> random.Random:
        return random.Random(f"{self.seed} {part} {number}")

    def again(self, part: str, number: int | None = None) -> str:
        """How a case is run again."""
        only = [] if number is None else ["--only", str(number)]
        words = ["--seed", str(self.seed), "--effort", f"{self.effort:g}", "--part", part, *only, *self.words]
        return "again: " + shlex.join([sys.argv[0], *words])

    def module(self, name: str) -> str:
        path = self.modules / f"{name}.so"
        if not path.exists():
            raise Skipped(f"{name} was not built")
        return str(path)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is removed at the end, however that comes; in memory where there is room for one."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="jeton-hostile-", dir=memory) as name:
        yield Path(name)


@contextmanager
def store(jeton: Command) -> Iterator[Store]:
    with folder() as name:
        yield Store(jeton, str(name))


def misbehaviour(answer: Answer, secrets: list[bytes] = ()) -> str:
    """What no run may do, whatever it is given; "" where it did nothing of it."""
    if answer.status < 0:
        return f"ended by {signal.Signals(-answer.status).name}"
    if answer.status == SANITIZER_STATUS or any(one in answer.err for one in REPORTS):
        found = re.search(rb"(runtime error:|Sanitizer:).*", answer.err)
        return "a sanitizer reports " + (found[0].decode(errors="replace") if found else "nothing that is understood")
    if answer.status not in (VALID, SOME_INVALID, FAILED):
        return f"status {answer.status}"
    if answer.status == FAILED and not answer.err.strip():
        return "a failure without a sentence"
    if any(len(one) >= 6 and answer.holds(one) for one in secrets):
        return "printed a token"
    said = answer.out + answer.err
    if any(byte < 0x20 and byte != 0x0A or byte == 0x7F for byte in said):
        return "printed a control character"
    return ""


def side_by_side(work: Callable, cases: Iterable) -> Iterator:
    """What `work` gives for each case, in their order; as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            yield from pool.map(work, cases)
        finally:
            pool.shutdown(cancel_futures=True)


def stop(*_) -> None:
    raise SystemExit(130)


def main(*parts: Callable[[Subject], None]) -> int:
    """Runs the parts of a program, or the one that is asked for."""
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    words = argparse.ArgumentParser()
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--effort", type=float, default=1.0)
    words.add_argument("--part", action="append", default=[], choices=[one.__name__ for one in parts])
    words.add_argument("--only", type=int, help="the number of a case within the part")
    words.add_argument("--modules", type=Path, help="where tests/hostile was built; otherwise beside JETON")
    words.add_argument("--preload", action="append", default=[], help="a module that is loaded into JETON")
    words.add_argument("jeton")
    words.add_argument("sanitized", nargs="?", help="the command with sanitizers; otherwise JETON again")
    asked = words.parse_args()
    modules = asked.modules or Path(asked.jeton).resolve().parent.parent / "tests" / "hostile"
    subject = Subject(
        SubjectCommand(asked.jeton, *asked.preload),
        SubjectCommand(asked.sanitized or asked.jeton),
        modules,
        asked.seed,
        asked.effort,
        asked.only,
        (*(f"--preload={one}" for one in asked.preload), f"--modules={modules}", asked.jeton, asked.sanitized or asked.jeton),
    )
    passed, failed, skipped = 0, 0, 0
    for part in parts:
        if asked.part and part.__name__ not in asked.part:
            continue
        name = f"{Path(sys.argv[0]).stem} {part.__name__}"
        before, broken = check.passed, sum(check.failed.values())
        try:
            part(subject)
        except Skipped as why:
            skipped += 1
            print(f"skipped {name}: {why}", flush=True)
            continue
        except Exception:
            traceback.print_exc(file=sys.stdout)
            check("a part comes to its end", False, name)
        wrong, right = sum(check.failed.values()) - broken, check.passed - before
        if wrong == 0 and right > 0:
            passed += 1
            print(f"ok      {name}: {right} checks", flush=True)
        else:
            failed += 1
            print(f"FAILED  {name}: {wrong} of {wrong + right} checks; {subject.again(part.__name__)}", flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0
