#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Including the single header costs clearly less than #include <chrono> alone, on the same compiler; and a single header
costs no more than the same entry point in include/, whatever stands beside it in single_include/.

Measured is the processor time of the compiler, user and system, with -fsyntax-only. Other work on the machine only ever
adds to it, so the smallest of several runs comes nearest to the truth; all sources are compiled in turn, and a ratio
that is too high is measured again, more often, before it is believed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
LIMITS = {"gcc": 0.65, "clang": 0.75}  # of <chrono>
TWIN = 1.05  # of the same in include/; the rest is what measuring leaves open
RUNS = [5, 10, 20]

# What is compiled, and with which folder.
SOURCES = {
    "jeton": ("#include <jeton/jeton.hpp>\n", "single_include"),
    "chrono": ("#include <chrono>\n", "single_include"),
    "dear": ("#include <chrono>\n#include <jeton/jeton.hpp>\n", "single_include"),  # a control: must exceed the limit
    "http": ("#include <jeton/http.hpp>\n", "single_include"),
    "http of include/": ("#include <jeton/http.hpp>\n", "include"),
}


def seconds(compiler, source, folder):
    command = [*compiler, "-std=c++20", "-fsyntax-only", "-I", HOME / folder, source]
    child = subprocess.Popen(command, env=os.environ | {"CCACHE_DISABLE": "1"})  # meson puts ccache before the compiler
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{source.name} does not compile")
    return usage.ru_utime + usage.ru_stime


def main(compiler):
    version = subprocess.run([*compiler, "--version"], capture_output=True, text=True, check=True).stdout
    limit = LIMITS["clang" if "clang" in version else "gcc"]
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: pathlib.Path(folder) / f"{number}.cpp" for number, name in enumerate(SOURCES)}
        for name, path in paths.items():
            path.write_text(SOURCES[name][0])
        least = dict.fromkeys(SOURCES, float("inf"))
        for runs in RUNS:
            for _ in range(runs):
                least = {name: min(least[name], seconds(compiler, paths[name], SOURCES[name][1])) for name in SOURCES}
            ratio = least["jeton"] / least["chrono"]
            twin = least["http"] / least["http of include/"]
            if ratio <= limit and twin <= TWIN:
                break
    print(f"jeton.hpp {least['jeton']:.3f} s, <chrono> {least['chrono']:.3f} s: {ratio:.2f} of it, at most {limit}")
    print(f"http.hpp {least['http']:.3f} s, in include/ {least['http of include/']:.3f} s: {twin:.2f} of it, at most {TWIN}")
    if least["dear"] / least["chrono"] <= limit:
        print("control: even <chrono> and jeton.hpp together pass, so this measures nothing")
        return 1
    if least["jeton"] / least["http of include/"] <= TWIN:
        print("control: even all of jeton.hpp costs no more than http.hpp, so this measures nothing")
        return 1
    return 0 if ratio <= limit and twin <= TWIN else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
