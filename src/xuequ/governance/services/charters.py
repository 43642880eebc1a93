"""Founding documents that the members voted on, and who signed which version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuequ.directory.models import Consortium, Membership, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import FoundingDocument, Signature
from .records import Wording, adopt_document

CHARTER = "charter"


def adopt(case: Approved) -> None:
    """Put a document in force as the members decided; whoever agreed has signed it.

    A charter binds whoever is a member on the day it takes effect: if somebody of them has not
    agreed, because it joined since the vote, there is no consent of every member.

    Raises:
        Refused("charter-lacks-consent"): naming those members; they have to be asked.
    """
    if case.consortium is None:
        raise Refused("case-needs-consortium")
    consortium = Consortium.objects.get(pk=case.consortium)
    text = Wording(str(case.values["name"]), str(case.values["changes"]), case.number)
    since = date.fromisoformat(str(case.values["since"]))
    code = str(case.values["document"])
    if code == CHARTER:
        _check_consent(consortium, case.agreed, max(since, case.on))
    document = adopt_document(consortium, code, text, since=since, actor=case.actor)
    for school in School.objects.filter(pk__in=case.agreed).order_by("pk"):
        sign(document, school, on=case.on, source=case.number, actor=case.actor)


def _check_consent(consortium: Consortium, agreed: Collection[int], on: date) -> None:
    rows = Membership.objects.on(on).filter(consortium=consortium)
    rows = rows.exclude(role=Membership.Role.GUEST).exclude(school__in=agreed)
    names = list(rows.order_by("order", "pk").values_list("school__name", flat=True))
    if names:
        raise Refused("charter-lacks-consent", schools="、".join(names), day=on)


@transaction.atomic
def sign(
    document: FoundingDocument, school: School, *, on: date, source: str, actor: Actor
) -> Signature:
    """Record that a school signed a version; once is enough."""
    found, is_new = Signature.objects.get_or_create(
        document=document, school=school, defaults={"signed_on": on, "source": source}
    )
    if is_new:
        note = {"document": document.code, "version": document.version}
        write("sign-document", found, actor=actor, note=note)
    return found
