#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A public header leads with its noun: what it is called after, or what NOUNS says, is declared and documented first.

Only a few lines may stand between the opening of the namespace and the documentation of the noun: declarations that the
noun needs, a short concept, an enumeration of its arguments. Of what a reader need not know first, nothing may stand
there: the body of a function, or the describe() of a fault. It reads the text as it is laid out by clang-format. Before it
judges the repository it judges small headers with planted faults, and fails if it overlooks one.
"""
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(HOME / "tools"))

import house

MOST_LINES = 20  # before the documentation of the noun

# What a header leads with, where that is not called as the header is.
NOUNS = {
    "core/random": "os_random",
    "time/utc": "unix_seconds",
    "time/fault": "date_fault",
    "digest/digester": "token_digester",
    "digest/fault": "digest_fault",
    "format/checksum": "check",
    "format/fault": "token_fault",
    "format/parts": "token_part",
    "scope/fault": "scope_fault",
    "scope/row": "scope_row",
    "scope/set": "scope_set",
    "scope/stored": "stored_scopes",
    "scope/vocabulary": "scope_vocabulary",
    "scope/writer": "scope_writer",
    "store/fault": "store_fault",
    "store/memory": "memory_store",
    "store/record": "token_record",
    "store/sqlite": "sqlite_store",
    "store/sqlite_fault": "open_fault",
    "store/sqlite_options": "open_options",
    "store/store": "token_reader",
    "lifecycle/digest_rewrite": "rewrite_digest",
    "lifecycle/fault": "text_fault",
    "lifecycle/lifetime": "lifetime_policy",
    "lifecycle/listing": "list",
    "lifecycle/plain_text": "count_plain",
    "lifecycle/request": "token_request",
    "lifecycle/use": "note_use",
    "http/fault": "credential_fault",
    "http/form_urlencoded": "form_byte",
    "http/grammar": "token68_digits",
    "http/prefill": "prefilled",
    "issuers/github": "classic",
    "issuers/github_scopes": "oauth_scope_table",
    "issuers/shapes": "pypi",
    "issuers/with_check": "npm",
    "gitlab/access": "access_row",
    "gitlab/credential": "presented_tokens",
    "gitlab/digest": "salted_sha256",
    "gitlab/fault": "route_fault",
    "gitlab/lifecycle": "life_columns",
    "gitlab/lifetime": "documented_lifetime",
    "gitlab/notice": "expiring",
    "gitlab/other_tokens": "deploy_token",
    "gitlab/scope": "scope_table",
    "gitlab/sudo": "check_sudo",
    "gitlab/token": "routable",
}


def declaration_of(noun):
    """The line that declares it: a type, a concept, a namespace, an alias, a constant or a function; no `class noun;`, which
    says only that there will be one."""
    kinds = r"(?:enum class|class(?: \[\[nodiscard\]\])?|struct|concept|using|namespace)"
    return re.compile(rf"(?:^|[ }}]){kinds} {noun}\b(?!;)|^inline constexpr \S+ {noun}\b|^[^/=]*[ *&]{noun}\(|^{noun}\(")


def fault_of(text, noun):
    """Why a header does not lead with its noun; None if it does."""
    lines = text.splitlines()
    opened = next((i for i, line in enumerate(lines) if line.startswith("namespace jeton ")), None)
    if opened is None:
        return "opens no namespace jeton"
    declares = declaration_of(noun)
    code = [i for i in range(opened, len(lines)) if not lines[i].lstrip().startswith("//")]
    found = next((i for i in code if declares.search(lines[i])), None)
    if found is None:
        return f"declares no {noun}: call the header after what it has, or say in NOUNS what it leads with"
    begin = found  # of its documentation, with the head of a template behind
    while begin > 0 and lines[begin - 1] and begin - 1 != opened:
        begin -= 1
    if not lines[begin].startswith("///"):
        return f"has {noun} without documentation: say what it is, above its first declaration"
    before = lines[opened + 1 : begin]
    if len(before) > MOST_LINES:
        return f"has {len(before)} lines before {noun}, more than {MOST_LINES}: declare it first, and put what serves it behind"
    if any(re.match(r"enum class \w+_(fault|error)\b.*\{", line) for line in before):
        return f"has a fault before {noun}: put that behind it, or into the fault.hpp of the room"
    if any(re.match(r"\s+(return|switch)\b", line) for line in before):
        return f"has the body of a function before {noun}: put that behind it, or into detail/"
    return None


LEADING = """namespace jeton { inline namespace v0 {

struct helped;
enum class lamp_fault : unsigned char;

/// A lamp.
template <class T>
class lamp {};

/// Why there is no light.
enum class lamp_fault : unsigned char { dark };

/// Whether it is on.
constexpr bool is_on() {
  return true;
}
"""
DOCUMENTED_NAMESPACE = """/// Lamps.
namespace jeton { inline namespace v0 { namespace lamp {
"""


def moved(text, start, to):
    """The paragraph that begins with `start`, moved in front of another one."""
    paragraphs = text.split("\n\n")
    one = next(each for each in paragraphs if each.startswith(start))
    paragraphs.remove(one)
    paragraphs.insert(next(i for i, each in enumerate(paragraphs) if each.startswith(to)), one)
    return "\n\n".join(paragraphs)


def overlooked():
    """Controls: what has to be found must be found, and nothing else."""
    for what, text in {"a header": LEADING, "a documented namespace": DOCUMENTED_NAMESPACE}.items():
        if why := fault_of(text, "lamp"):
            yield f"control: {what} that leads with its noun is refused: {why}"
    planted = {
        "a fault before": moved(LEADING, "/// Why", "/// A lamp"),
        "the body of a function before": moved(LEADING, "/// Whether", "/// A lamp"),
        "lines before": LEADING.replace("struct helped;", "struct helped;\n" * MOST_LINES),
        "without documentation": LEADING.replace("/// A lamp.\n", ""),
        "declares no": LEADING.replace("class lamp {};", "class lamp;"),
        "opens no namespace": LEADING.replace("namespace jeton", "namespace other"),
    }
    for message, text in planted.items():
        if message not in (fault_of(text, "lamp") or ""):
            yield f"control: {message} lamp: it went unnoticed"
    if "declares no" not in (fault_of(LEADING.replace("class lamp {};", "bool lit = lamp_fault(lamp);"), "lamp") or ""):
        yield "control: a use passed for a declaration"


def faults(home):
    listed = house.read(home)
    led = [name for name in listed.headers if house.is_public(name) and house.room_of(name)]
    for name in NOUNS:
        if name not in led:
            yield f"NOUNS has {name}, which is no public header of a room: take the line out"
    for name in led:
        text = (home / "include" / "jeton" / house.file_of(name)).read_text(encoding="utf-8")
        if why := fault_of(text, NOUNS.get(name, name.split("/")[-1])):
            yield f"{house.file_of(name)} {why}"
    if not led:
        yield f"{house.LIST} has no public header"


def main():
    found = [*overlooked(), *faults(HOME)]
    print("\n".join(found) or "each public header leads with its noun")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
