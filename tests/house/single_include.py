#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The single headers are up to date, and tools/amalgamate.py does what it promises, shown on small trees made for it."""
import pathlib
import re
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
AMALGAMATE = HOME / "tools" / "amalgamate.py"


def run(home, *options):
    return subprocess.run([sys.executable, AMALGAMATE, "--home", home, *options], capture_output=True, text=True)


def header(name, body):
    guard = "JETON_" + name.upper().replace("/", "_").replace(".", "_")
    return f"// SPDX-License-Identifier: BSL-1.0\n#ifndef {guard}\n#define {guard}\n\n{body}\n#endif\n"


def tree(folder, **bodies):
    """A repository in `folder` with these headers. Double underscores in the names are slashes; a name that ends in _inc is
    one of a .inc file. The entry points are jeton and store, where there are such."""
    home = pathlib.Path(folder)
    for name, body in bodies.items():
        path = home / "include" / "jeton" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("_inc"):
            path.with_name(path.name.removesuffix("_inc") + ".inc").write_text(f"// SPDX-License-Identifier: BSL-1.0\n{body}\n")
        else:
            path.with_suffix(".hpp").write_text(header(name, body))
    entry_points = [f"  {name}  an entry point" for name in ("jeton", "store") if name in bodies]
    (home / "include" / "headers.txt").write_text("\n".join(["entry points:", *entry_points, ""]))
    (home / "meson.build").write_text("project('jeton', version: '9.8.7')\n")
    return home


def made(home, name="jeton"):
    answer = run(home)
    return (home / "single_include" / "jeton" / f"{name}.hpp").read_text() if answer.returncode == 0 else answer.stderr


def one_header_through_many_spellings(home):
    text = made(home)
    yield "pasted once", text.count("struct leaf") == 1
    yield "in order", text.index("struct leaf") < text.index("struct user")
    yield "no own #include left", "<jeton/" not in text and '"' not in text
    yield "standard headers once", text.count("<cstddef>") == 1
    yield "and sorted", text.index("<cstddef>") < text.index("<span>")
    yield "one licence line", text.count("SPDX") == 1
    yield "version, no path", "9.8.7" in text and str(home) not in text
    yield "the same bytes again", made(home) == text


def conditions(home):
    text = made(home)
    yield "standard header stays under its #if", "#if defined(_WIN32)\n#include <windows.h>\n#endif" in text
    at = [text.index(line) for line in ("#if FAST", "struct fast", "#endif // FAST")]
    yield "a file under #if is pasted there", at == sorted(at)
    yield "and again where every program needs it", text.count("struct fast") == 2


def staleness(home):
    made(home)
    yield "fresh is accepted", run(home, "--check").returncode == 0
    source = home / "include" / "jeton" / "leaf.hpp"
    source.write_text(source.read_text().replace("leaf", "twig"))
    answer = run(home, "--check")
    yield "stale is refused", answer.returncode != 0
    yield "with what to run", "run tools/amalgamate.py" in answer.stderr
    (home / "single_include" / "jeton" / "jeton.hpp").unlink()
    yield "absent is refused", run(home, "--check").returncode != 0


def faults(home):
    answer = run(home)
    yield "a header that is not there is named", answer.returncode != 0 and "jeton/lost.hpp" in answer.stderr


def two_entry_points(home):
    text, other = made(home), made(home, "store")
    yield "each is complete", "<jeton/" not in text + other and text.count("struct leaf") == other.count("struct leaf") == 1
    yield "in order", other.index("struct leaf") < other.index("struct store")
    yield "has its standard headers", "#include <map>" in other and "#include <span>" in other
    yield "and none of the other's", "struct store" not in text and "<map>" not in text
    yield "one licence line, version", other.count("SPDX") == 1 and "9.8.7" in other
    yield "they keep the guards of include/", text.count("#ifndef JETON_LEAF\n") == 1
    yield "fresh is accepted", run(home, "--check").returncode == 0
    source = home / "include" / "jeton" / "store.hpp"
    source.write_text(source.read_text().replace("store;", "stock;"))
    answer = run(home, "--check")
    yield "stale is refused by name", answer.returncode != 0 and "single_include/jeton/store.hpp" in answer.stderr
    source.unlink()
    answer = run(home)
    yield "an entry point without a file is refused", answer.returncode != 0 and "jeton/store.hpp does not exist" in answer.stderr
    (home / "include" / "headers.txt").write_text("entry points:\n  jeton  an entry point\n")
    answer = run(home, "--check")
    yield "what no entry point makes is refused", answer.returncode != 0 and "belongs to no entry point" in answer.stderr
    made(home)
    yield "and goes", not (home / "single_include" / "jeton" / "store.hpp").exists()


def bodies_that_are_shared(home):
    text = made(home)
    yield "a .inc file is pasted at each of its #include lines", text.count("int shared();") == 3
    yield "where they stand", "namespace one {\n// jeton/detail/body.inc\nint shared();\n" in text
    yield "without its licence line", text.count("SPDX") == 1
    yield "and what it includes", text.count("int inner();") == 3
    yield "no #include is left", ".inc\"" not in text and ".inc>" not in text


def a_body_that_includes_a_header(home):
    answer = run(home)
    yield "is refused", answer.returncode != 0 and "jeton/body.inc includes leaf.hpp" in answer.stderr


def no_file_twice():
    """In the real ones: a file that stands under #if would be pasted wherever it is named. A .inc file is there once for each
    #include line of what is there."""
    for path in sorted((HOME / "single_include").rglob("*.hpp")):
        pasted = re.findall(r"^// (jeton/[\w/]+\.(?:hpp|inc))$", path.read_text(encoding="utf-8"), re.MULTILINE)
        headers = [name for name in pasted if name.endswith(".hpp")]
        yield f"{path.name}: no file twice", len(headers) == len(set(headers))
        asked = []
        for name in pasted:
            source = (HOME / "include" / name).read_text(encoding="utf-8")
            asked += re.findall(r'#\s*include [<"](jeton/[\w/]+\.inc)[>"]', source)
        shared = [name for name in pasted if name.endswith(".inc")]
        yield f"{path.name}: each .inc file as often as it is included", sorted(shared) == sorted(asked)


LEAF = "#include <span>\n#include <cstddef>\nstruct leaf;"
CASES = [
    (
        one_header_through_many_spellings,
        dict(
            leaf=LEAF,
            detail__user='#include "../leaf.hpp"\n#include "../detail/../leaf.hpp"\n#include <cstddef>\nstruct user;',
            jeton='#include <jeton/leaf.hpp>\n#include "leaf.hpp"\n#include "./detail/user.hpp"\n'
            "#include <jeton/detail/user.hpp>",
        ),
    ),
    (
        conditions,
        dict(
            fast="struct fast;",
            jeton="#if defined(_WIN32)\n#include <windows.h>\n#endif\n"
            "#if FAST\n#include <jeton/fast.hpp>\n#endif // FAST\n#include <jeton/fast.hpp>",
        ),
    ),
    (staleness, dict(leaf=LEAF, jeton="#include <jeton/leaf.hpp>")),
    (
        two_entry_points,
        dict(
            leaf=LEAF,
            jeton="#include <jeton/leaf.hpp>",
            store="#include <map>\n#include <span>\n#include <jeton/leaf.hpp>\nstruct store;",
        ),
    ),
    (
        bodies_that_are_shared,
        dict(
            detail__body_inc='int shared();\n#include "inner.inc"',
            detail__inner_inc="int inner();",
            one='namespace one {\n#include <jeton/detail/body.inc>\n}\nnamespace two {\n#include "detail/body.inc"\n}',
            jeton="#include <jeton/one.hpp>\nnamespace three {\n#include <jeton/detail/body.inc>\n}",
        ),
    ),
    (a_body_that_includes_a_header, dict(leaf=LEAF, body_inc='#include "leaf.hpp"', jeton='#include "body.inc"')),
    (faults, dict(jeton="#include <jeton/lost.hpp>")),
]


def main():
    failed = []
    for case, bodies in CASES:
        with tempfile.TemporaryDirectory() as folder:
            failed += [f"{case.__name__}: {claim}" for claim, holds in case(tree(folder, **bodies)) if not holds]
    failed += [claim for claim, holds in no_file_twice() if not holds]
    answer = run(HOME, "--check")
    if answer.returncode != 0:
        failed.append(answer.stderr.strip())
    print("\n".join(failed) or "the single headers are up to date")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
