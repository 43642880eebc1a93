"""The sheets of people and of standing bodies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casting import MAKER
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Body, Holding, Person, Post
from xuequ.directory.queries.giving.persons import give_persons
from xuequ.directory.queries.giving.posts import give_bodies
from xuequ.directory.services.identity import Identity, change_identity
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.directory.sheets import BODIES, PERSONS
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.directory.tests.sheets_in import number
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

A, B = number(1), number(3)
HEADS = "姓名,证件类型,身份证号,手机,学校标识码,学校"


def persons(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, PERSONS, HEADS, *rows, since=since)


def test_people_are_registered_and_none_of_it_stands_in_the_record(cast: Cast) -> None:
    rows = (f"王演示,,{A},13900000001", "李演示,护照,E1234567,", "赵演示,,,0771-5551234")
    assert persons(cast, *rows) == {"people": 3, "changed": 0}
    wang = Person.objects.get(name="王演示")
    assert (wang.id_kind, wang.id_number.open(), wang.phone.open()) == (
        "resident", A, "13900000001",
    )  # fmt: skip
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"]) == ("import-persons", 3)
    assert A not in str(line.content()) and "王演示" not in str(line.content())
    before = everything()
    assert set(persons(cast, *rows, since=LATER).values()) == {0}
    assert everything() == before


def test_a_telephone_and_a_number_told_later_are_added(cast: Cast) -> None:
    known = teacher(named("孤小"), "李演示")
    persons(cast, "赵演示,,,")
    assert persons(cast, f"李演示,,{A},13900000001,,孤小", f"赵演示,,{B},") == {
        "people": 0, "changed": 2,
    }  # fmt: skip
    known.refresh_from_db()
    assert (known.id_number.open(), known.phone.open()) == (A, "13900000001")
    assert persons(cast, f"李演示,,{A},13900000002") == {"people": 0, "changed": 1}
    assert Person.objects.filter(name="李演示").count() == 1


def nothing(cast: Cast) -> None:
    """What stands there is the cast alone."""


def numbered(cast: Cast) -> None:
    person = teacher(named("孤小"), "李演示")
    change_identity(person, Identity("resident", A), actor=MAKER)


def namesakes(cast: Cast) -> None:
    for _ in range(2):
        register_person(cast.authority, "李演示", actor=MAKER)


Fault = tuple[Callable[[Cast], None], tuple[str, ...], list[Mistake]]
WRONG = A[:-1] + ("0" if A[-1] != "0" else "1")
PERSON_FAULTS: dict[str, Fault] = {
    "a number that cannot be": (
        nothing, (f"王演示,,{WRONG},",), [(2, "证件号码", "last digit")],
    ),
    "a number twice": (
        nothing, (f"王演示,,{A},", f"赵演示,,{A},"), [(3, "证件号码", "already stands in line 2")],
    ),
    "somebody twice": (
        nothing, (f"王演示,,{A},", f"王演示,,{A},"), [(3, "姓名", "already stands in line 2")],
    ),
    "namesakes without a number": (
        nothing, (f"王演示,,{A},", "王演示,,,"), [(3, "证件号码", "line 2 is called 王演示 too")],
    ),
    "a number somebody else carries": (
        numbered, (f"王演示,,{A},",), [(2, "证件号码", "not called 王演示")],
    ),
    "a name that several bear": (
        namesakes, ("李演示,,,",), [(2, "姓名", "2 people called 李演示")],
    ),
    "a telephone that cannot be": (
        nothing, (f"王演示,,{A},转208",), [(2, "电话", "No telephone number")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PERSON_FAULTS)
def test_a_mistake_about_a_person_is_told(cast: Cast, what: str) -> None:
    prepare, rows, wanted = PERSON_FAULTS[what]
    prepare(cast)
    is_told(cast, PERSONS, HEADS, rows, *wanted)


def test_what_is_given_of_people_is_masked_and_says_nothing_new(cast: Cast) -> None:
    persons(cast, f"王演示,,{A},13900000001", f"王演示,,{B},13900000002")
    given = list(give_persons(cast.authority, DAY, cast.bureau))
    assert A not in str(given) and "13900000001" not in str(given)
    before = everything()
    assert set(again(cast, PERSONS, given).values()) == {0}
    assert everything() == before


BODY = "机构名称,学区,机构类别,起始日期,终止日期"


def bodies(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, BODIES, BODY, *rows, since=since)


def test_bodies_come_and_go_with_their_posts(cast: Cast) -> None:
    rows = ("东学区管理委员会,东学区", "学区制工作领导小组,,领导小组,2026-10-01")
    assert bodies(cast, *rows) == {"bodies": 2, "changed": 0}
    committee = Body.objects.get(name="东学区管理委员会")
    assert (committee.kind, committee.consortium) == ("committee", cast.east)
    assert set(bodies(cast, *rows, since=LATER).values()) == {0}
    post = create_post(
        cast.authority, "district_office", "主任", since=DAY, actor=MAKER, place=committee
    )
    appoint(teacher(named("孤小"), "李演示"), post, since=DAY, actor=MAKER)
    assert bodies(cast, "东学区管理委员会,东学区,,,2027-09-01")["changed"] == 1
    assert Holding.objects.get(post=post).until == Post.objects.get(pk=post.pk).until == LATER
    given = list(give_bodies(cast.authority, date(2026, 11, 1), cast.bureau))
    assert len(given) == 2 and set(again(cast, BODIES, given).values()) == {0}


BODY_FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown union": (("管委会,无学区,办公室",), [(2, "学区（集团）", "no district or group")]),
    "a body twice": (("办公室,东学区", "办公室,东学区"), [(3, "机构名称", "already stands")]),
    "no telling what it is": (("联席会,东学区",), [(2, "机构类别", "does not tell what kind")]),
    "before the union": (("办公室,东学区,,2019-09-01",), [(2, "起始日期", "only from 2020")]),
    "days in the wrong order": (
        ("办公室,东学区,,2026-09-01,2026-09-01",), [(2, "终止日期", "but begins on")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BODY_FAULTS)
def test_a_mistake_about_a_body_is_told(cast: Cast, what: str) -> None:
    rows, wanted = BODY_FAULTS[what]
    is_told(cast, BODIES, BODY, rows, *wanted)
