"""The seed of a draw: hashes with published examples, and what its parties may bring."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery import digests
from xuequ.methods.lottery.digests import digest, tag, uniform
from xuequ.methods.lottery.seeds import Part, check, commitment, outcomes_bits, seed
from xuequ.methods.lottery.sm3 import sm3

ROSTER, RULES = digest("sha256", b"roster"), digest("sha256", b"rules")
SECRET = bytes(range(32))


def refused(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return found.value.code


# hashes


def test_sm3_gives_the_examples_of_the_standard() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    long = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert sm3(b"abcd" * 16).hex() == long


@pytest.mark.skipif(not digests.BUILT_IN, reason="this OpenSSL has no SM3 to compare with")
def test_our_sm3_is_that_of_openssl() -> None:
    source = random.Random(1)
    for size in (0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 500):
        data = source.randbytes(size)
        assert sm3(data) == hashlib.new("sm3", data).digest()


def test_hmac_without_openssls_sm3_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = (b"", b"k" * 20, b"k" * 64, b"k" * 100)
    known = [tag("sm3", key, b"message") for key in keys]
    monkeypatch.setattr(digests, "BUILT_IN", False)
    assert [tag("sm3", key, b"message") for key in keys] == known
    assert tag("sha256", b"Jefe", b"what do ya want for nothing?").hex().startswith("5bdcc146bf60")


def test_a_uniform_number_is_settled_and_every_one_is_as_likely() -> None:
    assert uniform("sha256", SECRET, "start", 7) == uniform("sha256", SECRET, "start", 7)
    drawn = Counter(uniform("sha256", SECRET, f"try {each}", 7) for each in range(7_000))
    chi_square = sum((n - 1_000) ** 2 / 1_000 for n in drawn.values())
    assert set(drawn) == set(range(7)) and chi_square < 22.5  # p = 0.001 at six degrees
    with pytest.raises(ValueError, match="nothing"):
        uniform("sha256", SECRET, "start", 0)


# the seed


def parts() -> list[Part]:
    return [
        Part("sealed", "公证处", SECRET.hex(), commitment("sha256", "公证处", SECRET), 32),
        Part("digits", "家长代表掷球", "04917", length=5, faces=10),
        Part("public", "2026年8月1日双色球", "03 08 11 19 25 30 + 07"),
    ]


def test_a_seed_hangs_on_every_part_on_roster_and_rules() -> None:
    first = seed("sha256", parts(), roster=ROSTER, rules=RULES)
    assert len(first) == 32 == len(seed("sm3", _in_sm3(), roster=ROSTER, rules=RULES))
    others = {
        seed("sha256", parts(), roster=RULES, rules=RULES),
        seed("sha256", parts(), roster=ROSTER, rules=ROSTER),
        seed("sha256", parts()[::-1], roster=ROSTER, rules=RULES),
        seed(
            "sha256", [parts()[0], replace(parts()[1], value="04918")], roster=ROSTER, rules=RULES
        ),
    }
    assert len(others | {first}) == 5


def _in_sm3() -> list[Part]:
    first, *rest = parts()
    return [replace(first, commitment=commitment("sm3", "公证处", SECRET)), *rest]


def test_the_bits_of_chance_are_counted() -> None:
    assert outcomes_bits(parts()) == 256.0
    assert 16.6 < outcomes_bits(parts()[1:]) < 16.7  # five balls of ten


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Part("sealed", "公证处", "00" * 8, "0" * 64, 8), "seed-too-short"),
        (replace(parts()[0], value="00" * 31), "seed-shorter-than-announced"),
        (replace(parts()[0], value="00" * 32), "seed-does-not-match"),
        (replace(parts()[0], name="另一方"), "seed-does-not-match"),
        (replace(parts()[0], value="zz" * 32), "seed-value"),
        (replace(parts()[0], commitment="12"), "seed-commitment-wrong"),
        (replace(parts()[1], value="0491"), "seed-digits-number"),
        (replace(parts()[1], value="0491x"), "seed-digits"),
        (Part("digits", "骰子", "60", length=2, faces=6), "seed-digits"),
        (Part("digits", "骰子", "1", length=1, faces=1), "seed-faces"),
        (Part("public", "两行\n名"), "seed-part-name"),
        (Part("public", "号", length=5), "seed-unused"),
        (replace(parts()[0], faces=3), "seed-unused"),
        (replace(parts()[1], commitment="0" * 64), "seed-unused"),
        (Part("public", "值", "两\n行"), "seed-value"),
        (Part("other", "值"), "seed-part-kind"),  # type: ignore[arg-type]
    ],
)
def test_what_was_not_announced_like_this_is_refused(bad: Part, code: str) -> None:
    assert refused(check, "sha256", [bad]) == code


def test_a_seed_needs_parts_all_revealed_and_named_apart() -> None:
    known = {"roster": ROSTER, "rules": RULES}
    assert refused(seed, "sha256", [], **known) == "seed-without-parts"
    assert refused(seed, "sha256", parts() * 2, **known) == "seed-part-twice"
    waiting = [replace(parts()[1], value="")]
    check("sha256", waiting)
    assert refused(seed, "sha256", waiting, **known) == "seed-not-revealed"
