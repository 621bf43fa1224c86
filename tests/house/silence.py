#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A failing assertion names its expression and its place, and never prints what it compared."""
import subprocess
import sys

TOKEN = "body" * 8
answer = subprocess.run([sys.argv[1]], capture_output=True, text=True)
printed = " ".join((answer.stdout + answer.stderr).split())  # Catch2 folds long lines
claims = {
    "the program fails": answer.returncode != 0,
    "all three failures are reported": all(
        text in printed
        for text in (
            "CHECK(token == other)",
            "CHECK_FALSE(token != other)",
            "REQUIRE(std::string_view(token) == other)",
        )
    ),
    "with their place": "silence.cpp:" in printed,
    "the token is not printed": TOKEN not in printed,
}
broken = [claim for claim, holds in claims.items() if not holds]
print("\n".join(f"not so: {claim}" for claim in broken) or "failing tests keep tokens to themselves")
sys.exit(1 if broken else 0)
