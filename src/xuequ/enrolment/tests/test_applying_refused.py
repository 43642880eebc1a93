"""What a family cannot do: other people's children, odd input, forbidden papers, lost codes."""

from __future__ import annotations

from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import Account, Guardianship, Pupil, Registrant, School
from xuequ.directory.services.identity import Identity, change_identity
from xuequ.directory.services.people import register_person
from xuequ.directory.services.registrants import NewParent, confirm_registrant, register_parent
from xuequ.enrolment.models import Application, Child, Evidence
from xuequ.enrolment.queries.applying.scope import applications, children
from xuequ.enrolment.services.applying.children import NewChild, register_child
from xuequ.enrolment.services.applying.codes import draw_code, reset_code
from xuequ.enrolment.services.applying.drafts import (
    begin_application,
    save_choices,
    save_claims,
    save_companion,
)
from xuequ.enrolment.services.applying.guardians import NewCustody, add_custody
from xuequ.enrolment.services.applying.handing import withdraw
from xuequ.enrolment.services.applying.materials import add_material, drop_material, examined
from xuequ.enrolment.services.privacy.consenting import give_consent
from xuequ.enrolment.tests.families import (
    OPEN,
    PARENT,
    PASSWORD,
    begun,
    child,
    eyes,
    filled,
    handed,
    parent,
)
from xuequ.enrolment.tests.families import round_of as a_round
from xuequ.enrolment.tests.world import NOW
from xuequ.kernel.actors import program
from xuequ.kernel.refusal import Refused
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db
MAKER = program("test")
PICTURE = png()


def test_a_parent_sees_no_other_child_and_a_school_sees_none(cast: Cast) -> None:
    rule_set = a_round(cast)
    one, other = eyes(parent(cast)), eyes(parent(cast, "SYN-P-0002", "另演示"))
    row = begun(one, rule_set)
    assert list(applications(seen_by=one)) == [row]
    for stranger in (other, cast.school, cast.bureau):
        assert not applications(seen_by=stranger).exists()
        assert not children(seen_by=stranger).exists()
    with pytest.raises(Refused, match="not-your-child"):
        begin_application(row.child, rule_set.round, actor=other, now=OPEN)
    with pytest.raises(Refused, match="not-your-child"):
        save_claims(row, row.revision, {}, actor=other, now=OPEN)


def test_a_child_is_registered_once_and_the_cure_is_the_first_guardian(cast: Cast) -> None:
    one, account = eyes(parent(cast)), parent(cast, "SYN-P-0002", "另演示")
    other = eyes(account)
    known = child(one)
    with pytest.raises(Refused, match="child-is-registered"):
        child(other)
    for wrong in ("", "别人"):
        with pytest.raises(Refused, match="parent-not-found"):
            add_custody(known, NewCustody(account.username, wrong, "father"), actor=one, now=OPEN)
    add_custody(known, NewCustody(account.username, "另演示", "father"), actor=one, now=OPEN)
    assert child(other).number == known.number and Child.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "child-needs"),
        ({"id_number": ""}, "child-needs"),
        ({"born": None}, "child-needs"),
        ({"sex": "x"}, "child-needs"),
        ({"born": OPEN.date().replace(year=1990)}, "child-not-of-age"),
        ({"id_kind": "resident", "id_number": "110101202101011"}, "identity-number"),
        ({"pupil": 999999}, "not-your-child"),
    ],
)
def test_what_is_wrong_with_a_child_is_named(cast: Cast, change: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        child(eyes(parent(cast)), **change)
    assert not Child.objects.exists()


def test_a_resident_number_tells_birthday_and_sex(cast: Cast) -> None:
    new = NewChild("father", "童演示", "resident", "11010120210101001X")
    with pytest.raises(Refused, match="identity-number"):
        register_child(new, actor=eyes(parent(cast)), now=OPEN)


def test_who_registers_with_a_known_number_takes_nothing_over_until_the_paper_is_seen(
    cast: Cast,
) -> None:
    pupil = Pupil.objects.earliest("pk")
    known = register_person(cast.authority, "陆家长", actor=MAKER, is_synthetic=True)
    change_identity(known, Identity("other", PARENT), actor=MAKER)
    Guardianship.objects.create(person=known, pupil=pupil, kind="mother", since=pupil.since)
    account = parent(cast, PARENT, "陆家长")
    assert account.person != known and not account.person.guardianships.exists()
    row = Registrant.objects.get(person=account.person)
    with pytest.raises(Refused, match="paper-differs"):
        confirm_registrant(row, "SYN-P-9999", actor=cast.bureau, now=NOW)
    with pytest.raises(Refused, match="not-your-place"):
        confirm_registrant(row, PARENT, actor=cast.school, now=NOW)
    confirm_registrant(row, PARENT, actor=cast.bureau, now=NOW)
    assert account.person.guardianships.get().pupil == pupil
    row.refresh_from_db()
    assert row.id_number is None and row.confirmed_at == NOW


def test_a_number_cannot_be_flooded_and_a_name_cannot_be_found_out(cast: Cast) -> None:
    names = {parent(cast).username for _ in range(5)}
    assert len(names) == 5 == Account.objects.filter(username__in=names).count()
    with pytest.raises(Refused, match="locked-out"):
        parent(cast)
    with pytest.raises(Refused, match="weak-password"):
        register_parent(
            cast.authority, NewParent("弱", Identity("other", "SYN-P-0009"), "123"), now=NOW
        )
    with pytest.raises(Refused, match="needs-a-number"):
        register_parent(cast.authority, NewParent("无", Identity(), PASSWORD), now=NOW)


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("household_register", "奥数竞赛一等奖.png", "material-forbidden"),
        ("household_register", "钢琴 考级.png", "material-forbidden"),
        ("property", "捐资助学收据.png", "material-forbidden"),
        ("marks", "a.png", "material-forbidden"),
        ("household_register", "期末成绩单.png", "material-forbidden"),
        ("home_other", "olympiad.png", "material-forbidden"),
        ("home_other", "学而思结业.png", "material-forbidden"),
        ("anything", "a.png", "material-unknown"),
        ("lease", "a.txt", "material-not-readable"),
    ],
)
def test_a_paper_that_must_not_count_is_refused_by_name(
    cast: Cast, kind: str, name: str, code: str
) -> None:
    data = b"plain text" if name.endswith("txt") else PICTURE
    with pytest.raises(Refused, match=code):
        examined(kind, data, name=name)


@pytest.mark.parametrize("name", ["不动产权证.png", "居住证.png", "出生医学证明.png", "IMG 1.png"])
def test_papers_of_the_list_are_taken_and_stay_once_handed_in(cast: Cast, name: str) -> None:
    actor = eyes(parent(cast))
    row = filled(begun(actor, a_round(cast)), actor)
    give_consent(row.child, "papers", 1, actor=actor, now=OPEN)
    first = add_material(row, "lease", examined("lease", PICTURE, name=name), actor=actor, now=OPEN)
    with pytest.raises(Refused, match="material-is-there"):
        add_material(row, "lease", examined("lease", PICTURE, name=name), actor=actor, now=OPEN)
    made = handed(row, actor)
    assert made.submission.content["evidence"] == [f"lease {first.file.digest}"]
    with pytest.raises(Refused, match="material-handed-in"):
        drop_material(first, actor=actor, now=OPEN)
    assert Evidence.objects.count() == 1


def test_a_lost_code_is_taken_back_with_a_reason_and_no_officer_sees_the_next(cast: Cast) -> None:
    actor = eyes(parent(cast))
    row = filled(begun(actor, a_round(cast)), actor)
    old = handed(row, actor).code
    for who, why, code in (
        (cast.school, "监护人到场核验", "not-your-place"), (cast.bureau, "丢", "reason-too-short"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            reset_code(row, why, actor=who)
    with pytest.raises(Refused, match="has-a-code"):
        draw_code(row, actor=actor)
    reset_code(row, "监护人到场核验", actor=cast.bureau)
    with pytest.raises(Refused, match="change-code-wrong"):
        withdraw(row, code=old, actor=actor, now=OPEN)
    new = draw_code(row, actor=actor)
    withdraw(row, code=new, actor=actor, now=OPEN)
    assert Application.objects.get().state == "withdrawn"


def test_a_code_cannot_be_guessed(cast: Cast) -> None:
    actor = eyes(parent(cast))
    row = filled(begun(actor, a_round(cast)), actor)
    code = handed(row, actor).code
    for _ in range(4):
        with pytest.raises(Refused, match="change-code-wrong"):
            withdraw(row, code="AAAAAAAA", actor=actor, now=OPEN)
    for typed in ("AAAAAAAA", code):
        with pytest.raises(Refused, match="locked-out"):
            withdraw(row, code=typed, actor=actor, now=OPEN)


def test_choices_claims_and_companions_that_do_not_fit_are_named(cast: Cast) -> None:
    actor = eyes(parent(cast))
    row = begun(actor, a_round(cast))
    school = School.objects.get(name="东一小").pk
    for act, code in (
        (lambda: save_choices(row, 0, [school], actor=actor, now=OPEN), "nothing-to-choose"),
        (lambda: save_claims(row, 0, {"x": "yes"}, actor=actor, now=OPEN), "claim-unknown"),
        (lambda: save_claims(row, 0, {}, kinds=["x"], actor=actor, now=OPEN), "unknown-kind"),
        (lambda: save_companion(row, 0, row.pk, actor=actor, now=OPEN), "companion-unknown"),
        (lambda: handed(row, actor), "application-lacks"),
    ):
        with pytest.raises(Refused, match=code):
            act()
    row.refresh_from_db()
    assert (row.draft, row.state, row.revision) == (None, "draft", 0)
