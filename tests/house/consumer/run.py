#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Somebody else's project can use jeton: as a meson subproject, and installed, by pkg-config and by CMake. Only who includes
the SQLite store links SQLite."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent.parent
SOURCE = HERE / "consumer.cpp"


class Refused(Exception):
    """A command failed; the message is what it said."""


def run(*command, **environment):
    answer = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if answer.returncode != 0:
        raise Refused(f"{' '.join(map(str, command))}\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def refused(*command, **environment):
    try:
        run(*command, **environment)
    except Refused:
        return
    raise Refused(f"control: {' '.join(map(str, command))} should have failed")


def as_subproject(folder, meson, _):
    project = folder / "project"
    shutil.copytree(HERE, project)
    refused(*meson, "setup", folder / "without", project, PKG_CONFIG_LIBDIR=str(folder))
    (project / "subprojects").mkdir()
    (project / "subprojects" / "jeton").symlink_to(HOME)
    build = folder / "with"
    run(*meson, "setup", build, project, "--force-fallback-for=jeton")
    run(*meson, "compile", "-C", build)
    run(build / "consumer")
    targets = run(*meson, "introspect", build, "--targets")
    if targets.count('"defined_in"') != 1:
        raise Refused("a subproject builds targets of its own: tests or tools are not off")


def installed(folder, meson, compiler):
    prefix = folder / "prefix"
    off = [f"-D{option}=disabled" for option in ("tests", "bench", "fuzz", "examples", "tools")]
    run(*meson, "setup", folder / "build", HOME, f"--prefix={prefix}", *off)
    run(*meson, "install", "-C", folder / "build")

    have = {path.relative_to(prefix / "include") for path in (prefix / "include" / "jeton").rglob("*.*")}
    want = {path.relative_to(HOME / "include") for path in (HOME / "include" / "jeton").rglob("*.*")}
    if have != want:
        raise Refused(f"installed headers differ: {sorted(map(str, have ^ want))}")

    with_pkg_config(folder, compiler, prefix / "share" / "pkgconfig")
    if shutil.which("cmake"):
        with_cmake(folder, prefix)


def with_pkg_config(folder, compiler, pc_dir):
    refused("pkg-config", "--exists", "jeton", PKG_CONFIG_LIBDIR=str(folder))
    run("pkg-config", "--exists", "jeton >= 0.1", PKG_CONFIG_LIBDIR=str(pc_dir))
    flags = run("pkg-config", "--cflags", "--libs", "jeton", PKG_CONFIG_LIBDIR=str(pc_dir)).split()
    program = folder / "program"
    refused(*compiler, "-std=c++20", SOURCE, "-o", program)
    run(*compiler, "-std=c++20", SOURCE, *flags, "-o", program)
    run(program)
    if has_sqlite():
        source = HERE / "with_sqlite.cpp"
        sqlite = run("pkg-config", "--cflags", "--libs", "sqlite3").split()
        refused(*compiler, "-std=c++20", source, *flags, "-o", program)
        run(*compiler, "-std=c++20", source, *flags, *sqlite, "-pthread", "-o", program)
        run(program, folder / "tokens.db")


def has_sqlite():
    return subprocess.run(["pkg-config", "--exists", "sqlite3 >= 3.37"], check=False).returncode == 0


def with_cmake(folder, prefix):
    found = f"-DCMAKE_PREFIX_PATH={prefix}"
    refused("cmake", "-G", "Ninja", "-S", HERE, "-B", folder / "cmake1", found, "-DWANTED=1.0")
    refused("cmake", "-G", "Ninja", "-S", HERE, "-B", folder / "cmake2", "-DWANTED=0.1")
    build = folder / "cmake"
    run("cmake", "-G", "Ninja", "-S", HERE, "-B", build, found, "-DWANTED=0.1")
    run("cmake", "--build", build)
    run(build / "consumer")


def main(meson, compiler):
    os.environ["CXX"] = " ".join(compiler)
    for use in (as_subproject, installed):
        with tempfile.TemporaryDirectory() as folder:
            try:
                use(pathlib.Path(folder), meson, compiler)
            except Refused as fault:
                print(f"{use.__name__}: {fault}")
                return 1
    missing = [name for name, found in (("CMake", shutil.which("cmake")), ("SQLite", has_sqlite())) if not found]
    print("as a subproject and installed" + (f"; without {' and '.join(missing)}, which is not here" if missing else ""))
    return 0


if __name__ == "__main__":
    split = sys.argv.index("--")
    sys.exit(main(sys.argv[1:split], sys.argv[split + 1 :]))
