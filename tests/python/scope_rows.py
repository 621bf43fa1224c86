# SPDX-License-Identifier: BSL-1.0
"""Lists of scopes, good and bad: split and looked up as Python does it, JSON by its json module and a table of states.

The cases named after RFC 6749, RFC 6750, GitHub's documentation and JSONTestSuite come from there.
"""

from __future__ import annotations

import json
import re
from typing import Iterator

from tsv import escape

COLUMNS = ["reading", "text", "verdict", "position", "scopes", "note"]
NAMES = ["api", "read_api", "read_user", "sudo", "read_registry", "http://acme.example/auth/drive"]
TOKEN = re.compile(rb"[\x21\x23-\x5b\x5d-\x7e]*")  # RFC 6749 section 3.3

Item = tuple[int, int, str, int]  # where it begins, its size, what it says, and where its first strange byte is
Verdict = tuple[str, object, str]


def judged(items: Iterator[Item], broken: int | None) -> Verdict:
    seen: list[str] = []
    for position, size, name, strange in items:
        if size == 0:
            return "empty_item", position, ""
        if strange >= 0:
            return "character", strange, ""
        if name not in NAMES:
            return "unknown", position, ""
        if name in seen:
            return "duplicate", position, ""
        seen.append(name)
    if broken is not None:
        return "syntax", broken, ""
    return "valid", "", " ".join(name for name in NAMES if name in seen)


def strange_byte(item: bytes) -> int:
    good = TOKEN.match(item)
    return -1 if good.end() == len(item) else good.end()


def separated(text: bytes, separator: bytes) -> Iterator[Item]:
    position = 0
    for item in re.split(separator, text) if text else []:
        strange = strange_byte(item)
        yield position, len(item), item.decode("latin-1"), position + strange if strange >= 0 else -1
        position += len(item)
        between = re.compile(separator).match(text, position)
        position = between.end() if between else position


# Each state of a JSON array of strings: which bytes lead where. Behind any other byte there is no such array.
SPACE = b" \t\n\r"
HEX = b"0123456789abcdefABCDEF"
STATES = {
    "start": {SPACE: "start", b"[": "first"},
    "first": {SPACE: "first", b'"': "string", b"]": "end"},
    "next": {SPACE: "next", b'"': "string"},
    "string": {b'"': "after", b"\\": "escape", bytes(set(range(256)) - {0x22, 0x5C}): "string"},
    "escape": {b'"\\/bfnrt': "string", b"u": "hex1"},
    **{f"hex{i}": {HEX: f"hex{i + 1}" if i < 4 else "string"} for i in range(1, 5)},
    "after": {SPACE: "after", b",": "next", b"]": "end"},
    "end": {SPACE: "end"},
}


def json_verdict(text: bytes) -> Verdict:
    state, began = "start", 0
    strings: list[tuple[int, int]] = []
    broken = None
    for position, byte in enumerate(text):
        after = next((to for bytes_, to in STATES[state].items() if byte in bytes_), None)
        if after is None:
            broken = position
            break
        if after == "string" and state in ("first", "next"):
            began = position + 1
        if after == "after" and state == "string":
            strings.append((began, position))
        state = after
    if broken is None and state != "end":
        broken = len(text)
    try:
        value = json.loads(text.decode("latin-1"), strict=False)  # control characters are judged as characters
        is_array = isinstance(value, list) and all(isinstance(each, str) for each in value)
    except ValueError:
        is_array = False
    assert is_array == (broken is None), text

    def items() -> Iterator[Item]:
        for first, last in strings:
            raw = text[first:last]
            strange = -1
            for piece in re.finditer(rb"\\u....|\\.|.", raw, re.DOTALL):
                meant = json.loads('"%s"' % piece[0].decode("latin-1"), strict=False)
                if strange < 0 and not (meant.isascii() and TOKEN.fullmatch(meant.encode())):
                    strange = first + piece.start()
            yield first, last - first, json.loads('"%s"' % raw.decode("latin-1"), strict=False), strange

    return judged(items(), broken)


SPACES = [
    (b"api", "one"),
    (b"api read_user", "two"),
    (b"read_user api", "the order does not matter"),
    (b"api read_api read_user sudo read_registry http://acme.example/auth/drive", "all"),
    (b"http://acme.example/auth/drive", "an address"),
    (b"", "none"),
    (b" ", "a space alone"),
    (b" api", "a space before"),
    (b"api ", "a space behind"),
    (b"api  sudo", "two spaces"),
    (b"api\tsudo", "a tab"),
    (b"api\nsudo", "a line feed"),
    (b"api\x00", "a NUL"),
    (b"api\x00sudo", "a NUL between"),
    (b"\x00api", "a NUL before"),
    (b"api sud\xc3\xb3", "beyond ASCII"),
    (b"api \xe2\x80\xaesudo", "bidirectional control"),
    (b"\xff", "not UTF-8"),
    (b"api\x7f", "DEL"),
    (b'"api"', "quoted"),
    (b"api \\sudo", "backslash"),
    (b"api,sudo", "commas do not separate"),
    (b"api, sudo", "commas do not separate"),
    (b"API", "case counts (RFC 6749 section 3.3)"),
    (b"ap", "shorter"),
    (b"apis", "longer"),
    (b"api sudo api", "twice"),
    (b"api api", "twice in a row"),
    (b"api mcp", "unknown"),
    (b"read_apj", "unknown in its last byte"),
    (b"sead_api", "unknown in its first byte"),
    (b"http://acme.exbmple/auth/drive", "unknown in its middle"),
    (b"read_registrz", "unknown in its last byte"),
    (b"api sudo mcp", "unknown at the end"),
    (b"read write", "RFC 6749's kind of name, none of these"),
    (b"mcp ", "the first fault is named"),
    (b"mcp api\x00", "the first fault is named"),
    (b"a" * 255, "255 bytes"),
    (b"a" * 256, "256 bytes"),
    (b"api " + b"b" * 70, "a long one"),
    (b"%20", "nothing is decoded"),
    (b"api%20sudo", "nothing is decoded"),
    (b"api+sudo", "nothing is decoded"),
]
COMMAS = [
    (b"api,sudo", "GitHub's requests: user,gist,user:email"),
    (b"api, sudo", "GitHub's X-OAuth-Scopes: repo, user"),
    (b"api, sudo,read_user", "mixed"),
    (b"api", "one"),
    (b"", "none: an empty X-OAuth-Scopes"),
    (b",", "a comma alone"),
    (b", ", "a comma and a space"),
    (b"api,", "a comma behind"),
    (b"api, ", "a comma and a space behind"),
    (b",api", "a comma before"),
    (b" api", "a space before"),
    (b"api,,sudo", "two commas"),
    (b"api,  sudo", "two spaces"),
    (b"api ,sudo", "a space before the comma"),
    (b"api sudo", "spaces do not separate"),
    (b"api,api", "twice"),
    (b"api,mcp", "unknown"),
    (b"api,\tsudo", "a tab"),
    (b"api;sudo", "a semicolon"),
]
JSON = [
    (b'["api"]', "one"),
    (b'["api","sudo"]', "two"),
    (b' [ "api" ,\r\n\t"sudo" ] ', "white space"),
    (b"[]", "none: y_array_empty"),
    (b"[ ]", "y_array_with_spaces"),
    (b'["\\u0061pi"]', "an escape means its character"),
    (b'["\\u0061\\u0070\\u0069"]', "escapes throughout"),
    (b'["\\u006A\\u006a"]', "either case"),
    (b'["http:\\/\\/acme.example\\/auth\\/drive"]', "as PHP writes a solidus"),
    (b'["api","\\u0061pi"]', "twice, differently"),
    (b"", "n_structure_no_data"),
    (b" ", "n_single_space"),
    (b"api", "not JSON"),
    (b'"api"', "a string alone"),
    (b"null", "null"),
    (b'{"api":1}', "an object"),
    (b"[null]", "an item of another type"),
    (b"[1]", "an item of another type"),
    (b'[["api"]]', "an array within"),
    (b'["api" "sudo"]', "n_array_1_true_without_comma"),
    (b'["api": 1]', "n_array_colon_instead_of_comma"),
    (b'["api"],', "n_array_comma_after_close"),
    (b'[,"api"]', "n_array_comma_and_number"),
    (b'["api",,"sudo"]', "n_array_double_comma"),
    (b'["api",,]', "n_array_double_extra_comma"),
    (b'["api"]]', "n_array_extra_close"),
    (b'["api",]', "n_array_extra_comma"),
    (b'["api"', "n_array_incomplete"),
    (b"[", "n_structure_open_array"),
    (b"[,]", "n_array_just_comma"),
    (b'[   , "api"]', "n_array_missing_value"),
    (b'["api",', "n_array_unclosed_trailing_comma"),
    (b'["api', "n_structure_open_array_string"),
    (b"['api']", "n_string_single_quote"),
    (b'["\\x61pi"]', "n_string_escape_x"),
    (b'["\\u00A"]', "n_string_incomplete_escaped_character"),
    (b'["\\uqqqq"]', "n_string_invalid_unicode_escape"),
    (b'["\\"]', "n_string_escaped quote leaves it open"),
    (b'["\\', "the end behind a backslash"),
    (b'["\\u00', "the end within an escape"),
    (b'["api"]x', "n_structure_array_trailing_garbage"),
    (b'["api"]\x00', "a NUL behind"),
    (b'\xef\xbb\xbf["api"]', "n_structure_UTF8_BOM"),
    (b'["api",\x0c"sudo"]', "n_structure_whitespace_formfeed"),
    (b'[""]', "an empty name"),
    (b'["api",""]', "an empty name"),
    (b'["api "]', "a space within"),
    (b'["a\\"pi"]', "a quote within"),
    (b'["a\\\\pi"]', "a backslash within"),
    (b'["api\\n"]', "a line feed within"),
    (b'["api\\u0000"]', "a NUL within"),
    (b'["\\u00e4pi"]', "beyond ASCII"),
    (b'["\\uD83D\\uDE00"]', "a surrogate pair"),
    (b'["\\uD800"]', "half a surrogate pair"),
    (b'["\\u0161pi"]', "whose low byte would be a letter"),
    (b'["a\npi"]', "a raw line feed: no name has it, as it is no JSON"),
    (b'["\xff"]', "not UTF-8"),
    (b'["mcp"]', "unknown"),
    (b'["\\u006dcp"]', "unknown"),
    (b'["api","mcp"', "names are judged before what follows"),
    (b'["mcp" x', "names are judged before what follows"),
    (b'["api x', "a string without an end is no name"),
    (b'["' + b"a" * 300 + b'"]', "a long name"),
    (b'["' + b"\\u0061" * 300 + b'"]', "a long name"),
    (b'["' + b"\\u0061" * 256 + b'pi"]', "whose end would be a name"),
]


def rows() -> Iterator[list[object]]:
    for reading, cases in (("spaces", SPACES), ("commas", COMMAS), ("json", JSON)):
        for text, note in cases:
            if reading == "json":
                verdict, position, scopes = json_verdict(text)
            else:
                verdict, position, scopes = judged(separated(text, b" " if reading == "spaces" else b", ?"), None)
            yield [reading, escape(text), verdict, position, scopes, note]
