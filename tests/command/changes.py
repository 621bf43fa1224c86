#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""One byte of a token is changed, at every position: the verdict is the oracle's, and what is accepted is what
`inspect` shows as not covered."""

import json
import sys

from command import NAMES, SAMPLE_NAMES, check, formats, known_tokens, programs

OTHERS = b"0Aaz_-. \x00\x7f\xff"


def changed(token: bytes):
    """Copies with one other byte, and where it is."""
    for at, byte in enumerate(token):
        for other in {byte ^ 1, byte ^ 0x20, (byte + 1) % 256, *OTHERS} - {byte} - set(b"\r\n"):
            yield at, token[:at] + bytes([other]) + token[at + 1 :]


def main() -> int:
    jeton, sample = programs()
    for format_name, token in {name: text for name, text, _ in known_tokens()}.items():
        command = jeton if format_name in NAMES else sample
        name, *options = (NAMES | SAMPLE_NAMES)[format_name]
        oracle = formats.FORMATS[format_name]
        answer = command("inspect", "--json", name, *options, tokens=token)
        parts = json.loads(answer.out)["parts"]
        positions = [part for part in parts for _ in range(part["size"])]
        check("the parts are the whole token", len(positions) == len(token), format_name)

        places, texts = zip(*changed(token))
        accepted = set()
        for at, text, said in zip(places, texts, command.verdicts(name, *options, tokens=texts)):
            fault = formats.verify(oracle, text)
            want = f"invalid {fault.reason.replace('_', '-')} at {fault.position}" if fault else f"valid {name}"
            check("a changed byte has its verdict", said == want, f"{format_name}, byte {at}: {want}, not {said}")
            if said.startswith("valid"):
                accepted.add(at)
                check(
                    "an accepted change is shown as not covered",
                    not positions[at]["covered"],
                    f"{format_name}, byte {at}",
                )
        for at, part in enumerate(positions):
            if part["kind"] == "field" and not part["covered"]:
                check("a field that is shown as not covered may change", at in accepted, f"{format_name}, byte {at}")

    # What is known not to be covered, said once more by hand.
    of = {name: text for name, text, _ in known_tokens()}

    def recognised(text: bytes) -> str:
        return jeton("check", tokens=text).out.decode().strip()

    def uncovered(text: bytes) -> list[tuple[int, int]]:
        parts = json.loads(jeton("inspect", "--json", tokens=text).out)["parts"]
        return [(part["position"], part["size"]) for part in parts if not part["covered"]]

    fine, classic = of["github-fine-grained"], of["github-ghp"]
    check("fine-grained: its last 8 may change", recognised(fine[:-8] + b"B" * 8) == "valid github-fine-grained-pat")
    check("fine-grained: which is shown", uncovered(fine) == [(85, 8)])
    check("classic: its prefix may change", recognised(b"gho_" + classic[4:]) == "valid github-oauth-token")
    check("classic: which is shown", uncovered(classic) == [(0, 4)])
    sanctum = b"1|" + of["sanctum"].partition(b"acme_")[2]
    check("Sanctum: its id may change", recognised(b"987" + sanctum[1:]) == recognised(sanctum) == "valid sanctum")
    check("Sanctum: which is shown", uncovered(sanctum) == [(0, 1), (1, 1)])
    check("GitLab: everything is covered", uncovered(of["gitlab-v1"]) == [])
    drawing = jeton("inspect", tokens=fine).out.decode()
    check("the drawing says so", drawing.count("no check covers it") == 1 and "6~~~~~~~\n" in drawing)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
