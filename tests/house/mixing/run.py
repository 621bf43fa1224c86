#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Units built for different processors make one program that runs on an old one.

Of a function that stands in several units the linker keeps one, and it may be the one that was built for AVX-512. The
checks of tokens must not care: whatever stands first, they run on a processor without AVX, under an emulator. What else
is inline in a header is built by the user's flags, as in every C++ program; it runs where the unit for the oldest
processor stands first. The control does what the library must not, and has to die.
"""
import itertools
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent.parent / "include"
SKIPPED = 77  # as meson understands it
UNITS = {
    "oldest": ["-march=x86-64"],
    "avx2": ["-march=x86-64-v3"],
    "avx512": ["-march=x86-64-v3", "-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq"],
}
LEVELS = ["-O1", "-O2", "-O3"]
OLD_PROCESSORS = ["core2duo", "Nehalem", "max"]  # without PCLMULQDQ; without AVX; without AVX-512

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def digits(number, alphabet, width):
    text = ""
    for _ in range(width):
        number, digit = divmod(number, len(alphabet))
        text = alphabet[digit] + text
    return text


def tokens():
    """One of each format, made by another implementation."""
    acme = "acme_pat_" + BASE62[:30]
    gitlab = "glpat-" + BASE62[:40]
    gitlab += ".01." + digits(40, BASE36, 2)
    return [acme + digits(zlib.crc32(acme.encode()), BASE62, 6), gitlab + digits(zlib.crc32(gitlab.encode()), BASE36, 7)]


def objects(compiler, level, folder, more=()):
    made = {}
    for unit, flags in UNITS.items():
        made[unit] = folder / f"{unit}.o"
        command = [*compiler, "-std=c++20", level, *flags, *more, f"-DUNIT={unit}", "-I", INCLUDE]
        subprocess.run([*command, "-c", HERE / "unit.cpp", "-o", made[unit]], check=True)
    made["main"] = folder / "main.o"
    subprocess.run([*compiler, "-std=c++20", level, *more, "-c", HERE / "main.cpp", "-o", made["main"]], check=True)
    return made


def linked(compiler, made, order, folder):
    program = folder / "program"
    command = [*compiler, *(made[unit] for unit in order), made["main"], "-static", "-o", program]
    subprocess.run(command, check=True)
    return program


def runs(program, what, processor=None):
    emulator = ["qemu-x86_64", "-cpu", processor] if processor else []
    return subprocess.run([*emulator, program, what, *tokens()], capture_output=True).returncode == 0


def has_avx512():
    cpu = pathlib.Path("/proc/cpuinfo")
    return cpu.exists() and all(f" {flag} " in cpu.read_text() for flag in ("avx512bw", "avx512vl", "avx512dq"))


def faults(compiler, folder):
    for level in LEVELS:
        made = objects(compiler, level, folder)
        for order in itertools.permutations(UNITS):
            program = linked(compiler, made, order, folder)
            name = f"{level}, {' '.join(order)}"
            for processor in OLD_PROCESSORS:
                if not runs(program, "works" if order[0] == "oldest" else "checks", processor):
                    yield f"{name}: dies on {processor}"
            if has_avx512() and not runs(program, "all"):
                yield f"{name}: does not work here"
    made = objects(compiler, "-O3", folder, ["-DCONTROL"])
    if runs(linked(compiler, made, ["avx512", "avx2", "oldest"], folder), "checks", "Nehalem"):
        yield "control: a function with one name and AVX-512 in it was not noticed"


def main(compiler):
    if platform.machine() != "x86_64" or not shutil.which("qemu-x86_64"):
        print("skipped: needs x86-64 and qemu-x86_64")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(compiler, pathlib.Path(folder)))
    print("\n".join(found) or "units for three processors, in every order, on old ones")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
