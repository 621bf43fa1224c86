#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The house of include/jeton, as include/headers.txt lists it: every header stands in the list, arrows between rooms go one
way, what is private stays so, and nothing is too large.

It reads the #include lines, so it holds for every compiler. Before it judges the repository it judges small trees with
planted faults, and fails if it overlooks one.
"""
import pathlib
import re
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(HOME / "tools"))

import house
from house import file_of, is_public, room_of

SHARED = ["core", "bytes"]  # rooms whose detail/ the others may use
PROFILES = ["issuers", "gitlab"]  # one never uses another
SIMD = "bytes/detail/simd/"
DOORS = "bytes/detail/kernel"  # to them
# Free to use the whole standard library; nothing else includes these but entry points of their own.
FREE = re.compile(r"store/memory|store/(detail/)?sqlite(_\w+)?|store/detail/private_file|lifecycle/(store_|detail/)conformance(_\w+)?")
SQLITE = re.compile(r"sqlite_store|store/(detail/)?sqlite(_\w+)?")  # may need SQLite

MOST_LINES = 250
LONGER = {"bytes/detail/simd/avx512_vpclmul": 288, "bytes/detail/simd/sse41_pclmul": 303}  # to be divided; never longer
MOST_LINES_OF_AN_ENTRY_POINT = 60
MOST_ENTRY_POINTS = 14
MOST_HEADERS_OF_A_FOLDER = 18

# Too dear to include, or against the rules (no allocation, no exceptions, no clock).
FORBIDDEN = """
    algorithm any atomic barrier cassert charconv chrono condition_variable coroutine ctime deque exception execution
    filesystem format forward_list fstream functional future immintrin.h iomanip ios iosfwd iostream istream iterator
    latch list locale map memory memory_resource mutex new numeric optional ostream queue random ranges ratio regex
    semaphore set shared_mutex sstream stack stdexcept stop_token streambuf string strstream syncstream system_error
    thread tuple typeindex typeinfo unordered_map unordered_set valarray variant vector
""".split()

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def headers_of(home):
    """Each file's name, with the names of ours and of the standard's that it includes."""
    root = (home / "include" / "jeton").resolve()
    found = {}
    for path in sorted(root.rglob("*.*")):
        ours, standard = [], []
        for bracket, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = (path.parent / name if bracket == '"' else root.parent / name).resolve()
            if target.is_relative_to(root) and target.is_file():
                ours.append(house.name_of(target.relative_to(root).as_posix()))
            else:
                standard.append(name)
        found[house.name_of(path.relative_to(root).as_posix())] = (ours, standard)
    return found


def other_list(listed, headers):
    """Headers that the list lacks or makes up: they would be in no single header, and not installed."""
    for name in headers:
        if name not in listed.headers:
            room = room_of(name) or house.ENTRY_POINTS
            yield f"{file_of(name)} is not in {house.LIST}: give it a line there, under `{room}:`"
    for name in listed.headers:
        if name not in headers:
            yield f"{house.LIST} has {name}, and there is no include/jeton/{file_of(name)}: take the line out"


def wrong_edges(listed, headers):
    for name, (ours, standard) in headers.items():
        room = room_of(name)
        for other in ours:
            its = room_of(other)
            if room and not its:
                yield f"{file_of(name)} includes {file_of(other)}, an entry point: include the headers that it needs"
            elif room and its != room and its not in listed.rooms.get(room, []):
                yield (
                    f"{file_of(name)} includes {file_of(other)}, and {house.LIST} does not let {room} use {its}: move what it "
                    f"needs into a room below, or give {room} that right"
                )
            if its and its != room and not is_public(other) and its not in SHARED:
                yield (
                    f"{file_of(name)} includes {file_of(other)}, which is private to {its}: make it a public header of "
                    f"{its}, or move it to {' or '.join(SHARED)}"
                )
        if not FREE.fullmatch(name):
            for other in standard:
                if other in FORBIDDEN:
                    yield f"{file_of(name)} includes <{other}>, which a header of the library must not: do without"


def wrong_table(listed):
    """Rooms in a circle, and profiles that know each other."""
    above = list(listed.rooms)
    for room, below in listed.rooms.items():
        for other in below:
            if other not in listed.rooms or above.index(other) >= above.index(room):
                yield f"{house.LIST} lets {room} use {other}, which does not stand above it: arrows go up the list only"
            if room in PROFILES and other in PROFILES:
                yield f"{house.LIST} lets {room} use {other}: a profile never uses another one"
        if not listed.of_room(room):
            yield f"{house.LIST} has the room {room} without headers: take it out"


def dear_edges(headers):
    """Headers that get dear, or need SQLite, through what they include."""
    for name, (ours, _) in headers.items():
        dear = [other for other in ours if FREE.fullmatch(other)]
        if dear and (not FREE.fullmatch(name) if room_of(name) else len(dear) < len(ours)):
            yield (
                f"{file_of(name)} includes {file_of(dear[0])}, which may use the whole standard library: leave that to an "
                "entry point that brings nothing else"
            )
        if not SQLITE.fullmatch(name):
            for other in sorted({name, *reached(headers, name)}):
                if "sqlite3.h" in headers.get(other, ((), ()))[1]:
                    yield f"{file_of(name)} needs SQLite, through {file_of(other)}: leave that to sqlite_store.hpp"


def second_doors(headers):
    """The instruction sets are chosen behind the doors of one place."""
    for name, (ours, _) in headers.items():
        if not name.startswith((SIMD, DOORS)) and any(other.startswith(SIMD) for other in ours):
            yield f"{file_of(name)} includes a file of {SIMD}: include {DOORS}.hpp, the one place that chooses"


def circles(headers):
    done, open_ = set(), []

    def walk(name):
        if name in open_:
            yield " -> ".join([*open_[open_.index(name) :], name]) + ": a circle; move what both need into a third header"
        elif name in headers and name not in done:
            open_.append(name)
            for other in headers[name][0]:
                yield from walk(other)
            open_.pop()
            done.add(name)

    for name in headers:
        yield from walk(name)


def reached(headers, name):
    """All that a header brings."""
    found, todo = set(), [name]
    while todo:
        for other in headers[todo.pop()][0]:
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def without_company(home, headers):
    """Public headers without a test, or that no entry point brings. What only holds faults is tested where they come up."""
    brought = {other for name in headers if not room_of(name) for other in reached(headers, name)}
    for name in headers:
        if is_public(name) and room_of(name):
            if not (home / "tests" / f"{name}.cpp").is_file() and not name.endswith("/fault"):
                yield f"{file_of(name)} has no test: write tests/{name}.cpp"
            if name not in brought:
                yield f"{file_of(name)} is brought by no entry point: include it in one"


def too_much(home, headers):
    root = home / "include" / "jeton"
    entries = [name for name in headers if not room_of(name)]
    if len(entries) > MOST_ENTRY_POINTS:
        yield f"{len(entries)} entry points, more than {MOST_ENTRY_POINTS}: put the new one into a room"
    for name in headers:
        text = (root / file_of(name)).read_text(encoding="utf-8")
        count = len(text.splitlines())
        if not room_of(name) and count > MOST_LINES_OF_AN_ENTRY_POINT:
            yield f"{file_of(name)} has {count} lines, more than {MOST_LINES_OF_AN_ENTRY_POINT}: an entry point is a table of contents"
        if not room_of(name) and re.search(r"^(?!#|//|$)", text, re.MULTILINE):
            yield f"{file_of(name)} has code: an entry point is a table of contents; put the code into a room"
        most = LONGER.get(name, MOST_LINES)
        if count > most:
            yield f"{file_of(name)} has {count} lines, more than {most}: give a part of it a header of its own"
    for folder in sorted({(root / file_of(name)).parent for name in headers} - {root}):
        count = sum(path.is_file() for path in folder.iterdir())
        if count > MOST_HEADERS_OF_A_FOLDER:
            where = folder.relative_to(root).as_posix()
            yield f"{where} has {count} headers, more than {MOST_HEADERS_OF_A_FOLDER}: make a room of some of them"


def unlisted_sources(home):
    """Sources that no meson.build names: they would never be built, and nobody would notice."""
    for folder in ("tests", "fuzz", "bench", "examples", "tools"):
        builds = {path.parent: path.read_text(encoding="utf-8") for path in (home / folder).rglob("meson.build")}
        for path in sorted((home / folder).rglob("*.cpp")):
            by_scripts = {"nocompile", "consumer", "odr", "constant_time", "emulated", "mixing"}  # of their own
            alone = by_scripts & set(path.parent.parts)
            names = {at: path.relative_to(at).as_posix() for at in builds if path.is_relative_to(at)}
            listed = any(f"'{name}'" in builds[at] or f"'{name[:-4]}'" in builds[at] for at, name in names.items())
            if not alone and not listed:
                yield f"{path.relative_to(home).as_posix()} is named by no meson.build"


def stale_page(home):
    """The tables of docs/design.md, which come from the list."""
    try:
        if (home / house.PAGE).read_text(encoding="utf-8") != house.fresh_page(home):
            yield f"the tables of {house.PAGE} are not up to date: run tools/house.py and commit the result"
    except house.Fault as fault:
        yield str(fault)


def faults(home):
    try:
        listed = house.read(home)
    except house.Fault as fault:
        yield str(fault)
        return
    headers = headers_of(home)
    yield from other_list(listed, headers)
    yield from wrong_table(listed)
    yield from wrong_edges(listed, headers)
    yield from dear_edges(headers)
    yield from second_doors(headers)
    yield from circles(headers)
    yield from without_company(home, headers)
    yield from too_much(home, headers)
    yield from unlisted_sources(home)
    yield from stale_page(home)


# A sound tree, and what to change in it so that the named fault must be reported.
SOUND = {
    "include/headers.txt": """# a comment
entry points:
  jeton                   define, mint, check
  memory_store            a store in memory
  sqlite_store            a store in SQLite

core:
  detail/wipe             zeros

bytes: core
  crc32                   CRC-32
  detail/kernel           where a variant is chosen
  detail/simd/avx2        one
  detail/simd/sse2        another
  detail/simd/shared.inc  what both have

format: core bytes
  token                   a format
  fault                   why a text is no token
  detail/layout           where its parts lie

store: core
  memory                  a store
  sqlite                  another

issuers: core bytes format
  github                  GitHub

gitlab: core bytes format
  token                   GitLab's formats
  scope                   GitLab's scopes
""",
    "include/jeton/jeton.hpp": "// A table of contents.\n#include <jeton/format/token.hpp>\n#include <jeton/bytes/crc32.hpp>\n"
    "#include <jeton/issuers/github.hpp>\n#include <jeton/gitlab/token.hpp>\n",
    "include/jeton/memory_store.hpp": "#include <jeton/store/memory.hpp>\n",
    "include/jeton/sqlite_store.hpp": "#include <jeton/store/sqlite.hpp>\n",
    "include/jeton/core/detail/wipe.hpp": "#include <cstring>\n",
    "include/jeton/bytes/crc32.hpp": "#include <cstdint>\n",
    "include/jeton/bytes/detail/kernel.hpp": '#include "simd/avx2.hpp"\n',
    "include/jeton/bytes/detail/simd/avx2.hpp": "#include <jeton/bytes/detail/simd/sse2.hpp>\n"
    "#include <jeton/bytes/detail/simd/shared.inc>\n",
    "include/jeton/bytes/detail/simd/sse2.hpp": "#include <jeton/bytes/detail/simd/shared.inc>\n",
    "include/jeton/bytes/detail/simd/shared.inc": "",
    "include/jeton/format/token.hpp": "#include <span>\n#include <jeton/bytes/crc32.hpp>\n#include <jeton/format/fault.hpp>\n"
    "#include <jeton/core/detail/wipe.hpp>\n#include <jeton/format/detail/layout.hpp>\n",
    "include/jeton/format/fault.hpp": "",
    "include/jeton/format/detail/layout.hpp": "",
    "include/jeton/store/memory.hpp": "#include <vector>\n",
    "include/jeton/store/sqlite.hpp": "#include <sqlite3.h>\n#include <vector>\n",
    "include/jeton/issuers/github.hpp": "#include <jeton/format/token.hpp>\n",
    "include/jeton/gitlab/token.hpp": '#include "scope.hpp"\n#include <jeton/format/token.hpp>\n',
    "include/jeton/gitlab/scope.hpp": "",
    "tests/meson.build": "'format/token', 'bytes/crc32', 'issuers/github', 'gitlab/token', 'gitlab/scope', 'store/memory', 'store/sqlite', 'main.cpp'",
    "tests/format/token.cpp": "",
    "tests/bytes/crc32.cpp": "",
    "tests/issuers/github.cpp": "",
    "tests/gitlab/token.cpp": "",
    "tests/gitlab/scope.cpp": "",
    "tests/store/memory.cpp": "",
    "tests/store/sqlite.cpp": "",
    "tests/main.cpp": "",
}
PLANTED = [
    ("include/headers.txt", "  attic  what is not there\n", "take the line out"),
    ("include/headers.txt", "  scope  once more\n", "gitlab/scope stands there twice"),
    ("include/headers.txt", "core:\n", "the room core stands there twice"),
    ("include/headers.txt", "a line that says nothing\n", "neither `room: rooms it may use` nor"),
    ("include/headers.txt", "attic: core\n", "the room attic without headers"),
    ("include/headers.txt", "attic: cellar\n", "lets attic use cellar, which does not stand above it"),
    ("include/headers.txt", ("store: core", "store: core issuers"), "lets store use issuers, which does not stand above it"),
    ("include/headers.txt", ("gitlab: core", "gitlab: core issuers"), "a profile never uses another one"),
    ("include/headers.txt", ("what both have", "what they have"), "not up to date: run tools/house.py"),
    ("docs/design.md", (house.END, ""), "has no place for the tables"),
    ("docs/design.md", ("zeros", "ones"), "not up to date: run tools/house.py"),
    ("include/jeton/gitlab/attic.hpp", "\n", "gitlab/attic.hpp is not in include/headers.txt: give it a line there, under `gitlab:`"),
    ("include/jeton/bytes/detail/attic.inc", "\n", "bytes/detail/attic.inc is not in include/headers.txt"),
    ("include/jeton/attic.hpp", "\n", "attic.hpp is not in include/headers.txt: give it a line there, under `entry points:`"),
    ("include/jeton/bytes/crc32.hpp", "#include <jeton/format/token.hpp>\n", "does not let bytes use format"),
    ("include/jeton/bytes/crc32.hpp", '#include "../format/token.hpp"\n', "does not let bytes use format"),
    ("include/jeton/bytes/crc32.hpp", '#  include "./detail/../../format/token.hpp"\n', "does not let bytes use format"),
    ("include/jeton/bytes/detail/simd/shared.inc", "#include <jeton/format/token.hpp>\n", "does not let bytes use format"),
    ("include/jeton/format/token.hpp", "#include <jeton/issuers/github.hpp>\n", "does not let format use issuers"),
    ("include/jeton/core/detail/wipe.hpp", "#include <jeton/bytes/crc32.hpp>\n", "does not let core use bytes"),
    ("include/jeton/issuers/github.hpp", "#include <jeton/gitlab/scope.hpp>\n", "does not let issuers use gitlab"),
    ("include/jeton/gitlab/scope.hpp", "#include <jeton/issuers/github.hpp>\n", "does not let gitlab use issuers"),
    ("include/jeton/gitlab/scope.hpp", "#include <jeton/memory_store.hpp>\n", "memory_store.hpp, an entry point"),
    ("include/jeton/gitlab/scope.hpp", "#include <jeton/format/detail/layout.hpp>\n", "which is private to format"),
    ("include/jeton/jeton.hpp", "#include <jeton/format/detail/layout.hpp>\n", "which is private to format"),
    ("include/jeton/core/detail/wipe.hpp", "#include <jeton/core/detail/wipe.hpp>\n", "a circle"),
    ("include/jeton/gitlab/scope.hpp", '#include "token.hpp"\n', "a circle"),
    ("include/jeton/format/token.hpp", "#include <chrono>\n", "includes <chrono>"),
    ("include/jeton/gitlab/token.hpp", "#if X\n  #include <vector>\n#endif\n", "includes <vector>"),
    ("include/jeton/store/fault.hpp", "#include <jeton/store/memory.hpp>\n", "which may use the whole standard library"),
    ("include/jeton/jeton.hpp", "#include <jeton/store/memory.hpp>\n", "which may use the whole standard library"),
    ("include/jeton/core/detail/wipe.hpp", "#include <sqlite3.h>\n", "core/detail/wipe.hpp needs SQLite"),
    ("include/jeton/core/detail/wipe.hpp", "#include <sqlite3.h>\n", "jeton.hpp needs SQLite, through core/detail/wipe.hpp"),
    ("include/jeton/store/memory.hpp", "#include <jeton/store/sqlite.hpp>\n", "memory_store.hpp needs SQLite"),
    ("include/jeton/bytes/crc32.hpp", "#include <jeton/bytes/detail/simd/sse2.hpp>\n", "the one place that chooses"),
    ("include/jeton/format/alphabet.hpp", "\n", "format/alphabet.hpp has no test: write tests/format/alphabet.cpp"),
    ("include/jeton/format/alphabet.hpp", "\n", "format/alphabet.hpp is brought by no entry point"),
    ("include/jeton/jeton.hpp", "\n" * 60, "jeton.hpp has 65 lines, more than 60"),
    ("include/jeton/jeton.hpp", "struct attic;\n", "jeton.hpp has code"),
    ("include/jeton/gitlab/scope.hpp", "\n" * 251, "gitlab/scope.hpp has 251 lines, more than 250"),
    *(
        (folder + "s", [(f"{folder}/one{i}.hpp", "\n") for i in range(count)], message)
        for folder, count, message in (
            ("include/jeton/gitlab", 17, "gitlab has 19 headers, more than 18"),
            ("include/jeton", 12, "15 entry points, more than 14"),
        )
    ),
    ("tests/gitlab/lost.cpp", "\n", "gitlab/lost.cpp is named by no meson.build"),
]


def overlooked():
    """Planted faults that were not reported, and what was reported of a sound tree."""

    def judge(changed="", change=""):
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)

            def write(name, text):
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_text(text)

            for name, text in SOUND.items():
                write(name, text)
            write(house.PAGE, f"{house.BEGIN}\n{house.END}\n")
            write(house.PAGE, house.fresh_page(home))
            if isinstance(change, list):  # files
                for name, text in change:
                    write(name, text)
            elif changed:
                before = (home / changed).read_text() if (home / changed).is_file() else ""
                write(changed, before.replace(*change) if isinstance(change, tuple) else before + change)
            return list(faults(home))

    yield from (f"control: a sound tree was blamed: {fault}" for fault in judge())
    for changed, change, message in PLANTED:
        if not any(message in fault for fault in judge(changed, change)):
            yield f"control: overlooked {str(change).strip()!r} in {changed}"


def main():
    found = [*overlooked(), *faults(HOME)]
    print("\n".join(found) or f"{len(headers_of(HOME))} headers, every arrow goes down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
