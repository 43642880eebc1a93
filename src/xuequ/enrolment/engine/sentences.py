"""What all children of a stage are told: the sentences of `reasons`, one for each choice.

All about whom a school decided alike in a round are told the same but for their own points,
ticket and place, and who came before them.  That sentence is made once, with gaps for these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from xuequ.kernel.text import Text

from .reasons import NONE, SHORT, Facts, Words, ahead_of, points, reason
from .verdicts import EN, ZH

if TYPE_CHECKING:
    from xuequ.methods.allocation.arrays import Applications, Int8, Int32, Outcome, Tally
    from xuequ.methods.allocation.standing import Standing

BLOCK = 256  # units whose numbers are taken out of the arrays at once
LATEST = 65_536  # who came before, in words: so many are kept
OWN = np.array([decided not in SHORT for decided in range(len(ZH))])  # which have gaps
GAPS: dict[str, Any] = {"ticket": "%(ticket)s", "place": "%(place)s"}
Own = tuple[int, int, int, int, tuple[int, ...]]  # a line; claim, ticket, place, who was ahead


def sentences(
    a: Applications, outcome: Outcome, held: Standing, words: Words, ranks: Sequence[int] = ()
) -> Iterator[list[Text]]:
    """For each unit, in their order, `reason` of the facts of each of its choices.

    Args:
        ranks: as which choice each of the k is told, from 1; none: 1 to k.
    """
    n, k = a.prefs.shape
    forms, filled = _Forms(outcome.tally, words, ranks or range(1, k + 1)), _Filled(words)
    drawn = np.broadcast_to(a.tickets, (n, k))
    for at in range(0, n, BLOCK):
        units = slice(at, at + BLOCK)
        decided = held.decided[units]
        told = [*map(forms.__getitem__, forms.numbers(a.prefs[units], decided))]
        unit, choice = np.nonzero(OWN[decided])
        own = unit + at, choice
        numbers = (each[own].tolist() for each in (a.claims, drawn, held.place))
        ahead = map(tuple, held.ahead[own].tolist())
        filled.fill(told, zip((unit * k + choice).tolist(), *numbers, ahead, strict=True))
        for i in range(len(decided)):
            yield told[i * k : i * k + k]


class _Forms(dict[int, Text]):
    """Sentences by a number for what was decided, choice, and school; made when asked for."""

    def __init__(self, tally: Tally, words: Words, ranks: Sequence[int]) -> None:
        super().__init__()
        self.tally, self.words, self.ranks = tally, words, ranks
        self.shape = len(ZH), len(ranks), tally.seats.shape[1] + 1  # the last school is none

    def numbers(self, prefs: Int32, decided: Int8) -> list[int]:
        """The keys of some units, choice after choice."""
        _, k, m = self.shape
        found: list[int] = ((decided * np.int64(k) + np.arange(k)) * m + prefs % m).ravel().tolist()
        return found

    def __missing__(self, number: int) -> Text:
        rest, school = divmod(number, self.shape[2])
        decided, choice = divmod(rest, self.shape[1])
        rank, tally, words = self.ranks[choice], self.tally, self.words
        if decided == NONE:
            told = reason(Facts._make([rank, -1, NONE, *[0] * 8, ()]), words)
        else:
            at = choice if tally.seats.shape[0] > 1 else 0, school
            line, last = int(tally.claim[at]), int(tally.ticket[at])
            counts = (int(each[at]) for each in (tally.seats, tally.asked, tally.entered))
            facts = Facts._make([rank, school, decided, 0, line, 0, last, *counts, 0, ()])
            told = reason(facts, words) if decided in SHORT else _open(facts, words)
        self[number] = told
        return told


def _open(facts: Facts, words: Words) -> Text:
    """A sentence with gaps for what is the child's own."""
    zh, en, school = ZH[facts.decided], EN[facts.decided], words.schools[facts.school]
    mine, line = ("%(mine)s", points(facts.line, words.scale)) if words.scale else ("", "")
    gaps = facts._replace(**GAPS)
    return Text(
        zh(gaps, school.zh.replace("%", "%%"), mine, line, "%(zh)s"),
        en(gaps, school.en.replace("%", "%%"), mine, line, "%(en)s"),
    )


class _Filled:
    """Fills the gaps."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.before: dict[tuple[int, ...], tuple[str, str]] = {}

    def fill(self, told: list[Text], rows: Iterable[Own]) -> None:
        """Fill those of `told` that have gaps."""
        scale, known = self.words.scale, self.before
        for line, claim, ticket, place, ahead in rows:
            zh, en = known.get(ahead) or self._before(ahead)
            mine = points(claim, scale) if scale else ""
            own = {"mine": mine, "ticket": ticket, "place": place, "zh": zh, "en": en}
            told[line] = Text(told[line].zh % own, told[line].en % own)

    def _before(self, ahead: tuple[int, ...]) -> tuple[str, str]:
        if len(self.before) >= LATEST:
            self.before.clear()
        told = ahead_of(ahead, self.words.classes)
        return self.before.setdefault(ahead, (told.zh, told.en))
