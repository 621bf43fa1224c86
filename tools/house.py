#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Reads include/headers.txt, the one list of the headers, and writes the tables of docs/design.md that come from it.

tools/amalgamate.py and tests/house/arrows.py read the list through this file, and meson.build reads it itself.
"""
import argparse
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
LIST = "include/headers.txt"
PAGE = "docs/design.md"
ENTRY_POINTS = "entry points"
BEGIN = f"<!-- tools/house.py writes what follows from {LIST}. -->"
END = "<!-- Up to here. -->"


class Fault(Exception):
    """A list that says nothing or too much; the message says what to do."""


class House:
    """`rooms`: each room, with the rooms that it may use. `headers`: each header, with what it is. A header's name is its
    path under include/jeton, without `.hpp`; the name of another file has its suffix. The order is that of the list."""

    def __init__(self):
        self.rooms = {}
        self.headers = {}

    @property
    def entry_points(self):
        return [name for name in self.headers if not room_of(name)]

    def of_room(self, room):
        return [name for name in self.headers if room_of(name) == room]


def room_of(name):
    """The room of a header; None of an entry point."""
    return name.split("/")[0] if "/" in name else None


def is_public(name):
    return "/detail/" not in name


def file_of(name):
    """The path of a header under include/jeton."""
    return name if pathlib.PurePosixPath(name).suffix else f"{name}.hpp"


def name_of(path):
    """The name of the header with this path."""
    return path.removesuffix(".hpp")


def read(home):
    house = House()
    room = None
    for number, line in enumerate((home / LIST).read_text(encoding="utf-8").splitlines(), 1):
        heading = re.fullmatch(r"(\w+|entry points):((?: \w+)*)", line)
        header = re.fullmatch(r"  ([\w/.]+)  +(\S.*)", line)
        if heading:
            room = heading[1]
            if room in house.rooms:
                raise Fault(f"{LIST}, line {number}: the room {room} stands there twice: put its headers together")
            if room != ENTRY_POINTS:
                house.rooms[room] = heading[2].split()
        elif header and room:
            name = header[1] if room == ENTRY_POINTS else f"{room}/{header[1]}"
            if name in house.headers:
                raise Fault(f"{LIST}, line {number}: {name} stands there twice: take one of them out")
            house.headers[name] = header[2]
        elif line and not line.startswith("#"):
            raise Fault(f"{LIST}, line {number}: neither `room: rooms it may use` nor `  header  what it is`: {line}")
    return house


def tables(house):
    """What stands in docs/design.md between BEGIN and END."""

    def cells(names, room=""):
        return " · ".join(f"`{name.removeprefix(room)}` {house.headers[name]}" for name in names)

    yield "| entry point | what it brings |"
    yield "|---|---|"
    for name in house.entry_points:
        yield f"| `<jeton/{name}.hpp>` | {house.headers[name]} |"
    yield ""
    yield "| room | may use | headers |"
    yield "|---|---|---|"
    for room, below in house.rooms.items():
        public = [name for name in house.of_room(room) if is_public(name)]
        yield f"| `{room}/` | {' '.join(below)} | {cells(public, f'{room}/')} |"
    yield ""
    yield "| inside | headers |"
    yield "|---|---|"
    for room in house.rooms:
        inside = [name for name in house.of_room(room) if not is_public(name)]
        for folder in dict.fromkeys(f"{pathlib.PurePosixPath(name).parent}/" for name in inside):
            here = [name for name in inside if f"{pathlib.PurePosixPath(name).parent}/" == folder]
            yield f"| `{folder}` | {cells(here, folder)} |"


def fresh_page(home):
    """docs/design.md with the tables as they should be."""
    text = (home / PAGE).read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise Fault(f"{PAGE} has no place for the tables: put `{BEGIN}` and `{END}` there")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return "\n".join([before + BEGIN, "", *tables(read(home)), "", END + after])


def main():
    parser = argparse.ArgumentParser(description=f"Writes the tables of {PAGE} from {LIST}.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if they are not up to date")
    parser.add_argument("--home", type=pathlib.Path, default=HOME, help="the repository (default: this one)")
    arguments = parser.parse_args()
    try:
        text = fresh_page(arguments.home)
    except Fault as fault:
        return f"tools/house.py: {fault}"
    page = arguments.home / PAGE
    if not arguments.check:
        page.write_text(text, encoding="utf-8")
    elif page.read_text(encoding="utf-8") != text:
        return f"the tables of {PAGE} are not up to date: run tools/house.py and commit the result"
    return 0


if __name__ == "__main__":
    sys.exit(main())
