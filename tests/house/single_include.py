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
    """A repository in `folder` with these headers; double underscores in the names are slashes."""
    home = pathlib.Path(folder)
    for name, body in bodies.items():
        name = name.replace("__", "/") + ".hpp"
        path = home / "include" / "jeton" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header(name, body))
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


def a_header_outside(home):
    text = made(home, "memory_store")
    yield "includes the single header, once", text.count("#include <jeton/jeton.hpp>") == 1
    yield "and nothing else of ours", text.count("<jeton/") == 1
    yield "has nothing of what is in there", "struct leaf" not in text
    yield "has what is in it alone", text.count("struct twig") == 1 and text.count("struct store") == 1
    yield "in order", text.index("<jeton/jeton.hpp>") < text.index("struct twig") < text.index("struct store")
    yield "its standard headers, also those of the other", "#include <map>" in text and "#include <span>" in text
    yield "is in no other", "struct store" not in made(home) and "struct twig" not in made(home)
    yield "one licence line, version", text.count("SPDX") == 1 and "9.8.7" in text
    yield "fresh is accepted", run(home, "--check").returncode == 0
    source = home / "include" / "jeton" / "memory_store.hpp"
    source.write_text(source.read_text().replace("store;", "stock;"))
    answer = run(home, "--check")
    yield "stale is refused by name", answer.returncode != 0 and "single_include/jeton/memory_store.hpp" in answer.stderr
    (home / "single_include" / "jeton" / "memory_store.hpp").unlink()
    yield "absent is refused", run(home, "--check").returncode != 0


def no_file_twice():
    """In the real ones: a file that stands under #if would be pasted wherever it is named."""
    for path in sorted((HOME / "single_include").rglob("*.hpp")):
        pasted = re.findall(r"^// (jeton/[\w/]+\.hpp)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        yield f"{path.name}: no file twice", len(pasted) == len(set(pasted))


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
        a_header_outside,
        dict(
            leaf=LEAF,
            twig="struct twig;",
            jeton="#include <jeton/leaf.hpp>",
            memory_store="#include <map>\n#include <span>\n#include <jeton/leaf.hpp>\n#include <jeton/twig.hpp>\n"
            "struct store;",
        ),
    ),
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
