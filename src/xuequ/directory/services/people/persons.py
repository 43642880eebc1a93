"""Acts on persons."""

from __future__ import annotations

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.record.services import write

from ...engine.names import sort_key
from ...models import Authority, Person


@transaction.atomic
def register_person(
    authority: Authority, name: str, *, actor: Actor, is_synthetic: bool = False
) -> Person:
    """Register somebody who works in the system."""
    person = Person.objects.create(
        authority=authority,
        name=name,
        sort_key=sort_key(name, person=True),
        is_synthetic=is_synthetic,
    )
    write("register-person", person, actor=actor)
    return person
