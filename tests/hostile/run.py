#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A hostile week with `jeton pat`, from outside: runs the programs of this folder, then the controls, which must be
caught. `run.py [--seconds N] [--seed S] JETON SANITIZED_JETON`; its last line is `N passed, N failed, N skipped`."""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
USUAL_SECONDS = 180  # what an effort of 1 takes on two processors

PROGRAMS = ["damages.py", "bad_rows.py", "kills.py", "writers.py", "full_disk.py", "mailers.py", "power_loss.py"]


@dataclass(frozen=True)
class Control:
    """A fault that is planted, the part that must notice, and what it must say. That a command which prints its argument
    is noticed, disguises.py tries itself."""

    fault: str
    program: str
    part: str
    complaint: str


CONTROLS = [
    Control("planted_synchronous_off", "power_loss.py", "acknowledgements", "what was acknowledged is there"),
    Control("planted_no_lock", "mailers.py", "three_at_once", "each mail comes once"),
]


def stop(*_) -> None:
    raise SystemExit(130)


def run(*words: str) -> tuple[int, str]:
    """The status of a program and what it printed. It is ended with this one, and cleans up."""
    command = [sys.executable, "-u", str(HERE / words[0]), *words[1:]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said, _ = process.communicate()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    return process.returncode, said


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=float, default=USUAL_SECONDS, help="how long, about; the default is 180")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--modules", type=Path, help="where tests/hostile was built; otherwise beside JETON")
    words.add_argument("jeton")
    words.add_argument("sanitized")
    asked = words.parse_args()
    modules = asked.modules or Path(asked.jeton).resolve().parent.parent / "tests" / "hostile"
    always = ["--seed", str(asked.seed), "--effort", f"{asked.seconds / USUAL_SECONDS:g}", "--modules", str(modules)]
    commands = [asked.jeton, asked.sanitized]

    passed, failed, skipped = 0, 0, 0
    for program in PROGRAMS:
        status, said = run(program, *always, *commands)
        *lines, last = said.splitlines() or [""]
        print("\n".join(lines), flush=True)
        count = re.fullmatch(r"(\d+) passed, (\d+) failed, (\d+) skipped", last)
        if count is None:
            print(f"FAILED  {program} did not come to its end, status {status}: {last}")
            failed += 1
            continue
        passed, failed, skipped = (sum(pair) for pair in zip((passed, failed, skipped), map(int, count.groups())))

    status, said = run("disguises.py", asked.jeton, asked.jeton, "wrongs_are_noticed")
    passed, failed = (passed + 1, failed) if status == 0 else (passed, failed + 1)
    print(f"{'ok     ' if status == 0 else 'FAILED '} disguises wrongs_are_noticed{'' if status == 0 else chr(10) + said}")

    for control in CONTROLS:
        module = modules / f"{control.fault}.so"
        if not module.exists():
            print(f"skipped the control {control.fault}: it was not built")
            skipped += 1
            continue
        part = ["--preload", str(module), "--part", control.part]
        status, said = run(control.program, *always, *part, *commands)
        if status == 1 and f"not so: {control.complaint}" in said:
            print(f"ok      the control {control.fault} is caught by {control.program} {control.part}", flush=True)
            passed += 1
        else:
            print(f"FAILED  the control {control.fault} is overlooked by {control.program} {control.part}:\n{said}")
            failed += 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
