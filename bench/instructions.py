#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Counts the instructions of the hot path under callgrind and compares them with bench/instructions.tsv.

A count that grew by more than 3 % fails; one that shrank as much should be written down with --update. Counts depend on
the compiler and on the processor's instruction set, so each pair has rows of its own; for one without rows the counts are
printed and nothing is compared.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TABLE = pathlib.Path(__file__).resolve().parent / "instructions.tsv"
ROUNDS = 100
MOST_GROWTH = 0.03
SKIPPED = 77  # as meson understands it


def count(program):
    """The instruction set in use, and the instructions of one round of each case."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        command = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}", program]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        counts = {}
        for path in pathlib.Path(folder).glob("out.*"):
            text = path.read_text(encoding="utf-8")
            name = re.search(r"^desc: Trigger: Client Request: (.+)$", text, re.MULTILINE)
            total = re.search(r"^(?:summary|totals): (\d+)$", text, re.MULTILINE)
            if name and total:
                counts[name[1]] = int(total[1]) / ROUNDS
        return run.stdout.strip(), counts


def known(compiler):
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {case: float(instructions) for of, case, instructions in rows if of == compiler}


def update(compiler, counts):
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.startswith("#")]
    others = [line for line in lines if line and line[0] != "#" and line.split("\t")[0] != compiler]
    ours = [f"{compiler}\t{case}\t{instructions:.1f}" for case, instructions in counts.items()]
    TABLE.write_text("\n".join([*kept, *sorted(others + ours)]) + "\n", encoding="utf-8")


def compare(counts, before):
    """Prints a table; the number of cases that grew or are not written down."""
    wrong = 0
    for case, now in sorted(counts.items()):
        if case not in before:
            print(f"{case:36} {now:10.1f}  not in the table: run with --update")
            wrong += 1
            continue
        growth = now / before[case] - 1
        grew = growth > MOST_GROWTH
        wrong += grew
        print(f"{case:36} {now:10.1f} {growth:+8.1%}{'  TOO MANY' if grew else ''}")
    for case in sorted(before.keys() - counts.keys()):
        print(f"{case:36} {'gone':>10}: run with --update")
        wrong += 1
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="bench_instructions")
    parser.add_argument("compiler", help="such as 'gcc 12'")
    parser.add_argument("--update", action="store_true", help="write the counts down")
    parser.add_argument("--control", action="store_true", help="compare with counts that are 4 %% lower: must fail")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("skipped: needs valgrind")
        return SKIPPED
    instruction_set, counts = count(arguments.program)
    compiler = f"{arguments.compiler} {instruction_set}"
    if not counts:
        print("nothing was counted")
        return 1
    if arguments.update:
        update(compiler, counts)
    before = known(compiler)
    if arguments.control:
        before = {case: instructions / 1.04 for case, instructions in counts.items()}
    if not before:
        print(f"no counts are written down for {compiler}: nothing to compare")
        print("\n".join(f"{case:36} {now:10.1f}" for case, now in sorted(counts.items())))
        return SKIPPED
    return 1 if compare(counts, before) else 0


if __name__ == "__main__":
    sys.exit(main())
