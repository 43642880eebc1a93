"""What waits to be checked, in whose hands it is, and how many of each state there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from xuequ.directory.engine.masks import mask_name
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...models import Application, Assignment, Check, DepartmentAnswer, Round
from .scope import applications, concerning

SUBMITTED = Application.State.SUBMITTED
FILTERS: dict[str, Text] = {
    "first": Text("待初审", "to be read"),
    "second": Text("待复核", "to be read by a second"),
    "third": Text("待裁定", "to be settled"),
    "returned": Text("已退回", "returned"),
    "accepted": Text("通过", "accepted"),
    "refused": Text("不通过", "refused"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
READERS = {"first": 0, "second": 1, "third": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the queue; the name is masked."""

    application: Application
    name: str
    state: str
    first_choice: str
    holder: str
    pending: int
    is_yours: bool  # in the reader's hands
    is_barred: bool  # the reader keeps out of it


def in_round(found: Round, *, seen_by: Actor) -> QuerySet[Any]:
    """The applications of a round, each with how many readers have read its version."""
    now_read = Q(checks__ended_at=None, checks__version=F("version"))
    rows = applications(seen_by=seen_by).filter(round=found)
    return rows.annotate(read=Count("checks", filter=now_read, distinct=True))


def narrowed(rows: QuerySet[Any], which: str) -> QuerySet[Any]:
    """Those of one state; all, if it is none of `FILTERS`."""
    if which in READERS:
        return rows.filter(state=SUBMITTED, read=READERS[which])
    return rows.filter(state=which) if which in FILTERS else rows


def waiting(found: Round, person: int, now: datetime, *, seen_by: Actor) -> QuerySet[Application]:
    """What a person could read next: not read before, nobody's, and none to keep out of.

    Also what was taken up again is read by somebody else than before.
    """
    taken = Assignment.objects.filter(application=OuterRef("pk"), until__gt=now)
    barred = Application.objects.filter(concerning(person), pk=OuterRef("pk"))
    rows = applications(seen_by=seen_by).filter(round=found, state=SUBMITTED)
    rows = rows.filter(~_read_by(person), ~Exists(taken.exclude(person=person)), ~Exists(barred))
    return rows.order_by("submitted_at", "pk")


def for_others(found: Round, person: int, *, seen_by: Actor) -> int:
    """How many wait for somebody else, because this person has read them."""
    rows = applications(seen_by=seen_by).filter(round=found, state=SUBMITTED)
    return rows.filter(_read_by(person)).count()


def _read_by(person: int) -> Exists:
    """Has a person read the version that is there now, whether or not it still counts?"""
    mine = Check.objects.filter(application=OuterRef("pk"), version=OuterRef("version"))
    return Exists(mine.filter(person=person))


def counts(found: Round, *, seen_by: Actor) -> dict[str, int]:
    """How many there are of each of `FILTERS`."""
    tally = dict.fromkeys(FILTERS, 0)
    for state, read in in_round(found, seen_by=seen_by).values_list("state", "read"):
        key = next(k for k, n in READERS.items() if n == min(read, 2)) if state == SUBMITTED else ""
        tally[key or state] = tally.get(key or state, 0) + 1
    return tally


def entries(
    rows: QuerySet[Application] | list[Application], now: datetime, *, seen_by: Actor
) -> list[Entry]:
    """The lines of a page of the queue."""
    listed = list(rows)
    keys = [each.pk for each in listed]
    held = {
        each.application_id: each
        for each in Assignment.objects.filter(application__in=keys, until__gt=now).select_related(
            "person"
        )
    }
    pending = DepartmentAnswer.objects.filter(
        application__in=keys, state="pending", outdated_at=None
    )
    asked = dict(pending.values_list("application").annotate(n=Count("pk")))
    barred: set[int] = set()
    if seen_by.person is not None:
        mine = Application.objects.filter(concerning(seen_by.person), pk__in=keys)
        barred = set(mine.values_list("pk", flat=True))
    first = _first_choices(keys)
    return [
        Entry(
            each,
            mask_name(each.child.name.open()),
            state_of(each),
            first.get(each.pk, ""),
            held[each.pk].person.name if each.pk in held else "",
            asked.get(each.pk, 0),
            each.pk in held and held[each.pk].person_id == seen_by.person,
            each.pk in barred,
        )
        for each in listed
    ]


def state_of(application: Application) -> str:
    """The state as the queue calls it: one of `FILTERS`, or "draft"."""
    if application.state != SUBMITTED:
        return str(application.state)
    read = getattr(application, "read", None)
    if read is None:
        read = holding_checks(application).count()
    return next(key for key, n in READERS.items() if n == min(read, 2))


def holding_checks(application: Application) -> QuerySet[Check]:
    """What readers found of the version that is there now."""
    rows = Check.objects.filter(application=application, version=application.version)
    return rows.filter(ended_at=None)


def statistics(found: Round, *, seen_by: Actor) -> Table:
    """How many applications of each state there are for each school: its own, or chosen first."""
    names: dict[str, dict[str, int]] = {}
    rows = list(in_round(found, seen_by=seen_by))
    first = _first_choices([each.pk for each in rows])
    for each in rows:
        school = each.home.name if each.home else first.get(each.pk, "")
        line = names.setdefault(school, {})
        state = state_of(each)
        line[state] = line.get(state, 0) + 1
    columns = (
        Column("school", "学校", "School"),
        *(Column(code, each.zh, each.en, number=True) for code, each in FILTERS.items()),
        Column("all", "合计", "Total", number=True),
    )
    cells = [_line(name, names[name]) for name in sorted(names)]
    if len(cells) > 1:
        total = {code: sum(each.get(code, 0) for each in names.values()) for code in FILTERS}
        cells.append(_line(Text("合计", "Total"), total))
    title = Text(f"{found}审核进度", f"Checks of {found}")
    note = Text(
        "学校为地段学校；未核定地段的按第一志愿计。",
        "By the school of the catchment; where that is not settled, by the first choice.",
    )
    return Table(title, columns, cells, (note,))


def _line(name: str | Text, tally: Mapping[str, int]) -> tuple[object, ...]:
    said = name or Text("未定", "not settled")
    return (said, *(tally.get(code, 0) for code in FILTERS), sum(tally.values()))


def _first_choices(keys: list[int]) -> dict[int, str]:
    rows = Application.objects.filter(pk__in=keys, choices__rank=1)
    return dict(rows.values_list("pk", "choices__school__name"))


def disagreements(found: Round, *, seen_by: Actor) -> list[tuple[Application, list[Check]]]:
    """The applications two readers read differently, with what each said."""
    rows = in_round(found, seen_by=seen_by).filter(read__gte=2).order_by("pk")
    told = []
    for each in rows:
        rows = holding_checks(each).select_related("person", "home", "primary")
        checks = list(rows.order_by("reader"))
        if len(checks) > 2 or outcome(checks[0]) != outcome(checks[1]):
            told.append((each, checks))
    return told


def outcome(check: Check) -> tuple[object, ...]:
    """What of a check has to agree with another reader's."""
    if check.verdict != Check.Verdict.ACCEPT:
        return (check.verdict, check.ground)
    found = sorted(check.items.items())
    kinds = sorted(check.kinds)
    return (check.verdict, found, check.claim_class, check.home_id, check.primary_id, kinds)


def decided(found: Round, *, seen_by: Actor) -> QuerySet[Check]:
    """The checks that hold, the latest first."""
    rows = Check.objects.filter(
        application__in=applications(seen_by=seen_by).filter(round=found), ended_at=None
    )
    return rows.select_related("application__child", "application__round", "person").order_by(
        "-at", "-pk"
    )


def submitted_day(application: Application) -> str:
    """The day an application was handed in; the hour is nobody's concern."""
    at = application.submitted_at
    return "" if at is None else timezone.localdate(at).isoformat()
