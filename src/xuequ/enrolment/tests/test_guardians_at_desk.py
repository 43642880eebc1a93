"""Guardians of a child are added and ended at the desk, on papers that were seen there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import Person, School
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, link_guardian, register_pupil
from xuequ.enrolment.models import Application, Child, Consent, Custody, CustodyEntry
from xuequ.enrolment.queries.applying.scope import children
from xuequ.enrolment.queries.checking.scope import keeps_out
from xuequ.enrolment.services.applying.codes import draw_code
from xuequ.enrolment.services.applying.guardians import NewCustody
from xuequ.enrolment.services.applying.guarding import Seen, end_custody, enter_custody, find_child
from xuequ.enrolment.services.privacy.consenting import give_consent
from xuequ.enrolment.services.privacy.wiping import wipe_child
from xuequ.enrolment.tests import families
from xuequ.enrolment.tests.checking import reviewer
from xuequ.enrolment.tests.families import CHILD, OPEN, begun, eyes, filled, handed
from xuequ.enrolment.tests.world import published
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
WHY = "持法院判决书，孩子由父亲抚养"


def mother_of(cast: Cast) -> tuple[Actor, Application]:
    """A mother who has handed in the application of her child."""
    actor = eyes(families.parent(cast))
    row = filled(begun(actor, published(cast)), actor)
    handed(row, actor)
    row.refresh_from_db()
    return actor, row


def father(cast: Cast) -> Any:
    return families.parent(cast, "SYN-P-0002", "父演示")


def seen(account: Any, **more: str) -> Seen:
    said = {"username": account.username, "name": "父演示", "kind": "father", **more}
    reason = said.pop("reason", WHY)
    return Seen(NewCustody(**said), reason)


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def test_the_father_is_added_and_who_registered_the_child_goes(cast: Cast) -> None:
    mother, row = mother_of(cast)
    account, child = father(cast), row.child
    give_consent(child, "listed", 1, actor=mother, now=OPEN)
    assert find_child(child.number, actor=cast.bureau) == child
    assert find_child(f" {CHILD.lower()} ", actor=cast.bureau) == child
    assert Line.objects.latest("number").verb == "find-child"
    enter_custody(child, seen(account), actor=cast.bureau, now=OPEN)
    assert {*children(seen_by=eyes(account))} == {child}
    assert Notice.objects.filter(person__custodies__child=child).count() >= 2
    end_custody(child.custodies.get(person=mother.person), WHY, actor=cast.bureau, now=OPEN)
    assert not children(seen_by=mother).exists()
    row.refresh_from_db()
    assert row.change_code == "" and draw_code(row, actor=eyes(account))
    assert Consent.objects.get().ended_by_id == cast.bureau.person
    told = Notice.objects.filter(person=mother.person).order_by("-pk")[0]
    assert child.number in told.text.zh and "终止" in told.text.zh
    note = Line.objects.filter(verb="end-custody").get().note
    assert note == {"kind": "mother", "codes": 1, "consents": 1}
    assert [each.act for each in CustodyEntry.objects.all()] == ["ended", "added"]
    wipe_child(child, OPEN)
    assert not CustodyEntry.objects.exists()


def test_who_does_it_checks_no_application_of_the_child(cast: Cast) -> None:
    _, row = mother_of(cast)
    other = reviewer(cast, "乙演示")
    assert not keeps_out(row, cast.bureau.person)
    enter_custody(row.child, seen(father(cast)), actor=cast.bureau, now=OPEN)
    assert keeps_out(row, cast.bureau.person) and not keeps_out(row, other.person)


def test_nobody_makes_themselves_a_guardian(cast: Cast) -> None:
    _, row = mother_of(cast)
    first = School.objects.get(name="东一小")
    report_classes(first, 2026, [ClassSize("primary", 2, 1, 1)], actor=MAKER)
    elder = register_pupil(
        first.classes.get(grade=2, year=2026), NewPupil("姐演示"), since=OPENING, actor=MAKER
    )
    officer = Person.objects.get(pk=cast.bureau.person)
    link_guardian(officer, elder, "father", since=OPENING, actor=MAKER)
    said = Seen(NewCustody(cast.accounts["bureau"].username, officer.name, "father"), WHY)
    assert refusal(enter_custody, row.child, said, actor=cast.bureau, now=OPEN) == "keep-out"


def test_who_spoke_for_a_child_once_is_kept_out_of_it_for_good(cast: Cast) -> None:
    _, row = mother_of(cast)
    other = reviewer(cast, "乙演示")
    person = Person.objects.get(pk=int(other.person or 0))
    own = Custody.objects.create(child=row.child, person=person, kind="other")
    end_custody(own, WHY, actor=cast.bureau, now=OPEN)
    assert keeps_out(row, other.person)
    assert refusal(find_child, row.child.number, actor=other) == "child-not-here"


def test_a_child_always_keeps_somebody_who_speaks_for_it(cast: Cast) -> None:
    _, row = mother_of(cast)
    only = row.child.custodies.get()
    assert refusal(end_custody, only, WHY, actor=cast.bureau, now=OPEN) == "last-guardian"
    enter_custody(row.child, seen(father(cast)), actor=cast.bureau, now=OPEN)
    end_custody(only, WHY, actor=cast.bureau, now=OPEN)
    assert refusal(end_custody, only, WHY, actor=cast.bureau, now=OPEN) == "nothing-changed"
    assert Custody.objects.count() == 1


def test_who_may_and_what_it_takes(cast: Cast) -> None:
    _, row = mother_of(cast)
    account, child = father(cast), row.child
    for who in ("school", "principal", "head", "other", "city"):
        actor = cast.actors[who]
        assert refusal(find_child, child.number, actor=actor) == "child-not-here"
        assert refusal(enter_custody, child, seen(account), actor=actor, now=OPEN) == (
            "child-not-here"
        )
    assert refusal(find_child, child.number, actor=program("x")) == "checked-in-person"
    for number in ("", "00000000", "%", "\0", "9" * 40):
        assert refusal(find_child, number, actor=cast.bureau) in ("child-not-here", "locked-out")
    for more, code in (
        ({"name": "别人"}, "parent-not-found"),
        ({"username": "nobody"}, "parent-not-found"),
        ({"reason": "错"}, "reason-too-short"),
        ({"reason": f"身份证11010119900101001X，{WHY}"}, "reason-holds-data"),
    ):
        said = seen(account, **more)
        assert refusal(enter_custody, child, said, actor=cast.bureau, now=OPEN) == code
    assert Custody.objects.count() == 1 and not CustodyEntry.objects.exists()
    enter_custody(child, seen(account), actor=cast.bureau, now=OPEN)
    again = refusal(enter_custody, child, seen(account), actor=cast.bureau, now=OPEN)
    assert again == "guardian-already"


def test_a_child_of_ones_own_people_is_a_colleagues_matter(cast: Cast) -> None:
    _, row = mother_of(cast)
    Custody.objects.create(child=row.child, person_id=cast.bureau.person, kind="other")
    assert refusal(find_child, row.child.number, actor=cast.bureau) == "child-not-here"


def test_trying_numbers_is_locked_after_some(cast: Cast) -> None:
    codes = {refusal(find_child, f"{at:08d}", actor=cast.bureau) for at in range(40)}
    assert codes == {"child-not-here", "locked-out"}


def test_an_officer_walks_through_it(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother, row = mother_of(cast)
    account = father(cast)
    monkeypatch.setattr(timezone, "now", lambda: OPEN + timedelta(hours=1))
    bureau, where = reading("bureau"), "/enrolment/guardians/"
    assert where in bureau.get("/enrolment/parents/").content.decode()
    assert bureau.post(where, {"number": "00000000"}).status_code == 422
    page = bureau.post(where, {"number": row.child.number})
    one = f"{where}{row.child_id}/"
    assert (page.status_code, page["Location"]) == (302, one)
    text = bureau.get(one).content.decode()
    assert "长演示" in text and "The last one is not ended" in text and "139****0001" in text
    assert "童演示" not in text and CHILD not in text
    sent = {"username": account.username, "name": "父演示", "kind": "father", "reason": WHY}
    assert bureau.post(f"{one}add/", sent).status_code == 422
    assert bureau.post(f"{one}add/", {**sent, "has_seen": "on"}).status_code == 302
    old = Custody.objects.get(person=mother.person).pk
    ends = f"/enrolment/custodies/{old}/end/"
    assert ends in bureau.get(one).content.decode()
    assert bureau.post(ends, {"reason": WHY, "has_seen": "on"}).status_code == 302
    text = bureau.get(one).content.decode()
    assert WHY in text and "ended" in text and "checks no application" in text
    assert bureau.get(ends).status_code == 404
    for who in ("school", "principal", "head"):
        assert reading(who).get(where).status_code == 403
    assert Child.objects.count() == 1
