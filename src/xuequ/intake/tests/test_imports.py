"""An import on its way: checked, shown, confirmed once, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casting import MAKER
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Honour, Person, Teacher
from xuequ.directory.services.people import open_account
from xuequ.directory.sheets import TEACHERS
from xuequ.directory.tests.belonging import DAY
from xuequ.directory.tests.sheets_in import number
from xuequ.intake.inbox import waiting
from xuequ.intake.models import Given, Import
from xuequ.intake.queries.built import built_on
from xuequ.intake.queries.changes import unpack
from xuequ.intake.queries.imports import asked_of, imports
from xuequ.intake.services import check_import, commit_import, start_import, undo_import
from xuequ.intake.services.committing import ask_second, is_braked, refuse_import
from xuequ.intake.services.starting import drop_import
from xuequ.intake.services.taking import Where
from xuequ.intake.services.tidying import tidy
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HEADS = "姓名,学校,学段,学科,职称,荣誉称号,荣誉级别"
ROWS = ("王一,东一小,小学,数学,一级教师,骨干教师,县级", "李二,东二小,小学,语文,高级教师,,")


def start(cast: Cast, *rows: str, heads: str = HEADS) -> Import:
    data = "\n".join((heads, *rows)).encode()
    where = Where("教师.csv", cast.authority, DAY, cast.bureau)
    return check_import(start_import(TEACHERS, data, where), actor=cast.bureau)


def counts() -> list[int]:
    return [kind.objects.count() for kind in (Person, Teacher, Honour)]


def test_a_file_is_shown_first_and_writes_nothing(cast: Cast) -> None:
    before = counts()
    one = start(cast, *ROWS)
    assert one.state == "ready" and counts() == before
    assert one.counts["rows"] == {"new": 2, "changed": 0, "same": 0}


def test_it_is_taken_once_just_as_it_was_shown_and_taken_back_as_a_whole(cast: Cast) -> None:
    before = counts()
    one = start(cast, *ROWS)
    done = commit_import(one, actor=cast.bureau)
    assert done.state == "done"
    assert counts() == [before[0] + 2, before[1] + 2, before[2] + 1]
    undone = undo_import(done, actor=cast.bureau)
    assert undone.state == "undone" and counts() == before
    again = commit_import(start(cast, *ROWS), actor=cast.bureau)
    assert again.state == "done"


def again(cast: Cast, title: str) -> Import:
    """The first teacher of the file once more, with another title: a change of much."""
    return start(cast, f"王一,东一小,小学,数学,{title},,")


@pytest.fixture
def done(cast: Cast) -> Import:
    return commit_import(start(cast, *ROWS), actor=cast.bureau)


def second(cast: Cast) -> Actor:
    """Somebody else of the bureau with the same right."""
    bureau: Actor = cast.bureau
    return replace(bureau, account="city", person=Person.objects.latest("pk").pk, post="基教股")


def test_a_second_click_brings_nothing_in_again(cast: Cast, done: Import) -> None:
    before = counts()
    with pytest.raises(Refused, match="import-is-over"):
        commit_import(done, actor=cast.bureau)
    assert counts() == before


def test_what_is_registered_already_is_the_same_and_cannot_be_confirmed(
    cast: Cast, done: Import
) -> None:
    one = start(cast, *ROWS)
    assert one.counts["rows"] == {"new": 0, "changed": 0, "same": 2}
    with pytest.raises(Refused, match="import-changes-nothing"):
        commit_import(one, actor=cast.bureau)


def test_only_who_brought_it_goes_on_with_it(cast: Cast) -> None:
    one = start(cast, *ROWS)
    with pytest.raises(Refused, match="import-not-yours"):
        commit_import(one, actor=second(cast))
    with pytest.raises(Refused, match="import-not-yours"):
        drop_import(one, actor=second(cast))


def test_a_preview_that_no_longer_holds_writes_nothing_and_is_shown_anew(cast: Cast) -> None:
    one = start(cast, *ROWS)
    person = start(cast, ROWS[0])
    commit_import(person, actor=cast.bureau)
    before = counts()
    with pytest.raises(Refused, match="import-data-changed"):
        commit_import(one, actor=cast.bureau)
    assert counts() == before
    one.refresh_from_db()
    assert (one.state, one.counts["rows"]) == ("ready", {"new": 1, "changed": 0, "same": 1})
    assert commit_import(one, actor=cast.bureau).state == "done"


def test_of_two_imports_of_one_sheet_the_later_is_shown_what_the_first_left(cast: Cast) -> None:
    first, later = start(cast, *ROWS), start(cast, *ROWS)
    commit_import(first, actor=cast.bureau)
    with pytest.raises(Refused, match="import-data-changed"):
        commit_import(later, actor=cast.bureau)
    later.refresh_from_db()
    assert later.counts["rows"]["same"] == 2


def test_a_change_of_very_much_is_confirmed_by_two(cast: Cast, done: Import) -> None:
    one = again(cast, "高级教师")
    assert is_braked(one) and one.counts["rows"] == {"new": 0, "changed": 1, "same": 0}
    with pytest.raises(Refused, match="import-needs-second"):
        commit_import(one, actor=cast.bureau)
    one = ask_second(one, actor=cast.bureau)
    other_post = replace(cast.bureau, identity="holding:999", post="另一职务")
    other_account = replace(second(cast), person=cast.bureau.person)
    for same_person in (cast.bureau, other_post, other_account, MAKER):
        with pytest.raises(Refused, match="import-second-is-first"):
            commit_import(one, actor=same_person)
        assert not asked_of(same_person).filter(pk=one.pk).exists() or same_person == MAKER
    assert [each.title for each in waiting(second(cast), DAY)] == ["教师.csv"]
    taken = commit_import(one, actor=second(cast))
    assert taken.state == "done" and taken.second == Account.objects.get(username="city")
    assert Teacher.objects.filter(person__name="王一", title="senior").exists()


def test_the_second_person_may_say_no(cast: Cast, done: Import) -> None:
    one = ask_second(again(cast, "高级教师"), actor=cast.bureau)
    assert refuse_import(one, actor=second(cast)).state == "ready"
    assert waiting(second(cast), DAY) == []


def test_what_was_built_on_it_is_told_and_keeps_it_from_being_undone(
    cast: Cast, done: Import
) -> None:
    person = Person.objects.get(name="王一")
    open_account("wangyi", PASSWORD, person=person, actor=MAKER)
    Teacher.objects.filter(person=person).update(title="senior")
    built = {(each.how, each.count) for each in built_on(done)}
    assert built == {("changed", 1), ("points", 1)}
    before = counts()
    with pytest.raises(Refused, match="import-built-on"):
        undo_import(done, actor=cast.bureau)
    assert counts() == before


def test_a_changed_row_gets_its_old_values_again(cast: Cast, done: Import) -> None:
    change = again(cast, "高级教师")
    Import.objects.filter(pk=change.pk).update(share=0)
    taken = commit_import(change, actor=cast.bureau)
    assert built_on(done), "the first import was built on"
    undo_import(taken, actor=cast.bureau)
    assert list(Teacher.objects.filter(person__name="王一").values_list("title", "until")) == [
        ("first", None)
    ]
    assert undo_import(done, actor=cast.bureau).state == "undone"


def test_nothing_an_import_keeps_shows_a_number_and_in_time_it_is_thrown_away(cast: Cast) -> None:
    secret = number(7)
    one = start(cast, f"王一,东一小,小学,数学,,,,{secret}", heads=f"{HEADS},证件号码")
    done = commit_import(one, actor=cast.bureau)
    [change] = [e for p in done.parts.all() for e in unpack(p.content.open()) if e.what == "人员"]
    assert secret[:4] in str(change) and secret not in str(change)
    with connection.cursor() as cursor:
        for table in ("import", "given", "part", "importedrow"):
            cursor.execute(f"SELECT * FROM intake_{table}")  # noqa: S608
            assert secret not in str(cursor.fetchall()) and "王一" not in str(cursor.fetchall())
    assert secret not in str(Line.objects.values_list("note"))
    assert tidy(timezone.now() + timedelta(days=29)) == 0
    assert tidy(timezone.now() + timedelta(days=31)) == 1
    assert not Given.objects.exists() and not done.parts.exists()
    assert undo_import(done, actor=cast.bureau).state == "undone"


def test_somebody_elsewhere_sees_no_import_of_another_authority(cast: Cast, done: Import) -> None:
    assert list(imports(seen_by=cast.bureau)) == [done]
    foreign = replace(cast.bureau, authority=cast.other.pk, account="other")
    for stranger in (foreign, cast.school, cast.actors["city"]):
        assert not imports(seen_by=stranger).exists()
