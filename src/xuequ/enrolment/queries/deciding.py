"""How far the placing of a round has come, and what the pages about it show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xuequ.kernel.text import Text
from xuequ.methods.lottery.seeds import Part
from xuequ.runs.models import Run

from ..engine.places.rules_file import rules_of
from ..models import (
    APPROVALS,
    Announcement,
    Approval,
    Brought,
    DryRun,
    Outcome,
    Rehearsal,
    Roster,
    Round,
    RuleSet,
    Voiding,
)
from .drawing import run_of
from .placing import is_released, outcome_of
from .preparing import current
from .program import program_digest
from .rosters import announced, parts_of, roster_of

RELEASED = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there of the placing of a round.

    Args:
        draws: the rules have a draw, so that a seed is wanted.
        step: 1 announce the seed, 2 freeze, 3 draw, 4 approve, 5 publish, 6 published.
    """

    rule_set: RuleSet
    draws: bool
    announcement: Announcement | None
    roster: Roster | None
    run: Run | None
    outcome: Outcome | None
    approvals: Sequence[Approval]
    voiding: Voiding | None
    is_released: bool
    step: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The digest of the program at one moment, and whether it is that of the freezing."""

    when: Text
    at: datetime | None
    digest: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Bring:
    """A part of the seed in the room: what was announced, entered and confirmed."""

    at: int
    part: Part
    row: Brought | None

    @property
    def is_confirmed(self) -> bool:
        return self.row is not None and self.row.confirmed_at is not None


def placing_of(found: Round, now: datetime) -> Standing | None:
    """How far the placing of a round is; none before its rules are published."""
    rule_set = current(found)
    if rule_set is None or rule_set.published_at is None:
        return None
    draws = rules_of(bytes(rule_set.rules)).draw
    announcement, roster, outcome = announced(found), roster_of(found), outcome_of(found)
    approvals = list(outcome.approvals.select_related("person")) if outcome else []
    return Standing(
        rule_set,
        draws,
        announcement,
        roster,
        run_of(roster) if roster else None,
        outcome,
        approvals,
        Voiding.objects.filter(roster=roster).select_related("person").first() if roster else None,
        outcome is not None and is_released(outcome, now),
        _step((not draws or announcement is not None, roster, outcome), len(approvals)),
    )


def _step(there: tuple[bool, Roster | None, Outcome | None], approvals: int) -> int:
    is_announced, roster, outcome = there
    if outcome is None:
        return 3 if roster else (2 if is_announced else 1)
    if outcome.published_at is not None:
        return RELEASED
    return 5 if approvals >= APPROVALS else 4


def brought_of(roster: Roster) -> list[Bring]:
    """Each part of the seed with what was entered of it."""
    rows = {each.name: each for each in roster.brought.select_related("person", "second")}
    parts = parts_of(roster)
    return [Bring(at, part, rows.get(part.name)) for at, part in enumerate(parts, 1)]


def programs(roster: Roster, outcome: Outcome | None, now: datetime) -> list[Seen]:
    """The digest of the program at freezing, around the last rehearsal, at the draw, and now."""
    found = [(FREEZING, roster.frozen_at, roster.engine)]
    last = Rehearsal.objects.filter(round=roster.round).defer("package").first()
    if last is not None:
        found += [
            (BEFORE, last.made_at, last.engine_before),
            (BEHIND, last.made_at, last.engine_after),
        ]
    if outcome is not None:
        found.append((DRAWN, outcome.made_at, outcome.engine))
    found.append((NOW, now, program_digest()))
    return [Seen(when, at, digest, digest == roster.engine) for when, at, digest in found]


def dry_runs(found: Round) -> list[DryRun]:
    """The trials of a round, the last first, without what each child would get."""
    return list(DryRun.objects.filter(round=found).defer("outcome").select_related("person"))


def rehearsals(found: Round) -> list[Rehearsal]:
    """The rehearsals of a round, the last first."""
    return list(Rehearsal.objects.filter(round=found).defer("package").select_related("person"))


FREEZING = Text("冻结名册时", "when the roster was frozen")
BEFORE = Text("演练前", "before the rehearsal")
BEHIND = Text("演练后", "after the rehearsal")
DRAWN = Text("录取时", "at the draw")
NOW = Text("现在", "now")
