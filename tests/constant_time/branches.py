#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Reads the assembler that a compiler makes of comparisons.cpp and branches.cpp at several levels of optimisation.

Where a comparison of two texts is branched on, this is its last branch and its only one forward; before it, one branch
backward may count words, and nothing is called. (A loop that depends on what it compares looks like one that counts.
run.py finds those.) And nothing that sees a secret divides: the time of a division may depend on the number. Controls
must be noticed: a chain of early exits and a division always, the comparison without a barrier where Clang 19 turns it
into such a chain.

Valgrind knows neither SHA-NI nor AVX-512. There a secret goes from memory into vectors and back, and never into general
registers or flags, so that no branch and no address can depend on it. A control does, and must be noticed. The check of
many tokens leaves the vectors with verdicts, and no branch may depend on these.

Besides the compiler's own target, comparisons are read for others: Clang compiles for all of them, beside GCC those of
its cross compilers that are there.
"""
import argparse
import collections
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
LEVELS = ["-O1", "-O2", "-O3", "-Os"]
CONTROLS = {"control_without_barrier_": "without its barrier", "control_chain_": "of the chain"}
SIZES = ["16", "24", "32", "40", "48", "64"]
TARGETS = ["i686-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf", "s390x-linux-gnu", "riscv64-linux-gnu"]
SKIPPED = 77  # as meson understands it

FUNCTION = re.compile(r"\s*\.type\s+(\S+),\s*[@%]function")
LABEL = re.compile(r"([\w.$]+):")  # a clone has a name with a dot
INSTRUCTION = re.compile(r"\s+([a-z][\w.]*)\s*([^#@;]*(?:@PLT)?)")
IN_VECTORS = re.compile(r"_ZN5jeton\w+?detail(6sha_ni\d+sha256_blocks|6sha_ni11sha256_eachIvE8compress|6avx51211sha256_eachIvE8compress)")
BATCH = re.compile(r"_ZN5jeton\w+?detail14avx512_vpclmul10valid_each")
LEAVES_VECTORS = re.compile(r"v?p?movmsk\w*|v?pextr\w|v?extractps|v?ptest|vtest\w*|v?u?comis\w|k\w*test\w|kmov\w|v?p?(gather|scatter)\w*")
MOVES_OUT = re.compile(r"%[xyz]mm\d+, *%(?![xyz]mm)")
ARM_CONDITION = "(eq|ne|hs|cs|lo|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"

Target = collections.namedtuple("Target", "goes_on calls conditional divides compares")
"""What mnemonics do: leave for good, call, branch if, divide, compare memory in one instruction that may stop early."""

X86 = Target("jmp|ret", "call[lq]?", "j(?!mp$)\\w+|loop\\w*", "i?div[bwlq]?", "rep\\w*|cmps[bwlq]?|scas[bwlq]?")
CODES = {
    "x86_64": X86,
    "i686": X86,
    "aarch64": Target("b|br|ret", "blr?", "b\\.?(eq|ne|cs|cc|hs|lo|mi|pl|hi|ls|ge|lt|gt|le)|t?cbn?z|tbn?z", "[us]div", "-"),
    "arm": Target("b|bx", "blx?", f"(b|bl|bx|pop|ldm\\w*){ARM_CONDITION}|cbn?z", "[us]div", "-"),
    "s390x": Target("jg?|br", "bras|brasl|basr", "j(?!g?$)\\w+|b(?!r$|asr$)\\w+r|cl?g?[ri]j\\w*|b[rx]?ctg?|brxl?[eh]g?",
                    "d|dr|dl\\w*|ds\\w*", "clc|clcle?|clst"),
    "riscv64": Target("j|jr|ret|tail", "call|jalr?", "b\\w+", "div\\w*|rem\\w*", "-"),
}


class Code:
    """What stands in one function, in the order of its lines."""

    def __init__(self):
        self.labels = {}
        self.branches = []  # (line, label)
        self.calls = []
        self.divisions = 0
        self.memory_compared = 0
        self.left_vectors = 0

    def backward(self):
        return [line for line, label in self.branches if self.labels.get(label, line) < line]

    def forward(self):
        return [line for line, label in self.branches if self.labels.get(label, line + 1) > line]

    def has_one_verdict(self):
        before, verdict = self.backward(), self.forward()
        return len(before) <= 1 and len(verdict) <= 1 and all(line < verdict[0] for line in before if verdict)

    def fault(self):
        if not self.has_one_verdict():
            return f"{len(self.forward())} branches forward, {len(self.backward())} backward"
        if self.calls:
            return f"calls {', '.join(self.calls)}"
        return "compares memory in one instruction" if self.memory_compared else None


def functions(assembler, target):
    """{name: Code} of every function in a listing."""
    found = collections.defaultdict(Code)
    kinds, names, name = CODES[target], set(FUNCTION.findall(assembler)), None
    for number, line in enumerate(assembler.splitlines()):
        if label := LABEL.match(line):
            if label[1] in names:
                name = label[1]
            elif name:
                found[name].labels[label[1]] = number
        elif name and (instruction := INSTRUCTION.match(line)):
            read(found[name], kinds, number, *instruction.groups())
    return found


def read(code, kinds, number, operation, operands):
    target = re.split(r"[,\s]+", operands.strip())[-1].replace("@PLT", "")
    if re.fullmatch(kinds.conditional, operation):
        code.branches.append((number, target))
    elif re.fullmatch(kinds.calls, operation) or (re.fullmatch(kinds.goes_on, operation) and target[:1].isalpha()):
        if target != "accept" and not re.fullmatch(r"%?(r14|lr|x30|ra)", target):
            code.calls.append(target)
    code.divisions += bool(re.fullmatch(kinds.divides, operation))
    code.memory_compared += bool(re.fullmatch(kinds.compares, operation))
    code.left_vectors += bool(LEAVES_VECTORS.fullmatch(operation) or MOVES_OUT.search(operands))


def assembler(command, source, level):
    command = [*command, "-std=c++20", level, "-I", INCLUDE, "-S", "-o", "-", HERE / source]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def comparison_faults(found, barrier_is_needed):
    for size in SIZES:
        if f"library_{size}" not in found:
            yield f"library_{size} is not there"
        elif fault := found[f"library_{size}"].fault():
            yield f"library_{size}: {fault}"
        if found[f"control_chain_{size}"].has_one_verdict():
            yield f"control_chain_{size} was not noticed"
    if barrier_is_needed and not early_exits(found, "control_without_barrier_"):
        yield "no comparison without a barrier was noticed"


def division_faults(found):
    for name, code in found.items():
        if (code.divisions > 0) != (name == "control_division"):
            yield f"{name} has {code.divisions} divisions"


def vector_faults(found):
    """A loop over blocks and one over rounds are the only branches."""
    paths = {name: code for name, code in found.items() if IN_VECTORS.match(name)}
    if len(paths) != 3:
        yield f"{len(paths)} functions of SHA-NI and AVX-512 instead of 3"
    for name, code in paths.items():
        calls = [name for name in code.calls if name != "memset" and "detail4wipe" not in name]
        if code.left_vectors or len(code.branches) > 4 or calls:
            yield f"{name}: {code.left_vectors} times out of vectors, {len(code.branches)} branches, calls {calls}"
    if not found["control_leaves_vectors"].left_vectors:
        yield "control_leaves_vectors was not noticed"


def batch_faults(found):
    """Of the check of many tokens: a loop over them, and the question whether there are any, are the only branches."""
    batches = {name: code for name, code in found.items() if BATCH.match(name)}
    if len(batches) != 1:
        yield f"{len(batches)} functions that check many tokens instead of 1"
    for name, code in batches.items():
        if len(code.branches) > 2 or code.calls:
            yield f"{name}: {len(code.branches)} branches, calls {code.calls}"
    if len(found["control_stops_early"].branches) <= 2:
        yield "control_stops_early was not noticed"


def early_exits(found, prefix):
    return sum(not found[f"{prefix}{size}"].has_one_verdict() for size in SIZES)


def major_of_clang(compiler):
    command = [*compiler, "-dM", "-E", "-x", "c++", "/dev/null"]
    macros = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    version = re.search(r"#define __clang_major__ (\d+)", macros)
    return int(version[1]) if version else 0


def other_targets(compiler, is_clang, folder):
    """(name, command) of what compiles for another target, with this machine's headers where the target's own are not
    needed to compile so little."""
    if not is_clang:
        for target in TARGETS:
            if shutil.which(f"{target}-g++"):
                yield target, [f"{target}-g++", "-fno-pic"]
        return
    for name in ["stubs-32.h", "stubs-hard.h", "stubs-lp64d.h"]:  # lists of functions that a C library does not have
        (folder / "gnu").mkdir(exist_ok=True)
        (folder / "gnu" / name).touch()
    command = [*compiler, "-E", "-v", "-x", "c++", "/dev/null"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    folders = re.search(r"<\.\.\.> search starts here:\n(.*?)\nEnd of search list", said, re.DOTALL)[1].split()
    for target in TARGETS:
        headers = [word for path in [folder, *folders] for word in ("-isystem", str(path))]
        triple = target.replace("arm-", "armv7-")
        yield target, [*compiler, f"--target={triple}", "-fno-pic", "-nostdinc", *headers]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("compiler", nargs="+", help="the compiler and what always stands behind it")
    arguments = parser.parse_args()
    if platform.machine() != "x86_64":
        print("skipped: run it on x86-64, from where it looks at other machines too")
        return SKIPPED

    wrong = 0

    def judge(title, faults, remark):
        nonlocal wrong
        print(f"{title}: {remark}")
        for fault in faults:
            print(f"  WRONG: {fault}")
            wrong += 1

    clang = major_of_clang(arguments.compiler)
    with tempfile.TemporaryDirectory() as folder:
        builds = [("x86_64", arguments.compiler), ("x86_64", [*arguments.compiler, "-march=x86-64-v3"])]
        others = list(other_targets(arguments.compiler, clang > 0, pathlib.Path(folder)))
        for target, command in [*builds, *others]:
            code = target.split("-")[0]
            for level in LEVELS:
                found = functions(assembler(command, "comparisons.cpp", level), code)
                needed = clang == 19 and code == "x86_64" and level in ("-O2", "-O3") and "-march=x86-64-v3" not in command
                counts = [f"{early_exits(found, prefix)} {what}" for prefix, what in CONTROLS.items()]
                title = " ".join([target, level, *(word for word in command if word.startswith("-march"))])
                judge(title, comparison_faults(found, needed), f"sizes with early exits: {', '.join(counts)}")
        for level in LEVELS:
            found = functions(assembler(arguments.compiler, "branches.cpp", level), "x86_64")
            judge(f"x86_64 {level}", division_faults(found), f"{len(found)} functions searched for divisions")
            judge(f"x86_64 {level}", vector_faults(found), "SHA-NI and AVX-512 keep what they hash")
            judge(f"x86_64 {level}", batch_faults(found), "AVX-512 checks many tokens without a branch on one")
    if missing := set(TARGETS) - {target for target, _ in others}:
        print("not looked at, because there is no cross compiler:", ", ".join(sorted(missing)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
