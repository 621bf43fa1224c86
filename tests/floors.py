#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The house of include/jeton: who may include whom. Arrows go down, or sideways without a circle.

It reads the #include lines, so it holds for every compiler. Before it judges the repository it judges small trees with
planted faults, and fails if it overlooks one.
"""
import fnmatch
import pathlib
import re
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent

# The one table of floors, with names for what is to come; docs/design.md shows what is there. A file of detail/ stands
# as high as what it includes, so that no arrow goes up by way of it.
FLOORS = {
    5: ["jeton", "http", "lifecycle", "gitlab"],
    4: ["github", "github/*", "issuers", "shapes", "gitlab/*"],
    3: ["verify", "challenge", "scan", "issue", "rotate", "revoke", "last_use", "listing", "prefill", "notice", "notify", "digest_rewrite",
        "memory_store"],
    2: ["token", "valid_each", "prefixed", "opaque", "identify", "generate", "credential", "denial", "lifetime", "keyring", "record",
        "store", "token_request"],
    1: ["alphabet", "checksum", "digest", "digester", "sha256", "sha256_each", "requirement", "scope", "scope_row", "scope_set",
        "stored_scopes", "expiry", "last_day", "random", "plain_text", "name_search", "daily_time"],
    0: ["result", "maybe", "fixed_string", "constant_time", "secret", "crc32", "utc", "cpu_path", "store_fault"],
}
UMBRELLAS = ["jeton", "http", "lifecycle", "gitlab"]  # tables of contents, each a single header
PROFILES = 4
BELOW = -1
SIMD = "detail/simd/"
DOORS = "detail/kernel"  # to them
ALONE = ["memory_store", "github/scope", "issuers", "shapes", "sha256_each", "valid_each"]  # in no umbrella, a single header each
FREE = ["memory_store"]  # to use the whole standard library

# Too dear to include, or against the rules (no allocation, no exceptions, no clock).
FORBIDDEN = """
    algorithm any atomic barrier cassert charconv chrono condition_variable coroutine ctime deque exception execution
    filesystem format forward_list fstream functional future immintrin.h iomanip ios iosfwd iostream istream iterator
    latch list locale map memory memory_resource mutex new numeric optional ostream queue random ranges ratio regex
    semaphore set shared_mutex sstream stack stdexcept stop_token streambuf string strstream syncstream system_error
    thread tuple typeindex typeinfo unordered_map unordered_set valarray variant vector
""".split()

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def is_public(name):
    return not name.startswith("detail/")


def floor_of(name, headers, seen=()):
    """The floor of a header; None if it has none."""
    if not is_public(name):
        others = [other for other in headers.get(name, ([], []))[0] if other not in seen]
        floors = [floor_of(other, headers, (*seen, name)) for other in others]
        return max((floor for floor in floors if floor is not None), default=BELOW)
    for floor, patterns in FLOORS.items():
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            return floor
    return None


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
        floor = floor_of(name, headers)
        if floor is None:
            yield f"{name}.hpp stands on no floor: give it one in tests/floors.py and docs/design.md"
            continue
        for other in ours:
            above = floor_of(other, headers)
            if above is None:
                continue
            if above > floor:
                yield f"{name}.hpp (floor {floor}) includes {other}.hpp (floor {above}): arrows go down"
            if floor == above == PROFILES and name.split("/")[0] != other.split("/")[0]:
                yield f"{name}.hpp includes {other}.hpp: profiles do not include each other"
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


def missing_company(home, headers):
    """Public headers without a test, or missing in the umbrellas."""
    contents = {other for umbrella in UMBRELLAS for other in headers.get(umbrella, ([], []))[0]}
    for name in headers:
        if not is_public(name) or name in UMBRELLAS:
            continue
        if not (home / "tests" / f"{name}.cpp").is_file():
            yield f"{name}.hpp has no tests/{name}.cpp"
        if (name in contents) == (name in ALONE):
            yield f"{name}.hpp {'does not belong' if name in contents else 'is missing'} in an umbrella"


def unlisted_sources(home):
    """Sources that no meson.build names: they would never be built, and nobody would notice."""
    for folder in ("tests", "fuzz", "bench", "examples", "tools"):
        builds = {path.parent: path.read_text(encoding="utf-8") for path in (home / folder).rglob("meson.build")}
        for path in sorted((home / folder).rglob("*.cpp")):
            by_scripts = {"nocompile", "consumer", "odr", "constant_time", "emulated", "mixing"}  # of their own
            alone = by_scripts & set(path.parts)
            names = {at: path.relative_to(at).as_posix() for at in builds if path.is_relative_to(at)}
            listed = any(f"'{name}'" in builds[at] or f"'{name[:-4]}'" in builds[at] for at, name in names.items())
            if not alone and not listed:
                yield f"{path.relative_to(home).as_posix()} is named by no meson.build"


def other_table(home, headers):
    """Headers that docs/design.md shows on another floor, forgets or makes up."""
    page = home / "docs" / "design.md"
    if not page.is_file():
        yield "docs/design.md is missing"
        return
    shown = {}
    for number, text in re.findall(r"^\|\s*([0-5])\b[^|]*\|(.*)\|\s*$", page.read_text(encoding="utf-8"), re.MULTILINE):
        shown |= dict.fromkeys(re.findall(r"`([\w/]+)\.hpp`", text), int(number))
    real = {name: floor_of(name, headers) for name in headers if is_public(name)}
    for name in sorted(shown.keys() | real.keys()):
        if shown.get(name) != real.get(name):
            yield f"docs/design.md shows {name}.hpp on floor {shown.get(name)}, but it stands on {real.get(name)}"


def faults(home):
    headers = headers_of(home)
    yield from wrong_edges(headers)
    yield from second_doors(headers)
    yield from circles(headers)
    yield from missing_company(home, headers)
    yield from unlisted_sources(home)
    yield from other_table(home, headers)


# A sound tree, and what to change in it so that the named fault must be reported.
SOUND = {
    "include/jeton/jeton.hpp": "#include <jeton/token.hpp>\n#include <jeton/crc32.hpp>\n"
    "#include <jeton/github.hpp>\n#include <jeton/gitlab/token.hpp>\n#include <jeton/gitlab/scopes.hpp>\n",
    "include/jeton/token.hpp": "#include <span>\n#include <jeton/crc32.hpp>\n#include <jeton/detail/wipe.hpp>\n",
    "include/jeton/crc32.hpp": "#include <cstdint>\n",
    "include/jeton/github.hpp": "#include <jeton/token.hpp>\n",
    "include/jeton/gitlab/token.hpp": '#include "scopes.hpp"\n#include <jeton/token.hpp>\n',
    "include/jeton/gitlab/scopes.hpp": "",
    "include/jeton/memory_store.hpp": "#include <vector>\n",
    "include/jeton/detail/wipe.hpp": "#include <cstring>\n",
    "include/jeton/detail/kernel.hpp": '#include "simd/avx2.hpp"\n',
    "include/jeton/detail/simd/avx2.hpp": "#include <jeton/detail/simd/sse2.hpp>\n",
    "include/jeton/detail/simd/sse2.hpp": "",
    "tests/meson.build": "'token', 'crc32', 'github', 'gitlab/token', 'gitlab/scopes', 'memory_store', 'main.cpp'",
    "tests/token.cpp": "",
    "tests/crc32.cpp": "",
    "tests/github.cpp": "",
    "tests/gitlab/token.cpp": "",
    "tests/gitlab/scopes.cpp": "",
    "tests/memory_store.cpp": "",
    "tests/main.cpp": "",
    "docs/design.md": "| 5 umbrella | `jeton.hpp` |\n"
    "| 4 profiles | `github.hpp`, `gitlab/token.hpp` · `gitlab/scopes.hpp` |\n"
    "| 3 verbs | `memory_store.hpp` not `verify` |\n| 2 the token | `token.hpp` |\n| 0 parts | `crc32.hpp` |\n",
}
PLANTED = [
    ("include/jeton/crc32.hpp", "#include <jeton/token.hpp>\n", "arrows go down"),
    ("include/jeton/crc32.hpp", '#include "token.hpp"\n', "arrows go down"),
    ("include/jeton/crc32.hpp", '#  include "./gitlab/../token.hpp"\n', "arrows go down"),
    ("include/jeton/token.hpp", "#include <jeton/github.hpp>\n", "arrows go down"),
    ("include/jeton/detail/wipe.hpp", "#include <jeton/github.hpp>\n", "detail/wipe.hpp (floor 4): arrows go down"),
    ("include/jeton/detail/wipe.hpp", "#include <jeton/detail/wipe.hpp>\n", "a circle"),
    ("include/jeton/gitlab/scopes.hpp", '#include "token.hpp"\n', "a circle"),
    ("include/jeton/github.hpp", "#include <jeton/gitlab/scopes.hpp>\n", "profiles do not include each other"),
    ("include/jeton/token.hpp", "#include <chrono>\n", "includes <chrono>"),
    ("include/jeton/gitlab/token.hpp", "#if X\n  #include <vector>\n#endif\n", "includes <vector>"),
    ("include/jeton/crc32.hpp", "#include <jeton/detail/simd/sse2.hpp>\n", "one place chooses"),
    ("include/jeton/attic.hpp", "\n", "attic.hpp stands on no floor"),
    ("include/jeton/expiry.hpp", "\n", "expiry.hpp has no tests/expiry.cpp"),
    ("include/jeton/expiry.hpp", "\n", "expiry.hpp is missing in an umbrella"),
    ("include/jeton/jeton.hpp", "#include <jeton/memory_store.hpp>\n", "memory_store.hpp does not belong in an umbrella"),
    ("tests/gitlab/lost.cpp", "\n", "gitlab/lost.cpp is named by no meson.build"),
    ("include/jeton/expiry.hpp", "\n", "shows expiry.hpp on floor None, but it stands on 1"),
    ("docs/design.md", "| 1 vocabulary | `attic.hpp` |\n", "shows attic.hpp on floor 1, but it stands on None"),
    ("docs/design.md", "| 1 vocabulary | `crc32.hpp` |\n", "shows crc32.hpp on floor 1, but it stands on 0"),
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
