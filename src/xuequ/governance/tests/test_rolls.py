"""Who counts in a vote: members of the day, whoever came and left; and when it is over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from deciding import NOW, County, county, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.access import cases, queue
from xuequ.cases.queries.detail import detail
from xuequ.cases.services import passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Person, School
from xuequ.directory.services.memberships import join_consortium
from xuequ.governance.models import FoundingDocument
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
MEMBERS = ("东一小", "东二小", "东三小")
NOW_IN_FORCE = {"since": "2026-11-02"}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast, "putuo")


def voted(here: County, *names: str, document: str = "charter", **of: Any) -> Case:
    values = {"document": document, "name": "章程", "changes": "总则"}
    case = started(
        here, "founding_document", here.actors["office"], consortium=here.east, values=values, **of
    )
    for name in names:
        case = say(case, here.principals[name], "agree")
    return case


def joins(here: County, since: date = date(2026, 11, 2)) -> None:
    join_consortium(here.loose, here.east, role="member", since=since, actor=MAKER)


def test_nobody_signs_beside_the_roll_of_a_vote(here: County, client_of: Any) -> None:
    here.now = timezone.now()
    case = voted(here, document="rules")
    colleague = Person.objects.get(pk=here.actors["school"].person)
    seat = seat_of(case, here.actors["principal"])
    with pytest.raises(Refused, match="nobody-joins-a-roll"):
        passing.add_signer(seat, colleague, "", actor=here.actors["principal"], now=here.now)
    page = client_of("principal").get(f"/cases/{case.pk}/").text
    assert f"/cases/seats/{seat.pk}/transfer/" in page
    assert f"/cases/seats/{seat.pk}/add/" not in page


@pytest.mark.clause("GOV-39")
def test_a_school_that_joins_while_a_vote_runs_has_a_seat_in_it(here: County) -> None:
    case = voted(here, "东一小")
    joins(here)
    newcomer = here.principals["孤小"]
    assert not cases(seen_by=newcomer, on=NOW.date()).filter(pk=case.pk).exists()
    sweep(NOW)
    assert cases(seen_by=newcomer, on=NOW.date()).filter(pk=case.pk).exists()
    case = say(say(case, here.principals["东二小"], "agree"), here.principals["东三小"], "agree")
    assert case.step == "consent", "three of four have agreed"
    case = say(case, newcomer, "agree")
    say(case, here.actors["office"], "pass", values=NOW_IN_FORCE)
    assert FoundingDocument.objects.get(code="charter").signatures.count() == 4


def test_a_newcomer_nobody_swept_for_still_stands_in_the_way_of_unanimity(here: County) -> None:
    case = voted(here, "东一小", "东二小")
    joins(here)
    case = say(case, here.principals["东三小"], "agree")
    assert case.step == "consent" and queue(here.principals["孤小"]).filter(case=case).exists()


@pytest.mark.clause("GOV-39")
def test_a_charter_is_held_against_the_members_of_the_day_it_takes_effect(here: County) -> None:
    case = voted(here, *MEMBERS)
    joins(here, since=date(2026, 12, 1))
    office = here.actors["office"]
    seat = seat_of(case, office)
    with pytest.raises(Refused, match="charter-lacks-consent") as refused:
        take_seat(seat, Said("pass", "", {"since": "2026-12-01"}), actor=office, now=NOW)
    assert refused.value.facts["schools"] == "孤小"
    assert not FoundingDocument.objects.filter(code="charter").exists()
    case = say(case, office, "return", "新成员校尚未表决", back_to="consent")
    assert case.step == "consent" and case.state == "running"


def test_who_comes_back_finds_their_word_again(here: County) -> None:
    case = voted(here, "东一小")
    seat = Seat.objects.get(case=case, school__name="东一小")
    member = School.objects.get(name="东一小").memberships.get()
    member.until = date(2026, 11, 2)
    member.save()
    sweep(NOW)
    seat.refresh_from_db()
    assert seat.state == "left"
    member.until = None
    member.save()
    sweep(NOW)
    seat.refresh_from_db()
    assert (seat.state, seat.choice) == ("done", "agree")


def test_a_vote_past_its_last_day_offers_nothing_and_says_that_it_is_over(
    here: County, client_of: Any
) -> None:
    case = voted(here, "东一小")
    Case.objects.filter(pk=case.pk).update(due=date(2026, 11, 1))
    case.refresh_from_db()
    principal = here.principals["东二小"]
    found = detail(case, seen_by=principal, on=NOW.date())
    assert found.is_over and not found.mine
    seat = seat_of(case, principal)
    for _ in range(2):  # the first press closes the vote, the second finds it closed
        with pytest.raises(Refused, match="last-day-has-passed"):
            take_seat(seat, Said("agree"), actor=principal, now=NOW)
    shown = client_of("principal").get(f"/cases/seats/{seat.pk}/say/agree/", follow=True)
    assert "已截止" in shown.text


def test_the_history_names_the_silent_and_the_result(here: County, client_of: Any) -> None:
    case = voted(here, "东一小", "东二小", document="rules")
    sweep(here.later(days=30))
    case.refresh_from_db()
    assert case.step == "adopt"
    assert case.turns.get(verb="silent").words == "东三小"
    assert "赞成2" in case.turns.get(verb="counted").words
    page = client_of("office").get(f"/cases/{case.pk}/").text
    assert "逾期未表态" in page and page.count("东三小") >= 2, "the seats of the vote stay on it"
