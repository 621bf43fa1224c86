#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes the single headers: include/jeton/jeton.hpp with everything that it includes, each file once, and the others
likewise, which include the earlier ones for what stands there already.

The same sources give the same bytes: no date, no path of this machine. Standard headers stand at the top, sorted; what
stands inside #if stays where it is. Each file keeps its include guard, so that including a file of include/ beside the
single header, in either order, does no harm.
"""
import argparse
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
SINGLE = [
    f"jeton/{name}.hpp" for name in ("jeton", "http", "lifecycle", "gitlab", "github", "issuers", "batch", "memory_store")
]

LICENCE = "// SPDX-License-Identifier: BSL-1.0"
NOTICE = """\
// jeton {version}: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one."""

INCLUDE = re.compile(r'\s*#\s*include\s*(?P<bracket>[<"])(?P<name>[^>"]+)[>"]')
CONDITION = re.compile(r"\s*#\s*(?P<word>if|ifdef|ifndef|endif)\b")
GUARD = re.compile(r"#ifndef (?P<name>\w+)\n#define (?P=name)\n(?P<body>.*)#endif[^\n]*\n*\Z", re.DOTALL)


class Fault(Exception):
    """Sources that cannot be put together; the message says why."""


class Amalgam:
    """What has been put together so far: `standard` header names, and the `lines` of our own files. `elsewhere` says which
    single header has a file already; those that are needed are included."""

    def __init__(self, include_dir, elsewhere):
        self.include_dir = include_dir.resolve()
        self.elsewhere = elsewhere
        self.needed = set()  # single headers
        self.standard = set()
        self.lines = []
        self.done = set()  # canonical paths of the files that every program gets
        self.open = set()  # those being pasted right now

    def paste(self, path, always=True):
        """Appends a file, after the files it needs. `always`: no #if stands around it."""
        if path in self.elsewhere:
            self.needed.add(self.elsewhere[path])
            return
        if path in self.done or path in self.open:
            return
        self.open.add(path)
        guard, body = self.unwrapped(path)
        own = []
        depth = 0
        begun = False

        def flush():
            nonlocal begun
            if not begun:
                self.lines += ["", f"// {self.shown(path)}", f"#ifndef {guard}", f"#define {guard}"]
            begun = True
            self.lines += own
            own.clear()

        for line in body:
            condition = CONDITION.match(line)
            if condition:
                depth += -1 if condition["word"] == "endif" else 1
            include = INCLUDE.match(line)
            header = self.find(path, include) if include else None
            if header:
                if any(text and not text.startswith("//") for text in own):
                    flush()
                self.paste(header, always and depth == 0)
            elif include and always and depth == 0:
                self.standard.add(include["name"])
            else:
                own.append(line)
        flush()
        self.lines.append("#endif")
        self.open.remove(path)
        if always:
            self.done.add(path)

    def find(self, includer, include):
        """The canonical path of a header of ours; None for a standard one."""
        folders = [self.include_dir] if include["bracket"] == "<" else [includer.parent, self.include_dir]
        for folder in folders:
            path = (folder / include["name"]).resolve()
            if path.is_file() and path.is_relative_to(self.include_dir):
                return path
        if include["bracket"] == '"' or include["name"].startswith("jeton/"):
            raise Fault(f"{self.shown(includer)} includes {include['name']}, which does not exist")
        return None

    def unwrapped(self, path):
        """The name of the file's guard, and its lines without guard and licence."""
        text = path.read_text(encoding="utf-8").replace(LICENCE + "\n", "", 1)
        guard = GUARD.search(text)
        if not guard:
            raise Fault(f"{self.shown(path)} does not stand in an include guard")
        comment = text[: guard.start()]
        return guard["name"], (comment + guard["body"]).splitlines()

    def shown(self, path):
        return path.relative_to(self.include_dir).as_posix()

    def text(self, version):
        standard = [f"#include <{name}>" for name in sorted(self.standard)]
        ours = [f"#include <{name}>" for name in SINGLE if name in self.needed]
        lines = [LICENCE, NOTICE.format(version=version), "", *standard, "", *ours, *self.lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def amalgamate(home):
    """The name and the text of each single header of the repository at `home`."""
    include_dir = home / "include"
    version = re.search(r"version: '([^']+)'", (home / "meson.build").read_text(encoding="utf-8"))[1]
    elsewhere = {}
    for name in SINGLE:
        path = (include_dir / name).resolve()
        if path.is_file():
            single = Amalgam(include_dir, elsewhere)
            single.paste(path)
            yield name, single.text(version)
            elsewhere |= dict.fromkeys(single.done, name)


def main():
    parser = argparse.ArgumentParser(description="Makes the headers of single_include/ from include/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not up to date")
    parser.add_argument("--home", type=pathlib.Path, default=HOME, help="the repository (default: this one)")
    arguments = parser.parse_args()

    try:
        fresh = {name: text.encode() for name, text in amalgamate(arguments.home)}
    except Fault as fault:
        return f"tools/amalgamate.py: {fault}"
    for name, text in fresh.items():
        target = arguments.home / "single_include" / name
        if not arguments.check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        elif not target.is_file() or target.read_bytes() != text:
            return f"single_include/{name} is not up to date: run tools/amalgamate.py and commit the result"
    return 0


if __name__ == "__main__":
    sys.exit(main())
