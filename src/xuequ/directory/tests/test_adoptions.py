"""An authority adopts a policy from a day on: one act, nothing else changes, and back again."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_plugin import Cast
from xuequ.directory.models import Adoption, Membership, School
from xuequ.directory.queries.settings import adopted, policy_of, profile_of
from xuequ.directory.services.adoptions import NewPolicy, adopt_policy
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.profiles import loader
from xuequ.record.models import Line
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
OURS = """
extends = "xingning"
name = { zh = "测试", en = "Test" }

[formation.leads]
clause = "REG-10"
unit = { zh = "所", en = "schools" }
binding = "must"
values = [{ from = 2026-01-01, value = 2 }]
"""


def adopt(cast: Cast, text: str = OURS, since: date = DAY, **more: object) -> Adoption:
    held = adopted(cast.authority, since)
    more.setdefault("seen", held.pk if held else None)
    seen = more.pop("seen")
    new = NewPolicy(text, since, "2026年1号", **more)  # type: ignore[arg-type]
    return adopt_policy(cast.authority, new, seen=seen, actor=cast.bureau)  # type: ignore[arg-type]


def leads(cast: Cast, on: date) -> object:
    return policy_of(cast.authority, on).formation.leads


def test_before_the_first_adoption_the_shipped_policy_is_followed(cast: Cast) -> None:
    assert profile_of(cast.authority, DAY) is loader.load("xingning")


def test_a_policy_holds_from_its_day_on_and_for_its_own_authority_only(cast: Cast) -> None:
    adopt(cast)
    assert leads(cast, date(2026, 8, 31)) == 1
    assert leads(cast, DAY) == 2
    assert policy_of(cast.other, DAY).formation.leads == 1


def test_it_is_one_line_of_the_record_with_the_digest_and_nothing_else_changes(cast: Cast) -> None:
    before = Line.objects.count(), School.objects.count(), Membership.objects.count()
    row = adopt(cast)
    line = Line.objects.latest("number")
    assert (line.verb, line.note["sha256"], line.note["profile"]) == (
        "adopt-policy",
        row.digest,
        "own",
    )
    assert before[0] + 1 == Line.objects.count()
    assert before[1:] == (School.objects.count(), Membership.objects.count())
    assert verify()[1] is None


def test_a_shipped_text_is_known_by_its_code(cast: Cast) -> None:
    assert adopt(cast, loader.text("guilin")).code == "guilin"
    assert profile_of(cast.authority, DAY).sources == ("002-4",)


def test_the_earlier_is_adopted_again_to_go_back(cast: Cast) -> None:
    adopt(cast)
    adopt(cast, loader.text("xingning"))
    assert leads(cast, DAY) == 1
    assert Adoption.objects.count() == 2


def test_of_several_the_one_adopted_last_holds(cast: Cast) -> None:
    adopt(cast, since=date(2027, 1, 1))
    adopt(cast, OURS.replace("value = 2", "value = 3"), since=DAY)
    assert [leads(cast, day) for day in (DAY, date(2027, 6, 1))] == [3, 3]


def test_a_trial_ends_by_itself(cast: Cast) -> None:
    adopt(cast, until=date(2027, 1, 1))
    assert [leads(cast, day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [2, 1]


@pytest.mark.parametrize(
    ("code", "text", "more"),
    [
        ("policy-is-followed", loader.text("xingning"), {}),
        ("policy-not-yet", loader.text("xian"), {"since": date(2022, 12, 31)}),
        ("policy-moved-on", OURS, {"seen": 4711}),
        ("ends-before-it-begins", OURS, {"until": DAY}),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    cast: Cast, code: str, text: str, more: dict[str, object]
) -> None:
    lines = Line.objects.count()
    with pytest.raises(Refused, match=code):
        adopt(cast, text, **more)  # type: ignore[arg-type]
    assert (Adoption.objects.count(), Line.objects.count()) == (0, lines)


def test_the_same_text_a_second_time_changes_nothing(cast: Cast) -> None:
    adopt(cast)
    with pytest.raises(Refused, match="policy-is-followed"):
        adopt(cast)
    assert Adoption.objects.count() == 1


def test_of_two_who_looked_at_the_same_one_is_told_to_look_again(cast: Cast) -> None:
    adopt(cast, seen=None)
    with pytest.raises(Refused, match="policy-moved-on"):
        adopt(cast, OURS.replace("value = 2", "value = 3"), seen=None)
    assert leads(cast, DAY) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = ",
        OURS.replace("REG-10", "REG-99"),
        OURS + "\0",
        "x = " + "[" * 5000,
        "x = " + "9" * 5000,
        "a." * 500 + "b = 1",
        'extends = "own"\n' + OURS.partition("\n\n")[2],
        "x" * 600_000,
    ],
    ids=["empty", "cut", "clause", "nul", "deep", "huge", "dotted", "unknown parent", "large"],
)
def test_a_bad_text_is_refused_with_its_mistakes(cast: Cast, text: str) -> None:
    with pytest.raises(Problems):
        adopt(cast, text)
    assert not Adoption.objects.exists()


def test_an_adopted_policy_is_read_once(cast: Cast) -> None:
    adopt(cast)
    first = profile_of(cast.authority, DAY)
    with CaptureQueriesContext(connection) as queries:
        assert profile_of(cast.authority, DAY) is first
    assert len(queries) == 1 and '"text"' not in queries[0]["sql"]
