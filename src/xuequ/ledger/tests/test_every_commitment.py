"""Every commitment of every shipped policy: reported by its owner, until its day of review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from xuequ.directory.services.consortia import change_consortium
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import State
from xuequ.ledger.engine.policy import Commitment
from xuequ.ledger.engine.standing import KINDS, next_review
from xuequ.ledger.queries import Place, commitments, verdicts
from xuequ.ledger.services import NewReport, report_commitment
from xuequ.ledger.tests.township import MAKER, Town, acting, hold, town
from xuequ.profiles import loader

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 2)


def localities() -> Iterator[Any]:
    """Each shipped policy with the clauses of its commitments."""
    for code in loader.localities():
        owed = commitments(loader.load(code), ON)
        mark = pytest.mark.clause(*(each.clause for each in owed))
        yield pytest.param(code, owed, id=code, marks=mark)


def places(here: Town, owner: str) -> list[Place]:
    """Everybody who owes it: what schools owe is reported once all of them have reported."""
    if KINDS[owner] == "county":
        return [Place(here.authority)]
    if owner == "consortium":
        return [Place(here.authority, consortium=here.district)]
    return [Place(here.authority, school=each) for each in (here.city, here.village)]


def owner_of(here: Town, place: Place) -> Actor:
    """Somebody who reports for just that place."""
    if place.school is not None:
        is_city = place.school == here.city
        head = here.principal if is_city else hold(here.authority, "principal", here.village, "长")
        return acting(head, "principal", place.school)
    if place.consortium is not None:
        head = hold(here.authority, "district_office", place.consortium, "办演示")
        return acting(head, "district_office", place.consortium)
    return acting(hold(here.authority, "bureau_office", here.authority, "局演示"), "bureau_office")


def state(here: Town, clause: str, on: date) -> State:
    """What the reports alone say of a clause."""
    found = [
        each.verdict.state
        for each in verdicts(here.authority, on, loader.load(here.authority.profile))
        if each.rule.id == f"ledger.{clause}"
    ]
    (only,) = found
    return only


@pytest.mark.parametrize(("locality", "owed"), list(localities()))
def test_a_commitment_counts_from_the_report_of_its_owner_to_its_review(
    locality: str, owed: tuple[Commitment, ...]
) -> None:
    here = town(locality)
    stranger = acting(here.mover, "teacher", here.city)
    owners: dict[tuple[str, int], Actor] = {}
    for each in sorted(owed, key=lambda each: each.mode or ""):
        if each.mode and here.district.standings.on(ON).filter(mode=each.mode).first() is None:
            change_consortium(here.district, since=ON, values={"mode": each.mode}, actor=MAKER)
        review = next_review(ON, each.months)
        new = NewReport("under_way", "已部署并开展", ON, review, "演示文1号")
        assert state(here, each.clause, ON) is State.UNKNOWN, each.clause
        for place in places(here, each.owner):
            with pytest.raises(Refused):
                report_commitment(each.clause, place, new, actor=stranger)
            key = (place.kind, place.id)
            owners[key] = owners.get(key) or owner_of(here, place)
            report_commitment(each.clause, place, new, actor=owners[key])
        assert state(here, each.clause, ON) is State.REPORTED, each.clause
        assert state(here, each.clause, review) is State.UNKNOWN, each.clause
