"""Take in the papers of an application, and take them away again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, Upload, check_entry_quota, store_taken, take_in

from ...engine.applying.materials import ALLOWED, TAKEN, forbidden_by
from ...engine.privacy.consents import PAPERS
from ...models import Application, Evidence
from ..privacy.consenting import check_consent
from .holding import check_time, own


def examined(kind: str, upload: Upload, *, name: str) -> Taken:
    """A paper that may be taken, lying in its place; it has no row yet.

    Raises:
        Refused("material-forbidden"): it must not count; which rule says so.
        Refused("material-unknown"): it is on no list of papers that are taken.
        Refused("material-not-readable"): it is neither a picture nor a PDF.
        Refused: the vault does not take the file.
    """
    if (found := forbidden_by(kind, name)) is not None:
        raise Refused("material-forbidden", what=found.what, rule=found.rule)
    if kind not in ALLOWED:
        raise Refused("material-unknown")
    taken = take_in(upload, name=name)
    if taken.kind not in TAKEN:
        raise Refused("material-not-readable", name=taken.name)
    return taken


@transaction.atomic
def add_material(
    found: Application, kind: str, taken: Taken, *, actor: Actor, now: datetime
) -> Evidence:
    """Put a paper that was `examined` with an application.

    Raises:
        Refused("consent-needed"): no guardian agreed to send pictures through the net.
        Refused("material-is-there"): the same file is there already.
        Refused: as `holding.own` and `holding.check_time`, or there are too many files.
    """
    row = own(found, actor=actor)
    check_time(row, now)
    check_consent(row.child, PAPERS)
    if row.evidence.filter(kind=kind, file__digest=taken.digest).exists():
        raise Refused("material-is-there", name=taken.name)
    made = Evidence.objects.create(
        application=row, kind=kind, file=store_taken(taken), stored_at=now
    )
    check_entry_quota(StoredFile.objects.filter(pk__in=row.evidence.values("file")))
    note = {"material": kind, "digest": taken.digest}
    write("add-material", row, actor=actor, note=note)
    return made


@transaction.atomic
def drop_material(found: Evidence, *, actor: Actor, now: datetime) -> None:
    """Take a paper away that was not handed in yet.

    Raises:
        Refused("material-handed-in"): it was handed in, and stays for whoever checks.
        Refused: as `holding.own` and `holding.check_time`.
    """
    row = own(found.application, actor=actor)
    check_time(row, now)
    evidence = Evidence.objects.select_related("file").get(pk=found.pk)
    if row.submitted_at is not None and evidence.stored_at <= row.submitted_at:
        raise Refused("material-handed-in")
    note = {"material": evidence.kind, "digest": evidence.file.digest}
    evidence.delete()
    write("drop-material", row, actor=actor, note=note)
