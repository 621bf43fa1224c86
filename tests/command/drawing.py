#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What `inspect` draws: masked, in 80 columns, coloured on a terminal alone."""

import fcntl
import hashlib
import json
import os
import pty
import resource
import signal
import struct
import subprocess
import sys
import termios
import time

from command import PLAIN, VALID, Command, check, known_tokens, rows, run
from terminals import have_terminals

TOKENS = {name: text for name, text, _ in known_tokens()}
CLASSIC = TOKENS["github-ghp"]

FINE_GRAINED = """\
line 1: valid github-fine-grained-pat (GitHub)
  github_pat_**********************_********************************************
  1----------2---------------------34------------------------------------------5
  ***************
  -------6~~~~~~~

  1  prefix          0-10    11  github_pat_
  2  field          11-32    22
  3  separator         33     1  _
  4  field          34-76    43
  5  checksum       77-84     8
  6  field          85-92     8  no check covers it
"""

WRONG_CHECK = """\
line 1: invalid checksum at 34, the checksum does not match
  ghp_************************************
                                    ^
  size 40
"""


def fingerprint(token: bytes) -> str:
    return hashlib.sha256(b"jeton fingerprint v1\0" + token).hexdigest()[:12]


def pictures(jeton: Command, sample: Command) -> None:
    token = TOKENS["github-fine-grained"]
    drawn = jeton("inspect", tokens=token, secrets=[token[11:]]).out.decode()
    check("a token is drawn", drawn == FINE_GRAINED + f"  size 93, fingerprint {fingerprint(token)}\n", drawn)
    wrong = CLASSIC[:-1] + (b"0" if CLASSIC[-1:] != b"0" else b"1")
    check("a fault is drawn", jeton("inspect", tokens=wrong).out.decode() == WRONG_CHECK)
    drawn = jeton("inspect", tokens=b"\n").out.decode()
    check(
        "an empty line is drawn",
        drawn == "line 1: invalid prefix at 0, does not begin with the prefix\n  (an empty line)\n",
        drawn,
    )
    short = jeton("inspect", tokens=b"ghp_12\n").out.decode().splitlines()
    check("what is missing is behind the end", short[1:3] == ["  ghp_**", "        ^"])
    check("weak evidence is told", "weak evidence" in jeton("inspect", tokens=TOKENS["zuplo"]).out.decode())

    for guessable in (b"pin-12345678", b"correct-horse-battery-staple"):
        drawn = sample("inspect", tokens=guessable, secrets=[guessable[4:]]).out.decode()
        check("tokens that can be guessed have no fingerprint", "no fingerprint" in drawn and "valid" in drawn, drawn)
        said = json.loads(sample("inspect", "--json", tokens=guessable, secrets=[guessable[4:]]).out)
        check("nor in JSON", said["valid"] and said["fingerprint"] is None)

    long = next(
        row.text for row in rows("formats.tsv") if row.format == "gitlab-longest-v1" and row.note == "field of 300"
    )
    arguments = ("gitlab-personal-access-token", "--prefix", "+" * 20)
    drawn = jeton("inspect", *arguments, tokens=long, secrets=[long[20:320]]).out.decode()
    check("the longest token fits 80 columns", max(map(len, drawn.splitlines())) <= 80 and "size 333" in drawn)
    check(
        "rows that look the same are left out",
        "bytes that look the same" in drawn and drawn.count("*" * 78) <= 2,
        drawn,
    )


def masks(jeton: Command, sample: Command) -> None:
    """Nothing of a field or check is shown, of any valid token of the vectors."""
    for row in rows("formats.tsv"):
        if row.expected != "valid" or row.note != "random" or b"\n" in row.text:
            continue
        for answer in (jeton("inspect", tokens=row.text), jeton("inspect", "--json", tokens=row.text)):
            secrets = [
                row.text[at : at + 6] for at in range(12, len(row.text) - 6) if b"." not in row.text[at : at + 6]
            ]
            check("no six bytes of a token are shown", not any(map(answer.holds, secrets)), row.format)
    for name, token in TOKENS.items():
        answer = json.loads(jeton("inspect", "--json", tokens=token).out)
        if answer["valid"]:
            check("the masked token has its size", len(answer["masked"]) == len(token) == answer["size"], name)
            check("the fingerprint is that of Python", answer["fingerprint"] == fingerprint(token), name)
            shown = "".join(part.get("text", "*" * part["size"]) for part in answer["parts"])
            check("the parts are the masked token", shown == answer["masked"], name)


def on_terminal(command: list[str], token: bytes, columns: int = 80, env: dict[str, str] | None = None) -> bytes:
    """What it prints on a terminal of 24 rows, with the token on standard input, which is none."""
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writer, env=PLAIN | (env or {}))
    os.close(writer)
    process.stdin.write(token)
    process.stdin.close()
    printed = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        printed += piece
    os.close(reader)
    process.wait()
    return printed.replace(b"\r\n", b"\n")


def colours(jeton: Command, sample: Command) -> None:
    def coloured(*options: str, env: dict[str, str] | None = None, terminal: bool = True) -> bool:
        if terminal:
            return b"\033[" in on_terminal([jeton.path, "inspect", *options], CLASSIC, env=env)
        return b"\033[" in jeton("inspect", *options, tokens=CLASSIC, env=env).out

    check("no colour elsewhere", not coloured(terminal=False))
    check("always", coloured("--color", "always", terminal=False))
    if not have_terminals():
        return
    check("colour on a terminal", coloured())
    check("no colour with NO_COLOR", not coloured(env={"NO_COLOR": "1"}))
    check("an empty NO_COLOR says nothing", coloured(env={"NO_COLOR": ""}))
    check("no colour on a dumb terminal", not coloured(env={"TERM": "dumb"}))
    check("always means always", coloured("--color=always", env={"NO_COLOR": "1"}))
    check("never", not coloured("--color", "never"))
    check("no colour in JSON", not coloured("--json"))

    for columns in (20, 40, 80, 132):
        command = [jeton.path, "inspect", "--color", "never"]
        lines = on_terminal(command, TOKENS["atlassian-atatt3"], columns).decode().splitlines()
        drawn = [line for line in lines[1:] if set(line) & set("*~")]
        check("the drawing is as wide as the terminal", max(map(len, drawn)) == min(columns, 194), f"{columns}")
    table = on_terminal([jeton.path, "formats"], b"").decode().splitlines()
    check("the table fits a terminal", max(map(len, table)) <= 80, max(table, key=len))


def typed(jeton: Command, sample: Command) -> None:
    """A token that is typed on a terminal is not shown, and the terminal is as before."""
    if not have_terminals():
        return
    reader, writer = pty.openpty()
    before = termios.tcgetattr(writer)
    process = subprocess.Popen(
        [jeton.path, "check"], stdin=writer, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
    )
    hint = process.stderr.readline()
    os.write(reader, CLASSIC + b"\n\x04")
    said, _ = process.communicate(timeout=60)
    check("a hint says what to do", b"Ctrl-D" in hint)
    check("what is typed is read", said == b"valid github-classic-pat\n" and process.returncode == VALID)
    os.set_blocking(reader, False)
    echoed = os.read(reader, 4096)
    check("and not shown", CLASSIC[4:] not in echoed and echoed.strip() == b"")
    check("the terminal is as before", termios.tcgetattr(writer) == before)


def typed_until_a_signal(jeton: Command, sample: Command) -> None:
    """Whatever signal ends or stops the command while a token is typed, the terminal is as before."""
    if not have_terminals():
        return
    reader, writer = pty.openpty()
    before = termios.tcgetattr(writer)

    def is_silent(wanted: bool) -> bool:
        limit = time.monotonic() + 60
        while (termios.tcgetattr(writer) != before) != wanted and time.monotonic() < limit:
            time.sleep(0.002)
        return (termios.tcgetattr(writer) != before) == wanted

    def alone() -> None:
        os.setpgid(0, 0)  # in a group whose parent stands outside of it: else the system ignores signals that stop
        no_core()

    def start() -> subprocess.Popen:
        streams = {"stdin": writer, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen([jeton.path, "check"], **streams, env=PLAIN, preexec_fn=alone)
        check("it is silent", is_silent(True))
        return process

    # Faults of the program itself are left out, since a sanitizer handles them.
    faults = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP}
    stops = {signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
    harmless = {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH, signal.SIGPIPE, signal.SIGXFSZ}
    ends = set(signal.Signals) - faults - stops - harmless - {signal.SIGKILL, signal.SIGSTOP}
    named = "HUP INT QUIT ABRT USR1 USR2 ALRM TERM XCPU VTALRM PROF"
    check("the best known are among them", {signal.Signals["SIG" + name] for name in named.split()} <= ends)
    for one in sorted(ends):
        process = start()
        process.send_signal(one)
        process.communicate(timeout=60)
        check("as before after a signal, too", termios.tcgetattr(writer) == before, one.name)
        check("which ends it", process.returncode == -one, f"{one.name}: {process.returncode}")
    for one in sorted(stops):
        process = start()
        process.send_signal(one)
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        check("a signal stops it", os.WIFSTOPPED(status) and os.WSTOPSIG(status) == one, one.name)
        check("as before meanwhile", termios.tcgetattr(writer) == before, one.name)
        process.send_signal(signal.SIGCONT)
        check("silent when it goes on", is_silent(True), one.name)
        os.write(reader, CLASSIC + b"\n\x04")
        said, _ = process.communicate(timeout=60)
        check("and reads", said == b"valid github-classic-pat\n" and process.returncode == VALID, one.name)
        check("as before at the end", termios.tcgetattr(writer) == before, one.name)
    os.set_blocking(reader, False)
    check("nothing was shown", CLASSIC[4:] not in os.read(reader, 65536))


def typed_later(jeton: Command, sample: Command) -> None:
    """A command in the background leaves the terminal to others, and is silent when it comes to the front."""
    if not have_terminals():
        return
    reader, writer = pty.openpty()
    before = termios.tcgetattr(writer)

    def own_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    starter, start = os.pipe()
    words = ["sh", "-m", "-c", f'"$0" check & read line <&{starter}; fg >/dev/null', jeton.path]
    streams = {"stdin": writer, "stdout": subprocess.PIPE, "stderr": writer}
    process = subprocess.Popen(words, **streams, env=PLAIN, preexec_fn=own_terminal, pass_fds=[starter])
    time.sleep(0.3)
    check("in the background it leaves the terminal as it is", termios.tcgetattr(writer) == before)
    os.write(start, b"\n")
    limit = time.monotonic() + 60
    while termios.tcgetattr(writer) == before and time.monotonic() < limit:
        time.sleep(0.002)
    check("in the front it is silent", termios.tcgetattr(writer) != before)
    os.write(reader, CLASSIC + b"\n\x04")
    said, _ = process.communicate(timeout=60)
    check("and reads", said == b"valid github-classic-pat\n")
    check("the terminal is as before", termios.tcgetattr(writer) == before)
    os.set_blocking(reader, False)
    check("nothing was shown", CLASSIC[4:] not in os.read(reader, 65536))


def no_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(run(pictures, masks, colours, typed, typed_until_a_signal, typed_later))
