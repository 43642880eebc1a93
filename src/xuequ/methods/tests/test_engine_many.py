"""Tickets of very many numbers at once are bit for bit those of the standard library."""

from __future__ import annotations

import hashlib
import hmac
import random
from typing import Any

import numpy as np
import pytest

from xuequ.methods.lottery import lanes, many, tickets
from xuequ.methods.lottery.digests import BUILT_IN, HASHES, Hash, tag
from xuequ.methods.lottery.variants import Drawing, draw

LETTERS = "0123456789abcXYZ-"


def one_by_one(name: Hash, seed: bytes, label: str, numbers: list[str]) -> list[bytes]:
    return [tag(name, seed, f"{label}|{each}".encode()) for each in numbers]


def at_once(name: Hash, seed: bytes, label: str, numbers: list[str]) -> list[bytes]:
    return [row.tobytes() for row in many.tickets(name, seed, label, numbers)]


def of_lengths(source: random.Random, lengths: range, each: int) -> list[str]:
    found = ["".join(source.choices(LETTERS, k=k)) for k in lengths for _ in range(each)]
    return source.sample(found, len(found))


@pytest.mark.parametrize("name", HASHES)
def test_numbers_of_every_length_under_labels_of_every_length_as_one_by_one(name: Hash) -> None:
    source = random.Random(7)
    for size in range(201):
        numbers = of_lengths(source, range(1, 33), 1)
        label = "".join(source.choices(LETTERS, k=size))
        seed = source.randbytes(source.choice([0, 1, 31, 32, 64, 65, 200]))
        assert at_once(name, seed, label, numbers) == one_by_one(name, seed, label, numbers), size


@pytest.mark.parametrize("count", [0, 1, lanes.LANES - 1, lanes.LANES, 2 * lanes.LANES + 1])
def test_any_count_of_numbers_is_taken(count: int) -> None:
    numbers = [f"{each:x}" for each in range(count)]
    assert at_once("sha256", b"k", "甲/东 校", numbers) == [
        hmac.digest(b"k", f"甲/东 校|{each}".encode(), "sha256") for each in numbers
    ]


def test_numbers_in_other_scripts_and_without_length_or_very_long_are_taken() -> None:
    numbers = ["", "学区", "𠮷" * 40, "é", "x" * 1_000, "y" * 55, "z" * 56]
    for name in HASHES:
        assert at_once(name, b"s", "学", numbers) == one_by_one(name, b"s", "学", numbers)


@pytest.mark.skipif(not BUILT_IN, reason="this Python has no SM3 to compare with")
def test_sm3_is_that_of_openssl() -> None:
    numbers = of_lengths(random.Random(3), range(1, 33), 9)
    expected = [hmac.digest(b"seed", f"r|{each}".encode(), "sm3") for each in numbers]
    assert at_once("sm3", b"seed", "r", numbers) == expected


# Test cases 1 and 2 of RFC 4231, and A.1 of GB/T 32905-2016
VECTORS = [
    (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (
        b"Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
]


@pytest.mark.parametrize(("key", "text", "expected"), VECTORS)
def test_published_examples_of_hmac_come_out(key: bytes, text: bytes, expected: str) -> None:
    plain = many.tags("sha256", key, b"", [text.decode()])
    assert plain[0].tobytes().hex() == expected


def digest_in_lanes(compress: Any, start: Any, text: bytes) -> bytes:
    """The digest of a text of less than 56 bytes; checks that all lanes agree."""
    block = text + b"\x80" + bytes(55 - len(text)) + (8 * len(text)).to_bytes(8, "big")
    words, state = np.zeros(many.ROOM, np.uint32), np.repeat(start, lanes.LANES)
    words[: 16 * lanes.LANES] = np.repeat(np.frombuffer(block, ">u4"), lanes.LANES)
    with np.errstate(over="ignore"):
        compress(words, state)
    found = state.reshape(8, lanes.LANES)
    assert (found == found[:, :1]).all()
    return found[:, 0].astype(">u4").tobytes()


ABC = {
    "sha256": hashlib.sha256(b"abc").hexdigest(),
    "sm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
}


@pytest.mark.parametrize("name", HASHES)
def test_the_functions_give_the_same_uncompiled(name: Hash, monkeypatch: Any) -> None:
    start, compress = many.KINDS[name]
    assert digest_in_lanes(compress, start, b"abc").hex() == ABC[name]
    plain: Any = compress
    for each in ("_turned", "_taken", "_put", "_sha256_round", "_sm3_round", "_sm3_early",
                 "_sm3_late"):  # fmt: skip
        monkeypatch.setattr(lanes, each, getattr(lanes, each).py_func)
    monkeypatch.setattr(lanes, "LANES", 2)
    monkeypatch.setattr(many, "ROOM", 68 * 2)
    assert digest_in_lanes(plain.py_func, start, b"abc").hex() == ABC[name]


def test_blocks_are_filled_the_same_uncompiled() -> None:
    source, fill = random.Random(9), many._fill
    text, ends = many._text_of(of_lengths(source, range(0, 70), 1))
    here = many._Stretch(text, ends, np.frombuffer(source.randbytes(40), np.uint8), 128)
    for begin in (0, 64, 128):
        one, other = (np.full((lanes.LANES, 64), 9, np.uint8) for _ in range(2))
        fill(here, begin, one)
        fill.py_func(here, begin, other)  # type: ignore[attr-defined]
        assert (one == other).all() and one.any()


def test_the_order_is_that_of_whole_tickets() -> None:
    source = random.Random(4)
    for size in range(60):
        rows = [bytes(source.choices([0, 255], k=32)) for _ in range(size)]
        rows = [source.choice([bytes(k) + row[k:] for k in (0, 8, 16, 24, 31)]) for row in rows]
        drawn = np.frombuffer(b"".join(rows), np.uint8).reshape(size, 32)
        expected = sorted(range(size), key=lambda at: (rows[at], at))
        assert many.order_of(drawn).tolist() == expected
        lead = [source.randrange(3) for _ in rows]
        expected = sorted(range(size), key=lambda at: (lead[at], rows[at], at))
        assert many.order_of(drawn, np.array(lead, np.uint64)).tolist() == expected


@pytest.mark.parametrize("name", HASHES)
@pytest.mark.parametrize("variant", ["ticket", "random_number"])
def test_a_draw_is_the_same_one_by_one_and_at_once(
    name: Hash, variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = of_lengths(random.Random(5), range(4, 33), 90)
    assert len(numbers) > 2 * lanes.LANES
    of = Drawing(name, b"seed", "一/东", numbers, 9)
    expected, alone = draw(variant, of), tickets.tickets_of(name, b"seed", "一", numbers)
    monkeypatch.setattr(tickets, "MANY", 1)
    assert draw(variant, of) == expected
    assert tickets.tickets_of(name, b"seed", "一", numbers) == alone
