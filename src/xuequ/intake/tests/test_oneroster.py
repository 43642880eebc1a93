"""A county goes out as a bundle, into an empty installation, and comes back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from casting import MAKER, authority, make
from support_plugin import Cast
from xuequ.directory.models import (
    Authority,
    Consortium,
    Membership,
    Person,
    Pupil,
    School,
    Teacher,
)
from xuequ.directory.sheets import CONSORTIA, MEMBERSHIPS
from xuequ.directory.tests.round_trip import everything, take
from xuequ.directory.tests.sheets_in import number
from xuequ.intake.bundles import ONEROSTER
from xuequ.intake.models import Import, SourcedId
from xuequ.intake.queries.sheets import models_of
from xuequ.intake.services import import_sheet, undo_import, whole
from xuequ.intake.services.giving import InFull, export_oneroster
from xuequ.intake.services.taking import Where
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.record.journal import listening
from xuequ.record.models import Line

from .filled import ON, fill
from .test_engine_oneroster import archive_of, members
from .test_heard import differing, snapshot, table

pytestmark = pytest.mark.django_db
WHY = InFull("request", "搬到新的机房")


def out(of: Authority, *, thin: bool = False) -> bytes:
    return export_oneroster(of, on=ON, actor=MAKER, in_full=None if thin else WHY).data


def elsewhere(thin: bool = False) -> bytes:
    """The bundle of a county in an installation that is no more."""
    with transaction.atomic():
        data = out(fill(make()).authority, thin=thin)
        transaction.set_rollback(True)
    return data


def bring(data: bytes, where: Authority) -> whole.Brought:
    return whole.bring_in(ONEROSTER, data, Where("县.zip", where, ON, MAKER))


def empty() -> Authority:
    return authority("测试区教育局", "测试")


def rows_of(data: bytes, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(members(data)[f"{name}.csv"].decode())))


def altered(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    files = members(data)
    files[f"{name}.csv"] = change(files[f"{name}.csv"].decode()).encode()
    return archive_of(files)


@pytest.mark.parametrize("thin", [False, True], ids=["in full", "without numbers"])
def test_a_county_goes_out_and_comes_back_equal(thin: bool) -> None:
    data = elsewhere(thin)
    here = empty()
    brought = bring(data, here)
    assert brought.state == "done" and brought.rows["changed"] == 0
    assert out(here, thin=thin) == data
    assert bring(data, here).state == "same"
    counts = (School.objects.count(), Consortium.objects.count(), Pupil.objects.count())
    assert counts == (7, 2, 0 if thin else 5)
    assert Membership.objects.filter(school__name="新小").count() == 2
    assert Person.objects.filter(name="周演示").count() == 2, "namesakes stay two"
    assert Teacher.objects.filter(person__name="钱二").values("person").distinct().count() == 2


def test_new_members_stand_in_the_order_of_the_rows(cast: Cast) -> None:
    rows = ("南学区,东三小,成员校,否", "南学区,孤小,龙头学校,", "南学区,东二小,成员校,否")
    take(cast, CONSORTIA, "学区名称", "南学区")
    take(cast, MEMBERSHIPS, "学区,学校,角色,主属", *rows)
    members = Membership.objects.filter(consortium__label="南学区").order_by("order")
    assert [each.school.name for each in members] == ["东三小", "孤小", "东二小"]


def test_numbers_go_along_only_in_full_and_the_record_says_why(cast: Cast) -> None:
    fill(cast)
    thin, full = out(cast.authority, thin=True), out(cast.authority)
    assert "enrollments.csv" not in members(thin) and "demographics.csv" not in members(thin)
    every = b"".join(members(thin).values()).decode()
    assert number(1) not in every and "13900000001" not in every and "戊演示" not in every
    users = {row["metadata.cn.name"]: row for row in rows_of(full, "users")}
    assert users["李新"]["userIds"] == f"{{resident:{number(1)}}}"
    assert users["戊演示"]["identifier"].startswith("G")
    assert {row["sex"] for row in rows_of(full, "demographics")} <= {"male", "female"}
    notes = [line.note for line in Line.objects.filter(verb="export").order_by("number")]
    assert [note.get("reason") for note in notes] == [None, WHY.reason]
    assert number(1) not in str(notes)


@pytest.mark.parametrize(
    ("audience", "asked", "code"),
    [
        ("school", None, "bundle-is-of-authority"),
        ("head", None, "bundle-is-of-authority"),
        ("city", None, "bundle-is-of-authority"),
        ("bureau", InFull("fun", "因为所以"), "bundle-purpose-unknown"),
        ("bureau", InFull("request", "想看"), "bundle-reason"),
        ("bureau", InFull("request", f"找{number(1)}这个人"), "bundle-reason"),
    ],
)
def test_who_may_not_have_a_bundle_is_told_why(
    audience: str, asked: InFull | None, code: str, cast: Cast
) -> None:
    before = Line.objects.count()
    with pytest.raises(Refused, match=code):
        export_oneroster(cast.authority, on=ON, actor=cast.actors[audience], in_full=asked)
    assert Line.objects.count() == before


def test_everything_it_writes_is_heard_and_taken_back() -> None:
    data = elsewhere()
    here = empty()
    before = snapshot()
    with transaction.atomic():
        with listening(models_of(ONEROSTER)) as journal:
            import_sheet(ONEROSTER, "县.zip", data, authority=here, since=ON, actor=MAKER)
        heard = {
            (table(each.model), each.pk)
            for each in journal.written()
            if each.model is not SourcedId
        }
        assert differing(before, snapshot()) == heard
        transaction.set_rollback(True)
    one = bring(data, here).one
    assert SourcedId.objects.exists()
    undo_import(Import.objects.get(pk=one or 0), actor=MAKER)
    assert differing(before, snapshot()) == set() and not SourcedId.objects.exists()


def swap(before: str, after: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert before in text
        return text.replace(before, after)

    return change


def test_what_a_sheet_finds_wrong_is_told_in_the_files_of_the_bundle(cast: Cast) -> None:
    fill(cast)
    data = out(cast.authority)
    wrong = altered(data, "users", swap(number(1), number(1)[:-1] + "?"))
    before = str(everything())
    with pytest.raises(Problems) as refused:
        bring(wrong, cast.authority)
    told = {(each.file, each.field) for each in refused.value.problems}
    assert ("users.csv", "userIds") in told and str(everything()) == before
    line = next(n for n, row in enumerate(rows_of(data, "users"), 2) if number(1) in row["userIds"])
    assert {each.line for each in refused.value.problems if each.file == "users.csv"} == {line}


def test_an_id_of_somebody_else_is_refused(cast: Cast) -> None:
    fill(cast)
    data = out(cast.authority)
    wrong = altered(data, "users", swap("周演示", "吴演示"))
    with pytest.raises(Problems, match="registered for 周演示"):
        bring(wrong, cast.authority)
    orgs = {row["name"]: row["sourcedId"] for row in rows_of(data, "orgs")}
    exchanged = {orgs["东一小"]: orgs["孤小"], orgs["孤小"]: orgs["东一小"]}

    def exchange(text: str) -> str:
        for before, after in exchanged.items():
            text = text.replace(f"\n{before}", f"\n+{after}")
        return text.replace("\n+", "\n")

    with pytest.raises(Problems, match="sourcedId is registered for"):
        bring(altered(data, "orgs", exchange), cast.authority)


def test_a_change_of_much_waits_for_a_second_person(cast: Cast) -> None:
    fill(cast)
    data = out(cast.authority, thin=True)
    renewed = altered(data, "classes", swap(",primary,40", ",primary,41"))
    assert bring(renewed, cast.authority).state == "waiting"


def test_a_day_in_the_past_gives_what_held_then(cast: Cast) -> None:
    fill(cast)
    early = export_oneroster(cast.authority, on=date(2021, 9, 1), actor=MAKER).data
    names = {row["name"] for row in rows_of(early, "orgs")}
    assert "东一小" in names and "东学区办公室" not in names and "classes.csv" not in members(early)
