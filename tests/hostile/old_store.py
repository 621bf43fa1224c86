# SPDX-License-Identifier: BSL-1.0
"""A store as the first released version made it, written by Python's sqlite3: what must be opened for ever."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import string
from pathlib import Path

APPLICATION = 0x6A65746E  # "jetn"
SCHEMA = f"""CREATE TABLE token (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         owner INTEGER NOT NULL,
         kind INTEGER NOT NULL,
         name TEXT NOT NULL,
         description TEXT NOT NULL,
         digest BLOB NOT NULL UNIQUE
           CHECK (length(digest) = 32),
         scopes TEXT NOT NULL,
         expires TEXT,
         revoked INTEGER NOT NULL,
         created INTEGER NOT NULL,
         updated INTEGER NOT NULL,
         last_used INTEGER,
         previous INTEGER,
         notices INTEGER NOT NULL
       ) STRICT;
       CREATE INDEX token_of_owner ON token (owner, id);
       PRAGMA application_id = {APPLICATION};
       PRAGMA user_version = 1;"""


def given_token(choice: random.Random) -> bytes:
    """A token that somebody chose: 40 letters and digits."""
    return "".join(choice.choices(string.ascii_letters + string.digits, k=40)).encode()


def row(token: bytes, name: str, owner: int = 1, expires: str | None = "2099-01-01", revoked: int = 0) -> dict:
    """The values of a good row, by column."""
    return {
        "owner": owner,
        "kind": 0,
        "name": name,
        "description": "",
        "digest": hashlib.sha256(token).digest(),
        "scopes": "api",
        "expires": expires,
        "revoked": revoked,
        "created": 1_700_000_000,
        "updated": 1_700_000_000,
        "last_used": None,
        "previous": 0,
        "notices": 0,
    }


def insert(opened: sqlite3.Connection, values: dict) -> int:
    marks = ", ".join("?" * len(values))
    done = opened.execute(f"INSERT INTO token ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    return done.lastrowid


def make(file: Path, rows: list[dict]) -> None:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    opened = sqlite3.connect(file)
    opened.execute("PRAGMA journal_mode = WAL")
    opened.executescript(SCHEMA)
    with opened:
        for values in rows:
            insert(opened, values)
    opened.close()
