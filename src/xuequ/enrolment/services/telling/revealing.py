"""Show what says which child it is, once, to whoever has to do with its enrolment."""

from __future__ import annotations

from django.db import transaction

from xuequ.directory.services.identity import Asking, check_asking
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Child

FIELDS = ("name", "id_number")


@transaction.atomic
def reveal_child(child: Child, asking: Asking, *, actor: Actor) -> dict[str, str]:
    """The plain values asked for, by field.  Who asked, what for and why goes into the record.

    Whether the child is in the actor's scope is for the page to know.

    Raises:
        Refused: as `reveal_identity` of the directory.
    """
    check_asking(asking, actor=actor)
    values = {name: getattr(child, name).open() for name in FIELDS if name in asking.fields}
    if not values:
        raise Refused("nothing-to-reveal")
    note = {
        "purpose": f"purpose.{asking.purpose}",
        "reason": asking.reason.strip()[:200],
        "fields": [f"field.{name}" for name in values],
    }
    write("reveal-child", child, actor=actor, note=note)
    return values
