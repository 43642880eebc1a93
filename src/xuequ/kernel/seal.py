"""Seal things so that a later change shows: canonical bytes, digests, and a keyed chain.

A chain is a sequence of lines; the seal of each covers its content, its number and the
seal before it, under a key kept outside the database.  Whoever can write the database but
lacks the key can neither edit, nor insert, nor drop a line in the middle unseen.  Lines cut
from the end show against the sealed head, which holds the last number and seal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """A line as it stands in the store: its number, content and seals."""

    number: int
    content: dict[str, object]
    previous: str
    seal: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a chain, and at which number."""

    number: int
    kind: str  # "edited", "missing", "inserted", "cut", "head"


def canonical(value: object) -> bytes:
    """The one way to write `value` down: JSON, keys sorted, no spaces, UTF-8.

    Raises:
        TypeError: the value holds something JSON has no word for.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode(errors="surrogatepass")


def digest(value: object) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def seal(number: int, content: dict[str, object], previous: str, key: bytes) -> str:
    """HMAC-SHA-256 over number, content and the seal before."""
    return hmac.new(key, canonical([number, content, previous]), hashlib.sha256).hexdigest()


def first_fault(links: Iterable[Link], head: tuple[int, str] | None, key: bytes) -> Fault | None:
    """The first line at which the chain is not what was written, or none.

    Args:
        links: the lines in order of number.
        head: last number and its seal as kept apart from the lines; none if nothing was written.
        key: the key the chain was sealed with.
    """
    number, previous = 0, GENESIS
    for link in links:
        if link.number <= number:
            return Fault(link.number, "inserted")
        if link.number > number + 1:
            return Fault(number + 1, "missing")
        genuine = seal(link.number, link.content, link.previous, key)
        if not hmac.compare_digest(genuine.encode(), link.seal.encode(errors="replace")):
            return Fault(link.number, "edited")
        if link.previous != previous:
            return Fault(link.number, "inserted")
        number, previous = link.number, link.seal
    wanted, last = head or (0, GENESIS)
    if number < wanted:
        return Fault(number + 1, "cut")
    if (number, previous) != (wanted, last):
        return Fault(number, "head")
    return None
