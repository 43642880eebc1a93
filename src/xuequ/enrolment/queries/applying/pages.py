"""What the pages of a family show: its rounds and children, one application, the crowding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from xuequ.directory.engine.masks import mask_name, mask_number
from xuequ.directory.models import Guardianship
from xuequ.directory.models.dated import in_force as in_force_on
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.web.kept import Kept

from ...engine.applying.claims import eligible, points
from ...engine.applying.draft import Draft
from ...engine.applying.ready import advice, hindrances
from ...engine.applying.terms import Lack, Step, Terms
from ...engine.eligibility import Finding
from ...engine.points import Score
from ...engine.privacy.consents import PAPERS
from ...models import Application, Child, Choice, Plan, Round, RuleSet
from ..privacy.consents import has_agreed
from ..settings import policy_for
from .free import is_unsent
from .scope import APPLY, applications, applications_of, children, in_force, rounds
from .terms import draft_of, handed_in, papers_of, terms_of

State = Application.State
COUNTED = (State.SUBMITTED, State.RETURNED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Card:
    """A child of the reader, masked, with its applications."""

    child: Child
    name: str
    id_number: str
    applications: list[Application]


@dataclass(frozen=True, slots=True)
class Home:
    """A parent's page of enrolment."""

    open: list[Round]
    coming: list[Round]
    cards: list[Card]


def home(*, seen_by: Actor, now: datetime) -> Home:
    """Rounds to apply in, rounds to come, and the reader's children with their applications."""
    found = list(rounds(seen_by=seen_by, now=now))
    mine = list(applications(seen_by=seen_by))
    cards = [
        Card(each, masked(each), mask_number(each.id_number.open()),
             [row for row in mine if row.child_id == each.pk])
        for each in children(seen_by=seen_by)
    ]  # fmt: skip
    return Home(
        [each for each in found if each.opens <= now],
        [each for each in found if each.opens > now],
        cards,
    )


def free_rounds(found: Home, now: datetime) -> set[int]:
    """The open rounds in which one of the children may still begin an application."""
    return {
        each.pk
        for each in found.open
        if not all(any(_holds(row, each, now) for row in card.applications) for card in found.cards)
    }


def _holds(row: Application, found: Round, now: datetime) -> bool:
    """Does an application keep its child from another one in a round?"""
    if (row.year, row.stage) != (found.year, found.stage):
        return False
    if row.state == State.WITHDRAWN or row.unplaced_at is not None:
        return False
    return now < row.round.closes or not is_unsent(row)


def masked(child: Child) -> str:
    """The name of a child as it stands on a screen others may look at."""
    return mask_name(child.name.open())


@dataclass(frozen=True, slots=True)
class View:
    """One application as its family sees it.

    Args:
        changed: something was typed since it was handed in, and is not handed in yet.
        again: it was handed in under rules that another version has replaced.
    """

    row: Application
    rule_set: RuleSet
    terms: Terms
    draft: Draft
    lacks: list[Lack]
    advice: list[Text]
    finding: Finding
    score: Score | None
    is_open: bool
    changed: bool
    again: bool
    names: Mapping[int, str]
    companion: str

    def lacking(self, step: Step) -> list[Text]:
        """What is missing at a step."""
        return [each.text for each in self.lacks if each.step == step]

    @property
    def may_type(self) -> bool:
        """May the family change anything now?"""
        return self.is_open and self.row.state in (*COUNTED, State.DRAFT)

    @property
    def paper_lacks(self) -> list[Text]:
        """The papers without which it is not handed in."""
        return self.lacking("materials")

    @property
    def chosen(self) -> list[tuple[int, str]]:
        """The schools chosen, by rank."""
        return [(rank, self.names.get(pk, "")) for rank, pk in self.draft.ranked]

    @property
    def school(self) -> str:
        """The school of the catchment, or the primary left."""
        held = self.draft.home if self.terms.belongs == "home" else self.draft.primary
        return self.names.get(held or 0, "")


def has_rules(row: Application) -> bool:
    """Are there rules by which the application can be shown?"""
    return row.rule_set_id is not None or in_force(row.round) is not None


def view_of(row: Application, now: datetime) -> View:
    """Everything the pages of one application show."""
    current = in_force(row.round)
    rule_set = current or row.rule_set
    if rule_set is None:
        raise LookupError(f"no rules for {row}")
    terms, draft, papers = terms_of(rule_set), draft_of(row), papers_of(row)
    may_send = bool(terms.papers) and has_agreed(row.child, PAPERS)  # nothing asked, not asked
    is_accompanied = draft.companion is not None
    is_late = row.state == State.RETURNED and now >= row.round.closes
    is_in_time = current is not None and row.round.opens <= now < row.round.closes
    return View(
        row=row,
        rule_set=rule_set,
        terms=terms,
        draft=draft,
        lacks=hindrances(terms, draft, papers, may_send=may_send, is_accompanied=is_accompanied),
        advice=advice(terms, draft, papers, may_send=may_send),
        finding=eligible(terms, draft.claims),
        score=points(terms, draft.claims),
        is_open=is_in_time or is_late,
        changed=bool(row.version) and row.draft is not None and draft != handed_in(row),
        again=bool(row.version) and row.rule_set_id != rule_set.pk,
        names={**terms.homes, **terms.primaries, **terms.inside, **terms.others},
        companion=_number_of(draft.companion),
    )


def _number_of(companion: int | None) -> str:
    """The number of the child with whom one is to be placed; empty for none."""
    if companion is None:
        return ""
    rows = Application.objects.filter(pk=companion)
    return rows.values_list("child__number", flat=True).first() or ""


def crowding(found: Round) -> dict[int, str]:
    """First choices so far beside the seats, by school; empty where the policy does not say so."""
    if not policy_for(found).crowding_shown:
        return {}
    first = Choice.objects.filter(application__round=found, rank=1)
    rows = first.filter(application__state__in=COUNTED).values_list("school", flat=True)
    asked = Counter(rows)
    plans = Plan.objects.filter(round=found).values_list("school", "plan")
    return {school: f"{asked[school]}/{plan or 0}" for school, plan in plans}


def companions(row: Application, *, seen_by: Actor) -> list[tuple[int, str]]:
    """The family's other applications in the round, with which it may be placed."""
    if seen_by.person is None or not seen_by.may(APPLY):
        return []
    others = OTHERS.rows(seen_by.person, row.round_id, row.pk)
    return [(each.pk, f"{masked(each.child)} {each.child.number}") for each in others]


def _others(person: int, found: int, pk: int) -> QuerySet[Application]:
    rows = applications_of(person).select_related("child").order_by("pk")
    rows = rows.filter(round=found, companion=None)
    return rows.exclude(pk=pk).exclude(state=State.WITHDRAWN)


OTHERS: Kept[Application] = Kept(_others, int, int, int)


def own_pupils(*, seen_by: Actor, on: date) -> list[tuple[int, str]]:
    """The reader's own pupils who are not registered for enrolment yet, with their schools."""
    mine = Guardianship.objects.on(on).filter(in_force_on(on, "pupil__"), person=seen_by.person)
    known = children(seen_by=seen_by).exclude(pupil=None).values("pupil")
    rows = mine.exclude(pupil__in=known).select_related("pupil__school_class__school")
    return [
        (e.pupil_id, f"{mask_name(e.pupil.name.open()) if e.pupil.name else e.pupil_id} "
         f"{e.pupil.school_class.school.name}")
        for e in rows
    ]  # fmt: skip


def told(row: Application, *, seen_by: Actor) -> list[Notice]:
    """What the reader was told of this application, the latest first."""
    path = f"/family/application/{row.pk}/"
    return [] if seen_by.person is None else TOLD.rows(seen_by.person, path)


def _told(person: int, path: str) -> QuerySet[Notice]:
    mine = Notice.objects.filter(person=person, kind=Notice.Kind.APPLYING, link=path)
    return mine.order_by("-made_at", "-id")[:50]


TOLD: Kept[Notice] = Kept(_told, int, str)
