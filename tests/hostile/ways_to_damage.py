# SPDX-License-Identifier: BSL-1.0
"""Ways to damage a store. Each is given the file and a random choice, changes what is there, and says what it did."""

from __future__ import annotations

import os
import random
import shutil
import socket
import sqlite3
from pathlib import Path

from old_store import APPLICATION
from reading import COLUMNS


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
        claimed = f"PRAGMA application_id = {APPLICATION};;PRAGMA user_version = 1"
        sql("CREATE TABLE songs (title)" + (";;" + claimed if how == "claimed" else ""))(file, choice)
    else:
        sql(f"PRAGMA application_id = {APPLICATION};;PRAGMA user_version = {choice.choice([-2, 0, 1, 2])}")(file, choice)
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
