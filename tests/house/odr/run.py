#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Two translation units, one with include/ and one with the single header, make one program that works, also when GCC
optimises across them and looks for classes and functions that differ (-flto -Wodr)."""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent.parent
UNITS = {"first": HOME / "include", "second": HOME / "single_include"}
LTO = ["-O2", "-flto", "-Wodr", "-Werror"]
LTO_WHOLE = [*LTO, "-fno-inline"]  # inlined away, a class is not compared


def linked(compiler, folder, options, control=None):
    """The program, or the messages that refuse it."""
    objects = []
    for name, include_dir in UNITS.items():
        source, object_ = HERE / f"{name}.cpp", folder / f"{name}.o"
        define = [f"-DCONTROL={control[name]}"] if control else []
        command = [*compiler, "-std=c++20", *options, *define, "-I", include_dir, "-c", source, "-o", object_]
        subprocess.run(command, check=True)
        objects.append(object_)
    program = folder / "program"
    answer = subprocess.run([*compiler, *options, *objects, "-o", program], capture_output=True, text=True)
    return (program, "") if answer.returncode == 0 else (None, answer.stderr)


def main(compiler):
    is_gcc = "__clang__" not in subprocess.check_output([*compiler, "-dM", "-E", "-x", "c++", "/dev/null"], text=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for options in [["-O0"], ["-O2"], *([LTO, LTO_WHOLE] if is_gcc else [])]:
            program, messages = linked(compiler, folder, options)
            if not program or subprocess.run([program]).returncode != 0:
                print(f"{' '.join(options)}: the two units make no working program\n{messages}")
                return 1
        if is_gcc:
            program, messages = linked(compiler, folder, LTO, {"first": "int", "second": "char"})
            if program or "disagreement" not in messages:
                print("control: two units that disagree about a class were linked without a word")
                return 1
    print("two units, one program")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
