# SPDX-License-Identifier: BSL-1.0
"""The rows of dates.tsv: texts that others judge, and what jeton must say of them.

The verdicts are those of the RFC and of the suites named in `from`; days come from Python's datetime. The first fault
is found here by a reader of regular expressions that shares nothing with jeton.
"""

from __future__ import annotations

import datetime
import re
from typing import Iterator

from tsv import escape

COLUMNS = ("kind", "text", "verdict", "position", "day", "from", "reason")

EPOCH = datetime.date(1970, 1, 1)

# kind, text, whether it is valid, source, reason. JSON Schema: tests/draft2020-12/optional/format of
# json-schema-org/JSON-Schema-Test-Suite; TOML: tests of toml-lang/toml-test; RFC: RFC 3339 sections 5.6 to 5.8.
RFC, JSON, TOML, OURS = "RFC 3339", "JSON Schema", "TOML", "jeton"

DATES: list[tuple[str, bool, str, str]] = [
    ("1963-06-19", True, JSON, "a date"),
    *((f"2020-{month:02}-{days}", True, JSON, "last day of the month")
      for month, days in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)),
    *((f"2020-{month:02}-{days + 1}", False, JSON, "one day more than the month has")
      for month, days in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)),
    ("2021-02-28", True, JSON, "last of February"),
    ("2021-02-29", False, JSON, "no leap year"),
    ("2020-02-29", True, JSON, "leap year"),
    ("0100-02-29", False, JSON, "a century is no leap year"),
    ("0400-02-29", True, JSON, "every fourth century is"),
    ("2100-02-29", False, JSON, "a century is no leap year"),
    ("06/19/1963", False, JSON, "another order"),
    ("2013-350", False, JSON, "day of the year"),
    ("1998-1-20", False, JSON, "month of one digit"),
    ("1998-01-1", False, JSON, "day of one digit"),
    ("1998-13-01", False, JSON, "month 13"),
    ("2024-00-15", False, JSON, "month 0"),
    ("2024-01-00", False, JSON, "day 0"),
    ("1963-06-1\u09ea", False, JSON, "a Bengali digit"),
    ("2020-0\u09ea-01", False, JSON, "a Bengali digit"),
    ("\u09e8020-01-01", False, JSON, "a Bengali digit"),
    ("20230328", False, JSON, "no separators"),
    ("2023-W01", False, JSON, "a week"),
    ("2023-W13-2", False, JSON, "a day of a week, ten bytes"),
    ("2022W527", False, JSON, "a week"),
    ("2020-11-28T23:55:45Z", False, JSON, "a timestamp"),
    ("2020-01-01 00:00:00Z", False, JSON, "a timestamp"),
    (" 2024-01-15", False, JSON, "leading space"),
    ("2024-01-15 ", False, JSON, "trailing space"),
    ("", False, JSON, "nothing"),
    ("2020 -01-01", False, JSON, "inner space"),
    ("2020-01-01X", False, JSON, "trailing character"),
    ("2020-01-01Z", False, JSON, "trailing Z"),
    ("0001-01-01", True, JSON, "the first day"),
    ("20-01-01", False, JSON, "year of two digits"),
    ("998-01-01", False, JSON, "year of three digits"),
    ("12020-01-01", False, JSON, "year of five digits"),
    ("+2020-01-01", False, JSON, "a sign"),
    ("-2020-01-01", False, JSON, "a sign"),
    ("YYYY-01-01", False, JSON, "letters"),
    ("2020-MM-01", False, JSON, "letters"),
    ("2020-01-DD", False, JSON, "letters"),
    ("2020-001-01", False, JSON, "month of three digits"),
    ("2020-01-001", False, JSON, "day of three digits"),
    ("2020:01:01", False, JSON, "colons"),
    ("2020.01.01", False, JSON, "dots"),
    ("2020 01 01", False, JSON, "spaces"),
    ("2020-01/01", False, JSON, "a slash"),
    ("2020--01-01", False, JSON, "hyphen twice"),
    ("2020-01--01", False, JSON, "hyphen twice"),
    ("9999-12-31", True, TOML, "the last day"),
    ("0000-01-01", False, TOML, "year zero"),
    ("10000-01-01", False, TOML, "year 10000"),
    ("1988-02-30", False, TOML, "30 February"),
    ("2006-01-32", False, TOML, "day 32"),
    ("2023-10-01T", False, TOML, "trailing T"),
    ("1987-07-5", False, TOML, "day of one digit"),
    ("199-09-09", False, TOML, "year of three digits"),
    ("-026-07-19", False, OURS, "std::from_chars reads a negative year"),
    ("2026- 7-19", False, OURS, "strptime reads a space"),
    ("2026-+7-19", False, OURS, "a sign inside"),
    ("2026-07-19\0", False, OURS, "trailing NUL"),
    ("2026-07-1\0", False, OURS, "NUL in place of a digit"),
    ("2026-07-1:", False, OURS, "the character behind 9"),
    ("2026-07-/9", False, OURS, "the character before 0"),
    ("2026\udcad07-19", False, OURS, "a hyphen with its highest bit set"),
    ("2026-0\udcb7-19", False, OURS, "a digit with its highest bit set"),
    ("0000-00-00", False, OURS, "MySQL's zero date"),
    ("1969-12-31", True, OURS, "the day before the epoch"),
    ("1970-01-01", True, OURS, "the epoch"),
    ("2262-04-11", True, OURS, "the last whole day of 64-bit nanoseconds"),
    ("2262-04-12", True, OURS, "nanoseconds wrap"),
    ("2038-01-19", True, OURS, "32-bit seconds wrap"),
    ("infinity", False, OURS, "PostgreSQL's infinity"),
    ("never", False, OURS, "a word"),
    ("null", False, OURS, "a word"),
]

TIMESTAMPS: list[tuple[str, bool, str, str]] = [
    ("1985-04-12T23:20:50.52Z", True, RFC, "example of section 5.8"),
    ("1996-12-19T16:39:57-08:00", True, RFC, "example of section 5.8: the next day in UTC"),
    ("1990-12-31T23:59:60Z", True, RFC, "example of section 5.8: a leap second"),
    ("1990-12-31T15:59:60-08:00", True, RFC, "example of section 5.8: the same leap second"),
    ("1937-01-01T12:00:27.87+00:20", True, RFC, "example of section 5.8"),
    ("1963-06-19T08:30:06.283185Z", True, JSON, "with a fraction"),
    ("1963-06-19T08:30:06Z", True, JSON, "without a fraction"),
    ("1990-12-31T15:59:50.123-08:00", True, JSON, "minus offset"),
    ("1998-12-31T23:59:60Z", True, JSON, "leap second"),
    ("1998-12-31T15:59:60.123-08:00", True, JSON, "leap second with offset and fraction"),
    ("1998-12-31T23:59:61Z", False, JSON, "second 61"),
    ("1998-12-31T23:58:60Z", False, JSON, "leap second in a wrong minute"),
    ("1998-12-31T22:59:60Z", False, JSON, "leap second in a wrong hour"),
    ("1990-02-31T15:59:59.123-08:00", False, JSON, "31 February"),
    ("1990-12-31T15:59:59-24:00", False, JSON, "offset of 24 hours"),
    ("1963-06-19T08:30:06.28123+01:00Z", False, JSON, "Z behind an offset"),
    ("1990-12-31T24:00:00Z", False, JSON, "hour 24"),
    ("1990-12-31T15:60:00Z", False, JSON, "minute 60"),
    ("1990-12-31T10:00:00+10:60", False, JSON, "offset with minute 60"),
    ("06/19/1963 08:30:06 PST", False, JSON, "another order"),
    ("1963-06-19t08:30:06.283185z", True, JSON, "small t and z"),
    ("2013-350T01:01:01", False, JSON, "day of the year"),
    ("1963-6-19T08:30:06.283185Z", False, JSON, "month of one digit"),
    ("1963-06-1T08:30:06.283185Z", False, JSON, "day of one digit"),
    ("1963-06-1\u09eaT00:00:00Z", False, JSON, "a Bengali digit in the date"),
    ("1963-06-11T0\u09ea:00:00Z", False, JSON, "a Bengali digit in the time"),
    ("+11963-06-19T08:30:06.283185Z", False, JSON, "extended year"),
    ("1985-04-12T00:59:59.999999999999999Z", True, JSON, "fifteen nines"),
    ("1998-12-31T23:59:60+00:00", True, JSON, "leap second, zero offset (time.json)"),
    ("1999-01-01T01:29:60+01:30", True, JSON, "leap second, plus offset (time.json)"),
    ("1999-01-01T23:29:60+23:30", True, JSON, "leap second, large plus offset (time.json)"),
    ("1998-12-31T23:59:60+01:00", False, JSON, "leap second in a wrong hour of UTC (time.json)"),
    ("1998-12-31T23:59:60+00:30", False, JSON, "leap second in a wrong minute of UTC (time.json)"),
    ("1998-12-31T00:29:60-23:30", True, JSON, "leap second, large minus offset (time.json)"),
    ("1998-12-31T23:59:60-01:00", False, JSON, "leap second in a wrong hour of UTC (time.json)"),
    ("2020-01-01T12:34:56-00:00", True, JSON, "unknown local offset (time.json)"),
    ("2020-01-01T08:30:06-8:000", False, JSON, "offset with an hour of one digit (time.json)"),
    ("2020-01-01T01:02:03Z+00:30", False, JSON, "offset behind Z (time.json)"),
    ("2020-01-01T08:30:06 PST", False, JSON, "a zone's name (time.json)"),
    ("2020-01-01T01:01:01,1111", False, JSON, "a comma (time.json)"),
    ("2020-01-01T12:00:00", False, JSON, "no offset (time.json)"),
    ("2020-01-01T12:00:00.52", False, JSON, "no offset behind a fraction (time.json)"),
    ("2020-01-01T08:30:06#00:20", False, JSON, "neither plus nor minus (time.json)"),
    ("2020-01-01T08:30:06+0130", False, JSON, "offset without colon (time.json)"),
    ("2020-01-01T08:30:06+01", False, JSON, "offset without minutes (time.json)"),
    ("2020-01-01T08:30:06Z\n", False, JSON, "trailing newline (time.json)"),
    ("2020-01-01T24:59:00+01:00", False, JSON, "hour 24 with an offset (time.json)"),
    ("2020-01-01T008:030:006Z", False, JSON, "leading zeros (time.json)"),
    ("1987-07-05 17:45:00Z", True, TOML, "a space, which RFC 3339 leaves to the application"),
    ("1987-07-05t17:45:00Z", True, TOML, "small t"),
    ("9999-12-31 23:59:59Z", True, TOML, "the last second"),
    ("0000-01-01 00:00:00z", False, TOML, "year zero"),
    ("10000-01-01 00:00:00z", False, TOML, "year 10000"),
    ("2100-02-29T15:15:15Z", False, TOML, "no leap year"),
    ("1988-02-30T15:15:15Z", False, TOML, "30 February"),
    ("2006-01-01T24:00:00-00:00", False, TOML, "hour 24"),
    ("2006-01-32T00:00:00-00:00", False, TOML, "day 32"),
    ("2006-01-00T00:00:00-00:00", False, TOML, "day 0"),
    ("2006-01-01T00:60:00-00:00", False, TOML, "minute 60"),
    ("2006-13-01T00:00:00-00:00", False, TOML, "month 13"),
    ("2007-00-01T00:00:00-00:00", False, TOML, "month 0"),
    ("2006-01-01T00:00:61-00:00", False, TOML, "second 61"),
    ("1987-07-5T17:45:00Z", False, TOML, "day of one digit"),
    ("1987-7-05T17:45:00Z", False, TOML, "month of one digit"),
    ("1987-07-5T17:45:00.12Z", False, TOML, "day of one digit, with a fraction"),
    ("1987-07-0517:45:00Z", False, TOML, "no T"),
    ("198707-05T17:45:00Z", False, TOML, "no separator"),
    ("2023-10-01T1:32:00Z", False, TOML, "hour of one digit"),
    ("2023-10-01T15:32:0Z", False, TOML, "second of one digit"),
    ("2016-09-09T09:09:09.", False, TOML, "a dot and nothing"),
    ("2016-09-09T09:09:09.Z", False, TOML, "a dot and no digit"),
    ("1997-09-09T09:09:09.09-0", False, TOML, "offset of one digit"),
    ("1997-09-09T09:09:09.09+", False, TOML, "offset of no digit"),
    ("1997-09-09T09:09:09.09-09:9", False, TOML, "offset with a minute of one digit"),
    ("1997-09-09T09:09:09.09+0909", False, TOML, "offset without colon"),
    ("1985-06-18 17:04:07+25:00", False, TOML, "offset of 25 hours"),
    ("1985-06-18 17:04:07+12:61", False, TOML, "offset with minute 61"),
    ("2006-01-30T", False, TOML, "nothing behind T"),
    ("1987-07-05T17:45Z", False, TOML, "no seconds: TOML 1.1 allows it, RFC 3339 does not"),
    ("1979-05-27T00:32:00.999999-07:00", True, TOML, "the specification's example"),
    ("2027-01-31", False, OURS, "a date only"),
    ("", False, OURS, "nothing"),
    ("2027-01-31T00:00:00Z", True, OURS, "midnight"),
    ("2027-01-31T23:59:59.999999999999999999999999Z", True, OURS, "the end of the day, rounded down"),
    ("2027-01-31T00:00:00+00:01", True, OURS, "a minute before the UTC day"),
    ("2027-01-31T23:59:59-00:01", True, OURS, "a minute before the next UTC day is over"),
    ("2027-02-28T23:30:00-14:00", True, OURS, "over the end of February"),
    ("2028-03-01T00:00:00+14:00", True, OURS, "back to a leap day"),
    ("2027-01-01T00:00:00+23:59", True, OURS, "back to the year before"),
    ("0001-01-01T00:00:00+00:01", False, OURS, "before the year 1"),
    ("9999-12-31T23:59:59-00:01", False, OURS, "after the year 9999"),
    ("0001-01-01T00:01:00+00:01", True, OURS, "the first second"),
    ("2027-01-31T23:59:60Z", True, OURS, "a leap second may end any month"),
    ("2027-01-30T23:59:60Z", False, OURS, "a leap second ends a month"),
    ("2028-02-28T23:59:60Z", False, OURS, "in a leap year February ends on the 29th"),
    ("2028-02-29T23:59:60Z", True, OURS, "and there it may be"),
    ("2027-01-31T00:00:00ZZ", False, OURS, "Z twice"),
    ("2027-01-31T00:00:00Z ", False, OURS, "trailing space"),
    (" 2027-01-31T00:00:00Z", False, OURS, "leading space"),
    ("2027-01-31_00:00:00Z", False, OURS, "an underscore"),
    ("2027-01-31  00:00:00Z", False, OURS, "two spaces"),
    ("2027-01-31T00:00:00\u221200:00", False, OURS, "a minus sign that is no hyphen"),
    ("2027-01-31T00:00:00+00:00\0", False, OURS, "trailing NUL"),
    ("20270131T000000Z", False, OURS, "ISO 8601's basic form"),
    ("2027-01-31T00:00:00.1.2Z", False, OURS, "two fractions"),
    ("2027-01-31 00:00:00+00", False, OURS, "PostgreSQL's text form: offset without minutes"),
    ("2027-01-31 00:00:00 UTC", False, OURS, "Ruby's Time#to_s"),
    ("1801440000", False, OURS, "a count of seconds"),
]


def difference(text: bytes, shape: str) -> int:
    """How many bytes of a text fit a shape, 0 digit, T any of T, t and space."""
    for index, wanted in enumerate(shape):
        pattern = {"0": rb"[0-9]", "T": rb"[Tt ]"}.get(wanted, re.escape(wanted.encode()))
        if not re.match(pattern, text[index : index + 1]):
            return index
    return len(shape)


def day_of(text: bytes) -> tuple[str, int] | datetime.date:
    """The date at the beginning of a text of the right shape, or its fault."""
    year, month, day = int(text[0:4]), int(text[5:7]), int(text[8:10])
    if year == 0:
        return "year", 0
    if not 1 <= month <= 12:
        return "month", 5
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return "day", 8


def judge_date(text: bytes) -> tuple[str, int] | datetime.date:
    if len(text) != 10:
        return "length", min(len(text), 10)
    fitting = difference(text, "0000-00-00")
    return day_of(text) if fitting == 10 else ("format", fitting)


def judge_timestamp(text: bytes) -> tuple[str, int] | datetime.date:
    fitting = difference(text, "0000-00-00T00:00:00")
    if fitting < 19:
        return "format", fitting
    at = 19
    if text[at : at + 1] == b".":
        digits = re.match(rb"[0-9]*", text[at + 1 :]).end()
        at += 1 + digits
        if digits == 0:
            return "format", at
    offset = text[at:]
    if offset[:1] in (b"Z", b"z"):
        fitting, size = 1, 1
    else:
        sign = offset[:1].decode("latin-1")
        fitting, size = (difference(offset, sign + "00:00"), 6) if sign in ("+", "-") else (0, 6)
    if fitting < size or len(offset) > size:
        return "format", at + fitting
    date = day_of(text)
    if not isinstance(date, datetime.date):
        return date
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    for value, most, position in ((hour, 23, 11), (minute, 59, 14), (second, 60, 17)):
        if value > most:
            return "time", position
    ahead = datetime.timedelta(0)
    if size == 6:
        for value, most, position in ((int(offset[1:3]), 23, at + 1), (int(offset[4:6]), 59, at + 4)):
            if value > most:
                return "offset", position
        ahead = datetime.timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
        ahead = -ahead if sign == "-" else ahead
    try:
        instant = datetime.datetime(date.year, date.month, date.day, hour, minute) - ahead
    except OverflowError:
        return "offset", at
    if second == 60:
        ends_month = instant.date() == datetime.date.max or (instant.date() + datetime.timedelta(1)).day == 1
        if (instant.hour, instant.minute) != (23, 59) or not ends_month:
            return "leap_second", 17
    return instant.date()


def rows() -> Iterator[tuple[object, ...]]:
    for kind, table, judge in (("date", DATES, judge_date), ("timestamp", TIMESTAMPS, judge_timestamp)):
        for text, is_valid, source, reason in table:
            raw = text.encode("utf-8", "surrogateescape")
            found = judge(raw)
            if isinstance(found, datetime.date) != is_valid:
                raise AssertionError(f"{source} says {is_valid} of {text!r}, found {found}")
            if isinstance(found, datetime.date):
                yield kind, escape(raw), "valid", "", (found - EPOCH).days, source, reason
            else:
                yield kind, escape(raw), *found, "", source, reason
