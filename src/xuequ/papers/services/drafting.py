"""Draft a paper, change its draft, discard it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document, PaperKind, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.periods import last_day, period_name, period_of
from ..engine.renewing import renewed
from ..models import Paper, PaperVersion
from ..queries.kinds import begun, kind_of, of
from ..queries.periods import offered_at
from ..queries.scope import may_change

LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What a draft begins with: what the kind compiles for a day, or a document made already."""

    kind: PaperKind
    on: date  # a day of the period it is about
    document: Document | None = None
    subject: str = ""  # such as "case:12"
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False


@transaction.atomic
def draft_paper(new: NewDraft, place: Place, *, actor: Actor) -> Paper:
    """Begin a paper in the name of a place.  The same form sent twice makes one.

    Raises:
        Refused("not-your-place"): the actor may not draft papers of this kind there.
        Refused("paper-not-of-that-place"): such a place issues no papers of this kind.
        Refused("paper-period-not-offered"): its period has not begun, or is over for long.
    """
    if not may_change(actor, place, new.kind):
        raise Refused("not-your-place", name=place.name)
    if of(place) not in new.kind.of:
        raise Refused("paper-not-of-that-place", kind=new.kind.title, name=place.name)
    known = Paper.objects.filter(key=new.key).first()
    if known is not None:
        return known
    new = _in_period(new, place)
    text = new.document or begun(new.kind, place, new.on, seen_by=actor)
    paper = row_of(new, text, place, actor)
    if not _inserted(paper):
        return Paper.objects.get(key=new.key)
    keep_version(paper, actor, compiled=paper.body if new.kind.compile else None)
    write("draft-paper", paper, actor=actor, note={"kind": new.kind.code})
    return paper


def _in_period(new: NewDraft, place: Place) -> NewDraft:
    """The draft for the last day of its period, where its kind has one."""
    span = period_of(new.kind, new.on)
    if span is None:
        return new
    if span not in offered_at(new.kind, place, timezone.localdate()):
        raise Refused("paper-period-not-offered", period=period_name(new.kind, span))
    return replace(new, on=last_day(span))


@transaction.atomic
def change_paper(paper: Paper, text: Document, *, version: int, actor: Actor) -> Paper:
    """Save another text of a draft; the former ones are kept.

    Args:
        version: the version that the author had before them.

    Raises:
        Refused("not-your-place"): the actor may not change papers of that place.
        Refused("paper-is-not-a-draft"): it was issued; its text stands.
        Refused("paper-changed-meanwhile"): somebody else saved another version.
        Refused("nothing-changed"): it says the same as before.
    """
    paper = locked_draft(paper, actor)
    if paper.version == version + 1 and paper.digest == text.digest:
        return paper  # the same form sent twice
    _same_version(paper, version, actor)
    if paper.digest == text.digest:
        raise Refused("nothing-changed")
    before = fingerprint(paper)
    _save(paper, text, actor)
    write("change-paper", paper, actor=actor, before=before, note={"version": paper.version})
    return paper


@transaction.atomic
def renew_paper(paper: Paper, *, version: int, actor: Actor) -> Paper:
    """Put today's figures into a compiled draft; what people wrote stays.

    Args:
        version: the version that the actor had before them.

    Raises:
        Refused("not-your-place"), Refused("paper-is-not-a-draft"),
        Refused("paper-changed-meanwhile"): as for `change_paper`.
        Refused("paper-is-not-compiled"): people wrote all of it.
        Refused("nothing-to-renew"): it holds the figures of today.
    """
    paper = locked_draft(paper, actor)
    kind = kind_of(paper.kind)
    if not kind.compile:
        raise Refused("paper-is-not-compiled")
    _same_version(paper, version, actor)
    made = begun(kind, paper.place, paper.period_on, seen_by=actor).plain()
    versions = paper.versions.order_by("number")
    compiled = versions.exclude(compiled=None).values_list("compiled", flat=True).last()
    first = compiled or versions[0].body
    said = renewed(document(first), document(paper.body), document(made))
    if said.digest == paper.digest:
        raise Refused("nothing-to-renew")
    before = fingerprint(paper)
    _save(paper, said, actor, compiled=made)
    write("renew-paper", paper, actor=actor, before=before, note={"version": paper.version})
    return paper


@transaction.atomic
def discard_paper(paper: Paper, *, actor: Actor) -> None:
    """Take a draft away that will not be issued; the record keeps that it was there.

    Raises:
        Refused("not-your-place"), Refused("paper-is-not-a-draft"): as for `change_paper`.
    """
    paper = locked_draft(paper, actor)
    before = fingerprint(paper)
    write("discard-paper", paper, actor=actor, before=before, note={"version": paper.version})
    paper.delete()


def _same_version(paper: Paper, version: int, actor: Actor) -> None:
    """Refuse to write over what somebody else saved."""
    if paper.version != version:
        last = paper.versions.select_related("person").first()
        name = last.person.name if last and last.person else actor.account
        raise Refused("paper-changed-meanwhile", name=name, version=paper.version)


def _save(paper: Paper, text: Document, actor: Actor, *, compiled: object = None) -> None:
    """Keep the next version of a draft."""
    paper.version += 1
    fill(paper, text)
    paper.save(update_fields=["title", "body", "digest", "version"])
    keep_version(paper, actor, compiled=compiled)


def locked_draft(paper: Paper, actor: Actor) -> Paper:
    """The draft, held until the transaction ends.

    Raises:
        Refused("not-your-place"): the actor may not change papers of that place.
        Refused("paper-is-not-a-draft"): it was issued.
    """
    held = Paper.objects.select_for_update().filter(pk=paper.pk).first()
    if held is None:
        raise Refused("paper-was-discarded")
    if not may_change(actor, held.place, kind_of(held.kind)):
        raise Refused("not-your-place", name=held.place.name)
    if not held.is_draft:
        raise Refused("paper-is-not-a-draft", number=held.number or held.title)
    return held


def row_of(new: NewDraft, text: Document, place: Place, actor: Actor) -> Paper:
    """A paper that is not written yet."""
    paper = Paper(
        kind=new.kind.code,
        authority=place.authority,
        consortium=place.consortium,
        school=place.school,
        subject=new.subject,
        period_on=new.on,
        key=new.key,
        made_by_id=actor.person,
        is_synthetic=new.is_synthetic,
    )
    fill(paper, text)
    return paper


def fill(paper: Paper, text: Document) -> None:
    """Put a document into the row."""
    gap = " " if text.language == "en" else ""
    paper.title = gap.join(each.strip() for each in text.title.splitlines())[:LONGEST_TITLE]
    paper.body, paper.digest = text.plain(), text.digest


def keep_version(paper: Paper, actor: Actor, *, compiled: object = None) -> None:
    """Keep what the draft says now, and what was compiled for it."""
    PaperVersion.objects.create(
        paper=paper,
        number=paper.version,
        title=paper.title,
        body=paper.body,
        digest=paper.digest,
        compiled=compiled,
        person_id=actor.person,
    )


def _inserted(paper: Paper) -> bool:
    """Was it written?  Not if the same form came a moment before."""
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        if not Paper.objects.filter(key=paper.key).exists():
            raise
        return False
    return True
