#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The tests of the command are given commands that do wrong, and each must say what."""

import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent

# How a command does wrong, the test that must notice and the part of it, and what it must say.
WRONGS = [
    ("leaks", "verdicts.py", "no output holds a token"),
    ("leaks", "drawing.py pictures", "no output holds a token"),
    ("leaks", "digests.py", "no output holds a token"),
    ("shows", "drawing.py masks", "no six bytes of a token are shown"),
    ("paints", "drawing.py colours", "no colour elsewhere"),
    ("repeats", "arguments.py tokens_are_refused", "and it is not repeated"),
    ("agrees", "arguments.py status_is_told", "1: some are not"),
    ("agrees", "streams.py broken_streams", "an empty input is a failure"),
    ("keeps", "streams.py long_lines", "a long line takes no memory"),
    ("miscounts", "verdicts.py", "a row has its verdict"),
    ("miscounts", "changes.py", "a changed byte has its verdict"),
    ("miscounts", "digests.py", "it is the right one"),
    ("covers", "changes.py", "an accepted change is shown as not covered"),
    ("repeats", "scopes.py usage", "no output holds a token"),
    ("repeats", "scopes.py carets", "nothing unprintable is shown"),
    ("repeats", "expiry.py vectors", "nothing unprintable is shown"),
    ("points", "scopes.py carets", "the caret stands under the byte"),
    ("points", "expiry.py vectors", "a caret stands under the byte"),
    ("paints", "scopes.py colours", "no colour elsewhere"),
    ("paints", "expiry.py colours", "no colour elsewhere"),
    ("agrees", "scopes.py vectors", "a bad row is refused"),
    ("agrees", "expiry.py vectors", "a bad row is refused"),
    ("delays", "expiry.py dates", "it lives until midnight"),
    ("delays", "expiry.py dates", "a mail is sent when GitLab sends it"),
    ("opens", "scopes.py what_is_opened", "a scope opens what GitLab's does"),
    ("opens", "scopes.py tables", "an action has its scopes"),
    ("forgets", "catalogue.py", "a format of the headers is listed"),
    ("forgets", "minting.py every_format", "most formats are generated"),
    ("leaks", "pat.py decisions", "no output holds a token"),
    ("agrees", "pat.py documented_steps", "a revoked token is denied"),
    ("loses", "pat.py mails", "each has the documented subject"),
    ("waits", "printing.py failing_outputs", "what lives was shown"),
    ("waits", "printing.py while_printing", "either the old token or the new one is alive"),
    ("agrees", "printing.py failing_outputs", "success means that it was shown"),
    ("numbers", "printing.py reserved_ids", "the digest is its own"),
    ("forges", "pat.py message_ids", "other tokens, another id"),
    ("unlocks", "pat.py one_run_at_a_time", "three runs at once tell everybody once"),
    ("hides", "pat.py late_mails", "a mail about both says for how many it is late"),
]


def lie(how: str, command: str, arguments: list[str]) -> int:
    """Does what the command does, but for one thing; and it prints when all is done, which is all that `waits` is."""
    read = arguments and arguments[0] in ("check", "inspect", "digest") and "--help" not in arguments
    read = read or arguments[:2] == ["pat", "verify"] or "--given" in arguments
    tokens = sys.stdin.buffer.read() if read else b""
    if how == "unlocks" and "--store" in arguments:
        Path(arguments[arguments.index("--store") + 1] + "-notices").unlink(missing_ok=True)
    done = subprocess.run([command, *arguments], input=tokens, capture_output=True)
    out, err, status = done.stdout, done.stderr, done.returncode
    if how == "leaks":
        err += tokens[-200:]
    elif how == "shows" and arguments[:1] == ["inspect"]:
        out += tokens
    elif how == "repeats":
        err += " ".join(arguments).encode()
    elif how == "miscounts":
        out = re.sub(rb" at (\d+)", lambda found: b" at %d" % (int(found[1]) + 1), out)
        out = re.sub(rb"^0", b"1", out, flags=re.MULTILINE)
    elif how == "points":
        out = re.sub(rb"^( +)\^", rb"\1 ^", out, flags=re.MULTILINE)
    elif how == "delays":
        out = out.replace(b'"live":false', b'"live":true').replace(b"T01:00:00Z\"}", b"T02:00:00Z\"}")
    elif how == "opens":
        out = out.replace(b"git_push", b"git_pull").replace(b"image_delete", b"image_push")
    elif how == "covers":
        out = out.replace(b'"covered":false', b'"covered":true')
    elif how == "agrees":
        status = 0
    elif how == "paints" and "--json" not in arguments:
        out = b"\033[1m" + out
    elif how == "forgets":
        out = re.sub(rb"\{[^{}]*\"github-classic-pat\".*?\n  \},", b"", out, flags=re.DOTALL)
        out = re.sub(rb"\"generated\": true", b'"generated": false', out)
    elif how == "loses" and "--mail-dir" in arguments:
        for mail in Path(arguments[arguments.index("--mail-dir") + 1]).glob("*"):
            mail.unlink()
    elif how == "numbers":
        out = re.sub(rb"jeton_pat_\w{36}", b"jeton_pat_" + b"0" * 36, out)
    elif how in ("forges", "hides") and "--mail-dir" in arguments:
        for mail in Path(arguments[arguments.index("--mail-dir") + 1]).glob("*"):
            text = mail.read_bytes()
            if how == "forges":
                text = re.sub(rb"\.[0-9a-f]{16}@", b".1-2@", text)
            mail.write_bytes(text if how == "forges" else re.sub(rb"This mail is late.*\n", b"", text))
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    sys.stderr.buffer.write(err)
    return status


def liar(folder: str, command: str, how: str) -> str:
    """A program that lies in the name of a command."""
    path = Path(folder) / Path(command).name
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" --lie {how} "{os.path.abspath(command)}" "$@"\n')
    path.chmod(0o755)
    return str(path)


def complains(test: list[str], complaint: str) -> bool:
    """Whether a test says so, before it ends or a minute has passed."""
    with subprocess.Popen(test, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        limit = threading.Timer(60, process.kill)
        limit.start()
        found = any(line.startswith(complaint) for line in process.stdout)
        limit.cancel()
        process.kill()
    return found


def has_pat(command: str) -> bool:
    return subprocess.run([command, "pat", "--help"], capture_output=True).returncode == 0


def main() -> int:
    if len(sys.argv) > 2 and sys.argv[1] == "--lie":
        return lie(sys.argv[2], sys.argv[3], sys.argv[4:])
    overlooked = 0
    wrongs = [one for one in WRONGS if not one[1].startswith(("pat.py", "printing.py")) or has_pat(sys.argv[1])]
    for how, test, complaint in wrongs:
        with tempfile.TemporaryDirectory() as folder:
            liars = [liar(folder, command, how) for command in sys.argv[1:3]]
            script, *part = test.split()
            if not complains([sys.executable, "-u", str(HERE / script), *liars, *part], f"not so: {complaint}"):
                print(f"{test} does not notice a command that {how}")
                overlooked += 1
    print(f"{len(wrongs) - overlooked} wrongs noticed, {overlooked} overlooked")
    return 1 if overlooked else 0


if __name__ == "__main__":
    sys.exit(main())
