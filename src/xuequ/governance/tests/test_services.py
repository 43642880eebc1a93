"""What is recorded of governance: by whom, from when, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Body, Consortium, Post
from xuequ.directory.services.people import create_post
from xuequ.governance.models import Aim, FoundingDocument, UnificationStatus, Workload
from xuequ.governance.services.posts import approve_workload, set_up_bodies, set_workload
from xuequ.governance.services.records import Progress, Wording, adopt_document, set_aim, set_status
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 3, 1), date(2026, 9, 1)
ENROLMENT = "six.enrolment"


def status(cast: Cast, what: Progress, since: date = DAY, who: Any = None, **of: Any) -> Any:
    unit = of.get("unit", cast.east)
    return set_status(unit, of.get("item", ENROLMENT), what, since=since, actor=who or cast.bureau)


@pytest.mark.clause("GOV-08")
def test_a_status_follows_another_from_its_day(cast: Cast) -> None:
    status(cast, Progress("not_begun"))
    status(cast, Progress("reached"), since=LATER)
    rows = UnificationStatus.objects.filter(consortium=cast.east, item=ENROLMENT)
    assert rows.on(DAY).get().status == "not_begun"
    assert rows.on(LATER).get().status == "reached"
    line = Line.objects.latest("number")
    assert (line.verb, line.note["item"]) == ("set-status", ENROLMENT)
    assert line.before


@pytest.mark.clause("GOV-58")
def test_what_is_blocked_says_why(cast: Cast) -> None:
    with pytest.raises(Refused, match="blocked-needs-reason"):
        status(cast, Progress("blocked", "  "))
    assert not UnificationStatus.objects.exists()
    assert status(cast, Progress("blocked", "编制不足")).reason == "编制不足"


@pytest.mark.parametrize("item", ["", "six.", "nine.teachers", "six.enrolment; drop", "长" * 200])
def test_an_item_no_catalogue_holds_is_refused(cast: Cast, item: str) -> None:
    with pytest.raises(Refused, match="unknown-item"):
        status(cast, Progress("reached"), item=item)


def test_nothing_is_recorded_before_the_consortium_began(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-yet-begun"):
        status(cast, Progress("reached"), since=date(2019, 1, 1))
    with pytest.raises(Refused, match="nothing-changed"):
        for _ in range(2):
            status(cast, Progress("reached"))


@pytest.mark.parametrize("who", ["other", "school", "teacher", "system", "guardian"])
def test_whoever_does_not_act_for_a_consortium_is_refused(cast: Cast, who: str) -> None:
    actor = cast.actors[who]
    lines = Line.objects.count()
    for act in (
        lambda: status(cast, Progress("reached"), who=actor),
        lambda: adopt_document(cast.east, "work_plan", Wording("计划"), since=DAY, actor=actor),
        lambda: set_aim(cast.east, "vision", "愿景", since=DAY, actor=actor),
        lambda: set_up_bodies(cast.east, since=DAY, actor=actor),
        lambda: set_up_bodies(cast.authority, since=DAY, actor=actor),
    ):
        with pytest.raises(Refused, match="not-your-place"):
            act()
    assert Line.objects.count() == lines


def test_a_head_acts_for_the_own_consortium_only(cast: Cast) -> None:
    head = cast.actors["head"]
    assert status(cast, Progress("reached"), who=head)
    with pytest.raises(Refused, match="not-your-place"):
        status(cast, Progress("reached"), who=head, unit=cast.group)
    with pytest.raises(Refused, match="not-your-place"):
        set_up_bodies(cast.authority, since=DAY, actor=head)


@pytest.mark.clause("GOV-32", "GOV-19")
def test_a_new_version_of_a_document_ends_the_one_before(cast: Cast) -> None:
    for day, title in ((DAY, "2026年计划"), (LATER, "2026年计划（修订）")):
        adopt_document(cast.east, "work_plan", Wording(title), since=day, actor=cast.bureau)
    rows = FoundingDocument.objects.filter(consortium=cast.east).order_by("version")
    assert [(each.version, each.since, each.until) for each in rows] == [
        (1, DAY, LATER),
        (2, LATER, None),
    ]
    with pytest.raises(Refused, match="already-in-force"):
        adopt_document(cast.east, "work_plan", Wording("早"), since=DAY, actor=cast.bureau)
    with pytest.raises(Refused, match="unknown-document"):
        adopt_document(cast.east, "charter", Wording("章程"), since=DAY, actor=cast.bureau)


@pytest.mark.clause("GOV-63", "GOV-66")
def test_an_aim_is_recorded_and_replaced(cast: Cast) -> None:
    set_aim(cast.east, "strategic_goal", "一学区一品牌", since=DAY, actor=cast.bureau)
    set_aim(cast.east, "strategic_goal", "优质均衡", since=LATER, actor=cast.bureau)
    assert Aim.objects.on(DAY).get().words == "一学区一品牌"
    assert Aim.objects.on(LATER).get().words == "优质均衡"


@pytest.mark.clause("GOV-02")
def test_a_district_gets_the_team_the_policy_asks_for(cast: Cast) -> None:
    bodies, posts = set_up_bodies(cast.group, since=DAY, actor=cast.bureau)
    assert bodies == []
    assert [(each.role, each.title) for each in posts] == [
        ("district_head", "学区长"),
        ("deputy_head", "副学区长"),
        ("district_office", "管理人员"),
    ]
    assert not any(each.holdings.exists() for each in posts)
    with pytest.raises(Refused, match="nothing-to-set-up"):
        set_up_bodies(cast.group, since=DAY, actor=cast.bureau)


@pytest.mark.clause("GOV-45", "GOV-46", "GOV-50")
def test_the_authority_gets_its_leading_group_in_one_act(cast: Cast) -> None:
    bodies, posts = set_up_bodies(cast.authority, since=DAY, actor=cast.bureau)
    assert [each.kind for each in bodies] == ["leading_group", "leading_group_office", "management"]
    assert len(posts) == 7 + 2 + 1
    assert posts[0].title == "兴宁区人民政府副区长"
    assert Body.objects.filter(authority=cast.authority, consortium=None).count() == 3
    with pytest.raises(Refused, match="nothing-to-set-up"):
        set_up_bodies(cast.authority, since=LATER, actor=cast.bureau)


@pytest.mark.parametrize(
    ("profile", "bodies", "posts"),
    [("xian", 3, 4), ("shuangtaizi", 1, 2), ("mingzhu", 2, 4), ("babu", 1, 8), ("putuo", 3, 3)],
)
def test_every_locality_sets_up_what_its_document_names(
    cast: Cast, profile: str, bodies: int, posts: int
) -> None:
    cast.authority.profile = profile
    cast.authority.save()
    unit = Consortium.objects.get(pk=cast.group.pk)
    made = set_up_bodies(unit, since=DAY, actor=cast.bureau)
    assert (len(made[0]), len(made[1])) == (bodies, posts)


def test_nothing_is_half_set_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Post:
        raise Refused("post-is-there", title="", place="")

    monkeypatch.setattr("xuequ.governance.services.posts.create_post", fail)
    before = (Body.objects.count(), Line.objects.count())
    with pytest.raises(Refused, match="post-is-there"):
        set_up_bodies(cast.authority, since=DAY, actor=cast.bureau)
    assert (Body.objects.count(), Line.objects.count()) == before


@pytest.fixture
def post(cast: Cast) -> Post:
    return create_post(
        cast.authority, "deputy_head", "副学区长", since=DAY, actor=MAKER, place=cast.east
    )


@pytest.mark.clause("GOV-28", "GOV-62")
def test_hours_count_once_the_bureau_approves_them(cast: Cast, post: Post) -> None:
    work = set_workload(post, ("教研", Decimal("4")), since=DAY, actor=cast.actors["head"])
    assert work.approved_on is None
    with pytest.raises(Refused, match="only-the-bureau"):
        approve_workload(work, "文1号", on=LATER, actor=cast.actors["head"])
    approve_workload(work, "文1号", on=LATER, actor=cast.bureau)
    assert Workload.objects.get(pk=work.pk).approved_on == LATER
    with pytest.raises(Refused, match="already-approved"):
        approve_workload(work, "文1号", on=LATER, actor=cast.bureau)


def test_changed_hours_wait_for_approval_again(cast: Cast, post: Post) -> None:
    first = set_workload(post, ("教研", Decimal("4")), since=DAY, actor=cast.bureau)
    approve_workload(first, "文1号", on=DAY, actor=cast.bureau)
    again = set_workload(post, ("教研", Decimal("6")), since=LATER, actor=cast.bureau)
    assert again.approved_on is None
    assert Workload.objects.on(DAY).get().approved_on == DAY


def test_hours_no_week_has_and_none_at_all_are_refused(cast: Cast, post: Post) -> None:
    for hours in (Decimal("-1"), Decimal("40.5")):
        with pytest.raises(Refused, match="hours-out-of-bounds"):
            set_workload(post, ("", hours), since=DAY, actor=cast.bureau)
    work = set_workload(post, ("教研", None), since=DAY, actor=cast.bureau)
    with pytest.raises(Refused, match="no-hours"):
        approve_workload(work, "文1号", on=LATER, actor=cast.bureau)
