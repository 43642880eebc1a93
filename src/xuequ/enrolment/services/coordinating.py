"""Say which district a round is run in as one, and attach the study before its zoning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Consortium
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.preparing.districts import to_study, unfit
from ..models import Coordination, Round, Study
from ..queries.coordinating import coordination_of, study_of, union
from ..queries.forecast.rounds import Beside, beside_the_plan
from ..queries.settings import day_of, policy_now
from .guards import SHORTEST, changing, end_rules


@dataclass(frozen=True, slots=True)
class NewCoordination:
    """The district and the forms it chose; `division` is the name of its grade division."""

    consortium: int
    forms: tuple[str, ...] = ()
    division: str = ""


@transaction.atomic
def coordinate(found: Round, said: NewCoordination, *, actor: Actor, now: datetime) -> Coordination:
    """Let a round be run with a district as unit; rules made before end with their signatures.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("district-unknown"): the authority has no such district on the day it opens.
        Refused("district-does-not-fit"): the policy or the district does not allow these forms.
        Refused("nothing-changed"): it is so already.
    """
    row = changing(found, actor=actor, now=now)
    rows = Consortium.objects.on(day_of(row)).filter(authority=row.authority, pk=said.consortium)
    where = rows.first()
    if where is None:
        raise Refused("district-unknown")
    division = said.division.strip()
    lacks = list(unfit(policy_now(row), union(where, row, said.forms, division)))
    if lacks:
        raise Refused("district-does-not-fit", lacks=lacks)
    known = coordination_of(row)
    values = {"consortium_id": where.pk, "forms": list(said.forms), "division": division}
    if known is not None and all(getattr(known, key) == value for key, value in values.items()):
        raise Refused("nothing-changed")
    before = fingerprint(known) if known else ""
    made = known or Coordination(round=row)
    for key, value in values.items():
        setattr(made, key, value)
    made.person_id, made.set_at = actor.person, now
    made.save()
    note = {"district": where.label, "forms": list(said.forms), "rules_ended": end_rules(row, now)}
    write("coordinate-round", row, actor=actor, before=before, note=note)
    return made


@transaction.atomic
def attach_study(found: Round, said: Mapping[str, str], *, actor: Actor, now: datetime) -> Study:
    """Attach the study of seats and demand, with what the forecast says of each school (研判).

    Args:
        said: what was found, by the code of the quantity that the policy wants studied.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("study-not-asked"): the policy wants nothing studied before zoning.
        Refused("study-needs-forecast"): there is no forecast of the year for a school of it.
        Refused("study-needs-words"): a quantity is missing, or said in fewer than ten characters.
        Refused("nothing-changed"): words and figures are the same.
    """
    row = changing(found, actor=actor, now=now)
    wanted = [each.code for each in to_study(policy_now(row))]
    if not wanted:
        raise Refused("study-not-asked")
    rows = beside_the_plan(row, seen_by=actor, on=timezone.localdate(now))
    if not rows:
        raise Refused("study-needs-forecast", year=row.year)
    words = {code: said.get(code, "").strip() for code in wanted}
    if any(len(each) < SHORTEST for each in words.values()):
        raise Refused("study-needs-words", count=SHORTEST)
    figures = [_figures(each) for each in rows]
    known = study_of(row)
    if known is not None and (known.said, known.figures) == (words, figures):
        raise Refused("nothing-changed")
    before = fingerprint(known) if known else ""
    made = known or Study(round=row)
    made.said, made.figures, made.person_id, made.made_at = words, figures, actor.person, now
    made.save()
    write("attach-study", row, actor=actor, before=before, note={"schools": len(figures)})
    return made


def _figures(each: Beside) -> dict[str, object]:
    low, middle, high = each.year.numbers
    return {
        "school": each.name,
        "low": low,
        "middle": middle,
        "high": high,
        "plan": each.year.seats,
        "word": each.year.word,
    }
