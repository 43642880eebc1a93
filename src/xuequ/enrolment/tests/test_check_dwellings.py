"""A dwelling gives one seat in its years; brothers and sisters are exempt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.engine.checking.former import Seat
from xuequ.enrolment.models import (
    Application,
    Assignment,
    CheckSettings,
    Custody,
    Dwelling,
    SeatLock,
)
from xuequ.enrolment.services.applying.drafts import Living, save_address
from xuequ.enrolment.services.applying.handing import withdraw
from xuequ.enrolment.services.checking.dwellings import (
    Mistaken,
    bring_locks,
    end_brought,
    lock,
    settle_locks,
)
from xuequ.enrolment.services.checking.effects import take_up_again
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.tests.checking import (
    CLOSED,
    accepts,
    decides,
    home,
    reviewer,
    settled,
    waits,
)
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent
from xuequ.enrolment.tests.world import NOW, OPENS, published
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
HERE = "东村路100号3栋402室"


def former(**more: object) -> Seat:
    said = {"dwelling": HERE, "year": 2024, "stage": "primary", "years": 6,
            "school": None, "guardian": "", **more}  # fmt: skip
    return Seat(**said)  # type: ignore[arg-type]


def test_an_accepted_child_locks_its_dwelling_encrypted_under_address_and_number(
    cast: Cast,
) -> None:
    rule_set = settled(cast, lock_years=6)
    waits(rule_set, 1, address=HERE)
    check = decides(cast.bureau, rule_set, accepts(dwelling="不动产权第0001号"))
    locks = SeatLock.objects.all()
    assert {(each.year, each.years, each.stage) for each in locks} == {(2027, 6, "primary")}
    keys = {each.key.open() for each in Dwelling.objects.all()}
    assert keys == {"东村路100号3栋402", "不动产权第0001号"}
    assert "不动产权" not in str(check.dwelling)


def test_without_the_setting_nothing_is_locked(cast: Cast) -> None:
    rule_set = settled(cast)
    waits(rule_set, 1, address=HERE)
    bring_locks(cast.authority, [former()], actor=cast.bureau, now=CLOSED)
    decides(cast.bureau, rule_set, accepts())
    assert Application.objects.get().state == "accepted" and SeatLock.objects.count() == 1


def test_a_dwelling_whose_seat_is_taken_gives_none_to_another_family(cast: Cast) -> None:
    rule_set = settled(cast, lock_years=6)
    waits(rule_set, 1, address="东村路１００号 三幢402")
    assert bring_locks(cast.authority, [former(), former()], actor=cast.bureau, now=CLOSED) == 1
    with pytest.raises(Refused, match="dwelling-is-locked") as refused:
        decides(cast.bureau, rule_set, accepts())
    assert refused.value.facts == {"year": 2024, "until": 2030}
    SeatLock.objects.update(year=2021)
    decides(cast.bureau, rule_set, accepts())
    assert Application.objects.get().state == "accepted"


@pytest.mark.parametrize("before", [None, NewSettings(0), NewSettings(0, 6)])
def test_seat_locks_are_settled_before_families_apply(
    cast: Cast, before: NewSettings | None
) -> None:
    found = published(cast).round
    if before is not None:
        set_checks(found, before, actor=cast.bureau, now=NOW)
    years = before.lock_years if before is not None else None
    others = [NewSettings(0, 3), NewSettings(0, 6, siblings_exempt=False)]
    for new in [*others, *([NewSettings(0)] if years else [])]:
        with pytest.raises(Refused, match="locks-are-fixed"):
            set_checks(found, new, actor=cast.bureau, now=OPENS)
    set_checks(found, NewSettings(20, years), actor=cast.bureau, now=OPENS)
    settings = CheckSettings.objects.get(round=found)
    assert (settings.share, settings.lock_years) == (20, years)


@pytest.mark.parametrize("exempt", [True, False])
def test_a_brother_or_sister_is_known_by_the_guardian_they_share(cast: Cast, exempt: bool) -> None:
    rule_set = settled(cast, lock_years=6)
    CheckSettings.objects.update(siblings_exempt=exempt)
    application = waits(rule_set, 1, address=HERE)
    application.person.id_number = "11010119900101001X"
    application.person.save()
    seat = former(guardian="11010119900101001X")
    bring_locks(cast.authority, [seat], actor=cast.bureau, now=CLOSED)
    if exempt:
        decides(cast.bureau, rule_set, accepts())
    else:
        with pytest.raises(Refused, match="dwelling-is-locked"):
            decides(cast.bureau, rule_set, accepts())


@pytest.mark.parametrize("at", [0, 1])
def test_either_parent_of_a_former_child_may_stand_on_a_line_of_its_own(
    cast: Cast, at: int
) -> None:
    rule_set, parents = settled(cast, lock_years=6), ("11010119900101001X", "110101199002020028")
    application = waits(rule_set, 1, address=HERE)
    application.person.id_number = parents[at]
    application.person.save()
    seats = [former(guardian=each) for each in parents]
    assert bring_locks(cast.authority, seats, actor=cast.bureau, now=CLOSED) == 2
    more = [*seats, former()]
    assert bring_locks(cast.authority, more, actor=cast.bureau, now=CLOSED) == 0
    decides(cast.bureau, rule_set, accepts())
    assert Application.objects.get().state == "accepted"


def test_two_families_of_one_dwelling_in_one_year_are_named_and_not_ranked_by_who_was_first(
    cast: Cast,
) -> None:
    rule_set = settled(cast, lock_years=6)
    first = waits(rule_set, 1, address=HERE)
    second = waits(rule_set, 2, address=HERE)
    decides(cast.bureau, rule_set, accepts())
    with pytest.raises(Refused, match="warnings-open"):
        decides(cast.bureau, rule_set, accepts())
    Custody.objects.create(child=second.child, person=first.person, kind="mother")  # siblings
    decides(cast.bureau, rule_set, accepts())
    assert set(Application.objects.values_list("state", flat=True)) == {"accepted"}


def test_what_gets_no_place_frees_its_dwelling_and_so_does_taking_up_again(cast: Cast) -> None:
    rule_set = settled(cast, lock_years=6)
    first, second = waits(rule_set, 1, address=HERE), waits(rule_set, 2, address="西村路2号1栋101")
    decides(cast.bureau, rule_set, accepts())
    decides(cast.bureau, rule_set, accepts())
    with pytest.raises(Refused, match="not-your-place"):
        settle_locks(rule_set.round, {}, actor=cast.school, now=CLOSED)
    placed = {first.pk: home()}
    assert settle_locks(rule_set.round, placed, actor=cast.bureau, now=CLOSED) == (1, 1)
    stays = SeatLock.objects.get(ended_at=None)
    assert (stays.application, stays.school) == (first, School.objects.get(pk=home()))
    take_up_again(first, "审核有误，重新审核", actor=cast.bureau, now=CLOSED)
    assert not SeatLock.objects.filter(ended_at=None).exists()
    assert second.pk  # it had no place


def held_dwellings() -> set[str]:
    rows = SeatLock.objects.filter(ended_at=None).select_related("dwelling")
    return {each.dwelling.key.open() for each in rows}


def test_a_family_that_corrects_its_address_frees_the_dwelling_it_named_by_mistake(
    cast: Cast,
) -> None:
    rule_set, actor = settled(cast, lock_years=6), eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    code = handed(row, actor).code
    decides(cast.bureau, rule_set, accepts(), now=OPEN)
    assert held_dwellings() == {"东街1号"}
    row.refresh_from_db()
    save_address(row, row.revision, Living("东街22号", "东街", home()), actor=actor, now=OPEN)
    handed(row, actor, code=code)
    assert held_dwellings() == set()
    decides(cast.bureau, rule_set, accepts(version=2), now=OPEN)
    assert held_dwellings() == {"东街22号"}
    withdraw(row, code=code, actor=actor, now=OPEN)
    assert held_dwellings() == set()


def test_who_is_accepted_again_locks_the_dwelling_of_now_alone(cast: Cast) -> None:
    rule_set = settled(cast, lock_years=6)
    row = waits(rule_set, 1, address=HERE)
    lock(row, "", 6, CLOSED)
    row.address = "西村路2号1栋101"
    row.save()
    decides(cast.bureau, rule_set, accepts())
    assert held_dwellings() == {"西村路2号1栋101"}


def test_a_dwelling_too_short_to_be_told_is_refused_and_none_is_brought_in(cast: Cast) -> None:
    with pytest.raises(Refused, match="dwelling-unreadable"):
        bring_locks(
            cast.authority, [former(), former(dwelling="3栋")], actor=cast.bureau, now=CLOSED
        )
    assert not SeatLock.objects.exists()
    with pytest.raises(Refused, match="not-your-place"):
        bring_locks(cast.authority, [former()], actor=cast.school, now=CLOSED)


def test_a_seat_brought_in_by_mistake_is_ended_and_another_person_accepts(cast: Cast) -> None:
    rule_set, other = settled(cast, lock_years=6), reviewer(cast, "乙演示")
    waits(rule_set, 1, address=HERE)
    bring_locks(cast.authority, [former()], actor=cast.bureau, now=CLOSED)
    seat = former()
    wrong = Mistaken(
        "东村路１００号 三幢402", seat.year, seat.stage, "导入的门牌号有误，已核对原表"
    )
    for actor, change, code in (
        (cast.school, {}, "not-your-place"),
        (cast.bureau, {"year": 2020}, "no-such-lock"),
        (cast.bureau, {"dwelling": "西村路2号1栋101"}, "no-such-lock"),
        (cast.bureau, {"dwelling": "3栋"}, "no-such-lock"),
        (cast.bureau, {"reason": "错"}, "reason-too-short"),
    ):
        with pytest.raises(Refused, match=code):
            end_brought(cast.authority, replace(wrong, **change), actor=actor, now=CLOSED)
    assert end_brought(cast.authority, wrong, actor=cast.bureau, now=CLOSED) == 1
    with pytest.raises(Refused, match="lock-ended-by-you"):
        decides(cast.bureau, rule_set, accepts())
    Assignment.objects.all().delete()
    with pytest.raises(Refused, match="warnings-open"):  # whoever reads it next is told
        decides(other, rule_set, accepts())
    decides(other, rule_set, accepts(answers={"lock_ended:2024": "已核对原表，属导入有误"}))
    assert Application.objects.get().state == "accepted"
    Custody.objects.create(
        child=Application.objects.get().child, person_id=cast.bureau.person, kind="other"
    )
    with pytest.raises(Refused, match="keep-out"):
        end_brought(cast.authority, wrong, actor=cast.bureau, now=CLOSED)
    Custody.objects.filter(person=cast.bureau.person).delete()
    with pytest.raises(Refused, match="no-such-lock"):  # that of an application is none of these
        new = replace(wrong, year=2027)
        end_brought(cast.authority, new, actor=cast.bureau, now=CLOSED)
