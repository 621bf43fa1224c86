#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The list of formats: complete, its names unique, its columns true."""

import json
import re
import sys

from command import TESTS, check, formats, known_tokens, programs

HEADERS = {"issuers/github.hpp": "github-", "issuers/with_check.hpp": "", "issuers/shapes.hpp": ""}
HEADERS |= {"gitlab/token.hpp": "gitlab-", "gitlab/other_tokens.hpp": "gitlab-"}


def defined(text: str) -> tuple[set[str], set[str]]:
    """The formats that a header defines, and the templates of formats."""
    templates = set(re.findall(r"template <[^;{]*>\s*using (\w+) =", text))
    return set(re.findall(r"^using (\w+) =", text, re.MULTILINE)) - templates, templates


def main() -> int:
    jeton, sample = programs()
    entries = {entry["name"]: entry for entry in json.loads(jeton("formats", "--json").out)}
    table = jeton("formats").out.decode().splitlines()
    regexes = dict(line.split() for line in jeton("formats", "--regex").out.decode().splitlines())
    check("there are formats", len(entries) >= 90, str(len(entries)))
    check(
        "names are lower-case letters, digits and hyphens", all(re.fullmatch(r"[a-z0-9-]+", name) for name in entries)
    )
    check("each has a row of its own", [line.split()[0] for line in table[1 : len(entries) + 1]] == list(entries))
    check("each has a regular expression", regexes == {name: entry["regex"] for name, entry in entries.items()})

    helpers = {"classic", "routable", "routable_v0", "legacy"}
    for header, issuer in HEADERS.items():
        plain, templates = defined((TESTS.parent / "include" / "jeton" / header).read_text())
        check("a header defines formats", len(plain) >= 3, header)
        for name in plain:
            check("a format of the headers is listed", issuer + name.replace("_", "-") in entries, name)
        for name in templates - helpers:
            mine = [entry for entry in entries if entry.startswith(issuer + name.replace("_", "-"))]
            check("a template of formats is listed", len(mine) >= 1, name)
    control = "using a = x;\ntemplate <fixed_string P>\nusing b = y;\n"
    check("the headers are read as they are written", defined(control) == ({"a"}, {"b"}))

    for name, entry in entries.items():
        row = next(line for line in table if line.split()[0] == name)
        check(
            "weak evidence is marked",
            (re.search(r" [u-][d-]w ", row) is not None) == (entry["evidence"] == "weak"),
            name,
        )
        check("the parts make the size", sum(part["max_size"] for part in entry["parts"]) == entry["max_size"], name)
        check("the picture begins with the prefix", entry["picture"].startswith(entry["prefix"]), name)
        checks = [part for part in entry["parts"] if part["kind"] == "checksum"]
        check("what is checked has a check", (entry["checked"] == "none") == (not checks), name)
        if not checks:
            check("without a check nothing is covered", not any(part["covered"] for part in entry["parts"]), name)

    listed = {(entry["prefix"], entry["min_size"], entry["max_size"]) for entry in entries.values()}
    unlisted = {"acme-pat", "acme", "sanctum"}
    for name, oracle in formats.FORMATS.items():
        if name in unlisted or name.startswith(("gitlab-bare", "gitlab-instance", "gitlab-admin", "gitlab-longest")):
            continue
        size = (oracle.prefix.decode(), oracle.min_size, oracle.max_size)
        check("the oracle knows it too", size in listed, name)

    for name, covered, picture in (
        ("github-classic-pat", "body", "ghp_<30>[6]"),
        ("github-fine-grained-pat", "all", "github_pat_<22>_<43>[8]<8>"),
        ("gitlab-personal-access-token", "all", "glpat-<27-300>.01.(2)[7]"),
        ("grafana", "prefix+body", "glsa_<32>_[8]"),
        ("databricks", "none", "dapi<32>"),
        ("sanctum", "body", "<1-20>|<40>[8]"),
    ):
        check("what the check covers", entries[name]["checked"] == covered, name)
        check("the picture", entries[name]["picture"] == picture, name)
    for name, token, _ in known_tokens():
        if name == "github-ghp":
            check("the expression matches", re.fullmatch(regexes["github-classic-pat"], token.decode()) is not None)
    names = [line.split()[0] for line in sample("formats").out.decode().splitlines()[1:6]]
    check("a command of one's own lists its own", names == ["acme-pat", "acme", "sanctum-acme", "pin", "inherited"])
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
