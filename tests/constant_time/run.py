#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""No branch and no address depends on a secret: poisoned.cpp, built at every level of optimisation, run under valgrind.

Each level is built twice. With the headers as they are, what forms a single verdict must cause no report. What forms a
verdict and goes on only if it is good (a token has its digits *and* its check) branches on it, and a compiler may even use
the register of the verdict where it needs the number that the verdict now must be; valgrind cannot know that this is public.
So in the second build each verdict of the headers, which is a value_barrier compared with 0 or says that it is one, is marked
as public, and then nothing at all may be reported. In both builds the controls must be.
"""
import argparse
import concurrent.futures
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os"]
AVX2_LEVELS = ["-O3 -march=x86-64-v3"]
VERDICT = re.compile(r"((?:constant_time::)?value_barrier\([^;]*\)) ([!=]= 0)\b")
MARKED_VERDICT = re.compile(r"return ([^;]+);(?= +// the verdict)")
SKIPPED = 77  # as meson understands it
VALGRIND = ["valgrind", "-q", "--expensive-definedness-checks=yes", "--error-limit=no"]


def levels():
    cpu = pathlib.Path("/proc/cpuinfo")
    has_avx2 = platform.machine() == "x86_64" and cpu.exists() and " avx2 " in cpu.read_text()
    return LEVELS + AVX2_LEVELS if has_avx2 else LEVELS


def with_public_verdicts(folder):
    """A copy of the headers in which each verdict is marked as public."""
    copy = folder / "include"
    shutil.copytree(INCLUDE, copy)
    count = 0
    for header in [*copy.rglob("*.hpp"), *copy.rglob("*.inc")]:
        text, found = VERDICT.subn(r"::constant_time_tests::shown(\1 \2)", header.read_text(encoding="utf-8"))
        text, marked = MARKED_VERDICT.subn(r"return ::constant_time_tests::shown(\1);", text)
        header.write_text(text, encoding="utf-8")
        count += found + marked
    if count < 5:
        sys.exit(f"only {count} verdicts found in the headers: does the pattern still fit?")
    return copy


def reports(compiler, include, level, program):
    """Of one build: {(kind, name): how many reports}."""
    options = ["-std=c++20", *level.split(), "-include", HERE / "poison.hpp", "-I", include]
    subprocess.run([*compiler, *options, HERE / "poisoned.cpp", "-o", program], check=True)
    log = program.with_suffix(".log")
    run = subprocess.run([*VALGRIND, f"--log-file={log}", program], capture_output=True, text=True)
    lines = run.stdout.splitlines()
    if run.returncode != 0 or lines[-1:] != ["end"]:
        sys.exit(f"{' '.join(compiler)} {level}: the program did not come to its end\n{run.stderr}{log.read_text()}")
    return {(kind, name): int(count) for kind, name, count in (line.split("\t") for line in lines[:-1])}


def is_good(kind, count, verdicts_are_public):
    if kind == "control":
        return count > 0
    return count == 0 or (kind == "verdicts" and not verdicts_are_public)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("compiler", nargs="+", help="the compiler and what always stands behind it")
    parser.add_argument("--log", action="store_true", help="print what valgrind says; give -g to the compiler too")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("skipped, so nothing is proved: valgrind is not there")
        return SKIPPED

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        variants = [INCLUDE, with_public_verdicts(folder)]
        builds = [(include, level) for level in levels() for include in variants]
        programs = [folder / f"program-{i}" for i in range(len(builds))]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = [pool.submit(reports, arguments.compiler, *build, program) for build, program in zip(builds, programs)]
            columns = [job.result() for job in jobs]

        wrong = 0
        print("reports: headers as they are / verdicts public, at", ", ".join(levels()))
        for kind, subject in columns[0]:
            counts = [column[kind, subject] for column in columns]
            good = [is_good(kind, count, i % 2 == 1) for i, count in enumerate(counts)]
            wrong += good.count(False)
            pairs = "  ".join(f"{a:>4}/{b:<4}" for a, b in zip(counts[::2], counts[1::2]))
            print(f"{'ok   ' if all(good) else 'WRONG'} {kind:9}{subject:40}{pairs}")
        if arguments.log:
            for build, program in zip(builds, programs):
                print(build, program.with_suffix(".log").read_text())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
