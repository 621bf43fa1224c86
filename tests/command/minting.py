#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fresh tokens: of every format that is generated, right, different, and with the fields they were given."""

import json
import re
import sys

from command import FAILED, VALID, Command, check, formats, run


def every_format(jeton: Command, sample: Command) -> None:
    entries = json.loads(jeton("formats", "--json").out)
    check("most formats are generated", sum(entry["generated"] for entry in entries) >= 50)
    for entry in entries:
        name = entry["name"]
        answer = jeton("generate", name, "--count", "20")
        if not entry["generated"]:
            check("what is not generated says why", answer.status == FAILED and b"not generated: " in answer.err, name)
            check("and is not generated", answer.out == b"", name)
            continue
        needs_fields = any(part["min_size"] != part["max_size"] for part in entry["parts"])
        if needs_fields:
            words = b"organization or a cell" if ".01." in entry["picture"] else b"--field"
            check(
                "fields have to be given", answer.status == FAILED and answer.out == b"" and words in answer.err, name
            )
            continue
        tokens = answer.out.splitlines()
        check("as many as were asked for", answer.status == VALID and len(set(tokens)) == 20, name)
        check("each is what it should be", set(jeton.verdicts(tokens=tokens)) == {f"valid {name}"}, name)
        for token in tokens:
            text = token.decode()
            check("it matches its expression", re.fullmatch(entry["regex"], text) is not None, name)
            check(
                "URL-safe ones are",
                re.fullmatch(r"[A-Za-z0-9._~-]+", text) is not None or not entry["url_safe"],
                name,
            )
            word = re.fullmatch(r"\w+", text, re.ASCII) is not None
            check(
                "a double click selects all of it where it says so",
                word or not entry["double_click_selectable"],
                name,
            )


def given_fields(jeton: Command, sample: Command) -> None:
    def made(command, *arguments: str) -> bytes:
        answer = command("generate", *arguments)
        check("a token with fields is made", answer.status == VALID, f"{arguments}: {answer.err.decode()}")
        return answer.out.strip()

    def refused(words: str, *arguments: str) -> None:
        answer = jeton("generate", *arguments)
        check("wrong fields are refused", answer.status == FAILED and words in answer.err.decode(), str(arguments))

    sanctum = made(jeton, "sanctum", "--field", "42")
    check("Sanctum", sanctum.startswith(b"42|") and jeton.verdicts(tokens=[sanctum]) == ["valid sanctum"])
    job = made(jeton, "gitlab-ci-job-token", "--field", "7")
    check("a job token", job.startswith(b"glcbt-7_") and jeton.verdicts(tokens=[job]) == ["valid gitlab-ci-job-token"])
    asf = made(jeton, "asf", "--field", "sample")
    check(
        "ASF, as Python has it",
        formats.verify(formats.FORMATS["asf"], asf) is None and asf.startswith(b"asf_sample_"),
    )
    acme = made(sample, "sanctum-acme", "--field", "1")
    check("Sanctum with a prefix, as Python has it", formats.verify(formats.FORMATS["sanctum"], acme) is None)
    refused("3-6 of abcdefghijklmnopqrstuvwxyz", "asf")
    refused("--field with", "asf", "--field", "abc", "--field", "abc")
    refused("too short or too long", "asf", "--field", "ab")
    refused("does not use", "asf", "--field", "ABC")
    refused("drawn at random", "npm", "--field", "abc")
    answer = sample("generate", "pin")
    check("tokens that can be guessed are refused", answer.status == FAILED and b"guessed" in answer.err)
    answer = sample("generate", "inherited")
    check("tokens without shape are refused", answer.status == FAILED and b"no shape" in answer.err)


def routable(jeton: Command, sample: Command) -> None:
    def made(*arguments: str) -> bytes:
        answer = jeton("generate", *arguments)
        check("a routable token is made", answer.status == VALID, f"{arguments}: {answer.err.decode()}")
        return answer.out.strip()

    def refused(words: str, *fields: str) -> None:
        answer = jeton("generate", "gitlab-personal-access-token", *(f"--field={field}" for field in fields))
        check(
            "a wrong route is refused",
            answer.status == FAILED and words in answer.err.decode() and not answer.out,
            words,
        )

    token = made("gitlab-personal-access-token", "--field", "o=1", "--field", "u=123456")
    check("it is right", formats.verify(formats.FORMATS["gitlab-v1"], token) is None)
    _, values = formats.decode_routing(1, token[6:].split(b".")[0])
    check("numbers stand in base 36", values == {"o": "1", "u": "2n9c"}, str(values))
    token = made(
        "gitlab-project-runner-token",
        *(f"--field={one}" for one in ("t=3", "p=9", "o=abc", "c=18446744073709551615")),
    )
    _, values = formats.decode_routing(1, token[8:].split(b".")[0])
    check("keys stand in order", list(values.items()) == [("c", "3w5e11264sgsf"), ("o", "abc"), ("p", "9"), ("t", "3")])
    route = json.loads(jeton("inspect", "--json", tokens=token).out)["route"]
    check("inspect reads it back", {key: one["value"] for key, one in route.items()} == values)
    check("and as numbers", (route["c"]["number"], route["p"]["name"]) == ("18446744073709551615", "project"))
    drawn = jeton("inspect", tokens=token).out.decode()
    check("and draws it", all(word in drawn for word in ("cell", "organization", "project", "runner type")))

    under = ["--prefix", "acme", "--before"]
    token = made("gitlab-personal-access-token", "--field", "o=1", *under)
    check("the check covers an instance prefix", formats.verify(formats.FORMATS["gitlab-instance-v1"], token) is None)
    check("which has to be said", jeton.verdicts(tokens=[token])[0].startswith("invalid prefix"))
    check("then it is valid", jeton.verdicts(*under, tokens=[token]) == ["valid gitlab-personal-access-token"])
    both = jeton.verdicts(*under, "--prefix", "", tokens=[token, made("gitlab-deploy-token", "--field", "o=1")])
    check(
        "and so is one under the standard prefix",
        both == ["valid gitlab-personal-access-token", "valid gitlab-deploy-token"],
    )
    alone = made("gitlab-personal-access-token", "--field", "o=1", "--prefix", "corp_")
    name = ["gitlab-personal-access-token"]
    check("a prefix in place of it", jeton.verdicts(*name, "--prefix", "corp_", tokens=[alone]) == [f"valid {name[0]}"])
    earlier = jeton.verdicts(*name, "--prefix", "new_", "--prefix", "corp_", tokens=[alone])
    check("an earlier prefix", earlier == [f"valid {name[0]}"])
    drawn = jeton("inspect", *name, "--prefix", "corp_", tokens=alone).out.decode()
    check("a prefix of one's own is drawn", "corp_*" in drawn and "prefix           0-4     5  corp_" in drawn)

    refused("organization or a cell")
    refused("organization or a cell", "u=1")
    refused("KEY=VALUE", "o1")
    refused("KEY=VALUE", "o=")
    refused("c, g, o, p, t and u", "x=1")
    refused("given twice", "o=1", "o=2")
    refused("below 2^64", "o=18446744073709551616")
    refused("line feed", "o=a\nb")
    refused("159 bytes", "o=" + "z" * 158)
    made("gitlab-personal-access-token", "--field", "o=" + "z" * 157)


def many(jeton: Command, sample: Command) -> None:
    answer = jeton("generate", "github-classic-pat", "--count", "3000")
    tokens = answer.out.splitlines()
    check("many are all different", len(set(tokens)) == 3000)
    check("and all right", set(jeton.verdicts(tokens=tokens)) == {"valid github-classic-pat"})
    other = jeton("generate", "github-classic-pat", "--prefix", "acme+").out.strip()
    check("under a prefix", other.startswith(b"acme+") and len(other) == 41)


if __name__ == "__main__":
    sys.exit(run(every_format, given_fields, routable, many))
