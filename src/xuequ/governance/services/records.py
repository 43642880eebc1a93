"""Record from a day on: the status of an item, a document, an aim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from xuequ.directory.models import Consortium
from xuequ.directory.services.succession import succeed
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Aim, FoundingDocument, UnificationStatus
from ..queries.access import may_change
from ..queries.settings import policy_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an item has come; what is blocked says why."""

    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A founding document: its title, main content, and the case that decided it."""

    title: str
    words: str = ""
    source: str = ""


@transaction.atomic
def set_status(
    consortium: Consortium, item: str, progress: Progress, *, since: date, actor: Actor
) -> UnificationStatus:
    """Record from a day on how far an item of the catalogues has come.

    Raises:
        Refused("not-your-place"): the actor may not change this consortium.
        Refused("not-yet-begun"): the consortium was formed after that day.
        Refused("unknown-item"): the locality's catalogues hold no such item.
        Refused("blocked-needs-reason"): it is blocked, and no reason is given.
        Refused("nothing-changed"): the same is on record already.
    """
    _check(consortium, since, actor)
    if policy_of(consortium.authority, since).unification.item(item) is None:
        raise Refused("unknown-item", item=item)
    if progress.status == "blocked" and not progress.reason.strip():
        raise Refused("blocked-needs-reason")
    rows = UnificationStatus.objects.filter(consortium=consortium, item=item)
    before = fingerprint(rows.on(since).first())
    status = succeed(
        UnificationStatus,
        {"consortium": consortium, "item": item},
        since=since,
        values={"status": progress.status, "reason": progress.reason.strip()},
    )
    note = {"item": item, "status": progress.status, "since": since.isoformat()}
    write("set-status", status, actor=actor, before=before, note=note)
    return status


@transaction.atomic
def adopt_document(
    consortium: Consortium, code: str, text: Wording, *, since: date, actor: Actor
) -> FoundingDocument:
    """Record that a plan, charter or set of rules is adopted; the version before it ends there.

    Raises:
        Refused("not-your-place"), Refused("not-yet-begun"): as for `set_status`.
        Refused("unknown-document"): the locality's policy names no such document.
        Refused("already-in-force"): a version was adopted on that day or later.
    """
    _check(consortium, since, actor)
    known = {each.code for each in policy_of(consortium.authority, since).governance.founding_rules}
    if code not in known:
        raise Refused("unknown-document", document=code)
    rows = FoundingDocument.objects.filter(consortium=consortium, code=code)
    later = rows.filter(since__gte=since).order_by("since").first()
    if later is not None:
        raise Refused("already-in-force", name=later.title, since=later.since)
    current = rows.on(since).first()
    before = fingerprint(current)
    if current is not None:
        current.until = since
        current.save(update_fields=["until"])
    last = rows.aggregate(last=Max("version"))["last"] or 0
    document = FoundingDocument.objects.create(
        consortium=consortium,
        code=code,
        title=text.title,
        words=text.words,
        source=text.source,
        version=last + 1,
        since=since,
    )
    note = {"document": code, "version": last + 1, "since": since.isoformat()}
    write("adopt-document", document, actor=actor, before=before, note=note)
    return document


@transaction.atomic
def set_aim(consortium: Consortium, kind: str, words: str, *, since: date, actor: Actor) -> Aim:
    """Record from a day on a vision, idea or goal of a consortium.

    Raises:
        Refused("not-your-place"), Refused("not-yet-begun"): as for `set_status`.
        Refused("nothing-changed"): the same is on record already.
    """
    _check(consortium, since, actor)
    before = fingerprint(Aim.objects.filter(consortium=consortium, kind=kind).on(since).first())
    aim = succeed(
        Aim, {"consortium": consortium, "kind": kind}, since=since, values={"words": words}
    )
    note = {"kind": kind, "since": since.isoformat()}
    write("set-aim", aim, actor=actor, before=before, note=note)
    return aim


def _check(consortium: Consortium, since: date, actor: Actor) -> None:
    Consortium.objects.select_for_update().get(pk=consortium.pk)
    if not may_change(actor, consortium):
        raise Refused("not-your-place", name=consortium.label)
    if since < consortium.since:
        raise Refused("not-yet-begun", name=consortium.label, since=consortium.since)
    if consortium.until is not None and since >= consortium.until:
        raise Refused("already-ended", until=consortium.until)
