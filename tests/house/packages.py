#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""tools/packages asks where it can be answered, installs what is missing, and says plainly when it cannot. The package
manager here is a fake one that writes down what it is told."""
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "python"))

from terminals import have_terminals

PACKAGES = TESTS.parent / "tools" / "packages"
TOOLS = ["sh", "cat", "echo", "env", "grep", "xargs", "true"]

FAKES = {
    "id": "echo ${FAKE_USER}",
    "dpkg-query": "case \"$FAKE_INSTALLED\" in *all*) echo installed ;; *) exit 1 ;; esac",
    "apt-cache": 'test -e "$FAKE_LOG.known" || set policy other\n'
    'printf "%s:\\n  Installed: (none)\\n  Candidate: 1\\n" "$2"',
    "apt-get": 'echo "$@" >>"$FAKE_LOG"\n'
    'case "$*" in *update*) test -z "$FAKE_NETWORK" || touch "$FAKE_LOG.known" ;; esac',
    "sudo": 'if [ "$1" = -n ]; then exit "$FAKE_PASSWORD"; fi; echo sudo >>"$FAKE_LOG"; exec "$@"',
}


class Machine:
    """A machine with these commands; `run` gives the exit status, what was printed and what apt-get was told."""

    def __init__(self, folder, *, without=(), known=True, user=0, installed="", network="1", password=0):
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for name in [*TOOLS, "touch"]:
            (self.bin / name).symlink_to(shutil.which(name))
        for name in set(FAKES) - set(without):
            (self.bin / name).write_text(f"#!/bin/sh\n{FAKES[name]}\n")
            (self.bin / name).chmod(0o755)
        self.log = folder / "log"
        if known:
            pathlib.Path(f"{self.log}.known").touch()
        self.environment = {
            "PATH": str(self.bin),
            "FAKE_LOG": str(self.log),
            "FAKE_USER": str(user),
            "FAKE_INSTALLED": installed,
            "FAKE_NETWORK": network,
            "FAKE_PASSWORD": str(password),
        }

    def run(self, *arguments, typed=None, **environment):
        stdin = subprocess.DEVNULL
        if typed is not None:
            master, stdin = pty.openpty()
            os.write(master, typed.encode())
        answer = subprocess.run(
            [PACKAGES, *arguments], stdin=stdin, capture_output=True, text=True, env={**self.environment, **environment}
        )
        told = self.log.read_text().splitlines() if self.log.exists() else []
        return answer.returncode, answer.stdout + answer.stderr, told


INSTALL = ["-q install --yes --no-install-recommends g++"]
UPDATE = ["-q update"]


def claims(machine):
    """Each claim and whether it holds. `machine(...)` makes a new one."""
    status, printed, told = machine().run("demo")
    yield "no terminal: goes on, and shows the command", status == 0 and told == INSTALL and INSTALL[0] in printed
    yield "no terminal: does not ask", "[y/N]" not in printed
    status, printed, told = machine(known=False).run("demo")
    yield "no index: updates first", status == 0 and told == UPDATE + INSTALL
    status, printed, told = machine(known=False, network="").run("demo")
    yield "no index to be had: installs nothing, as apt-get would read g++ as a pattern", status != 0 and told == UPDATE
    status, printed, told = machine(user=1000).run("demo")
    yield "a user with sudo: uses it", status == 0 and told == ["sudo", *INSTALL]
    status, printed, told = machine(user=1000, password=1).run("demo")
    yield "sudo that wants a password without a terminal: says so", status != 0 and not told and "g++" in printed
    status, printed, told = machine(user=1000, without=["sudo"]).run("demo")
    yield "a user without sudo: says what is needed", status != 0 and not told and "needed for the demo: g++" in printed
    status, printed, told = machine(without=["apt-get", "dpkg-query"]).run("test")
    yield "no apt-get: says what is needed", status != 0 and "meson" in printed and "catch2" in printed
    status, printed, told = machine().run("--force", "demo")
    yield "an unknown argument is an error of use", status == 2 and not told and "--force" in printed
    status, printed, told = machine().run()
    yield "so is none", status == 2 and not told


def claims_on_a_terminal(machine):
    """The same for what somebody types."""
    status, printed, told = machine(installed="all").run("demo", typed="")
    yield "nothing missing: nothing asked, nothing done", (status, printed, told) == (0, "", [])
    status, printed, told = machine().run("demo", typed="y\n")
    yield "a terminal: asks, and goes on after y", status == 0 and told == INSTALL and "[y/N]" in printed
    for answer in ("n\n", "\n", "\x04"):
        status, printed, told = machine().run("demo", typed=answer)
        yield f"a terminal: {answer!r} installs nothing", status != 0 and not told and "g++" in printed
    for words, environment in ((["--yes"], {}), ([], {"CI": "true"})):
        status, printed, told = machine().run(*words, "demo", typed="", **environment)
        yield f"{words}{environment}: does not ask", status == 0 and told == INSTALL and "[y/N]" not in printed


def main():
    with tempfile.TemporaryDirectory() as folder:
        made = 0

        def machine(**properties):
            nonlocal made
            made += 1
            return Machine(pathlib.Path(folder) / str(made), **properties)

        all_claims = [*claims(machine), *(claims_on_a_terminal(machine) if have_terminals() else [])]
        broken = [claim for claim, holds in all_claims if not holds]
    print("\n".join(f"not so: {claim}" for claim in broken) or "tools/packages keeps its word")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
