#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The house of include/jeton: who may include whom. Arrows between rooms go one way, and nowhere in a circle.

It reads the #include lines, so it holds for every compiler. Before it judges the repository it judges small trees with
planted faults, and fails if it overlooks one.
"""
import pathlib
import re
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent

# Each room, and the rooms that it may use. What stands at the root of include/jeton is an entry point: it may use all.
ROOMS = {
    "core": "",
    "bytes": "core",
    "format": "core bytes",
    "scope": "core bytes",
    "time": "core bytes",
    "digest": "core bytes format",
    "store": "core bytes digest time",
    "decision": "core bytes format scope time digest store",
    "lifecycle": "core bytes format scope time digest store",
    "http": "core bytes format scope time digest store decision lifecycle",
    "issuers": "core bytes format scope digest",
    "gitlab": "core bytes format scope time digest store decision lifecycle http",
}
ROOMS = {room: below.split() for room, below in ROOMS.items()}
SIMD = "bytes/detail/simd/"
DOORS = "bytes/detail/kernel"  # to them
FREE = ["memory_store", "store/memory"]  # to use the whole standard library

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


def room_of(name):
    """The room of a header; None of an entry point."""
    return name.split("/")[0] if "/" in name else None


def is_public(name):
    return "/detail/" not in name


def headers_of(home):
    """Each header's name, with the names of ours and of the standard's that it includes."""
    root = (home / "include" / "jeton").resolve()
    found = {}
    for path in sorted(root.rglob("*.hpp")):
        ours, standard = [], []
        for bracket, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = (path.parent / name if bracket == '"' else root.parent / name).resolve()
            if target.is_relative_to(root) and target.is_file():
                ours.append(target.relative_to(root).with_suffix("").as_posix())
            else:
                standard.append(name)
        found[path.relative_to(root).with_suffix("").as_posix()] = (ours, standard)
    return found


def wrong_edges(headers):
    for name, (ours, standard) in headers.items():
        room = room_of(name)
        if room and room not in ROOMS:
            yield f"{name}.hpp stands in no room: give it one in the table of tests/house/arrows.py"
            continue
        for other in ours:
            above = room_of(other)
            if room and not above:
                yield f"{name}.hpp includes {other}.hpp: a room includes no entry point"
            elif room and above != room and above not in ROOMS[room]:
                yield f"{name}.hpp includes {other}.hpp: {room} may not use {above}"
        if name not in FREE:
            for other in standard:
                if other in FORBIDDEN:
                    yield f"{name}.hpp includes <{other}>, which a header of the library must not"


def second_doors(headers):
    """The instruction sets are chosen behind the doors of one place."""
    doors = [
        name
        for name, (ours, _) in headers.items()
        if not name.startswith((SIMD, DOORS)) and any(other.startswith(SIMD) for other in ours)
    ]
    for name in doors:
        yield f"{name}.hpp includes {SIMD}: one place chooses, {DOORS}"


def circles(headers):
    done, open_ = set(), []

    def walk(name):
        if name in open_:
            yield " -> ".join([*open_[open_.index(name) :], name]) + ": a circle"
        elif name in headers and name not in done:
            open_.append(name)
            for other in headers[name][0]:
                yield from walk(other)
            open_.pop()
            done.add(name)

    for name in headers:
        yield from walk(name)


def rooms_in_a_circle():
    done = []
    for room, below in ROOMS.items():
        for other in below:
            if other not in done:
                yield f"{room} may use {other}, which stands below it in the table: the table is in order"
        done.append(room)


def without_company(home, headers):
    """Public headers without a test, or in no entry point."""
    contents = {other for name in headers if not room_of(name) for other in headers[name][0]}
    for name in headers:
        if is_public(name) and room_of(name):
            if not (home / "tests" / f"{name}.cpp").is_file():
                yield f"{name}.hpp has no tests/{name}.cpp"
            if name not in contents:
                yield f"{name}.hpp stands in no entry point"


def too_much(home, headers):
    root = home / "include" / "jeton"
    entries = [name for name in headers if not room_of(name)]
    if len(entries) > MOST_ENTRY_POINTS:
        yield f"{len(entries)} entry points, more than {MOST_ENTRY_POINTS}"
    for name in entries:
        lines = len((root / f"{name}.hpp").read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES_OF_AN_ENTRY_POINT:
            yield f"{name}.hpp has {lines} lines, more than {MOST_LINES_OF_AN_ENTRY_POINT}"
    for folder in sorted({(root / name).parent for name in headers} - {root}):
        count = len(list(folder.glob("*.hpp")))
        if count > MOST_HEADERS_OF_A_FOLDER:
            yield f"{folder.relative_to(root).as_posix()} has {count} headers, more than {MOST_HEADERS_OF_A_FOLDER}"


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


def faults(home):
    headers = headers_of(home)
    yield from wrong_edges(headers)
    yield from second_doors(headers)
    yield from circles(headers)
    yield from rooms_in_a_circle()
    yield from without_company(home, headers)
    yield from too_much(home, headers)
    yield from unlisted_sources(home)


# A sound tree, and what to change in it so that the named fault must be reported.
SOUND = {
    "include/jeton/jeton.hpp": "#include <jeton/format/token.hpp>\n#include <jeton/bytes/crc32.hpp>\n"
    "#include <jeton/issuers/github.hpp>\n#include <jeton/gitlab/token.hpp>\n#include <jeton/gitlab/scope.hpp>\n",
    "include/jeton/memory_store.hpp": "#include <jeton/store/memory.hpp>\n",
    "include/jeton/format/token.hpp": "#include <span>\n#include <jeton/bytes/crc32.hpp>\n"
    "#include <jeton/core/detail/wipe.hpp>\n",
    "include/jeton/bytes/crc32.hpp": "#include <cstdint>\n",
    "include/jeton/issuers/github.hpp": "#include <jeton/format/token.hpp>\n",
    "include/jeton/gitlab/token.hpp": '#include "scope.hpp"\n#include <jeton/format/token.hpp>\n',
    "include/jeton/gitlab/scope.hpp": "",
    "include/jeton/store/memory.hpp": "#include <vector>\n",
    "include/jeton/core/detail/wipe.hpp": "#include <cstring>\n",
    "include/jeton/bytes/detail/kernel.hpp": '#include "simd/avx2.hpp"\n',
    "include/jeton/bytes/detail/simd/avx2.hpp": "#include <jeton/bytes/detail/simd/sse2.hpp>\n",
    "include/jeton/bytes/detail/simd/sse2.hpp": "",
    "tests/meson.build": "'format/token', 'bytes/crc32', 'issuers/github', 'gitlab/token', 'gitlab/scope', 'store/memory', 'main.cpp'",
    "tests/format/token.cpp": "",
    "tests/bytes/crc32.cpp": "",
    "tests/issuers/github.cpp": "",
    "tests/gitlab/token.cpp": "",
    "tests/gitlab/scope.cpp": "",
    "tests/store/memory.cpp": "",
    "tests/main.cpp": "",
}
PLANTED = [
    ("include/jeton/bytes/crc32.hpp", "#include <jeton/format/token.hpp>\n", "bytes may not use format"),
    ("include/jeton/bytes/crc32.hpp", '#include "../format/token.hpp"\n', "bytes may not use format"),
    ("include/jeton/bytes/crc32.hpp", '#  include "./detail/../../format/token.hpp"\n', "bytes may not use format"),
    ("include/jeton/format/token.hpp", "#include <jeton/issuers/github.hpp>\n", "format may not use issuers"),
    ("include/jeton/core/detail/wipe.hpp", "#include <jeton/bytes/crc32.hpp>\n", "core may not use bytes"),
    ("include/jeton/core/detail/wipe.hpp", "#include <jeton/core/detail/wipe.hpp>\n", "a circle"),
    ("include/jeton/gitlab/scope.hpp", '#include "token.hpp"\n', "a circle"),
    ("include/jeton/issuers/github.hpp", "#include <jeton/gitlab/scope.hpp>\n", "issuers may not use gitlab"),
    ("include/jeton/gitlab/scope.hpp", "#include <jeton/issuers/github.hpp>\n", "gitlab may not use issuers"),
    ("include/jeton/gitlab/scope.hpp", "#include <jeton/memory_store.hpp>\n", "a room includes no entry point"),
    ("include/jeton/format/token.hpp", "#include <chrono>\n", "includes <chrono>"),
    ("include/jeton/gitlab/token.hpp", "#if X\n  #include <vector>\n#endif\n", "includes <vector>"),
    ("include/jeton/bytes/crc32.hpp", "#include <jeton/bytes/detail/simd/sse2.hpp>\n", "one place chooses"),
    ("include/jeton/attic/box.hpp", "\n", "attic/box.hpp stands in no room"),
    ("include/jeton/time/expiry.hpp", "\n", "time/expiry.hpp has no tests/time/expiry.cpp"),
    ("include/jeton/time/expiry.hpp", "\n", "time/expiry.hpp stands in no entry point"),
    ("include/jeton/jeton.hpp", "\n" * 60, "jeton.hpp has 65 lines, more than 60"),
    ("tests/gitlab/lost.cpp", "\n", "gitlab/lost.cpp is named by no meson.build"),
]


def overlooked():
    """Planted faults that were not reported, and what was reported of a sound tree."""

    def judge(changed="", more=""):
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)
            for name, text in {**SOUND, **({changed: SOUND.get(changed, "") + more} if changed else {})}.items():
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_text(text)
            return list(faults(home))

    yield from (f"control: a sound tree was blamed: {fault}" for fault in judge())
    for changed, more, message in PLANTED:
        if not any(message in fault for fault in judge(changed, more)):
            yield f"control: overlooked {more.strip()!r} in {changed}"


def main():
    found = [*overlooked(), *faults(HOME)]
    print("\n".join(found) or f"{len(headers_of(HOME))} headers, every arrow goes down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
