"""Reasons told quickly are letter by letter those told one by one from the sentences."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest

from xuequ.enrolment.engine.reasons import NONE, Facts, Words, points, reason
from xuequ.enrolment.engine.sentences import BLOCK, sentences
from xuequ.enrolment.engine.verdicts import EN, ZH
from xuequ.enrolment.tests.choices import one_by_one
from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Applications, Outcome, applications
from xuequ.methods.allocation.deferred import deferred_acceptance
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.allocation.standing import standing

SCHOOLS = tuple(Text(f"第{s}小学", f"School {s}") for s in range(6))
KINDS = tuple(Text(f"{kind}类", f"of type {kind}") for kind in range(3))
WITH_POINTS = {3, 4, 5, 6, 8, 9}


def plainly(facts: Facts, words: Words) -> Text:
    """The sentence, nothing kept from another."""
    mine = line = zh = en = ""
    school = Text("", "") if facts.decided == NONE else words.schools[facts.school]
    if facts.decided in WITH_POINTS:
        total = sum(facts.ahead)
        kinds = [(kind, n) for kind, n in zip(words.classes, facts.ahead, strict=True) if n]
        zh, en = f"在您之前录取{total}人", f"{total} entered before"
        if total:
            zh += "（" + "、".join(f"{kind.zh}{n}人" for kind, n in kinds) + "）"
            en += " (" + ", ".join(f"{n} {kind.en}" for kind, n in kinds) + ")"
        if words.scale:
            uncached = points.__wrapped__
            mine, line = uncached(facts.claim, words.scale), uncached(facts.line, words.scale)
    return Text(
        ZH[facts.decided](facts, school.zh, mine, line, zh),
        EN[facts.decided](facts, school.en, mine, line, en),
    )


def instance(source: np.random.Generator, n: int, *, many: bool) -> Applications:
    prefs = np.array([source.permutation(6)[:4] for _ in range(n)])
    prefs[source.random((n, 4)) < 0.1] = -1
    tickets = source.permutation(n * 4).reshape(n, 4)
    claims = source.integers(-3, 4, (n, 4)) * 25
    return applications(prefs, claims, tickets if many else tickets[:, 0], source.integers(0, n, 6))


@pytest.mark.parametrize("way", [preference_rounds, deferred_acceptance])
@pytest.mark.parametrize("many", [True, False])
def test_a_sentence_says_what_is_plainly_so(
    way: Callable[[Applications], Outcome], many: bool
) -> None:
    source = np.random.default_rng(5)
    said = set()
    for n in (1, 2, 9, 30, 70):
        a = instance(source, n, many=many)
        outcome = way(a)
        held = standing(a, outcome, source.integers(0, 3, (n, 1)).astype(np.int8), 3)
        words = Words(SCHOOLS, KINDS, scale=100)
        for facts in (each for row in one_by_one(a, outcome, held) for each in row):
            assert reason(facts, words) == plainly(facts, words)
            said.add(facts.decided)
    assert {0, 1, 2, 3, 5, 7} <= said


@pytest.mark.parametrize("way", [preference_rounds, deferred_acceptance])
@pytest.mark.parametrize("scale", [0, 1, 100])
def test_all_are_told_at_once_what_each_is_told(
    way: Callable[[Applications], Outcome], scale: int
) -> None:
    source = np.random.default_rng(6)
    odd = [Text(f"%s{each.zh}%", f"{{0}}%d {each.en} \\1") for each in SCHOOLS]
    words, ranks = Words(odd, KINDS, scale=scale), (1, 1, 2, 2)
    for n in (1, 40, BLOCK, BLOCK + 1, 2 * BLOCK + 3):
        a = instance(source, n, many=n % 2 == 0)
        outcome = way(a)
        held = standing(a, outcome, source.integers(0, 3, (n, 4)).astype(np.int8), 3)
        rows = list(one_by_one(a, outcome, held))
        assert list(sentences(a, outcome, held, words)) == [
            [plainly(each, words) for each in row] for row in rows
        ]
        assert list(sentences(a, outcome, held, words, ranks)) == [
            [plainly(each._replace(rank=ranks[each.rank - 1]), words) for each in row]
            for row in rows
        ]


@pytest.mark.parametrize("scale", [0, 1, 100])
def test_a_sentence_kept_is_told_only_to_those_it_is_true_of(scale: int) -> None:
    source, words = random.Random(8), Words(SCHOOLS, KINDS, scale=scale)
    for _ in range(20_000):
        ahead = tuple(source.randrange(2) for _ in KINDS)
        numbers = [source.randrange(3) for _ in range(8)]
        choice = [source.randint(1, 3), source.randrange(6), source.randrange(10)]
        facts = Facts._make([*choice, *numbers, ahead])
        assert reason(facts, words) == plainly(facts, words)
