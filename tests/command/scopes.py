#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`scopes`: what a list grants, where it is wrong, and that nothing reaches the terminal that is not meant to."""

import json
import os
import sys

from command import FAILED, SOME_INVALID, TESTS, VALID, Answer, Command, check, known_tokens, run, tsv
from drawing import on_terminal
from terminals import have_terminals

READINGS = {"spaces": [], "commas": ["--commas"], "json": ["--json-array"]}

# GitLab's documentation: scope and the version since which there is one.
DOCUMENTED = {
    "api": "8.15",
    "read_user": "8.15",
    "read_api": "12.10",
    "read_repository": "10.7",
    "write_repository": "11.11",
    "read_registry": "9.3",
    "write_registry": "12.10",
    "sudo": "10.2",
}

# GitLab's source: what each scope is good for outside of the REST API.
ABILITIES = {
    "api": {"git_pull", "git_push", "image_pull", "image_push", "image_delete"},
    "read_api": {"git_pull", "image_pull"},
    "read_repository": {"git_pull"},
    "write_repository": {"git_pull", "git_push"},
    "read_registry": {"image_pull"},
    "write_registry": {"image_push"},
    "read_user": set(),
    "sudo": set(),
}


def escaped(text: bytes) -> str:
    return "".join(chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}" for byte in text)


def said(jeton: Command, *arguments: str) -> dict:
    return json.loads(jeton("scopes", "--json", *arguments).out)


def is_clean(answer: Answer) -> bool:
    return all(byte == 0x0A or 0x20 <= byte < 0x7F for byte in answer.out + answer.err)


def good_lists(jeton: Command, sample: Command) -> None:
    answer = jeton("scopes", "read_user api")
    check("a good list is good", answer.status == VALID and answer.err == b"")
    check("with the number of its scopes", answer.lines[0] == "valid, 2 scopes of GitLab", answer.lines[0])
    check("several arguments are one list", jeton("scopes", "read_user", "api").out == answer.out)
    check("options may stand anywhere", jeton("scopes", "read_user", "--color", "never", "api").out == answer.out)
    check("the canonical order", said(jeton, "sudo read_user api")["canonical"] == "api read_user sudo")
    check("commas", said(jeton, "--commas", "api, read_user,sudo")["canonical"] == "api read_user sudo")
    check("JSON", said(jeton, "--json-array", '["sudo", "\\u0061pi"]')["canonical"] == "api sudo")
    answer = jeton("scopes", "")
    check("no scope grants nothing", answer.status == VALID and "grants nothing" in answer.lines[0], answer.lines[0])
    check("no scope opens nothing", said(jeton, "")["opens"] == [])

    github = said(jeton, "--vocabulary", "github", "--commas", "user, gist, user:email")
    check("GitHub's are normalized", github["normalized"] == "gist user" and len(github["scopes"]) == 3)
    check("what is implied is named", set(github["scopes"][1]["implies"]) == {"read:user", "user:email", "user:follow"})
    drawn = jeton("scopes", "--vocabulary=github", "user gist user:email").out
    check("and shown", b"normalized  gist user" in drawn)
    check("GitLab's imply nothing", not any(one["implies"] for one in said(jeton, " ".join(DOCUMENTED))["scopes"]))


def vectors(jeton: Command, sample: Command) -> None:
    """The rows of scopes.tsv, of names that GitLab has."""
    judged = 0
    for reading, text, verdict, position, scopes, note in tsv.read(TESTS / "vectors" / "scopes.tsv", 6):
        raw = tsv.unescape(text)
        if b"\0" in raw or b"http" in raw or len(raw) > 4000:
            continue
        answer = jeton("scopes", "--json", *READINGS[reading], os.fsdecode(raw))
        if verdict != "valid" and b"looks like a token" in answer.err:  # long, and with digits
            check("what could be a token is not shown", answer.status == FAILED and answer.out == b"", text)
            continue
        row = json.loads(answer.out)
        about = f"{reading} {text[:40]} ({note}): {row.get('reason')} at {row.get('position')}"
        if verdict == "valid":
            check("a good row is good", answer.status == VALID and row["valid"], about)
            check("with its scopes", set(row["canonical"].split()) == set(scopes.split()), about)
        else:
            check("a bad row is refused", answer.status == SOME_INVALID and not row["valid"], about)
            check("with its reason", row["reason"] == verdict.replace("_", "-"), about)
            check("and position", row["position"] == int(position), about)
        judged += 1
    check("there are rows enough", judged > 80, str(judged))


def carets(jeton: Command, sample: Command) -> None:
    """Where the caret stands, and what of the text is shown."""

    def pointed(text: bytes, position: int, width: int, *options: str) -> None:
        answer = jeton("scopes", *options, os.fsdecode(text))
        about = escaped(text)
        check("a wrong list is refused", answer.status == SOME_INVALID, about)
        check("nothing unprintable is shown", is_clean(answer), about)
        check("the position is said", f" at {position}, " in answer.lines[0], f"{about}: {answer.lines[0]}")
        if len(answer.lines) < 3:
            check("the text is shown", False, about)
            return
        check("the text is shown, escaped", answer.lines[1] == "  " + escaped(text), about)
        under = "  " + " " * len(escaped(text[:position])) + "^" * width
        check("the caret stands under the byte", answer.lines[2] == under, f"{about}: {answer.lines[2]}")

    pointed(b"api raed_user", 4, 1)
    pointed(b"api  sudo", 4, 1)
    pointed(b"api ", 4, 1)
    pointed(b"api sudo api", 9, 1)
    pointed(b"api,mcp", 4, 1, "--commas")
    pointed(b'["api", "mcp"]', 9, 1, "--json-array")
    pointed(b'["api"', 6, 1, "--json-array")
    for byte in [*range(1, 0x20), 0x22, 0x5C, *range(0x7F, 0x100)]:
        pointed(b"api re" + bytes([byte]) + b"ad", 6, 1 if byte == 0x22 else 4)
    for bidi in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
        pointed(b"api " + bidi.encode() + b"resu", 4, 4)
    pointed("api réad_user sudo".encode(), 5, 4)
    pointed(b"\x1b[31m\x1b]0;title\x07 api", 0, 4)
    pointed(b"api \xf0\x9f\x98\x80", 4, 4)

    long = jeton("scopes", "api " * 2000 + "mcp" + " x" * 2000)
    check("of a long text only what is near is shown", len(long.out) < 700 and b"..." in long.out, long.out.decode())
    drawn = jeton("scopes", "--stored", "api \x1b[2J mcp\u202e")
    check("unknown names are shown", b"\\x1b[2J" in drawn.out and b"mcp\\xe2\\x80\\xae" in drawn.out)
    check("escaped too", is_clean(drawn))


def suggestions(jeton: Command, sample: Command) -> None:
    for vocabulary, typed, meant in (
        ("gitlab", "raed_user", "read_user"),
        ("gitlab", "read-user", "read_user"),
        ("gitlab", "write_repo", "write_repository"),
        ("gitlab", "read_registery", "read_registry"),
        ("gitlab", "apis", "api"),
        ("gitlab", "sudoo", "sudo"),
        ("github", "admin:orgs", "admin:org"),
        ("github", "user_email", "user:email"),
        ("github", "wirte:packages", "write:packages"),
    ):
        for text, options in ((typed, []), (f'["{typed}"]', ["--json-array"]), (typed, ["--commas"])):
            answer = jeton("scopes", "--vocabulary", vocabulary, *options, text)
            check("a mistyped scope has a suggestion", f"did you mean {meant}" in answer.out.decode(), typed)
            row = said(jeton, "--vocabulary", vocabulary, *options, text)
            check("also in JSON, as the first", row["suggestions"][:1] == [meant], f"{typed}: {row}")
    check("where none is near, there is none", said(jeton, "nothing_like_it_at_all")["suggestions"] == [])

    for text, options, hint in (
        ("api,read_user", [], "with --commas"),
        ('["api"]', [], "with --json-array"),
        ("api read_user", ["--commas"], "without --commas"),
        ("api", ["--json-array"], "without --json-array"),
        ("repo gist", [], "with --vocabulary github"),
        ("repo, gist", [], "with --vocabulary github --commas"),
        ("api", ["--vocabulary", "github"], "with --vocabulary gitlab"),
    ):
        drawn = jeton("scopes", *options, text).out.decode()
        check("a list that is read otherwise says how", f"it is a list of scopes {hint}\n" in drawn, f"{text}: {drawn}")


def stored(jeton: Command, sample: Command) -> None:
    row = said(jeton, "--stored", "mcp api future_scope api")
    check("a stored row keeps what is unknown", row["unknown"] == ["mcp", "future_scope"], str(row["unknown"]))
    check("and grants what is known", row["canonical"] == "api")
    drawn = jeton("scopes", "--stored", "mcp")
    check("which is shown", drawn.status == VALID and "UNKNOWN" in drawn.out.decode() and drawn.lines[-1] == "  mcp")
    check("unknown scopes open nothing", said(jeton, "--stored", "mcp")["opens"] == [])
    check("commas", said(jeton, "--stored", "--commas", "mcp,api")["unknown"] == ["mcp"])
    check("JSON", said(jeton, "--stored", "--json-array", '["mcp","api"]')["unknown"] == ["mcp"])
    broken = jeton("scopes", "--stored", "--json-array", '["mcp"')
    check("a row that is no JSON is refused", broken.status == SOME_INVALID and b"syntax at 6" in broken.out)


def tables(jeton: Command, sample: Command) -> None:
    table = json.loads(jeton("scopes", "--table", "--json").out)
    since = {one["name"]: one["since"] for one in table["scopes"]}
    lines = jeton("scopes", "--table").lines
    for name, version in DOCUMENTED.items():
        check("a documented scope has its version", since.get(name) == version, name)
        check("also in the table", any(line.split()[:2] == [name, version] for line in lines), name)
    administrators = {one["name"] for one in table["scopes"] if one["audience"] == "administrators"}
    check("sudo is for administrators", "sudo" in administrators and "api" not in administrators)
    needs = {one["name"] for one in table["scopes"] if one["needs"] == "registry"}
    check("registry scopes need the registry", needs == {"read_registry", "write_registry"}, str(needs))
    for action in set.union(*ABILITIES.values()):
        rows = [set(one["scopes"]) for one in table["access"] if one["action"] == action]
        wanted = {name for name, abilities in ABILITIES.items() if action in abilities}
        check("an action has its scopes", rows == [wanted], f"{action}: {rows}")
    for vocabulary in ("gitlab", "github"):
        lines = jeton("scopes", "--table", "--vocabulary", vocabulary).lines
        check("the tables fit 80 columns", max(map(len, lines)) <= 80, max(lines, key=len))
    table = json.loads(jeton("scopes", "--table", "--json", "--vocabulary=github").out)
    implied = {one["name"]: one["implies"] for one in table["scopes"]}
    check("GitHub's table says what is implied", implied["admin:org"] == ["write:org", "read:org"])


def what_is_opened(jeton: Command, sample: Command) -> None:
    outside = set.union(*ABILITIES.values())

    def opened(scopes: str) -> dict[str, str]:
        return {one["action"]: one["methods"] for one in said(jeton, scopes)["opens"]}

    for name, abilities in ABILITIES.items():
        check("a scope opens what GitLab's does", outside & opened(name).keys() == abilities, name)
    both = opened("read_registry write_repository")
    check("scopes add up", outside & both.keys() == {"image_pull", "git_pull", "git_push"})
    check("read_api reads", opened("read_api")["rest"] == "GET, HEAD" and opened("api")["rest"] == "any")
    check("read_user is for users", opened("read_user").get("users") == "GET" and "rest" not in opened("read_user"))
    check("write_repository opens no API", "rest" not in opened("write_repository"))
    check("every token reads itself", all("self_inspection" in opened(name) for name in DOCUMENTED))
    check("read_api rotates nothing", "self_rotation" not in opened("read_api"))
    check("self_rotate does", "self_rotation" in opened("self_rotate"))


def usage(jeton: Command, sample: Command) -> None:
    def fails(words: str, *arguments: str) -> None:
        answer = jeton("scopes", *arguments)
        check("a wrong use is a failure", answer.status == FAILED and answer.out == b"", str(arguments))
        check("that says why", words in answer.err.decode(), f"{arguments}: {answer.err.decode()}")

    fails("SCOPES are needed, or --table")
    fails("takes no SCOPES", "--table", "api")
    fails("--vocabulary takes gitlab or github", "--vocabulary", "gitea", "api")
    fails("two ways to read one list", "--commas", "--json-array", "api")
    fails("unknown option", "--strict", "api")
    fails("unknown option", "api", "sudo", "--strict")
    fails("--color takes auto, always or never", "--color", "sometimes", "api")
    for name, token, body in known_tokens():  # those of formats that this command does not know are no exception
        text = token.decode()
        for arguments in ([text], ["api", text], [f"api {text}"], ["--stored", text], ["--commas", f"api,{text}"],
                          ["--json-array", f'["{text}"]'], ["--vocabulary", text, "api"]):  # fmt: skip
            answer = jeton("scopes", *arguments, secrets=[body[-12:]])
            check("a token in place of a scope is refused", answer.status == FAILED and answer.out == b"", name)


def colours(jeton: Command, sample: Command) -> None:
    check("no colour elsewhere", b"\033" not in jeton("scopes", "api mcp").out + jeton("scopes", "api").out)
    check("always", b"\033[31m" in jeton("scopes", "--color", "always", "mcp").out)
    check("no colour in JSON", b"\033" not in jeton("scopes", "--color=always", "--json", "api").out)
    if not have_terminals():
        return
    command = [jeton.path, "scopes", "api \x1b[2Jread_user"]
    painted = on_terminal(command, b"")
    check("colour on a terminal", b"\033[31minvalid" in painted)
    check("the text itself is no command to it", b"\033[2J" not in painted and b"\\x1b[2J" in painted)
    check("no colour with NO_COLOR", b"\033" not in on_terminal(command, b"", env={"NO_COLOR": "1"}))
    for columns in (40, 60, 100):
        for arguments in (["api"], ["--table"]):
            lines = on_terminal([jeton.path, "scopes", "--color=never", *arguments], b"", columns).decode().splitlines()
            fits = all(len(line) <= columns for line in lines[:40] if line.startswith(" " * 20))
            check("descriptions are as wide as the terminal", fits, str(columns))


if __name__ == "__main__":
    sys.exit(run(good_lists, vectors, carets, suggestions, stored, tables, what_is_opened, usage, colours))
