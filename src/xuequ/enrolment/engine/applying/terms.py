"""What a round asks of a family, and what is still missing before it can be handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.text import Text

from ..asked import GRADE, NUMBER, STAGE, TYPE, Head, heads, is_told_by_facts
from ..places.rules import Choice
from ..policy.points import PointsTable
from ..policy.shapes import Eligibility
from .draft import Draft

Step = Literal["address", "claims", "materials", "choices"]
NO_TABLE = PointsTable(())


@dataclass(frozen=True, slots=True)
class Terms:
    """A round as a family meets it; schools by primary key, with their names.

    Args:
        day: the day it opens, to which times are counted.
        table: the points standard; none where the locality has not set one.
        belongs: children go by the catchment they live in, or by the primary they leave.
        homes: schools whose catchment applies in this round.
        primaries: schools whose leavers apply in it, where `belongs` is "primary".
        ranks: what may be chosen at each rank; none where nothing is chosen.
        inside: schools of the zone; `others` further schools of the plan.
        kinds: kinds of children for whom seats are kept.
        papers: kinds of papers without which nobody hands in who may send pictures of them.
    """

    stage: str
    day: date
    table: PointsTable | None
    eligibility: tuple[Eligibility, ...]
    belongs: Literal["home", "primary"]
    homes: Mapping[int, str]
    primaries: Mapping[int, str]
    ranks: tuple[Choice, ...]
    inside: Mapping[int, str]
    others: Mapping[int, str]
    kinds: Mapping[str, Text]
    papers: tuple[str, ...] = ()

    @property
    def facts(self) -> PointsTable:
        """The points standard, or an empty one."""
        return self.table or NO_TABLE

    @property
    def group(self) -> tuple[Eligibility, ...]:
        """The conditions for the stage; empty where the locality states none."""
        return tuple(each for each in self.eligibility if self.stage in each.stages)

    @property
    def heads(self) -> tuple[Head, ...]:
        """What is asked: never a number or the stage, and the type only if facts do not tell."""
        left = {NUMBER.code, STAGE.code}
        if self.table is None or is_told_by_facts(self.table):
            left.add(TYPE.code)
        return tuple(e for e in heads(self.facts, self.group) if e.code not in left)

    def may_choose(self, rank: int) -> Mapping[int, str]:
        """The schools that may stand at a rank."""
        if self.ranks[rank - 1] == "zone":
            return self.inside
        return {**self.inside, **self.others}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: at which step, and what to do."""

    step: Step
    text: Text


def lacks(terms: Terms, draft: Draft, *, is_accompanied: bool = False) -> list[Lack]:
    """Everything that keeps an application from being handed in.

    Args:
        is_accompanied: its choices are those of another application.
    """
    found = [*_address(terms, draft), *_claims(terms, draft)]
    if terms.ranks and not draft.ranked and not is_accompanied:
        found.append(Lack("choices", Text("未选择志愿学校", "no school is chosen")))
    return found


def _address(terms: Terms, draft: Draft) -> Sequence[Lack]:
    found = []
    if not draft.address:
        found.append(Lack("address", Text("未填写家庭住址", "the address is missing")))
    if terms.belongs == "home" and draft.home is None:
        text = Text("未确定住址所属的学校", "the school of the address is not settled")
        found.append(Lack("address", text))
    if terms.belongs == "primary" and draft.primary is None:
        text = Text("未选择毕业的小学", "the primary school left is missing")
        found.append(Lack("address", text))
    return found


def _claims(terms: Terms, draft: Draft) -> Sequence[Lack]:
    needed = {each.code for each in terms.facts.facts} | {TYPE.code}
    if terms.group:
        needed.add(GRADE.code)
    open_ones = [e for e in terms.heads if e.code in needed and e.code not in draft.claims]
    return [
        Lack("claims", Text(f"未回答：{each.name.zh}", f"not answered: {each.name.en}"))
        for each in open_ones
    ]
