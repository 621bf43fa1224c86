#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""hash.cpp on emulated processors: each takes the path that it should, and every path is what the portable code says.

An emulator that is missing, or that lacks what a path needs, is named and left out: Debian 12's qemu has no SHA-NI,
Debian 13's has. If nothing is left, the test is skipped. tools/trixie runs it on Debian 13 from anywhere.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
SKIPPED = 77  # as meson understands it

# (compiler, emulator, processor, path of one text, path of many)
MACHINES = [
    ("x86_64-linux-gnu-g++", "qemu-x86_64", "Nehalem", "vector16", "vector16"),
    ("x86_64-linux-gnu-g++", "qemu-x86_64", "Haswell", "avx2_bmi2", "avx2_bmi2"),
    ("x86_64-linux-gnu-g++", "qemu-x86_64", "max", "sha_ni", "sha_ni"),
    ("aarch64-linux-gnu-g++", "qemu-aarch64", "max", "neon_sha2", "neon_sha2"),
    ("s390x-linux-gnu-g++", "qemu-s390x", "max", "vector16", "vector16"),
]


def program_of(compiler, folder):
    program = folder / compiler
    if not program.exists():
        command = [compiler, "-std=c++20", "-O2", "-static", "-I", INCLUDE, HERE / "hash.cpp", "-o", program]
        subprocess.run(command, check=True)
    return program


def main():
    ran = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for compiler, emulator, processor, one, many in MACHINES:
            machine = f"{emulator} -cpu {processor}"
            if missing := [tool for tool in (compiler, emulator) if not shutil.which(tool)]:
                print(f"LEFT OUT {machine}: there is no {' and no '.join(missing)}")
                continue
            command = [emulator, "-cpu", processor, program_of(compiler, pathlib.Path(folder))]
            answer = subprocess.run(command, capture_output=True, text=True)
            first = answer.stdout.split("\n")[0]
            if answer.returncode != 0 or "WRONG" in answer.stdout:
                print(f"WRONG {machine}: {answer.stdout}{answer.stderr}")
                wrong += 1
            elif first != f"{one} {many} ok":
                print(f"LEFT OUT {machine}: it takes {first!r} and has nothing for {one}")
            else:
                print(f"ok {machine}: {one}")
                ran += 1
    if wrong:
        return 1
    return 0 if ran else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
