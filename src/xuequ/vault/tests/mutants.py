"""Broken files: the samples with bits flipped, cut off, joined and under each other's heads."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator

from xuequ.kernel.refusal import Refused
from xuequ.vault.engine.examine import clean, examine

from .samples import samples

Mutate = Callable[[random.Random, bytes, bytes], bytes]


def flipped(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Some bits are wrong."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece of another file stands within."""
    at, piece = chance.randrange(len(data)), chance.randrange(len(other))
    return data[:at] + other[piece : piece + chance.randrange(1, 200)] + data[at:]


def beheaded(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """It begins as another file does."""
    size = chance.choice((2, 4, 12, 32))
    return other[:size] + data[size:]


def swollen(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A number in it is as large, or as small, as can be."""
    found = bytearray(data)
    at, value = chance.randrange(len(found)), chance.choice((b"\xff", b"\x7f", b"\0"))
    size = chance.choice((1, 2, 4, 8))
    found[at : at + size] = value * size
    return bytes(found)


def doubled(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece of it stands there many times."""
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randrange(1, 64)]
    return data[:at] + piece * chance.randrange(2, 500) + data[at:]


MUTATIONS: tuple[Mutate, ...] = (flipped, cut, spliced, beheaded, swollen, doubled)


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of `count` broken files, the same for the same seed."""
    chance, given = random.Random(seed), samples()
    names = list(given)
    for number in range(count):
        name = names[number % len(names)]
        data = given[name]
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            data = chance.choice(MUTATIONS)(chance, data or b"\0", given[chance.choice(names)])
        yield name, data


def outcome(name: str, data: bytes) -> str:
    """The code a file is refused with; "" if it is taken.  What is kept must be taken again."""
    source, sink = io.BytesIO(data), io.BytesIO()
    try:
        kind = examine(source, name)
        if clean(source, sink, kind):
            examine(sink, name)
    except Refused as refused:
        return refused.code
    return ""
