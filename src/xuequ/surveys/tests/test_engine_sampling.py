"""The draw, checked by a second way to write it down; and what suppression promises."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.surveys.engine.sampling import draw, roster_hash, shared_out
from xuequ.surveys.engine.suppression import shown
from xuequ.surveys.engine.types import Member

ROSTER = [Member(person, person % 3 + 1) for person in range(1, 61)]


def key(seed: str, person: int) -> str:
    """HMAC by RFC 2104, written out."""
    block = seed.encode().ljust(64, b"\0") if len(seed.encode()) <= 64 else hashlib.sha256(
        seed.encode()
    ).digest().ljust(64, b"\0")  # fmt: skip
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + str(person).encode()).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()


def test_a_simple_sample_is_the_smallest_keys() -> None:
    found = {each.person for each in draw(ROSTER, "simple", 12, "2026-09-01")}
    order = sorted((key("2026-09-01", each.person), each.person) for each in ROSTER)
    assert found == {person for _, person in order[:12]}


def test_a_stratified_sample_is_the_smallest_keys_of_each_school() -> None:
    found = draw(ROSTER, "stratified", 9, "种子")
    for school in (1, 2, 3):
        order = sorted(
            (key("种子", each.person), each.person) for each in ROSTER if each.school == school
        )
        assert [one.person for one in found if one.school == school] == sorted(
            person for _, person in order[:3]
        )


def test_the_draw_hangs_on_seed_and_roster_alone() -> None:
    once = draw(ROSTER, "stratified", 20, "a")
    assert draw(ROSTER[::-1], "stratified", 20, "a") == once != draw(ROSTER, "stratified", 20, "b")
    assert roster_hash(ROSTER[::-1]) == roster_hash(ROSTER) != roster_hash(ROSTER[1:])


def test_every_member_is_drawn_about_equally_often() -> None:
    drawn = Counter(
        each.person for n in range(2000) for each in draw(ROSTER, "simple", 15, f"s{n}")
    )
    assert len(drawn) == 60
    assert all(abs(count - 500) < 5 * (2000 * 0.25 * 0.75) ** 0.5 for count in drawn.values())


@pytest.mark.parametrize("size", [0, 61, None])
def test_no_sample_is_larger_than_the_roster_or_empty(size: int | None) -> None:
    with pytest.raises(ValueError, match="no part"):
        draw(ROSTER, "simple", size, "a")
    with pytest.raises(ValueError, match="twice"):
        draw([*ROSTER, ROSTER[0]], "all", None, "a")


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.data())
def test_sharing_out_gives_all_of_the_sample_in_proportion(
    sizes: list[int], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, sum(sizes)))
    found = shared_out(Counter(dict(enumerate(sizes))), size)
    assert sum(found.values()) == size
    assert all(0 <= found[at] <= n for at, n in enumerate(sizes))
    if size >= len(sizes):
        assert all(found.values())
    exact = [size * n / sum(sizes) for n in sizes]
    if min(exact) >= 1:  # nobody had to be lifted to one: plain largest remainders
        assert all(floor(share) <= found[at] <= floor(share) + 1 for at, share in enumerate(exact))


counts = st.dictionaries(st.integers(0, 7), st.integers(0, 12), max_size=8)


@given(counts)
def test_what_is_hidden_cannot_be_found_out_by_taking_the_shown_from_the_total(
    groups: dict[int, int],
) -> None:
    kept = shown(groups, 5)
    rest = [count for each, count in groups.items() if each not in kept and count]
    assert all(groups[each] >= 5 for each in kept)
    if kept:
        assert not rest or (len(rest) > 1 and sum(rest) >= 5)


def test_no_more_is_hidden_than_must_be() -> None:
    """Compare with every possible choice, for a few groups."""
    for sizes in itertools.product((0, 2, 4, 5, 9), repeat=4):
        groups = dict(enumerate(sizes))
        kept = shown(groups, 5)
        best = max(
            (
                sum(groups[each] for each in some)
                for n in range(5)
                for some in itertools.combinations(groups, n)
                if all(groups[each] >= 5 for each in some) and _is_safe(groups, some)
            ),
            default=0,
        )
        assert sum(groups[each] for each in kept) == best, groups


def _is_safe(groups: dict[int, int], some: tuple[int, ...]) -> bool:
    rest = [count for each, count in groups.items() if each not in some and count]
    return sum(groups.values()) >= 5 and (not rest or (len(rest) > 1 and sum(rest) >= 5))


def test_one_small_group_hides_the_smallest_other() -> None:
    assert shown({"甲": 20, "乙": 9, "丙": 3}, 5) == {"甲"}
    assert shown({"甲": 20, "乙": 9, "丙": 3, "丁": 4}, 5) == {"甲", "乙"}
    assert shown({"甲": 20, "丙": 3}, 5) == frozenset()
    assert shown({"甲": 20, "乙": 9}, 5, among={"甲"}) == frozenset()
