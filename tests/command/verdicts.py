#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every row of the vectors gets its verdict: under the name of its format, and among all formats."""

import collections
import json
import sys

from command import NAMES, SAMPLE_NAMES, VALID, check, known_tokens, programs, rows


def main() -> int:
    jeton, sample = programs()
    prefixes = [entry["prefix"].encode() for entry in json.loads(jeton("formats", "--json").out)]

    def judged(row):
        """The line that a row makes, and what is said of it: a line feed at its end is the end of the line."""
        return (row.text[:-1], "valid") if row.text.endswith(b"\n") else (row.text, row.expected)

    by_format = collections.defaultdict(list)
    for row in rows("formats.tsv") + rows("published.tsv"):
        by_format[row.format].append(row)
    check(
        "every format of the vectors has a name in the command",
        by_format.keys() <= NAMES.keys() | SAMPLE_NAMES.keys(),
    )

    for format_name, its_rows in by_format.items():
        command = jeton if format_name in NAMES else sample
        name, *options = (NAMES | SAMPLE_NAMES)[format_name]
        tokens, expected = zip(*map(judged, its_rows))
        bodies = [row.body for row in its_rows]
        wanted = [f"valid {name}" if one == "valid" else one for one in expected]

        for row, said, want in zip(its_rows, command.verdicts(name, *options, tokens=tokens, secrets=bodies), wanted):
            check("a row has its verdict", said == want, f"{format_name}, {row.note}: {want}, not {said}")

        if options and "--before" not in options:
            continue  # the prefix alone does not tell which format it is
        for row, text, said, want in zip(its_rows, tokens, command.verdicts(*options, tokens=tokens), wanted):
            about = f"{format_name}, {row.note}: {want}, not {said}"
            claimed = [prefix for prefix in prefixes if prefix and text.startswith(prefix)]
            if want.startswith("valid"):
                check("a token is recognised among all formats", said == want, about)
            elif len(claimed) == 1 and command is jeton and not options and "prefix" not in want:
                check(
                    "the fault is that of the format whose prefix it has",
                    said == want or said.startswith("valid"),
                    about,
                )
            check(
                "a bad token is not taken for what it is not",
                want.startswith("valid") or said != f"valid {name}",
                about,
            )

    for format_name, token, body in known_tokens():
        command = jeton if format_name in NAMES else sample
        name, *options = (NAMES | SAMPLE_NAMES)[format_name]
        answer = command("check", name, *options, tokens=token, secrets=[body])
        check("a known answer is valid", answer.status == VALID and answer.lines == [f"valid {name}"], format_name)
        if not options:
            check("and recognised", command("check", tokens=token).lines == [f"valid {name}"], format_name)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
