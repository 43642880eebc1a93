"""The sheet of posts with their holders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Holding, Person, Post
from xuequ.directory.queries.giving.posts import give_posts
from xuequ.directory.services.identity import Identity, change_identity
from xuequ.directory.services.people import appoint, create_body, create_post, register_person
from xuequ.directory.sheets import POSTS
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.directory.tests.sheets_in import number
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

A, B = number(1), number(3)
Fault = tuple[Callable[[Cast], None], tuple[str, ...], list[Mistake]]


def nothing(cast: Cast) -> None:
    """What stands there is the cast alone."""


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


def test_of_two_posts_somebody_holds_the_one_since_that_day_is_meant(people: Cast) -> None:
    rows = (
        f",,孤小,教师,教师,王演示,{A},,,{LATER}",
        f",,孤小,教师,教师,王演示,{A},,,{DAY}",
    )
    assert posts(people, *reversed(rows))["holders"] == 2
    assert posts(people, *rows, since=LATER) == {"posts": 0, "holders": 0, "changed": 0}


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
