"""What every act on a making of classes begins with."""

from __future__ import annotations

from collections.abc import Callable

from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..models import ClassMaking
from ..queries.class_steps import step_of

May = Callable[[Actor, School], bool]


def holding(found: ClassMaking, may: May, *steps: int, actor: Actor) -> ClassMaking:
    """The making, held until the transaction ends.

    Raises:
        Refused("not-your-place"): the actor may not do this for the school.
        Refused("class-step-is-past"): it is not, or no longer, at one of the steps.
    """
    rows = ClassMaking.objects.select_for_update(of=("self",))
    row = rows.select_related("school__authority", "first").get(pk=found.pk)
    if not may(actor, row.school):
        raise Refused("not-your-place", name=row.school.name)
    if step_of(row) not in steps:
        raise Refused("class-step-is-past", name=str(row))
    return row
