"""A family appeals about its own child; the bureau decides it as a case; nothing sealed changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from support_plugin import Cast
from xuequ.cases.models import Seat
from xuequ.cases.queries.access import cases
from xuequ.cases.services.acting import Said, take_seat
from xuequ.directory.models import Person
from xuequ.enrolment.models import Appeal, Application, Check, Custody, Move
from xuequ.enrolment.queries.telling.appeals import kept_out, may_file, own_appeals
from xuequ.enrolment.queries.telling.appeals import told as read
from xuequ.enrolment.services.exceptions.appealing import (
    NewAppeal,
    ask_again,
    file_appeal,
    withdraw_appeal,
)
from xuequ.enrolment.services.exceptions.proposing import propose_exception
from xuequ.enrolment.tests.deciding import schools, somebody
from xuequ.enrolment.tests.exceptions import new, proposed, unplaced
from xuequ.enrolment.tests.telling import TOLD, drawn, let_out, parent, parent_of, told
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
WORDS = "我们在地段内居住满三年，登记日期看错了"
UPHELD = {"remedy": "register", "told": "复核属实，按特殊入学登记纠正"}


def refusal(act: Any, *args: Any, **named: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def filed(row: Application, about: str = "result", now: Any = TOLD) -> Appeal:
    return file_appeal(row, NewAppeal(about, WORDS), actor=parent(row), now=now)


def seat(appeal: Appeal, step: str = "decide") -> Seat:
    return Seat.objects.get(case=appeal.case_id, step=step, state="waiting")


@pytest.mark.clause("ENR-04", "ENR-05")
def test_an_upheld_appeal_leads_to_the_register_and_edits_no_result(cast: Cast) -> None:
    outcome = told(cast)
    package = bytes(outcome.package)
    row = unplaced(outcome)
    appeal = filed(row)
    early = new(row, schools()[0], appeal=appeal.pk)
    assert refusal(propose_exception, row.round, early, actor=cast.bureau, now=TOLD) == (
        "appeal-not-upheld"
    )
    said = Said("pass", "经复核属实", values=UPHELD)
    take_seat(seat(appeal), said, actor=cast.bureau, now=TOLD)
    [line] = read(own_appeals(row, seen_by=parent(row)), timezone.localdate(TOLD))
    assert line.is_upheld and line.answer == UPHELD["told"] and line.remedy is not None
    entry = propose_exception(
        row.round, new(row, schools()[0], appeal=appeal.pk), actor=cast.bureau, now=TOLD
    )
    appeal.refresh_from_db()
    assert appeal.led_to == entry and entry.ground == "error"
    outcome.refresh_from_db()
    assert bytes(outcome.package) == package and unplaced(outcome) == row


def test_a_guardian_files_and_follows_only_its_own(cast: Cast) -> None:
    outcome = told(cast)
    row = unplaced(outcome)
    other = Application.objects.exclude(pk=row.pk).earliest("pk")
    wanted = NewAppeal("result", WORDS)
    assert refusal(file_appeal, row, wanted, actor=parent(other), now=TOLD) == "not-your-child"
    assert refusal(file_appeal, row, wanted, actor=cast.bureau, now=TOLD) == "not-your-child"
    appeal = filed(row)
    assert file_appeal(row, NewAppeal("result", WORDS, key=appeal.case.key),
                       actor=parent(row), now=TOLD) == appeal  # fmt: skip
    assert refusal(filed, row) == "appeal-is-open"
    assert not own_appeals(row, seen_by=parent(other)).exists()
    assert refusal(withdraw_appeal, appeal, actor=parent(other), now=TOLD) == "not-your-child"
    today = timezone.localdate(TOLD)
    assert cases(seen_by=cast.bureau, on=today).filter(pk=appeal.case_id).exists()
    for stranger in ("principal", "head", "city", "other"):
        seen = cases(seen_by=cast.actors[stranger], on=today)
        assert not seen.filter(pk=appeal.case_id).exists()
    father = Person.objects.create(authority=cast.authority, name="父演示", is_synthetic=True)
    Custody.objects.create(child=row.child, person=father, kind="father")
    own = parent_of(father, cast.authority.pk)
    assert own_appeals(row, seen_by=own).get() == appeal
    assert withdraw_appeal(appeal, actor=own, now=TOLD).state == "withdrawn"
    assert Line.objects.filter(verb="file-appeal").count() == 1


def test_the_deadline_is_the_one_the_letter_names(cast: Cast) -> None:
    outcome = drawn(cast)
    row = unplaced(outcome)
    assert may_file(row, TOLD) == ([], None)
    let_out(cast, outcome)
    kinds, until = may_file(row, TOLD)
    assert kinds == ["result"] and until == outcome.releases_at + timedelta(days=7)
    assert until is not None
    late = until + timedelta(seconds=1)
    assert refusal(filed, row, now=late) == "appeal-too-late"
    assert refusal(filed, row, "points") == "nothing-to-appeal"
    short = NewAppeal("result", "不服")
    assert refusal(file_appeal, row, short, actor=parent(row), now=TOLD) == "needs-a-reason"
    assert filed(row, now=until).about == "result"


def test_who_checked_the_application_does_not_decide_the_appeal(cast: Cast) -> None:
    outcome = told(cast)
    row = unplaced(outcome)
    Check.objects.create(
        application=row, version=1, reader=1, verdict="accept", post="科员", at=TOLD,
        person_id=cast.bureau.person,
    )  # fmt: skip
    appeal = filed(row, "points")
    assert seat(appeal).band == "leader"
    other = somebody(cast.authority, "戊演示", "bureau_basic")
    second = filed(row, "dwelling")
    assert seat(second).band == "bureau"
    said = Said("refuse", "认定无误，维持原结果")
    assert refusal(take_seat, seat(second), said, actor=cast.bureau, now=TOLD) == "keeps-out"
    take_seat(seat(second), said, actor=other, now=TOLD)
    lines = read(own_appeals(row, seen_by=parent(row)), timezone.localdate(TOLD))
    told_of = {each.appeal.about: each for each in lines}
    assert told_of["dwelling"].may_ask_again and told_of["dwelling"].answer == said.words
    assert not told_of["points"].may_ask_again


def test_who_approved_the_result_does_not_decide_the_appeal_about_it(cast: Cast) -> None:
    outcome = told(cast)
    row = unplaced(outcome)
    approved = set(outcome.approvals.values_list("person", flat=True))
    assert len(approved) == 2 and approved <= kept_out(filed(row).case_id)
    Check.objects.create(
        application=row, version=1, reader=1, verdict="accept", post="科员", at=TOLD,
        person_id=cast.bureau.person,
    )  # fmt: skip
    assert not approved & kept_out(filed(row, "points").case_id)


def test_a_dismissed_appeal_is_looked_at_once_more_by_the_one_above(cast: Cast) -> None:
    row = unplaced(told(cast))
    appeal = filed(row)
    take_seat(seat(appeal), Said("refuse", "认定无误"), actor=cast.bureau, now=TOLD)
    judge = somebody(cast.authority, "己演示", "bureau_leader")
    appeal.refresh_from_db()
    ask_again(appeal, "没有看我们补交的登记证明", actor=parent(row), now=TOLD)
    take_seat(seat(appeal, "again"), Said("pass", "属实", values=UPHELD), actor=judge, now=TOLD)
    [line] = read(own_appeals(row, seen_by=parent(row)), timezone.localdate(TOLD))
    assert line.is_upheld and not line.may_ask_again
    appeal.refresh_from_db()
    again = refusal(ask_again, appeal, "再来一次，还是不服气", actor=parent(row), now=TOLD)
    assert again == "appealed-already"


def test_the_database_gives_no_seat_without_publicity_and_no_objection_an_entry(
    cast: Cast,
) -> None:
    outcome = told(cast)
    entry = proposed(cast, outcome)
    appeal = filed(unplaced(outcome))
    move = Move.objects.create(
        outcome=outcome, application=entry.application, after=entry.school, cause="exception",
        at=TOLD,
    )  # fmt: skip
    objection = {"about": "exception", "exceptional": entry, "led_to": entry}
    for row, values in ((entry, {"move": move}), (appeal, objection)):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**values)
