#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Damaged, foreign and half-made stores get an answer. After each damage the eight commands are run with sanitizers;
what they say is compared with what Python's sqlite3 reads in the same file, and in the one before the damage."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import sqlite3
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import old_store
from harness import FAILED, SOME_INVALID, VALID, Answer, Store, Subject, check, folder, WITH_LEAKS, main, misbehaviour, side_by_side
from reading import COLUMNS, Reading, Row, read, today

SEND = ["--to", "%@example.org", "--from", "tokens@example.com"]
LIMIT = 9  # days that a sweep leaves

# --- stores before the damage ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Intact:
    """A good store in a folder, its tokens by number, and how it reads."""

    at: Path
    tokens: dict[int, bytes]
    reading: Reading

    @property
    def secrets(self) -> list[bytes]:
        return list(self.tokens.values())


def make_intact(subject: Subject, at: Path, with_log: bool) -> Intact:
    """Tokens that live, have expired, were revoked or rotated, are due for notices; rows on several pages. With a log,
    the newer half of them stands in that only."""
    tokens = Store(subject.jeton, str(at))
    soon = str(today() + timedelta(days=5))
    tokens.create("deploy")
    reader = sqlite3.connect(tokens.file) if with_log else None
    if reader:
        reader.execute("SELECT count(*) FROM token").fetchone()
    tokens.create("for ever", "--owner", "2", scopes="read_api read_user", expires="never")
    tokens.create("dead", "--now", "2020-01-01", expires="2020-06-01")
    tokens.create("revoked", "--owner", "2")
    tokens("revoke", "4")
    tokens.create("old")
    tokens.keep(tokens("rotate", "5", "--same-lifetime").out.strip())
    for owner in range(3, 9):
        tokens.create("due", "--owner", str(owner), expires=soon)
    choice = random.Random(0)
    given = {}
    with sqlite3.connect(tokens.file) as opened:
        for number in range(13, 13 + 40):
            token = old_store.given_token(choice)
            values = old_store.row(token, f"row {number}", owner=1 + number % 9) | {"description": "d" * 200}
            given[old_store.insert(opened, values)] = token
    opened.close()
    kept = at.parent / f"{at.name}-intact"
    shutil.copytree(at, kept)
    if reader:
        reader.close()
    made = dict(enumerate(tokens.secrets, 1)) | given
    return Intact(kept, made, read(kept / tokens.file.name, range(1, len(made) + 1)))


# --- damages: each changes the store at `file` and says what it did -------------------------------------------------


def pages_of(file: Path) -> int:
    return max(1, file.stat().st_size // 4096)


def write_at(file: Path, at: int, some: bytes) -> None:
    with open(file, "r+b") as opened:
        opened.seek(at)
        opened.write(some)


def flip_bytes(file: Path, choice: random.Random) -> str:
    places = [choice.randrange(file.stat().st_size) for _ in range(choice.choice([1, 1, 2, 5, 20]))]
    for at in places:
        write_at(file, at, bytes([choice.randrange(256)]))
    return f"bytes at {places}"


def flip_in_structure(file: Path, choice: random.Random) -> str:
    """Bytes of the headers and cell pointers of pages, which the reader follows."""
    at = choice.randrange(pages_of(file)) * 4096 + choice.randrange(40)
    write_at(file, at, bytes([choice.randrange(256)]))
    return f"byte at {at}"


def zero_range(file: Path, choice: random.Random) -> str:
    at, count = choice.randrange(file.stat().st_size), choice.choice([1, 16, 100, 512, 4096, 9000])
    write_at(file, at, bytes(count))
    return f"{count} zeros at {at}"


def random_range(file: Path, choice: random.Random) -> str:
    at, count = choice.randrange(file.stat().st_size), choice.choice([8, 100, 4096])
    write_at(file, at, choice.randbytes(count))
    return f"{count} random bytes at {at}"


def truncate(file: Path, choice: random.Random) -> str:
    size = choice.choice([0, 1, 16, 99, 100, 512, 4095, 4096, 4097, choice.randrange(file.stat().st_size)])
    os.truncate(file, size)
    return f"cut to {size}"


def append(file: Path, choice: random.Random) -> str:
    with open(file, "ab") as opened:
        opened.write(choice.randbytes(choice.choice([1, 100, 4096])))
    return "bytes behind the end"


def swap_pages(file: Path, choice: random.Random) -> str:
    one, two = (choice.randrange(pages_of(file)) for _ in range(2))
    bytes_of = file.read_bytes()
    first, second = (bytes_of[at * 4096 : at * 4096 + 4096] for at in (one, two))
    write_at(file, one * 4096, second)
    if choice.random() < 0.5:
        write_at(file, two * 4096, first)
    return f"pages {one} and {two}"


HEADER = {16: 2, 18: 1, 19: 1, 20: 1, 21: 1, 24: 4, 28: 4, 32: 4, 36: 4, 40: 4, 44: 4, 48: 4, 52: 4, 56: 4, 64: 4, 92: 4, 96: 4}


def header_field(file: Path, choice: random.Random) -> str:
    at, width = choice.choice(list(HEADER.items()))
    value = choice.choice([0, 1, 2, 3, 5, (1 << 8 * width) - 1, 1 << 8 * width - 1, choice.randrange(1 << 8 * width)])
    write_at(file, at, value.to_bytes(width, "big"))
    return f"header at {at} = {value}"


def sql(*texts: str):
    """A damage that any program can do with SQL, without a check."""

    def damage(file: Path, choice: random.Random) -> str:
        text = choice.choice(texts)
        opened = sqlite3.connect(file, isolation_level=None)
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.execute("PRAGMA writable_schema = ON")
        try:
            for one in text.split(";;"):
                opened.execute(one)
        except sqlite3.Error as why:
            text += f" ({why})"
        opened.close()
        return text

    return damage


NUMBERS = (-(1 << 31), -2, -1, 0, 1, 2, 3, 99, (1 << 31) - 1)
EMPTY_VIEW = ", ".join(f"NULL AS {name}" for name in COLUMNS.split(", "))
ENDLESS = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS {COLUMNS.replace(', ', ', i AS ')} FROM n"
AWAY = "ALTER TABLE token RENAME TO elsewhere;;"

user_version = sql(*(f"PRAGMA user_version = {number}" for number in NUMBERS))
application = sql(*(f"PRAGMA application_id = {number}" for number in NUMBERS))
tables = sql(
    "DROP TABLE token",
    AWAY,
    "DELETE FROM sqlite_sequence",
    "UPDATE sqlite_sequence SET seq = 'many'",
    "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    "UPDATE sqlite_sequence SET seq = -5",
    "DELETE FROM sqlite_schema WHERE name = 'token'",
    "DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence'",
    "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'token'",
    "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'token'",
    "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'token'",
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'token') WHERE type = 'index'",
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE token (' WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = NULL",
    "UPDATE sqlite_schema SET type = 'view' WHERE name = 'token'",
    "DELETE FROM token",
)
columns = sql(
    *(f"ALTER TABLE token RENAME COLUMN {name} TO {name}_" for name in COLUMNS.split(", ")),
    *(f"ALTER TABLE token DROP COLUMN {name}" for name in ("scopes", "expires", "revoked", "notices", "previous")),
    "ALTER TABLE token ADD COLUMN more TEXT",
    "ALTER TABLE token ADD COLUMN more INTEGER NOT NULL DEFAULT 7",
    "ALTER TABLE token ADD COLUMN more INTEGER GENERATED ALWAYS AS (owner / 0)",
    "UPDATE sqlite_schema SET sql = replace(sql, 'revoked INTEGER', 'revoked TEXT') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'digest BLOB', 'digest TEXT') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'owner INTEGER', 'owner ANY') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'AUTOINCREMENT', '') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'token'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE', '') WHERE name = 'token'",
)
indexes = sql(
    "DROP INDEX token_of_owner",
    "DELETE FROM sqlite_schema WHERE type = 'index'",
    "DELETE FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex%'",
    "DROP INDEX token_of_owner;;CREATE INDEX token_of_owner ON token (name)",
    "CREATE UNIQUE INDEX one_for_each ON token (kind) WHERE id > 50",
    "UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'token_of_owner'",
)
other_things = sql(
    AWAY + "CREATE VIEW token AS SELECT * FROM elsewhere",
    AWAY + "CREATE VIEW token AS SELECT * FROM elsewhere WHERE revoked = 0",
    AWAY + f"CREATE VIEW token AS SELECT {EMPTY_VIEW}",
    AWAY + f"CREATE VIEW token AS {ENDLESS}",
    AWAY + "CREATE VIEW token AS SELECT * FROM token",
    AWAY + "CREATE VIEW token AS SELECT * FROM elsewhere;;"
    "CREATE TRIGGER t INSTEAD OF UPDATE ON token BEGIN SELECT 1; END",
    "CREATE TRIGGER t AFTER UPDATE ON token BEGIN UPDATE token SET revoked = 0; END",
    "CREATE TRIGGER t BEFORE INSERT ON token BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE TRIGGER t AFTER INSERT ON token BEGIN DELETE FROM token WHERE id = NEW.id; END",
    "CREATE TRIGGER t BEFORE UPDATE ON token BEGIN SELECT RAISE(IGNORE); END",
    "DROP TABLE token;;CREATE TABLE token (a, b, c)",
    f"DROP TABLE token;;CREATE TABLE token ({COLUMNS})",
    f"DROP TABLE token;;CREATE TABLE token ({COLUMNS}, PRIMARY KEY (id)) WITHOUT ROWID",
    f"DROP TABLE token;;CREATE VIRTUAL TABLE token USING fts5({COLUMNS})",
    "DROP TABLE token;;CREATE VIRTUAL TABLE token USING rtree(id, a, b)",
    "DROP TABLE token;;UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE x USING nothing(a)'",
    "CREATE TABLE token_key (a)",
    "CREATE TABLE songs (title)",
)

IMPOSSIBLE = (
    "digest = zeroblob(32)",
    "digest = zeroblob(31)",
    "digest = x''",
    "owner = 0",
    "owner = -1",
    "owner = -9223372036854775808",
    "owner = 9223372036854775807",
    "kind = -1",
    "kind = 99999",
    "name = ''",
    "name = char(27) || '[31mred'",
    "name = CAST(x'C328FF' AS TEXT)",
    "name = CAST(zeroblob(300) AS TEXT)",
    "name = printf('%.*c', 3000000, 'n')",
    "description = char(27) || ']0;title' || char(7)",
    "scopes = 'api  api'",
    "scopes = char(27) || '[2J'",
    "scopes = printf('%.*c', 1000000, 'a b ')",
    "expires = ''",
    "expires = 'tomorrow'",
    "expires = '0000-00-00'",
    "expires = '9999-12-31'",
    "expires = '2099-02-30'",
    "expires = char(27)",
    "revoked = 2",
    "revoked = -1",
    "created = -9223372036854775808",
    "created = 9223372036854775807",
    "updated = 253402300800",
    "updated = -62167219201",
    "last_used = 9223372036854775807",
    "last_used = -9223372036854775808",
    "last_used = -1",
    "previous = id",
    "previous = -1",
    "notices = -1",
    "notices = 1099511627776",
    "id = 0",
    "id = -7",
    "id = 9223372036854775807",
)
rows = sql(*(f"UPDATE token SET {one} WHERE id = {number}" for one in IMPOSSIBLE for number in (1, 7)))


def without_types(file: Path, choice: random.Random) -> str:
    """A value of a type that the column does not take: the schema is put aside meanwhile."""
    name = choice.choice(COLUMNS.split(", ")[1:])
    value = choice.choice([None, "text", "\x1b[31m", 1.5, b"\0\1", -(1 << 63), "7"])
    done = write_untyped(file, [f"UPDATE token SET {name} = ? WHERE id = ?"], [(value, choice.choice([1, 2, 7]))])
    return f"{name} = {value!r}{done}"


def write_untyped(file: Path, statements: list[str], values: list[tuple]) -> str:
    """Runs statements on a table whose columns take anything, and puts the schema back. "" or what went wrong."""
    opened = sqlite3.connect(file, isolation_level=None)
    names = [name for (name,) in opened.execute("SELECT name FROM pragma_table_info('token')")]
    (kept,) = opened.execute("SELECT sql FROM sqlite_schema WHERE name = 'token'").fetchone()
    typed = {"id": "id INTEGER PRIMARY KEY AUTOINCREMENT", "digest": "digest UNIQUE"}
    loose = f"CREATE TABLE token ({', '.join(typed.get(name, name) for name in names)})"

    def put(text: str) -> None:
        opened.execute("PRAGMA writable_schema = ON")
        opened.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'token'", (text,))

    put(loose)
    opened.close()
    opened = sqlite3.connect(file, isolation_level=None)
    wrong = ""
    try:
        for statement, of in zip(statements, values):
            opened.execute(statement, of)
    except sqlite3.Error as why:
        wrong = f" ({why})"
    put(kept)
    opened.close()
    return wrong


def legitimate(file: Path, choice: random.Random) -> str:
    """Nothing that does harm: the file is laid out in another way."""
    return sql(
        "VACUUM",
        "REINDEX",
        "ANALYZE",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA journal_mode = DELETE;;PRAGMA page_size = 65536;;VACUUM",
        "PRAGMA journal_mode = DELETE;;PRAGMA page_size = 512;;VACUUM",
        "PRAGMA auto_vacuum = FULL;;VACUUM",
    )(file, choice)


def beside(file: Path, ending: str) -> Path:
    return Path(f"{file}{ending}")


def log(file: Path, choice: random.Random) -> str:
    """The write-ahead log: damaged, torn, or that of another store."""
    place = beside(file, "-wal")
    if not place.exists() or place.stat().st_size == 0:
        place.write_bytes(choice.choice([b"", b"x", choice.randbytes(32), choice.randbytes(9000)]))
        return "a log of random bytes"
    size = place.stat().st_size
    how = choice.choice(["flip", "header", "cut", "zero", "double", "lost"])
    if how == "flip":
        for _ in range(choice.choice([1, 3, 30])):
            write_at(place, choice.randrange(size), bytes([choice.randrange(256)]))
    elif how == "header":
        write_at(place, choice.randrange(32), choice.randbytes(4))
    elif how == "cut":
        os.truncate(place, choice.randrange(size))
    elif how == "zero":
        write_at(place, choice.randrange(size), bytes(4096))
    elif how == "double":
        place.write_bytes(place.read_bytes() * 2)
    else:
        place.unlink()
    return f"log: {how}"


def index_of_log(file: Path, choice: random.Random) -> str:
    place = beside(file, "-shm")
    how = choice.choice(["random", "short", "empty", "header", "folder"])
    if place.exists() and how in ("folder", "header"):
        kept = place.read_bytes()
        place.unlink()
        place.mkdir() if how == "folder" else place.write_bytes(choice.randbytes(136) + kept[136:])
    else:
        size = {"random": 32768, "short": choice.randrange(1, 32768)}.get(how, 0)
        place.write_bytes(choice.randbytes(size))
    return f"shared memory: {how}"


def journal(file: Path, choice: random.Random) -> str:
    """A hot journal of another database, or of nothing."""
    place = beside(file, "-journal")
    how = choice.choice(["other", "random", "magic", "folder"])
    if how == "other":
        other = file.parent / "other.db"
        opened = sqlite3.connect(other, isolation_level=None)
        opened.execute("CREATE TABLE songs (title)")
        opened.executemany("INSERT INTO songs VALUES (?)", [("x" * 2000,)] * 9)
        opened.execute("PRAGMA cache_size = 1")
        opened.execute("BEGIN")
        opened.execute("UPDATE songs SET title = title || 'y'")
        made = beside(other, "-journal")
        shutil.copyfile(made, place) if made.exists() else place.write_bytes(b"")
        opened.execute("ROLLBACK")
        opened.close()
        other.unlink()
    elif how == "folder":
        place.mkdir()
    else:
        magic = bytes.fromhex("d9d505f920a163d7") if how == "magic" else b""
        place.write_bytes(magic + choice.randbytes(choice.choice([0, 20, 5000])))
    return f"journal: {how}"


def place(file: Path, choice: random.Random) -> str:
    """Something else in place of the store."""
    kept = file.read_bytes()
    for one in ("", "-wal", "-shm"):
        beside(file, one).unlink(missing_ok=True)
    how = choice.choice(
        "folder pipe null zero full socket empty dangling loop link text header sparse other claimed half".split()
    )
    if how == "folder":
        file.mkdir()
    elif how == "pipe":
        os.mkfifo(file)
    elif how in ("null", "zero", "full"):
        file.symlink_to(f"/dev/{how}")
    elif how == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(file))
    elif how == "empty":
        file.touch(0o600)
    elif how == "dangling":
        file.symlink_to(file.parent / "not there")
    elif how == "loop":
        file.symlink_to(file)
    elif how == "link":
        file.symlink_to(file.parent)
    elif how == "text":
        file.write_bytes(choice.choice([b"tokens\n", b"SQLite format 3\0", b"SQLite format 3", b"\x1f\x8b" + kept[:999]]))
    elif how == "header":
        file.write_bytes(kept[:100])
    elif how == "sparse":
        file.write_bytes(kept[:4096])
        os.truncate(file, 1 << 40)
    elif how in ("other", "claimed"):
        claimed = "PRAGMA application_id = 1784968302;;PRAGMA user_version = 1"
        sql("CREATE TABLE songs (title)" + (";;" + claimed if how == "claimed" else ""))(file, choice)
    else:
        sql("PRAGMA application_id = 1784968302;;PRAGMA user_version = " + choice.choice(["-2", "0", "1", "2"]))(file, choice)
    return f"in its place: {how}"


DAMAGES = [
    flip_bytes,
    flip_in_structure,
    zero_range,
    random_range,
    truncate,
    append,
    swap_pages,
    header_field,
    user_version,
    application,
    tables,
    columns,
    indexes,
    other_things,
    rows,
    rows,
    without_types,
    legitimate,
    log,
    log,
    index_of_log,
    journal,
    place,
]

# --- what the commands make of it -----------------------------------------------------------------------------------


@dataclass
class Case:
    """A damaged store, what was said of it, and what was wrong with that."""

    store: Store
    plain: Store  # the same store through the command without sanitizers, which is faster
    intact: Intact
    before: Reading
    finds_leaks: bool
    wrong: list[tuple[str, str]] = field(default_factory=list)
    checks: int = 0

    def check(self, claim: str, holds: bool, about: str = "") -> None:
        self.checks += 1
        if not holds:
            self.wrong.append((claim, about))

    def run(self, verb: str, *arguments: str, tokens: bytes = b"") -> Answer:
        return self.judged(self.store, verb, *arguments, tokens=tokens)

    def judged(self, used: Store, verb: str, *arguments: str, tokens: bytes = b"") -> Answer:
        more = WITH_LEAKS if self.finds_leaks else {}
        answer = used.jeton("pat", verb, "--store", str(used.file), *arguments, tokens=tokens, env=more)
        why = misbehaviour(answer, self.intact.secrets)
        self.check(f"{verb} answers in a damaged store", why == "", why)
        return answer

    def untouched(self, number: int) -> bool:
        """Whether the damage left a row as it was, where it is found."""
        row = self.before.rows.get(number)
        return row is not None and row.same(self.intact.reading.rows[number]) and self.before.reaches(row)

    def may_grant(self, token: bytes, number: int) -> bool:
        """Whether the row of a token lives: as it was, or as the changed bytes within it now say."""
        of_now = self.before.rows.get(number)
        of_token = self.before.of_token(token)
        lived = self.intact.reading.rows[number].lives
        return lived or any(row is not None and row.lives for row in (of_now, of_token))

    def verify(self, token: bytes) -> Answer:
        return self.judged(self.plain, "verify", tokens=token)


def judge_list(case: Case) -> None:
    answer = case.run("list", "--state", "all", "--json")
    if answer.status != VALID:
        return
    listed = {row["id"]: row for row in map(json.loads, answer.out.decode().splitlines())}
    for number, row in case.intact.reading.rows.items():
        if not case.untouched(number):
            continue
        said = listed.get(number)
        good = said is not None and (said["name"].encode(), said["revoked"], said["user_id"], said["active"]) == (
            row.name,
            bool(row.revoked),
            row.owner,
            row.lives,
        )
        case.check("a list has each untouched row", good, f"row {number}: {said}")
    known = set(case.before.rows) | set(case.intact.reading.rows)
    case.check("a list has no other rows", set(listed) <= known, str(set(listed) - known))


def judge_verify(case: Case, choice: random.Random) -> None:
    numbers = [choice.choice([1, 2, 6, 7]), choice.choice([3, 4, 5]), choice.choice(list(case.intact.tokens))]
    for used, number in zip((case.store, case.store, case.plain), numbers):
        token = case.intact.tokens[number]
        answer = case.judged(used, "verify", tokens=token)
        if answer.status == VALID:
            case.check("nothing dead is granted", case.may_grant(token, number), f"row {number}: {case.before.rows.get(number)}")
        if answer.status == SOME_INVALID:
            lives = case.intact.reading.rows[number].lives
            case.check("an untouched token is granted", not (lives and case.untouched(number)), f"row {number}")


def mails_in(at: Path) -> list[str]:
    return [message_from_bytes(one.read_bytes())["To"] for one in at.iterdir()]


def judge_notices(case: Case) -> None:
    listed = case.run("notices", "--json")
    box = case.store.folder / "mails"
    box.mkdir()
    send = [*SEND, "--sendmail", f"cat >'{box}/'$$"]
    first = case.run("notices", *send)
    told = mails_in(box)
    second = case.run("notices", *send)
    if first.status != VALID:
        return
    due = [number for number in range(7, 13) if case.untouched(number)]
    for number in due:
        owner = case.intact.reading.rows[number].owner
        case.check("each owner of an untouched row is told once", told.count(f"{owner}@example.org") == 1, f"owner {owner}: {told}")
    if second.status == VALID:
        case.check("nobody is told twice", len(mails_in(box)) == len(told), str(sorted(mails_in(box))))
    case.check("a list of notices succeeds where sending does", listed.status == VALID)


def judge_changes(case: Case, choice: random.Random) -> None:
    created = case.run("create", "new", "--scopes", "api", "--in-days", "9")
    if created.status == VALID:
        case.check("what was created works", case.verify(created.out.strip()).status == VALID)
    number, other = choice.sample([1, 2, 6, 7, 8, 20, 50], 2)
    token = case.intact.tokens[number]
    worked = case.verify(token).status == VALID
    rotated = case.run("rotate", str(number), "--in-days", "9")
    if rotated.status == VALID:
        case.check("what was rotated works", case.verify(rotated.out.strip()).status == VALID, f"row {number}")
        case.check("in place of the old one", case.verify(token).status != VALID, f"row {number}")
    elif worked:
        case.check("what was not rotated still works", case.verify(token).status == VALID, f"row {number}, {rotated.status}")
    revoked = case.run("revoke", str(other))
    if revoked.status == VALID:
        case.check("what was revoked is denied", case.verify(case.intact.tokens[other]).status != VALID, f"row {other}")
    swept = case.run("sweep", "--max-days", str(LIMIT), "--yes")
    if swept.status == VALID:
        after = read(case.store.file)
        left = [number for number, row in after.rows.items() if row.lives and lives_too_long(row)]
        case.check("a sweep leaves nothing over the limit", left == [], str(left))


def lives_too_long(row: Row) -> bool:
    return row.expires is None or row.expires.decode() > str(today() + timedelta(days=LIMIT))


def try_damage(subject: Subject, intact: list[Intact], number: int) -> Case:
    choice = subject.random("damages", number)
    with folder() as at:
        used = choice.choice(intact)
        place = at / "store"
        shutil.copytree(used.at, place)
        store, plain = Store(subject.sanitized, str(place)), Store(subject.jeton, str(place))
        damage = DAMAGES[number % len(DAMAGES)]
        done = damage(store.file, choice)
        case = Case(store, plain, used, read(store.file, range(-1, len(used.tokens) + 1)), number % 10 == 0)
        case.run("show", str(choice.choice([1, 3, 7])))
        judge_list(case)
        judge_verify(case, choice)
        judge_notices(case)
        judge_changes(case, choice)
        again = subject.again("damages", number)
        case.wrong = [(claim, f"{about[:1500]}\n  damage: {done[:300]}\n  {again}") for claim, about in case.wrong]
        return case


def damages(subject: Subject) -> None:
    with folder() as at:
        intact = []
        for with_log in (False, True):
            (at / f"log-{with_log}").mkdir()
            intact.append(make_intact(subject, at / f"log-{with_log}", with_log))
            check("the store is good before", intact[-1].reading.fault == "" and len(intact[-1].reading.rows) == 52)
        for case in side_by_side(lambda number: try_damage(subject, intact, number), subject.numbers(800, 46)):
            for claim, about in case.wrong:
                check(claim, False, about)
            check.passed += case.checks - len(case.wrong)


if __name__ == "__main__":
    sys.exit(main(damages))
