# SPDX-License-Identifier: BSL-1.0
"""Runs a command and counts what holds. No failing check prints a token, and no answer may hold one.

Every test here is a program: `NAME.py JETON SAMPLE [PART...]`, the built command and the one of sample_command.cpp. Its
last line is `N checks passed`, or it fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Sequence

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "python"))

import formats  # noqa: E402
import tsv  # noqa: E402

VALID, SOME_INVALID, FAILED = 0, 1, 2

PLAIN = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")} | {"TERM": "xterm"}


@dataclass(frozen=True)
class Answer:
    status: int
    out: bytes
    err: bytes

    @property
    def lines(self) -> list[str]:
        return self.out.decode("ascii").splitlines()

    def holds(self, secret: bytes) -> bool:
        return secret in self.out or secret in self.err


class Checks:
    """Counts what holds and says what does not; at most a few of each kind."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: dict[str, int] = {}

    def __call__(self, claim: str, holds: bool, about: str = "") -> bool:
        if holds:
            self.passed += 1
            return True
        self.failed[claim] = self.failed.get(claim, 0) + 1
        if self.failed[claim] <= 5:
            print(f"not so: {claim}{': ' + about if about else ''}")
        return False

    def end(self) -> int:
        if self.failed or self.passed == 0:
            print(f"{sum(self.failed.values())} checks failed, {self.passed} passed")
            return 1
        print(f"{self.passed} checks passed")
        return 0


check = Checks()


class Command:
    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(
        self,
        *arguments: str,
        tokens: bytes | None = b"",
        secrets: Iterable[bytes] = (),
        env: dict[str, str] | None = None,
        **more,
    ) -> Answer:
        """Its answer to arguments and standard input, none of which holds a secret."""
        if tokens is not None:
            more["input"] = tokens
        done = subprocess.run(
            [self.path, *arguments], capture_output=True, env=PLAIN | (env or {}), timeout=300, **more
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        for secret in set(secrets):
            if len(secret) >= 6:
                check("no output holds a token", not answer.holds(secret), f"{arguments[:1]} printed one")
        return answer

    def verdicts(self, *arguments: str, tokens: Sequence[bytes], secrets: Iterable[bytes] = ()) -> list[str]:
        """What `check` says of each token."""
        answer = self("check", *arguments, tokens=b"".join(token + b"\n" for token in tokens), secrets=secrets)
        good = all(line.startswith("valid ") for line in answer.lines)
        check("the exit status of check agrees with its lines", answer.status == (VALID if good else SOME_INVALID))
        check("nothing is said on standard error", answer.err == b"")
        if not check("each line has a verdict", len(answer.lines) == len(tokens)):
            return ["" for _ in tokens]
        return answer.lines


# Which format of the command a format of tests/python/formats.py is, and its further arguments. Those of the sample
# command stand apart.
NAMES = {
    "github-ghp": ["github-classic-pat"],
    "github-gho": ["github-oauth-token"],
    "github-ghu": ["github-user-token"],
    "github-ghs": ["github-installation-token"],
    "github-ghr": ["github-refresh-token"],
    "github-fine-grained": ["github-fine-grained-pat"],
    "npm": ["npm"],
    "vercel-vcp": ["vercel-personal"],
    "vercel-vci": ["vercel-integration"],
    "vercel-vca": ["vercel-app"],
    "vercel-vcr": ["vercel-app-refresh"],
    "vercel-vck": ["vercel-api-key"],
    "grafana": ["grafana"],
    "atlassian-atatt3": ["atlassian-api"],
    "atlassian-atctt3": ["atlassian-access"],
    "cloudflare-cfk": ["cloudflare-global-key"],
    "cloudflare-cfut": ["cloudflare-user"],
    "cloudflare-cfat": ["cloudflare-account"],
    "zuplo": ["zuplo"],
    "polar": ["polar-organization"],
    "asf": ["asf"],
    "sanctum-plain": ["sanctum"],
    "deno-ddp": ["deno-personal"],
    "deno-ddo": ["deno-organization"],
    "deno-ddw": ["deno-ddw"],
    "gitlab-legacy": ["gitlab-personal-access-token-legacy"],
    "gitlab-v1": ["gitlab-personal-access-token"],
    "gitlab-v0": ["gitlab-personal-access-token-v0"],
    "gitlab-runner-v1": ["gitlab-project-runner-token"],
    "gitlab-registered-runner-v1": ["gitlab-registered-runner-token"],
    "gitlab-deploy-v1": ["gitlab-deploy-token"],
    "gitlab-bare-v1": ["gitlab-personal-access-token", "--prefix", ""],
    "gitlab-bare-v0": ["gitlab-personal-access-token-v0", "--prefix", ""],
    "gitlab-instance-v1": ["gitlab-personal-access-token", "--before", "--prefix", "acme"],
    "gitlab-instance-v0": ["gitlab-personal-access-token-v0", "--before", "--prefix", "acme"],
    "gitlab-admin-v1": ["gitlab-personal-access-token", "--prefix", "my.co+pat/1@=:_"],
    "gitlab-longest-v1": ["gitlab-personal-access-token", "--prefix", "+" * 20],
}
SAMPLE_NAMES = {"acme-pat": ["acme-pat"], "acme": ["acme"], "sanctum": ["sanctum-acme"]}


@dataclass(frozen=True)
class Row:
    """A row of formats.tsv or published.tsv."""

    format: str
    expected: str  # the verdict of the command, without the name of a valid one
    note: str
    text: bytes
    body: bytes


def rows(name: str) -> list[Row]:
    made = []
    for format_name, verdict, position, note, *texts in tsv.read(TESTS / "vectors" / name, 7):
        prefix, body, suffix = map(tsv.unescape, texts)
        expected = "valid" if verdict == "valid" else f"invalid {verdict.replace('_', '-')} at {position}"
        made.append(Row(format_name, expected, note, prefix + body + suffix, body))
    return made


def known_tokens() -> list[tuple[str, bytes, bytes]]:
    """Format, token and body of the rows of token-vectors.tsv that are tokens."""
    scheme_of = {
        "github-refresh": "github-ghr",
        "github-fine-grained": "github-fine-grained",
        "vercel": "vercel-vcp",
        "grafana-sa": "grafana",
        "atlassian": "atlassian-atatt3",
        "cloudflare": "cloudflare-cfut",
        "asf-draft": "asf",
    }
    prefix_of = {
        ("gitlab-routable-v1", "glpat-"): "gitlab-v1",
        ("gitlab-routable-v1", "glrt-t3_"): "gitlab-runner-v1",
        ("gitlab-routable-v1", "gldt-"): "gitlab-deploy-v1",
        ("gitlab-routable-v1", "acme-glpat-"): "gitlab-instance-v1",
        ("gitlab-routable-v1", ""): "gitlab-bare-v1",
        ("gitlab-routable-v0", "glpat-"): "gitlab-v0",
        ("gitlab-routable-v0", ""): "gitlab-bare-v0",
    }
    made = []
    for scheme, _, _, prefix, body, suffix in tsv.read(TESTS / "vectors" / "token-vectors.tsv", 6):
        if scheme in ("crc32", "base62", "base36"):
            continue
        name = scheme_of.get(scheme, scheme)
        if scheme == "github-classic":
            name = "github-" + prefix.rstrip("_")
        elif scheme.startswith("prefix-included"):
            name = "acme"
        name = prefix_of.get((scheme, prefix), name)
        texts = [tsv.unescape(column) for column in (prefix, body, suffix.replace("|", ""))]
        made.append((name, b"".join(texts), texts[1]))
    return made


def programs() -> tuple[Command, Command]:
    return Command(sys.argv[1]), Command(sys.argv[2])


def run(*parts: Callable[[Command, Command], None]) -> int:
    """Runs the parts of a test, or those that the arguments after the commands name."""
    for part in parts:
        if part.__name__ in sys.argv[3:] or not sys.argv[3:]:
            part(*programs())
    return check.end()
