"""A sealed chain: nobody without the key changes a line unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.seal import GENESIS, Fault, Link, canonical, digest, first_fault, seal

KEY, OTHER_KEY = b"k" * 32, b"j" * 32
Content = dict[str, object]
Head = tuple[int, str] | None

leaf = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
content = st.dictionaries(st.text(max_size=4), leaf | st.lists(leaf, max_size=3), max_size=3)
contents = st.lists(content, min_size=1, max_size=8)


def chain(lines: Sequence[Content], key: bytes = KEY) -> tuple[list[Link], Head]:
    """The lines as sealed one after the other, and the head kept apart from them."""
    links: list[Link] = []
    previous = GENESIS
    for number, each in enumerate(lines, start=1):
        now = seal(number, each, previous, key)
        links.append(Link(number, each, previous, now))
        previous = now
    return links, (len(links), previous) if links else None


DIGEST = "54e2cf39650442e2aa332c67548aceb6e3f87f85da108496efedbd3d1f6fd3ac"
SEAL = "98c71355670bbe8f5fc802a14ccc3b9a6fc336d78445936a624d58ea94d8c210"
ACTS: list[Content] = [{"act": "admit", "school": number} for number in range(1, 6)]


@given(st.lists(content, max_size=8))
def test_an_untouched_chain_has_no_fault(lines: list[Content]) -> None:
    assert first_fault(*chain(lines), KEY) is None


@given(contents, content, st.data())
def test_an_edited_line_is_found(lines: list[Content], other: Content, data: st.DataObject) -> None:
    links, head = chain(lines)
    at = data.draw(st.integers(0, len(links) - 1))
    forged = [
        replace(links[at], content={**links[at].content, "forged": other}),
        replace(links[at], previous=digest(other)),
        replace(links[at], seal=digest(other)),
    ]
    links[at] = data.draw(st.sampled_from(forged))
    assert first_fault(links, head, KEY) == Fault(at + 1, "edited")


@given(contents, st.data())
def test_a_line_taken_out_of_the_middle_is_found(lines: list[Content], data: st.DataObject) -> None:
    links, head = chain([*lines, {"last": True}])
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]
    assert first_fault(links, head, KEY) == Fault(at + 1, "missing")


@given(contents, content, st.data())
def test_a_line_slipped_in_is_found(
    lines: list[Content], other: Content, data: st.DataObject
) -> None:
    links, head = chain(lines)
    at = data.draw(st.integers(0, len(links) - 1))
    here = links[at]
    forged = Link(here.number, other, here.previous, seal(here.number, other, "", OTHER_KEY))
    links.insert(at + 1, data.draw(st.sampled_from([forged, here])))
    assert first_fault(links, head, KEY) == Fault(at + 1, "inserted")


def test_numbering_the_later_lines_anew_does_not_hide_a_line_slipped_in() -> None:
    links, head = chain(ACTS)
    forged = Link(3, {"act": "expel"}, links[1].seal, seal(3, {}, links[1].seal, OTHER_KEY))
    later = [replace(each, number=each.number + 1) for each in links[2:]]
    assert first_fault([*links[:2], forged, *later], head, KEY) == Fault(3, "edited")


def test_a_genuine_line_of_another_chain_is_found() -> None:
    links, head = chain(ACTS)
    links[2] = chain([{"act": "other"}] * 5)[0][2]
    assert first_fault(links, head, KEY) == Fault(3, "inserted")


@given(contents, st.data())
def test_lines_cut_from_the_end_are_found(lines: list[Content], data: st.DataObject) -> None:
    links, head = chain(lines)
    left = data.draw(st.integers(0, len(links) - 1))
    assert first_fault(links[:left], head, KEY) == Fault(left + 1, "cut")


@given(contents, st.data())
def test_a_replaced_head_is_found(lines: list[Content], data: st.DataObject) -> None:
    links, _ = chain(lines)
    last = links[-1]
    earlier = [(each.number, each.seal) for each in links[:-1]]
    heads: list[Head] = [None, (0, GENESIS), (last.number, last.seal[::-1] + "0"), *earlier]
    head = data.draw(st.sampled_from(heads))
    assert first_fault(links, head, KEY) == Fault(last.number, "head")


def test_lines_cut_together_with_the_head_are_only_found_by_a_head_kept_elsewhere() -> None:
    links, head = chain(ACTS)
    assert first_fault(links[:3], (3, links[2].seal), KEY) is None
    assert first_fault(links[:3], head, KEY) == Fault(4, "cut")


@given(contents, st.data())
def test_no_tampering_without_the_key_goes_unseen(
    lines: list[Content], data: st.DataObject
) -> None:
    """However lines are edited, dropped, repeated and shuffled, the first changed one is named."""
    links, head = chain(lines)
    pool = [*links, *(replace(each, content={"forged": each.number}) for each in links)]
    tampered = data.draw(st.lists(st.sampled_from(pool), max_size=len(links) + 2))
    fault = first_fault(tampered, head, KEY)
    if tampered == links:
        assert fault is None
        return
    same = 0
    while same < min(len(tampered), len(links)) and tampered[same] == links[same]:
        same += 1
    assert fault is not None
    assert fault.number <= same + 1
    assert fault.number == same + 1 or fault.kind == "inserted"


def test_another_key_opens_nothing() -> None:
    assert first_fault(*chain(ACTS), OTHER_KEY) == Fault(1, "edited")


@pytest.mark.parametrize("written", ["", "封", "\udcff", "0" * 64])
def test_whatever_stands_where_a_seal_should_is_named_and_never_a_crash(written: str) -> None:
    links, head = chain(ACTS)
    links[1] = replace(links[1], seal=written)
    assert first_fault(links, head, KEY) == Fault(2, "edited")


def test_text_no_encoding_can_hold_is_named_and_never_a_crash() -> None:
    links, head = chain(ACTS)
    links[1] = replace(links[1], content={"act": "\ud800"})
    assert first_fault(links, head, KEY) == Fault(2, "edited")


def test_the_form_that_old_seals_rest_on_never_changes() -> None:
    value: Content = {"区": [1, True, None], "学": "a b"}
    assert canonical(value) == '{"区":[1,true,null],"学":"a b"}'.encode()
    assert digest(value) == DIGEST
    assert seal(1, value, GENESIS, KEY) == SEAL


@given(st.lists(st.tuples(st.text(max_size=4), leaf), unique_by=lambda pair: pair[0]))
def test_the_order_of_keys_does_not_matter(pairs: list[tuple[str, object]]) -> None:
    assert canonical(dict(pairs)) == canonical(dict(reversed(pairs)))


def test_what_json_has_no_word_for_is_our_mistake() -> None:
    with pytest.raises(TypeError):
        canonical({"on": date(2018, 4, 9)})
