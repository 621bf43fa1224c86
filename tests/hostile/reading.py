# SPDX-License-Identifier: BSL-1.0
"""A store as Python's sqlite3 reads it, however damaged it is: another reader than the command."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path

COLUMNS = (
    "id, owner, kind, name, description, digest, scopes, expires, revoked, created, updated, last_used, previous, notices"
)
NAMES = COLUMNS.split(", ")


def digest_of(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


def today() -> date:
    return datetime.now(timezone.utc).date()


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: texts as bytes, and whatever else SQLite gives."""

    values: tuple

    def __getattr__(self, name: str):
        return self.values[NAMES.index(name)]

    @property
    def expired(self) -> bool:
        """Whether its first dead day has come; what is no date has passed."""
        if self.expires is None:
            return False
        try:
            text = self.expires.decode("ascii")
            return len(text) != 10 or date.fromisoformat(text) <= today()
        except (AttributeError, ValueError):
            return True

    @property
    def lives(self) -> bool:
        """Whether its token may be granted."""
        has_digest = isinstance(self.digest, bytes) and len(self.digest) == 32 and self.digest != bytes(32)
        has_owner = isinstance(self.owner, int) and self.owner > 0
        return has_digest and has_owner and self.revoked == 0 and not self.expired


@dataclass(frozen=True)
class Reading:
    """What can be read of a store. `fault` says what could not."""

    rows: dict[int, Row]  # by the number that the table has them under
    found: dict[bytes, int]  # which number the look-up of a digest gives
    fault: str

    def of_token(self, token: bytes) -> Row | None:
        return next((row for row in self.rows.values() if row.digest == digest_of(token)), None)

    @property
    def living(self) -> set[bytes]:
        """The digests of the tokens that may be granted."""
        return {row.digest for row in self.rows.values() if row.lives}

    def reaches(self, row: Row) -> bool:
        return self.found.get(row.digest) == row.id


def read(file: Path, ids: range = range(0)) -> Reading:
    """Reads a copy of a store. Rows behind a damage are asked for one by one, if their numbers are known."""
    rows: dict[int, Row] = {}
    found: dict[bytes, int] = {}
    fault = ""
    if not file.is_file():
        return Reading(rows, found, "no file")
    with tempfile.TemporaryDirectory(prefix="jeton-reading-", dir=file.parent.parent) as folder:
        copy = Path(folder) / file.name
        for ending in ("", "-wal", "-journal"):
            beside = Path(f"{file}{ending}")
            if beside.is_file():
                shutil.copyfile(beside, f"{copy}{ending}")
        opened = sqlite3.connect(copy, isolation_level=None)
        opened.text_factory = bytes
        opened.set_progress_handler(lambda: 1, 10_000_000)  # a view may have no end
        try:
            for values in opened.execute(f"SELECT {COLUMNS} FROM token NOT INDEXED ORDER BY id LIMIT 10000"):
                rows[values[0]] = Row(values)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as why:
            fault = str(why)
        for number in ids:
            try:
                for values in opened.execute(f"SELECT {COLUMNS} FROM token NOT INDEXED WHERE id = ? LIMIT 10", (number,)):
                    rows.setdefault(number, Row(values))
            except (sqlite3.Error, OverflowError, UnicodeDecodeError) as why:
                fault = fault or str(why)
        for row in list(rows.values()):
            try:
                for (number,) in opened.execute("SELECT id FROM token WHERE digest = ? LIMIT 10", (row.digest,)):
                    found[row.digest] = number
            except (sqlite3.Error, OverflowError, UnicodeDecodeError, TypeError) as why:
                fault = fault or str(why)
        opened.close()
    return Reading(rows, found, fault)


def integrity(file: Path) -> str:
    """`ok`, or what SQLite says of the file."""
    opened = sqlite3.connect(file)
    opened.text_factory = bytes  # what it says may quote damaged texts
    try:
        return opened.execute("PRAGMA integrity_check").fetchone()[0].decode(errors="replace")
    except (sqlite3.Error, UnicodeDecodeError) as why:
        return str(why)
    finally:
        opened.close()
