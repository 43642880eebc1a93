"""Try a result out: on applications as they stand, or with invented children as a rehearsal.

A trial has a seed that no draw can have, a rehearsal a package marked for ever.  Neither is read
by `services.placing`, and nothing turns one into a result.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import token_bytes, token_hex

from django.db import transaction

from xuequ import __version__
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.methods.lottery.seeds import Part
from xuequ.record.services import write

from ..engine.package.allocations import Inputs, Read, sealed, understood
from ..engine.package.container import unpacked
from ..engine.package.sealing import About
from ..engine.places.rules_file import rules_of
from ..engine.places.schools import schools_of
from ..engine.placing.comparing import moved, places_of, summary_of
from ..engine.placing.dry_run import tried
from ..engine.placing.invented import Chance, invented, travel_of
from ..models import DryRun, Rehearsal, Roster, Round, RuleSet
from ..queries.access import PLACE
from ..queries.preparing import current
from ..queries.program import program_digest
from ..queries.rosters import draft, inputs_of, roster_of
from .guards import held
from .verifying import checks_of

MOST_INVENTED = 20_000
MARK = "演练"  # in the title of a rehearsal's package, beside the mark that its format has


@transaction.atomic
def dry_run(found: Round, *, actor: Actor, now: datetime) -> DryRun:
    """Try the rules on the frozen roster, or on the applications found right so far.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("no-rules"): the round has no rules yet.
        Refused("roster-has-defects"): nothing can be tried before the errors are mended.
    """
    row = held(found, PLACE, actor=actor)
    rule_set, roster = _ruled(row), roster_of(row)
    inputs, read = _inputs(row, rule_set, roster)
    result = tried(read).result
    last = DryRun.objects.filter(round=row).first()
    places = places_of(result)
    made = DryRun.objects.create(
        round=row,
        roster=roster,
        rules_digest=rule_set.rules_digest,
        seats_digest=rule_set.seats_digest,
        applications_digest=sha256(inputs.applications).hexdigest(),
        outcome=result,
        summary=summary_of(places, read.rules, [each.name for each in read.schools.all]),
        moved=moved(places_of(bytes(last.outcome)), places) if last else [],
        person_id=actor.person,
        made_at=now,
    )
    note = {"children": len(places), "moved": len(made.moved)}
    write("dry-run", row, actor=actor, note=note)
    return made


@transaction.atomic
def rehearse(found: Round, children: int, *, actor: Actor, now: datetime) -> Rehearsal:
    """Rehearse a draw by the rules of a round with invented children and an invented seed.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("no-rules"): the round has no rules yet.
        Refused("too-many-invented"): fewer than one child or too many are asked for.
        Refused("program-was-changed"): it is not the one by which the roster was frozen.
        Refused("outcome-not-genuine"): a verifier finds something wrong with the package.
    """
    row = held(found, PLACE, actor=actor)
    rule_set, roster = _ruled(row), roster_of(row)
    if not 1 <= children <= MOST_INVENTED:
        raise Refused("too-many-invented", most=MOST_INVENTED)
    before = program_digest()
    if roster is not None and roster.engine != before:
        raise Refused("program-was-changed")
    inputs, read = _invented(rule_set, children)
    title = f"{MARK}：{row.year}年{row.name}录取"
    data = sealed(inputs, About(title, f"xuequ {__version__}", rehearsal=True), read)
    digest, checks = checks_of(data, "")
    if wrong := next((each for each in checks if not each["fine"]), None):
        raise Refused("outcome-not-genuine", step=Text(str(wrong["zh"]), str(wrong["en"])))
    places = places_of(unpacked(data)["result.csv"])
    made = Rehearsal.objects.create(
        round=row,
        package=data,
        digest=digest,
        engine_before=before,
        engine_after=program_digest(),
        children=len(places),
        summary=summary_of(places, read.rules, [each.name for each in read.schools.all]),
        person_id=actor.person,
        made_at=now,
    )
    note = {"children": len(places), "package_digest": digest, "engine": made.engine_after}
    write("rehearse", row, actor=actor, note=note)
    return made


def _ruled(row: Round) -> RuleSet:
    rule_set = current(row)
    if rule_set is None:
        raise Refused("no-rules")
    return rule_set


def _inputs(row: Round, rule_set: RuleSet, roster: Roster | None) -> tuple[Inputs, Read]:
    if roster is not None:
        inputs = inputs_of(roster)
        return inputs, understood(inputs)
    drafted = draft(row, rule_set, partial=True)
    if drafted.inputs is None or drafted.read is None:
        raise Refused("roster-has-defects", count=len(drafted.errors))
    return drafted.inputs, drafted.read


def _invented(rule_set: RuleSet, children: int) -> tuple[Inputs, Read]:
    chance = Chance(token_bytes(32))
    rules = rules_of(bytes(rule_set.rules))
    schools = schools_of(bytes(rule_set.seats), rules)
    inputs = Inputs(
        invented(rules, schools, children, chance),
        bytes(rule_set.seats),
        travel_of(schools, chance),
        bytes(rule_set.rules),
        [Part("public", MARK, value=token_hex(32))] if rules.draw else [],
    )
    return inputs, understood(inputs)
