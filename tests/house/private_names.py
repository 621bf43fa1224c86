#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Who names what is private: tools, examples and documents never name jeton::detail, and a test, fuzz target or benchmark
only what it is about, from the list here.
"""
import pathlib
import re
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
FOLDERS = ["bench", "docs", "examples", "fuzz", "tests", "tools"]
SUFFIXES = {".cpp", ".hpp", ".inc", ".py", ".md"}
OPEN = ["docs/design.md"]  # the one page about what is inside

# Each file, and the names of jeton::detail that it may use.
ALLOWED = {
    "bench/digest/sha256.cpp": "cpu",
    "bench/format/token.cpp": "cpu",
    "fuzz/bytes/crc32.cpp": "portable",
    "fuzz/digest/sha256.cpp": "cpu",
    "fuzz/format/alphabet.cpp": "kernel portable",
    "fuzz/format/token.cpp": "part",
    "tests/bytes/cpu_path.cpp": "cpu",
    "tests/bytes/simd.cpp": "has_crc32 is_variable kind_of layout list portable segment_kind writer",
    "tests/constant_time/branches.cpp": "kernel own_prefix plan vector16",
    "tests/constant_time/poisoned.cpp": "cpu portable",
    "tests/emulated/hash.cpp": "cpu portable sha256_initial",
    "tests/emulated/tokens.cpp": "cpu portable",
    "tests/format/identify.cpp": "overlap pattern",
    "tests/format/remains.cpp": "digit_source",
    "tests/house/arrows.py": "header",
    "tests/house/code_size.py": "plan variant",
    "tests/house/mixing/unit.cpp": "kernel sha256_initial",
    "tests/house/single_include.py": "header",
    "tests/scope/vocabulary.cpp": "scope_key",
    "tests/store/sqlite_crash.cpp": "sqlite",
    "tests/store/sqlite_files.cpp": "sqlite",
    "tests/support/paths.hpp": "cpu header",
    "tests/support/sha256_paths.hpp": "cpu portable sha256_initial",
    "tests/support/store_rows.hpp": "conformance",
    "tests/time/expiry.cpp": "nullable",
    "tests/time/utc.cpp": "civil civil_from_days day_as days_from_civil max_day min_day",
}

# What gives jeton::detail or a part of it another name.
ALIAS = re.compile(r"namespace (\w+) = jeton::detail((?:::\w+)*);")
NAME = re.compile(r"\bjeton::(?:v0::)?detail::\{?(\w+)")
HEADER = re.compile(r"#\s*include [<\"]jeton/[\w/]*detail/")
WHOLE = re.compile(r"using namespace jeton::(?:v0::)?detail\b")


def private_names(text):
    """The names of jeton::detail in a text; `all` where it is opened as a whole, `header` where a header of it is included."""
    found = set(NAME.findall(text))
    for alias, rest in ALIAS.findall(text):
        if rest:
            found.add(rest.split("::")[1])
        else:
            found |= set(re.findall(rf"(?<![\w:]){alias}::(\w+)", text))
    if WHOLE.search(text):
        found.add("all")
    if HEADER.search(text):
        found.add("header")
    return found


def files_of(home):
    for name in PAGES:
        if (home / name).is_file():
            yield home / name
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES and path.resolve() != pathlib.Path(__file__).resolve():
                yield path


def faults(home, allowed):
    used = {}
    for path in files_of(home):
        name = path.relative_to(home).as_posix()
        if name not in OPEN:
            used[name] = private_names(path.read_text(encoding="utf-8", errors="replace"))
    for name, names in used.items():
        for one in sorted(names - set(allowed.get(name, "").split())):
            if name.startswith(("bench/", "fuzz/", "tests/")):
                way = "use a public name, or say in tests/house/private_names.py that this is what it is about"
            else:
                way = "use a public name; if there is none, one is missing"
            yield f"{name} names {one} of jeton::detail: {way}"
    for name, names in allowed.items():
        if not name.startswith(("bench/", "fuzz/", "tests/")):
            yield f"tests/house/private_names.py lets {name} use jeton::detail: only tests, fuzz targets and benchmarks may"
        for one in sorted(set(names.split()) - used.get(name, set())):
            yield f"{name} does not name {one} of jeton::detail: take it out of tests/house/private_names.py"


# A text, and the names that must be found in it.
TEXTS = [
    ("jeton::detail::wipe(p, 1);", {"wipe"}),
    ("namespace cpu = jeton::detail::cpu;\ncpu::limit_to(0);", {"cpu"}),
    ("namespace inside = jeton::detail;\ninside::civil a; my::inside::other b;", {"civil"}),
    ("using namespace jeton::detail;", {"all"}),
    ("#include <jeton/bytes/detail/kernel.hpp>", {"header"}),
    ('SOURCE = "jeton::detail::{variant}::valid"', {"variant"}),
    ("mine::detail::f(); detail::g(); jeton::gitlab::route r; jeton_command::detail::h();", set()),
]


def overlooked():
    for text, names in TEXTS:
        if private_names(text) != names:
            yield f"control: {sorted(private_names(text))} instead of {sorted(names)} was found in {text!r}"
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        for name in ("tests/one.cpp", "tools/two.hpp", "README.md"):
            (home / name).parent.mkdir(exist_ok=True)
            (home / name).write_text("jeton::detail::wipe(p, 1);\n")
        for allowed, count in (({}, 3), ({"tests/one.cpp": "wipe"}, 2), ({"tests/one.cpp": "wipe civil"}, 3), ({"tools/two.hpp": "wipe"}, 3)):
            if len(list(faults(home, allowed))) != count:
                yield f"control: not {count} faults where {allowed} is allowed"


def main():
    found = [*overlooked(), *faults(HOME, ALLOWED)]
    print("\n".join(found) or f"{len(ALLOWED)} files name what is private, each what it is about")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
