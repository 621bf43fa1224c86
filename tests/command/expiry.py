#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`expiry`: until when a date lets a token live, and when its owner is told; against Python's datetime."""

import json
import os
import random
import sys
from datetime import date, datetime, timedelta, timezone

from command import FAILED, SOME_INVALID, TESTS, VALID, Command, check, known_tokens, run, tsv
from drawing import on_terminal
from scopes import escaped, is_clean
from terminals import have_terminals

UTC = timezone.utc

# GitLab's mails: hour of the run, and the window of days from the run's day to the date.
MAILS = {"sixty_days": (1, 31, 60), "thirty_days": (1, 8, 30), "seven_days": (1, 0, 7), "expired": (2, 0, 0)}

NEW_YEAR = """\
live, 67 days left
  expires at       2027-01-31T00:00:00Z
  last day alive   2027-01-30
  now              2026-11-25T10:00:00Z

  GITLAB'S MAIL               SINCE  NEXT SENT AT
  expires in 60 days or less  17.7   2026-12-02T01:00:00Z
  expires in 30 days or less  17.7   2027-01-01T01:00:00Z
  expires in 7 days or less   12.6   2027-01-24T01:00:00Z
  has expired                 13.3   2027-01-31T02:00:00Z
"""


def text_of(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")  # strftime does not pad years


def said(jeton: Command, *arguments: str) -> dict:
    return json.loads(jeton("expiry", "--json", *arguments).out)


def next_mail(kind: str, expires: date, now: datetime) -> str | None:
    """By going from run to run."""
    hour, first, last = MAILS[kind]
    for number in range(max(now.toordinal(), expires.toordinal() - last - 2), expires.toordinal() + 1):
        day = date.fromordinal(number)
        run = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        if run > now and first <= (expires - day).days <= last:
            return text_of(run)
    return None


def pictures(jeton: Command, sample: Command) -> None:
    answer = jeton("expiry", "2027-01-31", "--now", "2026-11-25T10:00:00Z")
    check("a date is explained", answer.out.decode() == NEW_YEAR and answer.status == VALID, answer.out.decode())
    answer = jeton("expiry", "2026-11-25", "--now", "2026-11-25")
    check("it is dead from midnight on", answer.status == SOME_INVALID and answer.lines[0] == "dead since today")
    answer = jeton("expiry", "2026-11-26", "--now", "2026-11-25T23:59:59.999Z")
    check("and alive until then", answer.status == VALID and answer.lines[0] == "live, 1 day left", answer.lines[0])
    answer = jeton("expiry", "2026-11-22", "--now", "2026-11-25")
    check("dead for days", answer.status == SOME_INVALID and answer.lines[0] == "dead for 3 days", answer.lines[0])
    check("too late for mails", answer.out.count(b"too late") == 4)
    answer = jeton("expiry", "never")
    check("never", answer.status == VALID and answer.lines[0] == "live, never expires" and b"MAIL" not in answer.out)
    now = datetime.fromisoformat(said(jeton, "never")["now"].replace("Z", "+00:00"))
    check("the clock is read where no now is given", abs(now - datetime.now(UTC)) < timedelta(hours=1))
    lines = jeton("expiry", "9999-12-31", "--max-days", "30").lines
    check("it fits 80 columns", max(map(len, lines)) <= 80, max(lines, key=len))


def dates(jeton: Command, sample: Command) -> None:
    """Random dates and clocks, near each other, near the ends of the calendar, and with offsets."""
    draw = random.Random(3)
    for _ in range(300):
        year = draw.choice([1, 2, 1969, 1970, 2024, 2026, 2027, 2262, 9998, 9999, draw.randint(1, 9999)])
        expires = date(year, draw.randint(1, 12), draw.randint(1, 28))
        try:
            apart = draw.choice([-400, -1, 0, 1, 2, 6, 7, 8, 9, 29, 30, 31, 59, 60, 61, 62, 400])
            today = expires - timedelta(days=apart)
            clock = datetime(today.year, today.month, today.day, draw.choice([0, 1, 2, 23]), draw.choice([0, 59]),
                             draw.choice([0, 1, 59]), tzinfo=UTC)  # fmt: skip
            zone = timezone(timedelta(minutes=draw.choice([0, 0, 60, -210, 330, 840, -660])))
            local = clock.astimezone(zone)
        except OverflowError:
            continue
        row = said(jeton, expires.isoformat(), "--now", local.isoformat())
        about = f"{expires} at {local}"
        check("now is understood", row["now"] == text_of(clock), f"{about}: {row['now']}")
        check("days are counted", row["days_left"] == (expires - today).days, about)
        check("it lives until midnight", row["live"] == (today < expires), about)
        check("midnight is the end", row["expires_at"] == f"{expires.isoformat()}T00:00:00Z", about)
        for one in row["gitlab_mails"]:
            wanted = next_mail(one["kind"], expires, clock)
            check("a mail is sent when GitLab sends it", one["next_at"] == wanted, f"{about}: {one['kind']} {wanted}")


def timestamps(jeton: Command, sample: Command) -> None:
    for text, day, instant in (
        ("2027-01-31T15:30:00+02:00", "2027-01-31", "2027-01-31T13:30:00Z"),
        ("2027-01-31T00:30:00+02:00", "2027-01-30", "2027-01-30T22:30:00Z"),
        ("2027-01-31T23:30:00-02:00", "2027-02-01", "2027-02-01T01:30:00Z"),
        ("2027-01-31t23:59:59.999z", "2027-01-31", "2027-01-31T23:59:59Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31T23:59:59Z"),
        ("2027-01-31 00:00:00Z", "2027-01-31", "2027-01-31T00:00:00Z"),
    ):
        row = said(jeton, text)
        check("a timestamp is rounded down to its day", row["date"] == day, f"{text}: {row['date']}")
        check("which is said", row["rounded_down_from"] == instant, f"{text}: {row['rounded_down_from']}")
        check("also to people", f"rounded down     from {instant}" in jeton("expiry", text).out.decode(), text)
    check("a date is not rounded", said(jeton, "2027-01-31")["rounded_down_from"] is None)


def vectors(jeton: Command, sample: Command) -> None:
    judged = 0
    for kind, text, verdict, position, day, _, note in tsv.read(TESTS / "vectors" / "dates.tsv", 7):
        raw = tsv.unescape(text)
        is_timestamp = len(raw) > 11 and raw[10:11] in (b"T", b"t", b" ")
        if b"\0" in raw or raw.startswith(b"-") or raw in (b"", b"never") or is_timestamp != (kind == "timestamp"):
            continue
        answer = jeton("expiry", "--json", os.fsdecode(raw), "--now", "0001-01-01")
        row = json.loads(answer.out)
        about = f"{text} ({note}): {row}"
        if verdict == "valid":
            wanted = (date(1970, 1, 1) + timedelta(days=int(day))).isoformat()
            check("a good row is read", row["valid"] and row["date"] == wanted, about)
        else:
            check("a bad row is refused", answer.status == SOME_INVALID and not row["valid"], about)
            found = (row["reason"], row["position"])
            check("with reason and position", found == (verdict.replace("_", "-"), int(position)), about)
            drawn = jeton("expiry", os.fsdecode(raw))
            under = "  " + " " * len(escaped(raw[: int(position)])) + "^"
            check("a caret stands under the byte", drawn.lines[2].startswith(under), about)
            check("nothing unprintable is shown", is_clean(drawn) and drawn.lines[1] == "  " + escaped(raw), about)
        judged += 1
    check("there are rows enough", judged > 100, str(judged))


def limits(jeton: Command, sample: Command) -> None:
    for days, status in ((29, VALID), (30, VALID), (31, SOME_INVALID)):
        answer = jeton("expiry", "--in-days", str(days), "--max-days", "30", "--now", "2026-11-25")
        check("today and the limit is the last day", answer.status == status, str(days))
        check("which is said", "last admissible  2026-12-25" in answer.out.decode(), answer.out.decode())
    row = said(jeton, "2027-01-31", "--max-days", "30", "--now", "2026-11-25")
    check("a limit refuses what lives longer", row["live"] and not row["admitted"])
    check("and says its last day", row["last_admissible"] == "2026-12-25")
    check("a limit requires a date", jeton("expiry", "never", "--max-days", "400").status == SOME_INVALID)
    row = said(jeton, "--in-days", "20", "--now", "2026-02-10T23:00:00Z")
    check("days from today", row["date"] == "2026-03-02" and row["days_left"] == 20)
    row = said(jeton, "9999-12-31", "--max-days", "400", "--now", "9999-12-01")
    check("a limit beyond the calendar admits", row["admitted"], str(row))


def usage(jeton: Command, sample: Command) -> None:
    def fails(words: str, *arguments: str) -> None:
        answer = jeton("expiry", *arguments)
        check("a wrong use is a failure", answer.status == FAILED and answer.out == b"", str(arguments))
        check("that says why", words in answer.err.decode(), f"{arguments}: {answer.err.decode()}")

    fails("a DATE is needed, or --in-days")
    fails("two answers to one question", "2027-01-31", "--in-days", "3")
    fails("too many arguments", "2027-01-31", "2027-02-28")
    fails("unknown option", "--today")
    fails("1 required N missing", "--in-days=")
    for days in ("-1", "1.5", "x", "99999999999", "3652060"):
        fails("--in-days takes a number of days", f"--in-days={days}")
    fails("before the year 10000", "--in-days", "3652058", "--now", "2026-11-25")
    for days in ("0", "401", "x"):
        fails("--max-days takes a number of days from 1 to 400", "2027-01-31", "--max-days", days)
    fails("this month has no such day (position 8)", "2027-01-31", "--now", "2026-02-29")
    fails("--now takes a date or a timestamp", "2027-01-31", "--now", "yesterday")
    fails("--color takes auto, always or never", "2027-01-31", "--color", "sometimes")
    for name, token, body in known_tokens():  # those of formats that this command does not know are no exception
        text = token.decode()
        for arguments in ([text], ["2027-01-31", text], ["--now", text, "2027-01-31"], ["--in-days", text],
                          ["2027-01-31", "--max-days", text]):  # fmt: skip
            answer = jeton("expiry", *arguments, secrets=[body[-12:]])
            check("a token in place of a date is refused", answer.status == FAILED and answer.out == b"", name)


def colours(jeton: Command, sample: Command) -> None:
    check("no colour elsewhere", b"\033" not in jeton("expiry", "2020-01-01").out)
    check("always", b"\033[32m" in jeton("expiry", "--color", "always", "never").out)
    if not have_terminals():
        return
    command = [jeton.path, "expiry", "2027-01-\x1b[2J"]
    painted = on_terminal(command, b"")
    check("colour on a terminal", b"\033[31minvalid" in painted)
    check("the text itself is no command to it", b"\033[2J" not in painted and b"\\x1b[2J" in painted)
    check("no colour with NO_COLOR", b"\033" not in on_terminal(command, b"", env={"NO_COLOR": "1"}))


if __name__ == "__main__":
    sys.exit(run(pictures, dates, timestamps, vectors, limits, usage, colours))
