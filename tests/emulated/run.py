#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""hash.cpp and tokens.cpp on emulated processors: each takes the paths that it should, and every path is what the
portable code says.

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

X86 = ("x86_64-linux-gnu-g++", "qemu-x86_64")
ARM = ("aarch64-linux-gnu-g++", "qemu-aarch64")
S390X = ("s390x-linux-gnu-g++", "qemu-s390x")

# (program, compiler and emulator, processor, the line that it prints on each path that is looked for)
MACHINES = [
    ("hash", X86, "Nehalem", ["vector16 vector16"]),
    ("hash", X86, "Haswell", ["avx2_bmi2 avx2_bmi2"]),
    ("hash", X86, "max", ["sha_ni sha_ni"]),
    ("hash", ARM, "max", ["neon_sha2 neon_sha2"]),
    ("hash", S390X, "max", ["vector16 vector16"]),
    ("tokens", X86, "Nehalem", ["vector16"]),
    ("tokens", X86, "Westmere", ["sse41_pclmul"]),
    ("tokens", X86, "Haswell", ["avx2_pclmul"]),
    ("tokens", ARM, "max", ["neon_crc32", "neon_pmull"]),
    ("tokens", S390X, "max", ["vector16"]),
]


def built(name, compiler, folder):
    program = folder / f"{name}-{compiler}"
    if not program.exists():
        command = [compiler, "-std=c++20", "-O2", "-static", "-I", INCLUDE, HERE / f"{name}.cpp", "-o", program]
        subprocess.run(command, check=True)
    return program


def main():
    ran = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (compiler, emulator), processor, paths in MACHINES:
            machine = f"{name} on {emulator} -cpu {processor}"
            if missing := [tool for tool in (compiler, emulator) if not shutil.which(tool)]:
                print(f"LEFT OUT {machine}: there is no {' and no '.join(missing)}")
                continue
            program = built(name, compiler, pathlib.Path(folder))
            answer = subprocess.run([emulator, "-cpu", processor, program], capture_output=True, text=True)
            lines = answer.stdout.splitlines()
            if answer.returncode != 0 or "WRONG" in answer.stdout:
                print(f"WRONG {machine}: {answer.stdout}{answer.stderr}")
                wrong += 1
                continue
            for path in paths:
                if f"{path} ok" in lines:
                    print(f"ok {machine}: {path.split()[0]}")
                    ran += 1
                else:
                    print(f"LEFT OUT {machine}: it takes {lines} and has nothing for {path}")
    if wrong:
        return 1
    return 0 if ran else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
