"""What the bureau sees of families at the desk: its own authority's, and nobody else's."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from xuequ.directory.engine.masks import mask_number, mask_phone
from xuequ.directory.models import Registrant
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor

from ...models import Application

CHECK = "application.confirm"


def applications(*, seen_by: Actor) -> QuerySet[Application]:
    """The applications of the actor's own authority."""
    found = Application.objects.select_related("child", "round__authority")
    if standing(seen_by) != AUTHORITY or not seen_by.may(CHECK):
        return found.none()
    return found.filter(round__authority=seen_by.authority or 0)


def registrants(*, seen_by: Actor, on: date) -> QuerySet[Registrant]:
    """Parents who registered in person and whose paper was not compared yet, the oldest first."""
    found: QuerySet[Registrant] = Registrant.objects.on(on)
    if standing(seen_by) != AUTHORITY or not seen_by.may(CHECK):
        return found.none()
    found = found.filter(person__authority=seen_by.authority or 0).exclude(id_number=None)
    found = found.select_related("person").annotate(children=Count("person__custodies"))
    return found.order_by("since", "pk")


def row_of(found: Registrant) -> tuple[Registrant, str, str]:
    """A registrant with number and telephone, masked."""
    number = found.id_number.open() if found.id_number else ""
    phone = found.person.phone.open() if found.person.phone else ""
    return found, mask_number(number), mask_phone(phone)
