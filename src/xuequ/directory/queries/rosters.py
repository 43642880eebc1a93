"""The roster of an authority or of one consortium."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Table

from ..engine.reports import SYNTHETIC, RosterRow, roster_table
from ..models import (
    Authority,
    ConsortiumStanding,
    Holding,
    Membership,
    SchoolStanding,
    Section,
    TeachingPoint,
)
from ..models.dated import in_force
from ..models.schools import Stage
from .scope import consortia
from .settings import policy_of


def roster(authority: Authority, on: date, *, seen_by: Actor, unit: int | None = None) -> Table:
    """Who belongs to what on a day, as `seen_by` may see it; `unit` narrows to one consortium."""
    shown = consortia(seen_by=seen_by, on=on).filter(authority=authority)
    if unit is not None:
        shown = shown.filter(pk=unit)
    facts = _Facts(authority, on)
    rows: list[RosterRow] = []
    members = Membership.objects.on(on).filter(consortium__in=shown)
    for each in members.order_by("consortium__order", "order", "id").select_related(
        "consortium", "school"
    ):
        rows += facts.rows(each)
    points = sum(bool(row.parent) for row in rows)
    totals = {
        "consortia": shown.count(),
        "schools": len({row.school for row in rows if not row.parent}),
        "points": points,
    }
    table = roster_table(authority.name, on, rows, totals)
    marks = (SYNTHETIC,) if authority.has_synthetic_data else ()
    return replace(table, notes=(*table.notes, *marks))


class _Facts:
    """What the rows need beside the memberships, read once."""

    def __init__(self, authority: Authority, on: date) -> None:
        language = get_language() or "zh-hans"
        forms = policy_of(authority, on).formation.forms
        titles = {f.code: f.name.en if language.startswith("en") else f.name.zh for f in forms}
        held = in_force(on)
        self.form = {
            consortium: titles.get(form or "", form)
            for consortium, form in ConsortiumStanding.objects.filter(
                held, consortium__authority=authority
            ).values_list("consortium_id", "form")
        }
        names = dict(Stage.choices)
        self.stages: dict[int, list[str]] = defaultdict(list)
        for school, stage in (
            Section.objects.filter(held, school__authority=authority)
            .order_by("id")
            .values_list("school_id", "stage")
        ):
            self.stages[school].append(str(names[stage]))
        sorts = dict(SchoolStanding.Ownership.choices)
        self.ownership = {
            school: str(sorts.get(ownership or "", ""))
            for school, ownership in SchoolStanding.objects.filter(
                held, school__authority=authority
            ).values_list("school_id", "ownership")
        }
        self.head = dict(
            Holding.objects.filter(
                held, post__role="principal", post__school__authority=authority
            ).values_list("post__school_id", "person__name")
        )
        self.points: dict[int, list[TeachingPoint]] = defaultdict(list)
        for point in TeachingPoint.objects.filter(held, parent__authority=authority):
            self.points[point.parent_id].append(point)

    def rows(self, member: Membership) -> list[RosterRow]:
        """The rows of one member: the school, then its teaching points."""
        school, label = member.school, member.consortium.label
        form = self.form.get(member.consortium_id) or ""
        first = RosterRow(
            consortium=label,
            form=form,
            school=school.name,
            role=str(member.get_role_display()),
            parent="",
            ownership=self.ownership.get(school.pk) or "",
            stages="、".join(self.stages[school.pk]),
            head=self.head.get(school.pk, ""),
            since=member.since,
        )
        points = [
            RosterRow(
                consortium=label,
                form=form,
                school=point.name,
                role=_("teaching point"),
                parent=school.name,
                ownership="",
                stages="",
                head="",
                since=point.since,
            )
            for point in self.points[school.pk]
        ]
        return [first, *points]
