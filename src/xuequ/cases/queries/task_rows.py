"""Lists of tasks, and who can be made to answer for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import Authority, Consortium, Holding, Membership, School
from xuequ.directory.models.dated import in_force
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..models import Task
from .meeting_people import CONSOLES, Where, guests
from .meetings import Place
from .minutes import named
from .tasks import OPEN, UNDECIDED, days_late, mine, tasks

TABS = ("mine", "set", "place")
STATES = ("open", "late", "reported", "closed", "all")


def listed(tab: str, state: str, *, seen_by: Actor, on: date) -> QuerySet[Task]:
    """The tasks of a tab: mine to do, set by me, or all of the place and below."""
    found = tasks(seen_by=seen_by, on=on)
    if tab == "mine":
        found = found.filter(mine(seen_by, on))
    elif tab == "set":
        found = found.filter(set_by=seen_by.person or 0)
    match state:
        case "open":
            found = found.filter(state__in=UNDECIDED)
        case "late":
            found = found.filter(state__in=OPEN, due__lt=on)
        case "reported":
            found = found.filter(state=Task.State.REPORTED)
        case "closed":
            found = found.filter(state=Task.State.CLOSED)
    return found.order_by("due", "id")


def counts(*, seen_by: Actor, on: date) -> dict[str, int]:
    """How many are open in each tab."""
    return {tab: listed(tab, "open", seen_by=seen_by, on=on).values("pk").count() for tab in TABS}


def answering(where: Where, on: date) -> list[tuple[str, str]]:
    """Who can be made to answer for a task of a place: people, posts, schools, by code."""
    place = where.place
    people = [(f"person:{g.person}", f"{g.name} · {g.post}") for g in guests(Where(place), on)]
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"), _posts(place))
    held = held.exclude(post__role__in=CONSOLES).select_related("post").order_by("post__id")
    posts = {f"post:{each.post_id}": each.post.title for each in held}
    schools = _schools(place, on)
    return [
        *((code, title) for code, title in posts.items()),
        *((f"school:{each.pk}", each.name) for each in schools),
        *people,
    ]


def _posts(place: Place) -> Q:
    if isinstance(place, School):
        return Q(post__school=place) & ~Q(post__role="teacher")
    if isinstance(place, Consortium):
        return Q(post__consortium=place) | Q(post__body__consortium=place)
    return Q(post__authority=place, post__school=None, post__consortium=None) & (
        Q(post__body=None) | Q(post__body__consortium=None)
    )


def _schools(place: Place, on: date) -> Iterable[School]:
    found = School.objects.filter(in_force(on))
    if isinstance(place, Authority):
        return found.filter(authority=place).order_by("id")
    if isinstance(place, Consortium):
        members = Membership.objects.on(on).filter(consortium=place).values("school")
        return found.filter(pk__in=members).order_by("id")
    return found.none()


def table(rows: Iterable[Task], on: date) -> Table:
    """Tasks as rows: what, who, by when, how it stands."""
    return Table(
        Text("督办事项", "Tasks"),
        (
            Column("title", "事项", "Task"),
            Column("place", "交办单位", "Set by place"),
            Column("responsible", "责任人（单位）", "Responsible"),
            Column("helpers", "协助", "With"),
            Column("set_on", "交办日期", "Set on"),
            Column("due", "完成时限", "Due"),
            Column("late", "逾期", "Late", unit="天", number=True),
            Column("state", "状态", "State"),
        ),
        [
            (
                each.title,
                str(each.place),
                named(each),
                "、".join(helper.name for helper in each.helpers.all()),
                each.set_on,
                each.due,
                days_late(each, on) or None,
                SAID[each.state],
            )
            for each in rows
        ],
    )


SAID: dict[str, Text] = {
    "open": Text("办理中", "open"),
    "reported": Text("已报办结", "reported as done"),
    "returned": Text("已退回", "returned"),
    "closed": Text("已销号", "closed"),
    "withdrawn": Text("已撤销", "withdrawn"),
}
