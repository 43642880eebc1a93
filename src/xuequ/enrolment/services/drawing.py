"""Carry a draw out at once, or by a worker where many children take part."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs, Report, Result
from xuequ.kernel.text import Text
from xuequ.runs.models import Run
from xuequ.runs.services.starting import start

from ..models import Outcome, Roster
from ..queries.drawing import DRAW_RUN, inputs_of_run, run_of
from .placing import Made, carry_out, computed, kept, ready

AT_ONCE = 2000  # children
COMPUTING = Text("正在录取并核验", "Giving places and verifying")


def draw(roster: Roster, *, actor: Actor, now: datetime) -> Outcome | Run:
    """Carry the draw out: the result, or the run that will make it.

    Raises:
        Refused("draw-is-running"): a worker is at it already.
        Refused: as `placing.ready` and `placing.carry_out`.
    """
    if roster.children <= AT_ONCE:
        return carry_out(roster, actor=actor, now=now)
    return _by_a_worker(roster, actor=actor)


@transaction.atomic
def _by_a_worker(roster: Roster, *, actor: Actor) -> Run:
    ready(roster, actor=actor)
    known = run_of(roster)
    if known is not None and not known.is_over:
        raise Refused("draw-is-running")
    return start(DRAW_RUN, inputs_of_run(roster), actor=actor)


def work(inputs: Inputs, report: Report) -> Result:
    """Compute the result; nothing of it stands in what the run keeps.

    Raises:
        Refused: as `placing.ready` and `placing.computed`.
    """
    report(0.05, COMPUTING)
    roster = _roster(inputs)
    made = computed(roster)
    report(0.9, COMPUTING)
    return Result({"digest": made.digest}, found=made)


def effect(inputs: Inputs, result: Result) -> None:
    """Keep the result, in the transaction that says the run is done.

    Raises:
        Refused: as `placing.kept`.
        TypeError: the work found something else than a result.
    """
    if not isinstance(result.found, Made):
        raise TypeError(type(result.found))
    kept(_roster(inputs), result.found, actor=inputs.actor, now=timezone.now())


def _roster(inputs: Inputs) -> Roster:
    rows = Roster.objects.select_related("round__authority", "rule_set")
    return rows.get(pk=int(str(inputs.values["roster"])))
