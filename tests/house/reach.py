#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the preprocessed text of a header does not reach, by whatever way: <chrono>, <string> and others that are dear.

The compiler names each file that it takes in, in the line markers of its preprocessed text. Called with the compiler and
options for it.
"""
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
HEADERS = ["scope/requirement.hpp", "scope/row.hpp", "scope/set.hpp", "scope/stored.hpp", "scope/vocabulary.hpp", "issuers/github_scopes.hpp"]
HEADERS += ["gitlab/access.hpp", "gitlab/action.hpp", "gitlab/scope.hpp", "gitlab/sudo.hpp"]
HEADERS += ["decision/verify.hpp", "gitlab/verify.hpp", "gitlab/git_verify.hpp", "gitlab/credential.hpp", "gitlab/response.hpp"]
HEADERS += ["time/expiry.hpp", "time/daily_time.hpp", "lifecycle/notice.hpp", "gitlab/notice.hpp"]
FORBIDDEN = {"chrono", "string", "optional", "algorithm", "functional", "iostream", "ranges", "vector"}
# The controls: what reaches a forbidden header, directly or not.
REACHING = {"chrono": "#include <chrono>\n", "string": "#include <stdexcept>\n", "vector": "#include <vector>\n"}

MARKER = re.compile(r'^#(?:line)? \d+ "([^"]+)"', re.MULTILINE)


def reached(compiler, source):
    """The names of the standard headers without a suffix that the source takes in."""
    command = [*compiler, "-std=c++20", "-E", "-I", HOME / "include", "-x", "c++", "-"]
    answer = subprocess.run(command, input=source, capture_output=True, text=True, errors="replace", check=True)
    return {pathlib.PurePath(path).name for path in MARKER.findall(answer.stdout)}


def main(compiler):
    wrong = []
    judged = 0
    for name in HEADERS:
        if not (HOME / "include" / "jeton" / name).is_file():
            continue
        found = reached(compiler, f"#include <jeton/{name}>\n")
        if pathlib.PurePath(name).name not in found:
            wrong.append(f"{name}: the compiler does not even name the header itself")
        wrong += [f"{name} reaches <{other}>" for other in sorted(found & FORBIDDEN)]
        judged += 1
    for other, source in REACHING.items():
        if other not in reached(compiler, source):
            wrong.append(f"control: {source.strip()} reaches <{other}>, and it went unnoticed")
    print("\n".join(wrong) or f"{judged} headers reach none of {', '.join(sorted(FORBIDDEN))}")
    return 1 if wrong or judged == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
