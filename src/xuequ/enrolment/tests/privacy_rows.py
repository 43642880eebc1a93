"""One row of consents, stays and deletions, and what the database keeps out of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Model

from support_plugin import Cast
from xuequ.directory.models import Person
from xuequ.enrolment import models
from xuequ.enrolment.tests.check_rows import again
from xuequ.enrolment.tests.world import NOW, OPENS


def one_of_each(cast: Cast, application: models.Application) -> None:
    """A consent, a stay of deletion, and a batch with one thing, proposed and not released."""
    person = Person.objects.get(pk=cast.bureau.person or 0)
    models.Consent.objects.create(
        child=application.child, kind="papers", version=1, digest="0" * 64, person=person, at=NOW
    )
    models.LegalHold.objects.create(
        round=application.round, reason="申诉未办结", until=OPENS.date(), person=person, at=NOW
    )
    batch = models.Erasure.objects.create(authority=cast.authority, person=person, proposed_at=NOW)
    models.ErasureItem.objects.create(erasure=batch, kind="papers", row=application.pk)


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_consent_once": lambda _: again(models.Consent, version=2),
    "enrolment_one_open_erasure": lambda _: again(models.Erasure, held=[1]),
    "enrolment_erased_once": lambda _: again(models.ErasureItem, state="done"),
}
BOUNDS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (models.Consent, {"ended_at": NOW}),
    (models.LegalHold, {"reason": ""}),
    (models.Erasure, {"person": None}),
    (models.Erasure, {"automatic": True}),
    (models.Erasure, {"second": F("person")}),
    (models.Erasure, {"released_at": NOW}),
    (models.Erasure, {"done_at": NOW}),
)
BOUNDED = {
    "enrolment_consent_ended_by_somebody",
    "enrolment_hold_has_its_reason",
    "enrolment_erasure_proposed_by_somebody",
    "enrolment_erasure_released_by_another",
    "enrolment_erasure_released_by_two",
    "enrolment_erasure_done_once_released",
}
