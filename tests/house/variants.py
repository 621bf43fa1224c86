#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The table of the variants, include/jeton/bytes/detail/variants.inc, agrees with the files in simd/, with the
processors that tests/emulated plays, and with docs/design.md, whose table --write writes.

Before it judges the repository it judges tables with planted faults, and fails if it overlooks one.
"""
import argparse
import importlib.util
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
BYTES = HOME / "include" / "jeton" / "bytes" / "detail"
PAGE = HOME / "docs" / "design.md"
BEGIN = "<!-- tests/house/variants.py --write writes what follows from bytes/detail/variants.inc. -->"
END = "<!-- The end of what it writes. -->"

# The columns of the table: the end of a file's name, and what docs/design.md says.
JOBS = {
    "digits": "digits",
    "crc32": "CRC-32",
    "token": "a token",
    "sha256": "SHA-256",
    "sha256_each": "SHA-256 of many",
    "valid_each": "many tokens",
}
ORACLE = "portable"  # it stands in files of its own, outside simd/
NOT_EMULATED = ["avx512", "avx512_vpclmul"]  # qemu has no AVX-512; tests/bytes and tests/digest run them where it is

ROW = re.compile(r"^JETON_VARIANT\((\w+),\s*([\w:| ]+?),\s*((?:(?:yes|no),?\s*)+)\)$", re.MULTILINE)
FEATURE = re.compile(r"^inline constexpr features (\w+) = [^;]+;(?:\s*///< (.*))?$", re.MULTILINE)


def rows_of(text):
    """{set: (what the processor must have, the jobs)} in the order of the table."""
    rows = {}
    for name, needs, answers in ROW.findall(text):
        answers = re.findall(r"yes|no", answers)
        jobs = [job for job, answer in zip(JOBS, answers) if answer == "yes"]
        rows[name] = ([need.strip().removeprefix("cpu::") for need in needs.split("|")], jobs)
        if len(answers) != len(JOBS):
            sys.exit(f"variants.inc: the row {name} has {len(answers)} columns instead of {len(JOBS)}")
    return rows


def files_of_simd():
    return [path.name.removesuffix(".hpp") for path in sorted((BYTES / "simd").rglob("*.hpp"))]


def emulated():
    """The instruction sets that tests/emulated looks for."""
    spec = importlib.util.spec_from_file_location("emulated", HOME / "tests" / "emulated" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name for *_, lines in module.MACHINES for line in lines for name in line.split()}


def faults(rows, features, files, played):
    for name, (needs, jobs) in rows.items():
        for need in needs:
            if need not in features:
                yield f"{name} must have {need}, which is not in cpu.hpp"
        if not jobs:
            yield f"{name} does nothing: take it out of the table"
        if name == ORACLE:
            continue
        for job in jobs:
            if f"{name}_{job}" not in files:
                yield f"{name} is for {job}, but there is no simd/**/{name}_{job}.hpp"
        if name not in played and name not in NOT_EMULATED:
            yield f"no test executes {name} for certain: give it a processor in tests/emulated/run.py"
    for file in files:
        owners = [name for name in rows if file == name or file.startswith(f"{name}_")]
        if not owners:
            yield f"simd/**/{file}.hpp does not begin with an instruction set of the table"
        elif file not in owners and not any(file == f"{name}_{job}" for name in owners for job in JOBS):
            yield f"simd/**/{file}.hpp: behind the instruction set stands none of {', '.join(JOBS)}"


def table(rows, features):
    """What docs/design.md says."""
    yield f"| instruction set | the processor must have | {' | '.join(JOBS.values())} |"
    yield "|---" * (2 + len(JOBS)) + "|"
    for name, (needs, jobs) in rows.items():
        must = "; ".join(features[need] for need in needs).replace("; x86:", ";")
        yield f"| `{name}` | {must} | {' | '.join('yes' if job in jobs else '' for job in JOBS)} |"


def fresh(page, rows, features):
    before, rest = page.split(BEGIN)
    return "\n".join([before + BEGIN, "", *table(rows, features), "", END + rest.split(END, 1)[1]])


def overlooked(text, features, files, played):
    """Planted faults that were not reported."""
    good = "JETON_VARIANT(sha_ni,          cpu::sha_ni,               no,    no,   no,   yes,   yes,        no)"
    planted = [
        (text.replace(good, good.replace("cpu::sha_ni", "cpu::sha_in")), files, played, "must have sha_in"),
        (text.replace(good, good.replace("yes", "no")), files, played, "sha_ni does nothing"),
        (text.replace(good, good.replace("no, ", "yes,")), files, played, "no simd/**/sha_ni_token.hpp"),
        (text.replace(good, ""), files, played, "sha_ni_sha256.hpp does not begin with"),
        (text, [*files, "sha_ni_twice"], played, "sha_ni_twice.hpp: behind the instruction set"),
        (text, [file for file in files if file != "avx2_pclmul_token"], played, "no simd/**/avx2_pclmul_token.hpp"),
        (text, files, played - {"neon_pmull"}, "no test executes neon_pmull"),
    ]
    for changed, there, emulated_there, message in planted:
        if not any(message in fault for fault in faults(rows_of(changed), features, there, emulated_there)):
            yield f"control: overlooked that {message}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table of docs/design.md")
    arguments = parser.parse_args()
    text = (BYTES / "variants.inc").read_text(encoding="utf-8")
    features = {name: what or name for name, what in FEATURE.findall((BYTES / "cpu.hpp").read_text(encoding="utf-8"))}
    rows, files, played = rows_of(text), files_of_simd(), emulated()
    found = [*overlooked(text, features, files, played), *faults(rows, features, files, played)]
    if text.count("JETON_VARIANT(") != len(rows) or ORACLE not in rows:
        found.append("variants.inc has a row that this script cannot read")
    page = PAGE.read_text(encoding="utf-8")
    if arguments.write and not found:
        PAGE.write_text(fresh(page, rows, features), encoding="utf-8")
    elif page != fresh(page, rows, features):
        found.append("the table of docs/design.md is not up to date: run tests/house/variants.py --write")
    print("\n".join(found) or f"{len(rows)} instruction sets, {len(files)} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
