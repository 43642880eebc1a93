"""Carry out the draw: from the frozen roster and the seed to a sealed package and its places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from xuequ import __version__
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ..engine.package.allocations import sealed, seed_of, understood
from ..engine.package.container import unpacked
from ..engine.package.sealing import About
from ..engine.placing.comparing import places_of, summary_of, waiting_in
from ..engine.placing.dry_run import carried
from ..models import Application, Outcome, Placement, Roster, WaitingPlace
from ..queries.access import PLACE
from ..queries.called import planned
from ..queries.program import program_digest
from ..queries.rosters import inputs_of, parts_of, roster_of
from ..queries.settings import names_of, policy_for
from .guards import held
from .verifying import checks_of

LEAST_LOCK = timedelta(hours=1)  # between a result and its release, for those who check it
AT_ONCE = 2000  # rows


@dataclass(frozen=True, slots=True)
class Made:
    """What was computed of a roster; nothing of it is written yet."""

    package: bytes
    digest: str
    engine: str
    summary: dict[str, object]
    checks: list[dict[str, object]]
    reasons: dict[str, list[Text]]


def carry_out(roster: Roster, *, actor: Actor, now: datetime) -> Outcome:
    """Place the children of a frozen roster by the seed that was brought, and seal what came of it.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused: as `computed` and `kept`.
    """
    ready(roster, actor=actor)
    return kept(roster, computed(roster), actor=actor, now=now)


@transaction.atomic
def ready(roster: Roster, *, actor: Actor) -> Roster:
    """The roster, if its draw can be carried out now.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("roster-has-ended"): another was frozen, or the attempt is void.
        Refused("outcome-is-made"): there is a result; it is never made a second time.
        Refused("voiding-is-asked"): somebody has asked to declare the attempt void.
        Refused("part-not-confirmed"): a part of the seed is missing, or one person alone read it.
        Refused("program-was-changed"): the program is not the one of the day of freezing.
    """
    row = held(roster.round, PLACE, actor=actor)
    known = roster_of(row)
    if known is None or known.pk != roster.pk:
        raise Refused("roster-has-ended", version=roster.version)
    if hasattr(known, "outcome"):
        raise Refused("outcome-is-made")
    if hasattr(known, "voiding"):
        raise Refused("voiding-is-asked")
    for part in parts_of(known, confirmed=True):
        if not part.value:
            raise Refused("part-not-confirmed", part=part.name)
    if program_digest() != known.engine:
        raise Refused("program-was-changed")
    return known


def computed(roster: Roster) -> Made:
    """Compute the result and check it twice; reads, and writes nothing.

    Raises:
        Refused("seed-…"): as `seeds.seed`.
        Refused("outcome-not-genuine"): a verifier finds something wrong with the package.
    """
    from ..engine.places.letters import Named, letters

    found = roster.round
    inputs = inputs_of(roster, parts_of(roster, confirmed=True))
    read = understood(inputs)
    about = About(f"{found.year}年{found.name}录取", f"xuequ {__version__}")
    data = sealed(inputs, about, read)
    digest, checks = checks_of(data, roster.digest)
    if wrong := next((each for each in checks if not each["fine"]), None):
        raise Refused("outcome-not-genuine", step=Text(str(wrong["zh"]), str(wrong["en"])))
    names = names_of(policy_for(found))
    told = letters(carried(read, seed_of(inputs, read.rules)), Named(kinds=names, ties=names))
    places = places_of(unpacked(data)["result.csv"])
    summary = summary_of(places, read.rules, [each.name for each in read.schools.all])
    return Made(data, digest, program_digest(), summary, checks, dict(told))


@transaction.atomic
def kept(roster: Roster, made: Made, *, actor: Actor, now: datetime) -> Outcome:
    """Keep a computed result: package, places and waiting lists, all or nothing.

    Raises:
        Refused: as `ready`; what has changed meanwhile is refused.
        Refused("school-is-gone"): a school of the frozen plan is not in the directory any more.
    """
    known = ready(roster, actor=actor)
    outcome = Outcome.objects.create(
        round=known.round,
        roster=known,
        package=made.package,
        digest=made.digest,
        engine=made.engine,
        summary=made.summary,
        checks=made.checks,
        person_id=actor.person,
        made_at=now,
        releases_at=max(known.releases_at, now + LEAST_LOCK),
    )
    _keep_places(outcome, made)
    note = {
        "version": known.version,
        "children": known.children,
        "package_digest": made.digest,
        "engine": made.engine,
    }
    write("carry-out", outcome, actor=actor, note=note)
    return outcome


def _keep_places(outcome: Outcome, made: Made) -> None:
    files = unpacked(made.package)
    rows = Application.objects.filter(round=outcome.round, state=Application.State.ACCEPTED)
    known = dict(rows.values_list("child__number", "pk"))
    schools = _schools(outcome)
    Placement.objects.bulk_create(
        [
            Placement(
                outcome=outcome,
                application_id=known[number],
                school_id=schools[place.school] if place.school else None,
                stage=int(place.stage or 0),
                choice=int(place.choice or 0),
                kept=place.kept,
                ticket=place.ticket,
                reasons=[{"zh": e.zh, "en": e.en} for e in made.reasons[number]],
            )
            for number, place in places_of(files["result.csv"]).items()
        ],
        AT_ONCE,
    )
    WaitingPlace.objects.bulk_create(
        [
            WaitingPlace(
                outcome=outcome,
                application_id=known[number],
                school_id=schools[school],
                place=place,
            )
            for school, place, number in waiting_in(files["waiting.csv"])
        ],
        AT_ONCE,
    )


def _schools(outcome: Outcome) -> dict[str, int]:
    """Primary keys by the names that the frozen plan has."""
    known = planned(outcome.roster.rule_set)
    summary: list[list[object]] = outcome.summary["schools"]
    for name, _ in summary:
        if name not in known:
            raise Refused("school-is-gone", school=str(name))
    return known
