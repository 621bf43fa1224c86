#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each file of the repository says its licence within its first lines."""
import pathlib
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
LINE = b"SPDX-License-Identifier: " + b"BSL-1.0"
SILENT = ["LICENSE", "fuzz/corpus/*", "fuzz/corpus/*/*", "fuzz/corpus/*/*/*"]  # the licence itself, and data without room for comments
FOREIGN = {".git", "__pycache__", "subprojects", ".cache"}


def says_it(text):
    return LINE in b"\n".join(text.split(b"\n")[:5])


def files():
    builds = {path.parent.name for path in HOME.glob("*/meson-private")}
    for path in sorted(HOME.rglob("*")):
        name = path.relative_to(HOME)
        if not path.is_file() or FOREIGN & set(name.parts) or name.parts[0] in builds | {"build"}:
            continue
        if not any(name.match(pattern) for pattern in SILENT):
            yield name


def main():
    assert says_it(b"// " + LINE + b"\n") and not says_it(b"// Licence: BSL-1.0\n")
    found = [f"{name} does not say its licence" for name in files() if not says_it((HOME / name).read_bytes())]
    print("\n".join(found) or "every file says its licence")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
