"""The tickets of very many numbers at once, by compiled functions, and their order.

Bit for bit what `tickets.ticket` gives one by one, in about an eighth of the time.  Whoever
imports this pays for the compiler (see `xuequ.methods.compiled`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..compiled import compiled
from . import lanes
from .digests import Hash, digest
from .lanes import LANES, Int64, Uint8, Uint32
from .sm3 import BLOCK
from .sm3 import START as SM3_START

Uint64 = npt.NDArray[np.uint64]
SHA256_START = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)  # fmt: skip
Compress = Callable[[Uint32, Uint32], None]
KINDS: dict[Hash, tuple[Uint32, Compress]] = {
    "sha256": (np.array(SHA256_START, np.uint32), lanes.sha256),
    "sm3": (np.array(SM3_START, np.uint32), lanes.sm3),
}
ROOM = 68 * LANES  # words that a message is expanded to
DIGEST = 32  # bytes


def tickets(name: Hash, seed: bytes, label: str, numbers: Sequence[str]) -> Uint8:
    """The ticket of every number, in their order.

    Args:
        label: of the round; the message is «label|number».
        numbers: of any length; those of usual length take one block each.

    Returns:
        n by 32 bytes.
    """
    return tags(name, seed, f"{label}|".encode(), numbers)


def tags(name: Hash, key: bytes, before: bytes, texts: Sequence[str]) -> Uint8:
    """HMAC (RFC 2104) under one key of many messages that begin alike.

    Args:
        before: with what every message begins; texts of what follows, of any length.

    Returns:
        n by 32 bytes.
    """
    start, compress = KINDS[name]
    inner, outer = (_absorbed(pad, start, compress) for pad in _pads(name, key))
    whole = len(before) // BLOCK * BLOCK
    inner = _absorbed(before[:whole], inner, compress)
    tail = np.frombuffer(before[whole:], np.uint8)
    text, ends = _text_of(texts)
    words, drawn = np.zeros(ROOM, np.uint32), np.empty((len(texts), DIGEST), np.uint8)
    for at in range(0, len(texts), LANES):
        here = _Stretch(text, ends[at : at + LANES + 1], tail, BLOCK + whole)
        state = np.repeat(inner, LANES)
        _run(here, words, state, compress)
        words[: 16 * LANES] = 0
        words[: 8 * LANES] = state
        words[8 * LANES : 9 * LANES] = 1 << 31
        words[15 * LANES : 16 * LANES] = 8 * (BLOCK + DIGEST)
        state = np.repeat(outer, LANES)
        compress(words, state)
        rows = state.reshape(8, LANES)[:, : len(here.ends) - 1].T.astype(">u4", order="C")
        drawn[at : at + LANES] = rows.view(np.uint8)
    return drawn


def order_of(drawn: Uint8, lead: Uint64 | None = None) -> Int64:
    """The positions of tickets, smallest ticket first; equal ones as they stand.

    Args:
        drawn: n by 32 bytes.
        lead: what counts before the ticket, smaller first; none: the ticket alone.
    """
    parts = np.ascontiguousarray(drawn).view(">u8").astype(np.uint64)
    first = parts[:, 0] if lead is None else lead
    order = np.argsort(first).astype(np.int64)
    held = first[order]
    equal = held[1:] == held[:-1]
    if equal.any():
        open_ = np.append(equal, False) | np.append(False, equal)
        those = np.sort(order[open_])
        keys = (*parts[those].T[::-1], first[those])
        order[open_] = those[np.lexsort(keys)]
    return order


def random_numbers(drawn: Uint8, digits: int) -> Uint64:
    """The first sixteen bytes of every ticket as one number, of which the last digits count."""
    found, width, end = np.zeros(len(drawn), np.uint64), np.uint64(16), np.uint64(10**digits)
    for piece in np.ascontiguousarray(drawn[:, :16]).view(">u2").astype(np.uint64).T:
        found = ((found << width) | piece) % end
    return found


def _pads(name: Hash, key: bytes) -> tuple[bytes, bytes]:
    """The first block of the inner and of the outer hash (RFC 2104)."""
    whole = (key if len(key) <= BLOCK else digest(name, key)).ljust(BLOCK, b"\0")
    return bytes(each ^ 0x36 for each in whole), bytes(each ^ 0x5C for each in whole)


def _absorbed(data: bytes, start: Uint32, compress: Compress) -> Uint32:
    """The eight words of the state after so many whole blocks, the same for every lane."""
    words, state = np.zeros(ROOM, np.uint32), np.repeat(start, LANES)
    for at in range(0, len(data), BLOCK):
        words[: 16 * LANES] = np.repeat(np.frombuffer(data[at : at + BLOCK], ">u4"), LANES)
        compress(words, state)
    return state[::LANES]


def _text_of(texts: Sequence[str]) -> tuple[Uint8, Int64]:
    """All texts in one row of bytes, and where each ends, after a 0."""
    joined = "".join(texts)
    ends = np.zeros(len(texts) + 1, np.int64)
    lengths = map(len, texts if joined.isascii() else map(str.encode, texts))
    np.cumsum(np.fromiter(lengths, np.int64, len(texts)), out=ends[1:])
    return np.frombuffer(joined.encode(), np.uint8), ends


class _Stretch(NamedTuple):
    """Up to LANES messages."""

    text: Uint8  # all texts
    ends: Int64  # where in it those of this stretch begin and end
    tail: Uint8  # bytes before each text that fill no block
    before: int  # bytes before those, with the key


def _run(here: _Stretch, words: Uint32, state: Uint32, compress: Compress) -> None:
    """Take the messages into the state, each with so many blocks as it has."""
    counts = np.zeros(LANES, np.int64)
    counts[: len(here.ends) - 1] = (len(here.tail) + np.diff(here.ends) + 8) // BLOCK + 1
    rows = np.empty((LANES, BLOCK), np.uint8)
    for turn in range(int(counts.max())):
        _fill(here, turn * BLOCK, rows)
        words[: 16 * LANES].reshape(16, LANES)[:] = rows.view(">u4").T
        kept = state.reshape(8, LANES).copy()
        compress(words, state)
        np.copyto(state.reshape(8, LANES), kept, where=counts <= turn)


@compiled
def _fill(here: _Stretch, begin: int, rows: Uint8) -> None:
    """Write 64 bytes of each message, from `begin` on, with what stands at its end (padding)."""
    rows[:] = 0
    first = len(here.tail)
    for i in range(len(here.ends) - 1):
        row, start = rows[i], here.ends[i] - first
        full = here.ends[i + 1] - start
        for at in range(begin, min(begin + BLOCK, first)):
            row[at - begin] = here.tail[at]
        for at in range(max(begin, first), min(begin + BLOCK, full)):
            row[at - begin] = here.text[start + at]
        if begin <= full < begin + BLOCK:
            row[full - begin] = 0x80
        if full + 8 < begin + BLOCK:
            bits = 8 * (here.before + full)
            for at in range(8):
                row[BLOCK - 1 - at] = (bits >> (8 * at)) & 0xFF
