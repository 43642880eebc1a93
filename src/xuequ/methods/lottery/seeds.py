"""One seed out of what several parties bring, none of whom can choose the outcome alone.

What is announced before the roster is frozen (`Part` without value) says how each value will come
about; what was revealed or thrown afterwards is the value.  The seed mixes all values with the
digests of roster and rules, so that a changed roster needs another draw.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from xuequ.kernel.refusal import Refused

from .digests import Hash, digest

Kind = Literal["sealed", "digits", "public"]
KINDS: tuple[Kind, ...] = ("sealed", "digits", "public")
UNUSED: dict[str, tuple[str, ...]] = {
    "sealed": ("faces",),
    "digits": ("commitment",),
    "public": ("commitment", "length", "faces"),
}
LEAST_BYTES = 16  # of a sealed secret: fewer could be found by trying
FACES = range(2, 11)  # of a die or a set of balls: its digits are 0 to faces - 1, a die's 1 to 6
DIE = 6
MOST = 10_000  # characters of one value
SEEDED, SEALED = b"xuequ-seed-1\n", b"xuequ-commitment-1\n"
PLAIN = re.compile(r"[^\x00-\x1f\x7f]+")
HEX = re.compile(r"(?:[0-9a-f]{2})+")


@dataclass(frozen=True, slots=True)
class Part:
    """What one party or one throw brings.

    sealed: a secret (hexadecimal) whose `commitment` was published before, of `length` bytes.
    digits: `length` balls or dice with so many `faces`, read in order.
    public: a value that is published later by somebody else; `name` says which, and of which day.
    """

    kind: Kind
    name: str
    value: str = ""  # empty until it is known
    commitment: str = ""
    length: int = 0
    faces: int = 0

    @property
    def bits(self) -> float:
        """The logarithm of how many values it may take, at most; 0 where nobody can say."""
        if self.kind == "sealed":
            return 8.0 * self.length
        return self.length * log2(self.faces) if self.kind == "digits" else 0.0


def commitment(name: Hash, party: str, secret: bytes) -> str:
    """What a party publishes before the draw: the digest of its name and its secret."""
    return digest(name, SEALED + measured(party.encode()) + measured(secret)).hex()


def seed(name: Hash, parts: Sequence[Part], *, roster: bytes, rules: bytes) -> bytes:
    """The 32 bytes of the seed.

    Args:
        parts: in the order announced, all with their values.
        roster, rules: digests of what was frozen before.

    Raises:
        Refused("seed-…"): see `check`, and "seed-not-revealed" where a value is still missing.
    """
    check(name, parts)
    data = SEEDED + measured(roster) + measured(rules)
    for each in parts:
        if not each.value:
            raise Refused("seed-not-revealed", part=each.name)
        for text in (each.kind, each.name, each.value):
            data += measured(text.encode())
    return digest(name, data)


def outcomes_bits(parts: Sequence[Part]) -> float:
    """At most so many bits of chance are in the seed: 256, or what dice and secrets hold."""
    return min(256.0, sum(each.bits for each in parts))


def check(name: Hash, parts: Sequence[Part]) -> None:
    """Refuse parts that are badly announced, or whose values are not what was announced.

    Raises:
        Refused: "seed-without-parts", "seed-part-twice", "seed-part-name", "seed-part-kind",
            "seed-unused", "seed-too-short", "seed-shorter-than-announced", "seed-commitment-wrong",
            "seed-does-not-match", "seed-faces", "seed-digits", "seed-digits-number", "seed-value".
    """
    if not parts:
        raise Refused("seed-without-parts")
    names = Counter(each.name for each in parts)
    for each in parts:
        if names[each.name] > 1:
            raise Refused("seed-part-twice", part=each.name)
        for fault in _faults(name, each):
            raise fault


def _faults(name: Hash, part: Part) -> Iterator[Refused]:
    if not PLAIN.fullmatch(part.name) or part.name != part.name.strip():
        yield Refused("seed-part-name", part=part.name)
    for unused in UNUSED.get(part.kind, ()):
        if getattr(part, unused):
            yield Refused("seed-unused", part=part.name, field=unused)
    if part.kind == "sealed":
        yield from _sealed(name, part)
    elif part.kind == "digits":
        yield from _digits(part)
    elif part.kind != "public":
        yield Refused("seed-part-kind", part=part.name)
    elif part.value and (not PLAIN.fullmatch(part.value) or len(part.value) > MOST):
        yield Refused("seed-value", part=part.name)


def _sealed(name: Hash, part: Part) -> Iterator[Refused]:
    if part.length < LEAST_BYTES:
        yield Refused("seed-too-short", part=part.name, length=LEAST_BYTES)
    if len(part.commitment) != 64 or not HEX.fullmatch(part.commitment):
        yield Refused("seed-commitment-wrong", part=part.name)
    if not part.value:
        return
    if not HEX.fullmatch(part.value) or len(part.value) > MOST:
        yield Refused("seed-value", part=part.name)
    elif len(part.value) < 2 * part.length:
        yield Refused("seed-shorter-than-announced", part=part.name, length=part.length)
    elif (
        len(part.value) > 2 * part.length
        or commitment(name, part.name, bytes.fromhex(part.value)) != part.commitment
    ):
        yield Refused("seed-does-not-match", part=part.name)


def _digits(part: Part) -> Iterator[Refused]:
    if part.faces not in FACES:
        yield Refused("seed-faces", part=part.name)
    elif not 1 <= part.length <= MOST:
        yield Refused("seed-digits-number", part=part.name, length=part.length)
    elif part.value:
        lowest = 1 if part.faces == DIE else 0
        allowed = {str(each) for each in range(lowest, lowest + part.faces)}
        if not set(part.value) <= allowed:
            yield Refused("seed-digits", part=part.name, faces=part.faces)
        elif len(part.value) != part.length:
            yield Refused("seed-digits-number", part=part.name, length=part.length)


def measured(data: bytes) -> bytes:
    """Bytes with their length before them, so that no two lists of values look alike."""
    return str(len(data)).encode() + b":" + data + b"\n"
