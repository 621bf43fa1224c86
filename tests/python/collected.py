# SPDX-License-Identifier: BSL-1.0
"""The vectors that were collected by hand: every row is computed again.

token-vectors.tsv and published.tsv against formats.py; sha256.tsv and hmac_sha256.tsv against hashlib and hmac.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from typing import Callable, Iterator

import formats
from format_rows import verdict
from formats import BASE36, BASE62
from tsv import rows, unescape, unpack

# Formats of token-vectors.tsv by scheme; where a scheme has several, by prefix.
SCHEMES = {
    "github-refresh": "github-ghr",
    "vercel": "vercel-vcp",
    "github-fine-grained": "github-fine-grained",
    "grafana-sa": "grafana",
    "atlassian": "atlassian-atatt3",
    "cloudflare": "cloudflare-cfut",
    "prefix-included-base62 (keycutter/token_checksum/deno style)": "acme",
    "asf-draft": "asf",
    "sanctum": "sanctum",
}


def format_of(scheme: str, prefix: str) -> formats.Format:
    if scheme in SCHEMES:
        return formats.FORMATS[SCHEMES[scheme]]
    group = scheme.split("-")[0]
    version = scheme[-3:] if scheme.startswith("gitlab") else ""
    for format in formats.FORMATS.values():
        if format.name.split("-")[0] == group and format.name.endswith(version) and format.prefix == prefix.encode():
            return format
    raise KeyError(f"no format for scheme {scheme} with prefix {prefix}")


def wrong_token_vectors(text: str) -> Iterator[str]:
    for scheme, origin, note, prefix, body, suffix in rows(text, 6):
        number = int(body, 16) if body.startswith("0x") else 0
        if scheme == "crc32":
            right = f"{zlib.crc32(body.encode()):08x}" == suffix
        elif scheme in ("base62", "base36"):
            digits = BASE62 if scheme == "base62" else BASE36
            right = formats.in_base(number, digits, len(suffix)).decode() == suffix
        else:
            token = (prefix + body + suffix.replace("|", "")).encode()
            right = formats.verify(format_of(scheme, prefix), token) is None
        if not right:
            yield f"{scheme}, {origin}, {note}"


def wrong_published(text: str) -> Iterator[str]:
    for name, said, position, origin, *columns in rows(text, 7):
        token = b"".join(map(unescape, columns))
        found = verdict(formats.verify(formats.FORMATS[name], token))
        if found != (said, position):
            yield f"{name}, {origin}: {' '.join(found)}"


def wrong_sha256(text: str) -> Iterator[str]:
    for origin, note, packed, digest in rows(text, 4):
        if hashlib.sha256(unpack(packed)).hexdigest() != digest:
            yield f"{origin}, {note}"


def wrong_hmac(text: str) -> Iterator[str]:
    for origin, note, key, packed, code in rows(text, 5):
        if hmac.new(unpack(key), unpack(packed), hashlib.sha256).hexdigest() != code:
            yield f"{origin}, {note}"


# What each file must pass: the text in, the rows that are wrong out.
CHECKS: dict[str, Callable[[str], Iterator[str]]] = {
    "token-vectors.tsv": wrong_token_vectors,
    "published.tsv": wrong_published,
    "sha256.tsv": wrong_sha256,
    "hmac_sha256.tsv": wrong_hmac,
}


def published_routable(text: str) -> list[tuple[str, bytes, bytes, bytes, str]]:
    """Format name, prefix, field, suffix and origin of the published routable tokens that are valid."""
    return [
        (name, unescape(prefix), unescape(body), unescape(suffix), origin)
        for name, said, _, origin, prefix, body, suffix in rows(text, 7)
        if said == "valid" and name.startswith("gitlab") and name != "gitlab-legacy"
    ]
