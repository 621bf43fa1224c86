#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Including the single header costs clearly less than #include <chrono> alone, on the same compiler.

Measured is the processor time of the compiler, user and system, with -fsyntax-only. Other work on the machine only ever
adds to it, so the smallest of several runs comes nearest to the truth; both sources are compiled in turn, and a ratio
that is too high is measured again, more often, before it is believed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
LIMIT = 0.65
RUNS = [5, 10, 20]

SOURCES = {
    "jeton": "#include <jeton/jeton.hpp>\n",
    "chrono": "#include <chrono>\n",
    "dear": "#include <chrono>\n#include <jeton/jeton.hpp>\n",  # the control: must exceed the limit
}


def seconds(compiler, source):
    command = [*compiler, "-std=c++20", "-fsyntax-only", "-I", HOME / "single_include", source]
    child = subprocess.Popen(command, env=os.environ | {"CCACHE_DISABLE": "1"})  # meson puts ccache before the compiler
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{source.name} does not compile")
    return usage.ru_utime + usage.ru_stime


def main(compiler):
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: pathlib.Path(folder) / f"{name}.cpp" for name in SOURCES}
        for name, path in paths.items():
            path.write_text(SOURCES[name])
        least = dict.fromkeys(SOURCES, float("inf"))
        for runs in RUNS:
            for _ in range(runs):
                least = {name: min(least[name], seconds(compiler, paths[name])) for name in SOURCES}
            ratio = least["jeton"] / least["chrono"]
            if ratio <= LIMIT:
                break
    print(f"jeton.hpp {least['jeton']:.3f} s, <chrono> {least['chrono']:.3f} s: {ratio:.2f} of it, at most {LIMIT}")
    if least["dear"] / least["chrono"] <= LIMIT:
        print("control: even <chrono> and jeton.hpp together pass, so this measures nothing")
        return 1
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
