"""Whether the draw of a roster is being carried out by a worker."""

from __future__ import annotations

from xuequ.runs.models import Run
from xuequ.runs.queries.sealing import seal_of

from ..models import Roster

DRAW_RUN = "enrolment.carry-out"


def inputs_of_run(roster: Roster) -> dict[str, object]:
    """What the run is given."""
    return {"roster": roster.pk, "digest": roster.digest}


def run_of(roster: Roster) -> Run | None:
    """The last run that was started to carry the draw out."""
    sealed = seal_of(DRAW_RUN, inputs_of_run(roster), "")
    return Run.objects.filter(kind=DRAW_RUN, inputs_sha256=sealed).first()
