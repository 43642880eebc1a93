"""What stands on the page of one application that is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from xuequ.directory.models import School, Section
from xuequ.directory.queries import catchments
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.checking.reasons import FIELDS, GROUNDS
from ...engine.checking.versions import Change, changes
from ...models import Application, Assignment, Check, Evidence, Submission
from ..settings import day_of
from .queue import holding_checks
from .scope import in_hand

SUBMITTED = Application.State.SUBMITTED


@dataclass(frozen=True, slots=True)
class Said:
    """A check as people read it; its reasons with the names of their fields."""

    check: Check
    reason: str
    reasons: list[tuple[Text, str]]
    ground: Text | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version that was handed in, and what changed to the one before."""

    submission: Submission
    changes: list[Change]


def own_hand(application: Application, now: datetime, *, seen_by: Actor) -> Assignment | None:
    """The reader's own assignment of an application."""
    held = in_hand(application, now)
    return held if held is not None and held.person_id == seen_by.person else None


def versions(application: Application) -> list[Version]:
    """Every version, the latest first."""
    rows = list(application.submissions.order_by("version"))
    before: dict[str, object] = {}
    found = []
    for each in rows:
        differs = changes(before, each.content) if before else []
        found.append(Version(each, differs))
        before = each.content
    return found[::-1]


def evidence(application: Application) -> QuerySet[Evidence]:
    """The papers of an application."""
    return application.evidence.select_related("file")


def checks_before(application: Application, hand: Assignment | None) -> list[Said]:
    """What readers said, as far as the one who reads now may know it.

    A second reader reads without knowing what the first found; whoever settles sees both.
    """
    rows = Check.objects.filter(application=application)
    rows = rows.select_related("person", "home", "primary").order_by("-at", "-pk")
    settles = hand is not None and hand.reader > 2
    if application.state == SUBMITTED and not settles:
        rows = rows.filter(~Q(version=application.version) | ~Q(ended_at=None))
    return [told(each) for each in rows]


def told(check: Check) -> Said:
    """A check with its reasons opened."""
    reasons = [(FIELDS.get(e["field"], Text("", "")), str(e["text"])) for e in check.said]
    reason = check.reason.open() if check.reason is not None else ""
    return Said(check, reason, reasons, GROUNDS.get(check.ground))


def told_to_family(application: Application) -> Said | None:
    """The check that the state of an application follows from, for its family to read."""
    if application.state == SUBMITTED:
        return None
    rows = Check.objects.filter(application=application, ended_at=None)
    check = rows.select_related("person", "home", "primary").order_by("-version", "-reader").first()
    return None if check is None else told(check)


def filled_from(application: Application, hand: Assignment | None) -> Check | None:
    """The check whose values the form begins with: of the version before, or of who differed."""
    rows = Check.objects.filter(application=application)
    if hand is not None and hand.reader > 2:
        return holding_checks(application).order_by("reader").first()
    return rows.filter(version__lt=application.version).order_by("-version", "-reader").first()


def homes(application: Application) -> list[tuple[int, str]]:
    """The schools of the plan, those with a catchment of their own first."""
    rows = application.round.plans.select_related("school")
    found = sorted(rows, key=lambda each: each.part != "home")
    return [(each.school_id, each.school.name) for each in found]


def primaries(application: Application) -> list[tuple[int, str]]:
    """The primary schools of the authority on the day the round opens."""
    day = day_of(application.round)
    teach = Section.objects.on(day).filter(stage="primary").values("school")
    rows = School.objects.on(day).filter(authority=application.authority_id, pk__in=teach)
    return list(rows.order_by("sort_key", "pk").values_list("pk", "name"))


def by_address(application: Application, on: date) -> list[School]:
    """The schools in whose catchments the lists place the address, for comparison."""
    if application.address is None:
        return []
    authority = application.round.authority
    found = catchments.found(authority, application.stage, application.address.open(), on)
    return list(dict.fromkeys(each.school for each in found))


def age_on(application: Application) -> str:
    """The birthday, and the full years on 31 August of the year of entry."""
    born = date.fromisoformat(application.child.born.open())
    last = date(application.year, 8, 31)
    years = last.year - born.year - ((last.month, last.day) < (born.month, born.day))
    return f"{born.isoformat()} ({years})"


def today() -> date:
    return timezone.localdate()
