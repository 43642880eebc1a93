"""Write a line.  Nothing else in the product writes the record."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.seal import GENESIS, seal

from .fingerprint import authority_of, fingerprint, proof_of, subject_of
from .models import Head, Line
from .rehearsal import is_rehearsed

LOCK = 0x78756571  # any number no other part of the product locks


def write(
    verb: str,
    subject: Model,
    *,
    actor: Actor,
    before: str = "",
    note: Mapping[str, object] | None = None,
) -> Line:
    """Add the line for one act, in the transaction of the act.

    Args:
        verb: the act in the words of the button, e.g. "move-school".
        subject: the row acted on, as it is after the act.
        before: `fingerprint` of the row before the act; "" for a new one.
        note: what a reader needs to understand the line; no personal data.

    Returns:
        The line; of an act that is only rehearsed it is not kept.

    Raises:
        RuntimeError: there is no transaction for the line to stand or fall with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act and its line in the record belong in one transaction")
    head = Head(number=0, seal=GENESIS) if is_rehearsed() else _locked_head()
    line = Line(
        number=head.number + 1,
        at=timezone.now(),
        account=actor.account,
        post=actor.post,
        verb=verb,
        subject=subject_of(subject),
        name=str(subject)[:200],
        authority=authority_of(subject) or actor.authority,
        before=before,
        after=fingerprint(subject),
        note=dict(note or {}),
        previous=head.seal,
    )
    if is_rehearsed():
        return line
    key = settings.RECORD_KEY.encode()
    line.seal = seal(line.number, line.content(), line.previous, key)
    line.save(force_insert=True)
    head.number, head.seal = line.number, line.seal
    head.proof = proof_of(head.number, head.seal)
    head.save()
    return line


@transaction.atomic
def note_export(
    subject: Model, what: str, kind: str, rows: int, *, actor: Actor, purpose: str = ""
) -> Line:
    """Record that somebody took a list out of the product as a file, and what for if asked."""
    note: dict[str, object] = {"what": what, "file": kind, "rows": rows}
    if purpose:
        note["purpose"] = f"purpose.{purpose}"
    return write("export", subject, actor=actor, note=note)


def _locked_head() -> Head:
    """The head, held until the transaction ends, so that lines follow one another."""
    rows = Head.objects.select_for_update().filter(pk=1)
    head = rows.first()
    if head is None and connection.vendor == "postgresql":  # no row to hold: two could be the first
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = rows.first()
    return head or Head(pk=1, number=0, seal=GENESIS)
