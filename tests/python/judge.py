#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares jeton's formats with the other implementation: those of the profiles, and the whole parameter space.

Usage: judge.py [--control] DRIVER, where DRIVER is the program built from judge_driver.cpp. For each format it asks for the
constants (sizes, entropy, what characters there are), for the verdict on random tokens and on altered ones, and which
format they have; and it matches the format's regular expression. Texts are the same in every run. --control alters what
the driver says, once in each kind of answer, and must notice each. Exit: 0 all agree, 1 one does not, 2 the driver failed.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
from typing import Iterator, NamedTuple

import formats
import parameter_space
import scanners
from formats import Field, Format, Literal, Source

FAULTS = ("prefix", "length", "separator", "alphabet", "field_length", "checksum")
UNRESERVED = re.compile(rb"[0-9A-Za-z._~-]*")
WORD = re.compile(rb"[0-9A-Za-z_]*")
LARGEST_REPETITION = 1000  # of RE2 and of Go
TOKENS = 8
ALTERED = 120


class Listed(NamedTuple):
    """A format as the driver lists it."""

    name: str
    prefix: str
    min_size: int
    max_size: int
    entropy_bits: float
    url_safe: bool
    double_click_selectable: bool
    regex: str


class Driver:
    def __init__(self, program: str) -> None:
        self.program = program

    def ask(self, questions: list[str]) -> list[str]:
        answer = subprocess.run([self.program], input="\n".join(questions) + "\n", capture_output=True, text=True)
        lines = answer.stdout.splitlines()
        if answer.returncode != 0 or (len(lines) != len(questions) and questions != ["formats"]):
            print(answer.stderr, file=sys.stderr, end="")
            print(f"{len(lines)} answers to {len(questions)} questions, exit {answer.returncode}", file=sys.stderr)
            raise SystemExit(2)
        return lines

    def formats(self) -> dict[str, Listed]:
        rows = [line.split("\t") for line in self.ask(["formats"]) if line]
        return {
            name: Listed(name, prefix, int(least), int(most), float(bits), url == "1", click == "1", regex)
            for name, prefix, least, most, bits, url, click, regex in rows
        }


RUNNERS = (
    formats.routable("gitlab-instance-runner-v1", "glrt-t1_", 1),
    formats.routable("gitlab-group-runner-v1", "glrt-t2_", 1),
)


def known_formats(listed: dict[str, Listed]) -> dict[str, Format]:
    """The formats that both implementations know. Some of ours have a prefix that jeton knows at run time only."""
    known = {format.name: format for format in (*parameter_space.FORMATS, *RUNNERS)}
    missing = sorted(known.keys() - listed.keys())
    if missing:
        raise SystemExit(f"the driver does not know {missing}")
    return known | {name: format for name, format in formats.FORMATS.items() if name in listed}


# Constants.


def wrong_constants(listed: dict[str, Listed]) -> Iterator[str]:
    for name, format in known_formats(listed).items():
        said = listed[name]
        characters = b"".join(part.text if isinstance(part, Literal) else part.digits for part in format.parts)
        drawn = [part for part in format.parts if isinstance(part, Field) and part.low == part.high]
        bits = sum(part.low * math.log2(len(part.digits)) for part in drawn)
        if said.prefix != format.prefix.decode():
            yield f"{name}: prefix"
        if (said.min_size, said.max_size) != (format.min_size, format.max_size):
            yield f"{name}: sizes"
        if not math.isclose(said.entropy_bits, bits, rel_tol=1e-9):
            yield f"{name}: entropy {said.entropy_bits}, should be {bits}"
        if said.url_safe != bool(UNRESERVED.fullmatch(characters)):
            yield f"{name}: url_safe"
        if said.double_click_selectable != bool(WORD.fullmatch(characters)):
            yield f"{name}: double_click_selectable"


# Texts.

PIECE = re.compile(r"(\[(?:[^\]\\]|\\.)+\])\{(\d+)(?:,(\d+))?\}|\\?(.)")


def of_regex(regex: str, source: Source) -> bytes:
    """A text that matches an expression of fixed characters and of classes with a number."""
    text = b""
    for characters, least, most, literal in PIECE.findall(regex):
        if literal:
            text += literal.encode()
            continue
        digits = bytes(byte for byte in range(256) if re.fullmatch(characters.encode(), bytes([byte])))
        low, high = int(least), int(most or least)
        size = (low, high, low + source.below(high - low + 1))[source.below(3)]
        text += source.text(digits, size)
    return text


def tokens(listed: Listed, format: Format | None, source: Source) -> list[bytes]:
    if format is None:
        return [of_regex(listed.regex, source) for _ in range(TOKENS)]
    varying = [part for part in format.parts if isinstance(part, Field)]
    made = [formats.assemble(format, source.fields(format)) for _ in range(TOKENS - 2)]
    for bound in ("low", "high"):
        made.append(formats.assemble(format, [source.text(part.digits, getattr(part, bound)) for part in varying]))
    return made


def altered(text: bytes, source: Source) -> bytes:
    """The text with one to three small faults."""
    for _ in range(1 + source.below(5) // 2):
        at = source.below(len(text) + 1)
        other = bytes([source.below(256)]) if source.below(3) == 0 else text[source.below(len(text) or 1) :][:1]
        what = source.below(9)
        if what <= 3:
            text = text[:at] + other + text[at + 1 :]
        elif what == 4:
            text = text[:at] + text[at + 1 :]
        elif what == 5:
            text = text[:at] + other + text[at:]
        elif what == 6:
            text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        elif what == 7:
            text = text[:at]
        else:
            text = text[:at] + other * (len(text) - at)
    return text


class Asked(NamedTuple):
    format: str
    text: bytes
    is_token: bool


def all_texts(listed: dict[str, Listed]) -> Iterator[Asked]:
    known = known_formats(listed)
    for name, entry in listed.items():
        source = Source(f"jeton judge.py {name}")
        good = tokens(entry, known.get(name), source)
        yield from (Asked(name, text, True) for text in good)
        yield from (Asked(name, altered(good[index % len(good)], source), False) for index in range(ALTERED))
        yield Asked(name, b"", False)


# Verdicts.


def in_words(verdict: str) -> str:
    fault, _, position = verdict.partition(" ")
    return f"{FAULTS[int(fault)]} {position}" if position else verdict


def expected(format: Format, text: bytes) -> str:
    fault = formats.verify(format, text)
    return f"{fault.reason} {fault.position}" if fault else "valid"


def agree(said: str, right: str, size: int) -> bool:
    if right != "misplaced -1":
        return said == right
    reason, _, position = said.partition(" ")
    return reason in ("length", "separator", "alphabet") and int(position) <= size


def wrong_verdicts(listed: dict[str, Listed], asked: list[Asked], said: list[str]) -> Iterator[str]:
    known = known_formats(listed)
    rules = {name: [re.compile(rule.encode()) for rule in all_rules] for name, all_rules in scanners.RULES.items()}
    regexes = {name: re.compile(entry.regex.encode(), re.DOTALL) for name, entry in listed.items()}
    for (name, text, is_token), verdict in zip(asked, map(in_words, said)):
        right = expected(known[name], text) if name in known else ""
        if right and not agree(verdict, right, len(text)):
            yield f"{name}, {len(text)} bytes: jeton says {verdict}, should be {right}"
        if is_token and verdict != "valid":
            yield f"{name}, {len(text)} bytes, a token: jeton says {verdict}"
        matches = regexes[name].fullmatch(text) is not None
        if matches != (verdict == "valid" or verdict.split()[0] in ("field_length", "checksum")):
            yield f"{name}, {len(text)} bytes: jeton says {verdict}, its regex {'matches' if matches else 'does not'}"
        if verdict == "valid" and not all(rule.fullmatch(text) for rule in rules.get(name, ())):
            yield f"{name}, {len(text)} bytes: a scanner's rule does not match"


def wrong_regexes(listed: dict[str, Listed]) -> Iterator[str]:
    unknown = sorted(scanners.RULES.keys() - listed.keys())
    if unknown:
        yield f"rules for unknown formats {unknown}"
    for name, entry in listed.items():
        largest = max(map(int, re.findall(r"(?<=[{,])\d+(?=[,}])", entry.regex)), default=0)
        if largest > LARGEST_REPETITION:
            yield f"{name}: RE2 refuses a repetition of {largest}"


def wrong_names(asked: list[Asked], verdicts: list[str], names: list[str]) -> Iterator[str]:
    """A token has its own format; another text none, or one that takes it."""
    taken = {(name, text) for (name, text, _), verdict in zip(asked, verdicts) if verdict == "valid"}
    for (name, text, is_token), found in zip(asked, names):
        if is_token and found != name:
            yield f"{name}, {len(text)} bytes: identified as {in_words(found)}"
        if not is_token and (name, text) in taken and found != name:
            yield f"{name}, {len(text)} bytes, altered and valid: identified as {in_words(found)}"
        if not is_token and (name, text) not in taken and found == name:
            yield f"{name}, {len(text)} bytes, not valid: identified as {name}"


def wrongs(listed: dict[str, Listed], driver: Driver, control: str = "") -> Iterator[str]:
    asked = list(all_texts(listed))
    verdicts = driver.ask([f"{name} {text.hex()}" for name, text, _ in asked])
    profiles = listed.keys() - {format.name for format in parameter_space.FORMATS}
    of_profiles = [index for index, one in enumerate(asked) if one.format in profiles]
    names = driver.ask([f"identify {asked[index].text.hex()}" for index in of_profiles])
    if control == "verdict":
        verdicts[-5] = "valid" if verdicts[-5] != "valid" else "5 0"
    if control == "name":
        names[0] = "npm"
    yield from wrong_constants(listed)
    yield from wrong_regexes(listed)
    yield from wrong_verdicts(listed, asked, verdicts)
    picked = [asked[index] for index in of_profiles], [verdicts[index] for index in of_profiles]
    yield from wrong_names(*picked, names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--control", action="store_true", help="alter the answers; exit 0 only if each is noticed")
    parser.add_argument("driver", help="the program built from judge_driver.cpp")
    arguments = parser.parse_args()
    driver = Driver(arguments.driver)
    listed = driver.formats()

    if arguments.control:
        acme = listed["base62"]
        planted = {
            "entropy": listed | {"base62": acme._replace(entropy_bits=acme.entropy_bits + 0.001)},
            "size": listed | {"base62": acme._replace(max_size=acme.max_size + 1)},
            "regex": listed | {"base62": acme._replace(regex=acme.regex.replace("{30}", "{31}"))},
            "repetition": listed | {"base62": acme._replace(regex="p_[0-9A-Za-z]{36,1001}")},
        }
        before = set(wrongs(listed, driver))
        unnoticed = [what for what, altered_list in planted.items() if not set(wrongs(altered_list, driver)) - before]
        unnoticed += [what for what in ("verdict", "name") if not set(wrongs(listed, driver, what)) - before]
        print("\n".join(f"{what}: an altered answer was not noticed" for what in unnoticed) or "each alteration noticed")
        return bool(unnoticed)

    found = list(wrongs(listed, driver))
    print("\n".join(found[:50]) or f"{len(listed)} formats agree")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
