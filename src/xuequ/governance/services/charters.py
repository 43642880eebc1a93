"""Founding documents that the members voted on, and who signed which version."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.directory.models import Consortium, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import FoundingDocument, Signature
from .records import Wording, adopt_document


def adopt(case: Approved) -> None:
    """Put a document in force as the members decided; whoever agreed has signed it."""
    if case.consortium is None:
        raise Refused("case-needs-consortium")
    consortium = Consortium.objects.get(pk=case.consortium)
    text = Wording(str(case.values["name"]), str(case.values["changes"]), case.number)
    since = date.fromisoformat(str(case.values["since"]))
    code = str(case.values["document"])
    document = adopt_document(consortium, code, text, since=since, actor=case.actor)
    for school in School.objects.filter(pk__in=case.agreed).order_by("pk"):
        sign(document, school, on=case.on, source=case.number, actor=case.actor)


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
