#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes the single headers: each entry point of include/headers.txt with everything that it includes, each file once.

The same sources give the same bytes: no date, no path of this machine. Standard headers stand at the top, sorted; what
stands inside #if stays where it is. Each file keeps its include guard: single headers and files of include/ may stand
beside each other, in any order. A file whose name ends in .inc has no guard, as it is made to be included more than once:
it is pasted at each of its #include lines.
"""
import argparse
import pathlib
import re
import sys

import house

HOME = pathlib.Path(__file__).resolve().parent.parent

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
    """What has been put together so far: `standard` header names, and the `lines` of our own files."""

    def __init__(self, include_dir):
        self.include_dir = include_dir.resolve()
        self.standard = set()
        self.lines = []
        self.done = set()  # canonical paths of the files that every program gets
        self.open = set()  # those being pasted right now

    def paste(self, path, always=True):
        """Appends a file, after the files it needs. `always`: no #if stands around it."""
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
            if header and header.suffix == ".inc":
                own += self.unguarded(header)
            elif header:
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

    def unguarded(self, path):
        """The lines of a .inc file, and of those that it includes."""
        if path in self.open:
            raise Fault(f"{self.shown(path)} includes itself")
        self.open.add(path)
        lines = [f"// {self.shown(path)}"]
        for line in path.read_text(encoding="utf-8").replace(LICENCE + "\n", "", 1).splitlines():
            include = INCLUDE.match(line)
            header = self.find(path, include) if include else None
            if include and (not header or header.suffix != ".inc"):
                raise Fault(f"{self.shown(path)} includes {include['name']}: whoever includes a .inc file does that")
            lines += self.unguarded(header) if header else [line]
        self.open.remove(path)
        return lines

    def shown(self, path):
        return path.relative_to(self.include_dir).as_posix()

    def text(self, version):
        standard = [f"#include <{name}>" for name in sorted(self.standard)]
        lines = [LICENCE, NOTICE.format(version=version), "", *standard, "", *self.lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def amalgamate(home):
    """The name and the text of each single header of the repository at `home`."""
    include_dir = home / "include"
    version = re.search(r"version: '([^']+)'", (home / "meson.build").read_text(encoding="utf-8"))[1]
    for name in house.read(home).entry_points:
        path = (include_dir / "jeton" / f"{name}.hpp").resolve()
        if not path.is_file():
            raise Fault(f"include/jeton/{name}.hpp does not exist: take it out of {house.LIST}, or write it")
        single = Amalgam(include_dir)
        single.paste(path)
        yield f"jeton/{name}.hpp", single.text(version)


def main():
    parser = argparse.ArgumentParser(description="Makes the headers of single_include/ from include/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not up to date")
    parser.add_argument("--home", type=pathlib.Path, default=HOME, help="the repository (default: this one)")
    arguments = parser.parse_args()

    try:
        fresh = {name: text.encode() for name, text in amalgamate(arguments.home)}
    except (Fault, house.Fault) as fault:
        return f"tools/amalgamate.py: {fault}"
    made = arguments.home / "single_include"
    for path in sorted(made.rglob("*.hpp")):
        name = path.relative_to(made).as_posix()
        if name not in fresh and arguments.check:
            return f"single_include/{name} belongs to no entry point: run tools/amalgamate.py and commit the result"
        if name not in fresh:
            path.unlink()
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
