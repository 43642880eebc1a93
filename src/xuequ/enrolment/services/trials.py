"""Start a trial of a policy.  It writes nothing but its own computation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.runs.models import Run
from xuequ.runs.services.starting import start
from xuequ.vault.services.files import Taken, store_taken

from ..models import Round
from ..queries.access import CHANGE, may
from ..queries.preparing import current
from ..queries.trials import KIND
from ..queries.trying import Trial, held_for, values_of


@dataclass(frozen=True, slots=True)
class Brought:
    """A file of applications of another year: its bytes, and as it was taken into the vault."""

    name: str
    data: bytes
    taken: Taken


@transaction.atomic
def start_trial(found: Round, trial: Trial, *, actor: Actor, brought: Brought | None = None) -> Run:
    """Have the rules of a round tried on applications of a past or a made-up year.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
        Refused("no-rules-to-try"): the round has no rules yet.
        Refused("nothing-to-try"): neither a file nor a number of children, or both.
        Refused: as `engine.comparison.synthetic`.
        Problems: each mistake of the file.
    """
    if not may(actor, CHANGE, found.authority_id):
        raise Refused("not-your-place", name=found.authority.name)
    rule_set = current(found)
    if rule_set is None:
        raise Refused("no-rules-to-try")
    if (brought is None) != (trial.children > 0):
        raise Refused("nothing-to-try")
    if brought is None:
        held_for(rule_set, trial, b"")
    else:
        held_for(rule_set, trial, brought.data, brought.name)
    file = store_taken(brought.taken) if brought else None
    return start(KIND, values_of(rule_set, trial), actor=actor, file=file)
