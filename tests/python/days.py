#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares jeton with Python's datetime on all 3,652,059 days of the years 1 to 9999, as text and back.

Usage: days.py [--control] DRIVER, where DRIVER is the program built from days_driver.cpp. Every text of the shape of a
date in a leap year and in a common year is asked too, the days that do not exist among them. --control expects one day
to be another: the comparison must then fail. Exit: 0 all agree, 1 one does not, 2 the driver did not answer.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import subprocess
import sys

EPOCH = datetime.date(1970, 1, 1).toordinal()


def answers(arguments: list[str], asked: str = "") -> list[str]:
    done = subprocess.run(arguments, input=asked, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"{arguments[0]} exits with {done.returncode}", file=sys.stderr)
        sys.exit(2)
    return done.stdout.splitlines()


def day_of(text: str) -> str:
    try:
        return str(datetime.date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal() - EPOCH)
    except ValueError:
        return "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--control", action="store_true", help="expect one wrong day; must fail")
    parser.add_argument("driver", help="the program built from days_driver.cpp")
    arguments = parser.parse_args()

    first, last = (day.toordinal() - EPOCH for day in (datetime.date.min, datetime.date.max))
    texts = [datetime.date.fromordinal(day + EPOCH).isoformat() for day in range(first, last + 1)]
    days = [str(day) for day in range(first, last + 1)]
    if arguments.control:
        days[-400] = days[-401]

    shaped = [f"{year}-{month:02}-{day:02}" for year, month, day in itertools.product(
        ("0000", "1900", "2000", "2023", "2024", "9999"), range(100), range(100))]
    checks = [
        ("written", days, texts, answers([arguments.driver, "write", str(first), str(last)])),
        ("beyond", [str(first - 1), str(last + 1)], ["-", "-"],
         [answers([arguments.driver, "write", str(day), str(day)])[0] for day in (first - 1, last + 1)]),
        ("read", texts, days, answers([arguments.driver, "read"], "\n".join(texts) + "\n")),
        ("read", shaped, [day_of(text) for text in shaped],
         answers([arguments.driver, "read"], "\n".join(shaped) + "\n")),
    ]
    for what, asked, right, said in checks:
        if len(said) != len(right):
            print(f"{what}: {len(said)} answers to {len(right)} questions", file=sys.stderr)
            return 2
        for question, expected, found in zip(asked, right, said):
            if expected != found:
                print(f"{what}: {question} is {found}, but should be {expected}")
                return 1
    print(f"{sum(len(right) for _, _, right, _ in checks)} agreed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
