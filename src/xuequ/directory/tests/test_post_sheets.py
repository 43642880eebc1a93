"""The sheets of people, bodies, and posts with their holders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Body, Holding, Person, Post
from xuequ.directory.queries.giving.persons import give_persons
from xuequ.directory.queries.giving.posts import give_bodies, give_posts
from xuequ.directory.services.identity import Identity, change_identity
from xuequ.directory.services.people import appoint, create_body, create_post, register_person
from xuequ.directory.sheets import BODIES, PERSONS, POSTS
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.directory.tests.sheets_in import number
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

A, B = number(1), number(3)
HEADS = "姓名,证件类型,身份证号,手机,学校标识码,学校"


def persons(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, PERSONS, HEADS, *rows, since=since)


def test_people_are_registered_and_none_of_it_stands_in_the_record(cast: Cast) -> None:
    rows = (f"王演示,,{A},13900000001", "李演示,护照,E1234567,", "赵演示,,,0771-1234567")
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
        nothing, (f"王演示,,{A},转208",), [(2, "电话", "5 to 20 digits")],
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


POST = "学区,机构,学校,角色,职务,任职人,身份证号,任职人所在学校,兼任,起始日期,终止日期"


def posts(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, POSTS, POST, *rows, since=since)


def holders(title: str, on: date) -> list[str]:
    """Who holds that post at 孤小 or in 东学区."""
    found = Holding.objects.on(on).filter(post__title=title)
    found = found.filter(post__school__name="孤小") | found.filter(post__consortium__label="东学区")
    return sorted(found.values_list("person__name", flat=True))


@pytest.fixture
def people(cast: Cast) -> Cast:
    """王演示 carries a number; 李演示 teaches at 孤小; 赵演示 does not work anywhere yet."""
    register_person(cast.authority, "赵演示", actor=MAKER)
    change_identity(
        register_person(cast.authority, "王演示", actor=MAKER), Identity("resident", A), actor=MAKER
    )
    teacher(named("孤小"), "李演示")
    create_body(cast.east, "office", "东学区办公室", since=OPENING, actor=MAKER)
    return cast


def test_posts_are_created_with_their_holders(people: Cast) -> None:
    rows = (
        f",,孤小,校长,,王演示,{A}",
        ",,孤小,教导主任,德育主任,李演示",
        "东学区,东学区办公室,,学区（集团）办公室,办公室主任,李演示,,孤小,是",
        "东学区,,,副学区长,,赵演示",
        "东学区,,,副学区长,,李演示,,孤小",
        ",,,基教股,基教股股长,",
    )
    assert posts(people, *rows) == {"posts": 6, "holders": 5, "changed": 0}
    assert holders("校长", DAY) == ["王演示"] and holders("副学区长", DAY) == ["李演示", "赵演示"]
    assert Holding.objects.get(post__title="办公室主任").ex_officio
    assert Post.objects.filter(title="基教股股长", school=None, consortium=None).exists()
    line = Line.objects.latest("number")
    assert (line.verb, line.note["holders"]) == ("import-posts", 5)
    assert A not in str(line.content()) and "王演示" not in str(line.content())
    before = everything()
    for since in (DAY, LATER):
        assert set(posts(people, *rows, since=since).values()) == {0}
    assert everything() == before


def test_another_holder_follows_from_the_day_and_the_former_one_leaves(people: Cast) -> None:
    posts(people, f",,孤小,校长,,王演示,{A}")
    assert posts(people, ",,孤小,校长,,李演示", since=LATER) == {
        "posts": 0, "holders": 1, "changed": 1,
    }  # fmt: skip
    assert (holders("校长", DAY), holders("校长", LATER)) == (["王演示"], ["李演示"])
    assert posts(people, ",,孤小,校长,,李演示,,,,,2028-09-01", since=LATER)["changed"] == 1
    assert holders("校长", date(2028, 9, 1)) == []


def test_a_vacant_post_is_filled_and_not_doubled(people: Cast) -> None:
    posts(people, ",,孤小,教导主任,,")
    assert posts(people, ",,孤小,教导主任,,李演示") == {"posts": 0, "holders": 1, "changed": 0}


def administrator(cast: Cast) -> None:
    person = register_person(cast.authority, "管演示", actor=MAKER)
    post = create_post(cast.authority, "audit_admin", "审计员", since=OPENING, actor=MAKER)
    appoint(person, post, since=OPENING, actor=MAKER)


def led(cast: Cast) -> None:
    posts(cast, ",,孤小,校长,,李演示")


def two(cast: Cast) -> None:
    for _ in range(2):
        teacher(named("孤小"), "钱演示")


POST_FAULTS: dict[str, Fault] = {
    "an unknown school": (
        nothing, (",,无小,校长,,",), [(2, "所在学校", "there is no school 无小")],
    ),
    "an unknown role": (nothing, (",,孤小,书记,,",), [(2, "角色", "is not one of")]),
    "an unknown body": (
        nothing, ("东学区,管委会,,机构成员,,",), [(2, "机构", "no body 管委会 is registered")],
    ),
    "two places": (nothing, ("东学区,,孤小,校长,,",), [(2, "所在学校", "name one place")]),
    "a role that does not sit there": (
        nothing, ("东学区,,,校长,,",), [(2, "角色", "there is no such post there")],
    ),
    "a holder not registered": (
        nothing, (",,孤小,校长,,孙演示",), [(2, "任职人", "nobody like 孙演示 is registered")],
    ),
    "a number not registered": (
        nothing, (f",,孤小,校长,,赵演示,{B}",), [(2, "任职人证件号码", "nobody like 赵演示")],
    ),
    "a number of somebody else": (
        nothing, (f",,孤小,校长,,赵演示,{A}",), [(2, "任职人证件号码", "not called 赵演示")],
    ),
    "a holder who has a namesake": (
        two, (",,孤小,校长,,钱演示",), [(2, "任职人", "2 people called 钱演示")],
    ),
    "an administrator": (
        administrator, (",,孤小,校长,,管演示",), [(2, "任职人", "may not go together with")],
    ),
    "two principals": (
        nothing, (",,孤小,校长,,赵演示", ",,孤小,校长,,李演示"),
        [(3, "角色", "already stands in line 2")],
    ),
    "a holder who follows on the very day": (
        led, (",,孤小,校长,,赵演示",), [(2, "起始日期", "took the post up on 2026-09-01")],
    ),
    "before what is registered": (
        led, (",,孤小,校长,,李演示,,,,2026-08-01",), [(2, "起始日期", "from 2026-09-01 on")],
    ),
    "before the school": (
        nothing, (",,孤小,校长,,赵演示,,,,2019-09-01",), [(2, "起始日期", "only from 2020-09-01")],
    ),
    "days in the wrong order": (
        nothing, (",,孤小,校长,,赵演示,,,,2026-09-01,2026-08-01",),
        [(2, "终止日期", "but begins on")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", POST_FAULTS)
def test_a_mistake_about_a_post_is_told(people: Cast, what: str) -> None:
    prepare, rows, wanted = POST_FAULTS[what]
    prepare(people)
    is_told(people, POSTS, POST, rows, *wanted)


def test_nobody_appoints_himself_by_a_sheet(people: Cast) -> None:
    me = Person.objects.get(pk=people.bureau.person)
    with pytest.raises(Exception, match="Nobody gives a post to themselves"):
        take(people, POSTS, POST, f",,孤小,校长,,{me.name}", actor=people.bureau)


def test_what_is_given_of_posts_says_nothing_new_when_taken(people: Cast) -> None:
    staff(named("孤小"), "dean", "李演示")
    posts(
        people, f",,孤小,校长,,王演示,{A}", ",,孤小,教导主任,德育主任,", "东学区,,,副学区长,,赵演示"
    )
    before = everything()
    for day in (EVE, DAY):
        given = list(give_posts(people.authority, day, people.bureau))
        assert len(given) > 5 and A not in str(given)
        assert set(again(people, POSTS, given, since=day).values()) == {0}
    assert everything() == before
