"""A batch of deletions and a stay for the addresses: made once for an authority."""

from __future__ import annotations

from datetime import date

from enrolling import rounds_of
from xuequ.directory.models import Person, School
from xuequ.enrolment.models import Erasure, LegalHold, Round
from xuequ.enrolment.tests.applying import APPLIED

REACH = {  # which scope decides about them
    "erasures/pk": "bureau", "stays/pk": "bureau", "privacy/pk": "here",
}  # fmt: skip


def privacy_of(where: School) -> dict[str, object]:
    """A proposed batch and a stay of deletion of the authority of a school."""
    found = Round.objects.get(pk=int(str(rounds_of(where)["rounds/pk"])))
    person, _ = Person.objects.get_or_create(
        authority=where.authority, name="提议人", is_synthetic=True
    )
    batch = Erasure.objects.filter(authority=where.authority).first()
    batch = batch or Erasure.objects.create(
        authority=where.authority, person=person, proposed_at=APPLIED
    )
    stay = LegalHold.objects.filter(round=found).first() or LegalHold.objects.create(
        round=found, reason="申诉尚未办结", until=date(2099, 1, 1), person=person, at=APPLIED
    )
    return {
        "erasures/pk": batch.pk,
        "stays/pk": stay.pk,
        "privacy/pk": where.authority_id,
        "consent/kind": "papers",
        "minors/year": 2026,
    }
