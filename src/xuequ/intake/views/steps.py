"""Where on the way an import is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Import
from ..services.locking import is_at_work

NAMES: tuple[str | Promise, ...] = (
    _("Upload"),
    _("Match columns"),
    _("Check"),
    _("Confirm"),
    pgettext_lazy("a step", "Done"),
)
STATE = Import.State
UPLOAD, MATCH, CHECK = 0, 1, 2
AT = {
    STATE.GIVEN: 1,
    STATE.FAULTY: 2,
    STATE.READY: 3,
    STATE.WAITING: 3,
    STATE.DONE: 4,
    STATE.UNDONE: 4,
    STATE.DROPPED: 4,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way."""

    name: str | Promise
    is_here: bool
    is_over: bool


def steps(one: Import) -> list[Step]:
    """The way of an import, and where it stands."""
    here = AT[Import.State(one.state)]
    return steps_at(max(here, CHECK) if is_at_work(one) else here)


def steps_at(here: int) -> list[Step]:
    """The way with the step somebody looks at."""
    return [Step(name, n == here, n < here) for n, name in enumerate(NAMES)]
