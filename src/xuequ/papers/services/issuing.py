"""Issue a paper: number, files, seal and proof, and what it settles, in one transaction."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document, PaperKind, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Entry
from xuequ.ledger.queries import Place
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry
from xuequ.record.services import write
from xuequ.vault.services import store_file

from ..engine.flaws import flaws, flaws_of_signs
from ..models import Paper, PaperState, Series
from ..queries.duties import counts_from, not_before, settled
from ..queries.kinds import of
from ..queries.scope import kind_for, series_of
from ..rendering import WRITERS, Marks, render
from ..rendering.coverage import lacking
from .drafting import NewDraft, fill, keep_version, locked_draft, row_of
from .series import next_number

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that look alike
LENGTH = 16  # 80 bits: not to be guessed, short enough to be typed


@transaction.atomic
def issue_paper(
    paper: Paper, *, series: Series | None, on: date, actor: Actor, counts: bool = True
) -> Paper:
    """Give a draft its number, day, files and code; from then on its text stands.

    Args:
        series: of the paper's place; none for a kind without numbers.
        counts: hand it in for the duty that its kind names, where the place owes it.

    Raises:
        Refused("not-your-place"), Refused("paper-is-not-a-draft"): as for `change_paper`.
        Refused("paper-has-flaws"): names what must be mended before.
        Refused("issue-day-to-come"): nothing is issued on a day to come.
        Refused("issued-before-its-figures"): it says what was not known on that day.
        Refused("signed-after-issue"): it is dated later than it is issued.
        Refused("period-still-runs"): it is to count for a period that is not ending yet.
        Refused: what `next_number` and the ledger refuse.
    """
    paper = locked_draft(paper, actor)
    kind, said = kind_for(paper), document(paper.body)
    _check_days(paper, said, kind, on)
    _check_signs(said)
    _issue(paper, said, kind, series, on)
    paper.issued_by_id = actor.person
    if counts:
        paper.entry = _counted(paper, kind, actor)
    paper.save()
    _record(paper, actor)
    return paper


def _check_signs(said: Document) -> None:
    missed = [each.text for each in flaws_of_signs(lacking(said))]
    if missed:
        raise Refused("paper-has-flaws", what=missed)


def _check_days(paper: Paper, said: Document, kind: PaperKind, on: date) -> None:
    if on > timezone.localdate():
        raise Refused("issue-day-to-come", day=on)
    if said.signed_on is not None and said.signed_on > on:
        raise Refused("signed-after-issue", day=said.signed_on, on=on)
    known = not_before(paper, kind)
    if known is not None and on < known:
        raise Refused("issued-before-its-figures", day=known)


def issue_directly(
    kind: PaperKind, document: Document, place: Place, *, subject: str, actor: Actor, on: date
) -> Paper:
    """Issue a paper that another act brings about, in the transaction of that act.

    Whether the actor may is for that act to know.  The number is of the series that the place
    keeps for this kind, else of its first for all kinds.  It counts for the duty of its kind
    where the ledger takes it.

    Raises:
        RuntimeError: there is no transaction for the paper to stand or fall with.
        Refused: as for `issue_paper`, and "paper-not-of-that-place".
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a paper and the act it comes from belong in one transaction")
    if of(place) not in kind.of:
        raise Refused("paper-not-of-that-place", kind=kind.title, name=place.name)
    paper = row_of(NewDraft(kind, on, subject=subject), document, place, actor)
    series = series_of(place, kind).first() if kind.takes_number else None
    _issue(paper, document, kind, series, on)
    paper.issued_by_id = actor.person
    with suppress(Refused), transaction.atomic():  # a decision does not wait for the ledger
        paper.entry = _counted(paper, kind, actor)
    paper.save(force_insert=True)
    keep_version(paper, actor)
    _record(paper, actor)
    return paper


def _issue(paper: Paper, said: Document, kind: PaperKind, series: Series | None, on: date) -> None:
    """Number, seal and print; the row is not written yet."""
    _check(paper, said, kind, series)
    if kind.layout != "form":
        said = replace(said, sender=said.sender or paper.place.name)
    said = replace(said, signed_on=said.signed_on or (None if kind.layout == "form" else on))
    fill(paper, said)
    if series is not None:
        paper.series, (paper.year, paper.ordinal) = series, next_number(series, on)
    paper.state, paper.issued_on, paper.issued_at = PaperState.ISSUED, on, timezone.now()
    paper.token = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    marks = marks_of(paper)
    name = " ".join(each for each in (paper.number, paper.title) if each)[:100]
    for form in WRITERS:
        stored = store_file(render(said, kind, marks, form), name=f"{name}.{form}")
        setattr(paper, form, stored)


def _check(paper: Paper, said: Document, kind: PaperKind, series: Series | None) -> None:
    wrong = [each.text for each in flaws(said, kind) if each.is_must]
    if wrong:
        raise Refused("paper-has-flaws", what=wrong)
    if not kind.takes_number:
        if series is not None:
            raise Refused("paper-takes-no-number", kind=kind.title)
        return
    if series is None:
        raise Refused("series-missing", name=paper.place.name)
    if series.place != paper.place:
        raise Refused("series-of-another-place", word=series.word, name=series.place.name)
    if series.kind not in ("", kind.code):
        raise Refused("series-for-another-kind", word=series.word)


def marks_of(paper: Paper) -> Marks:
    """What is printed beside the text of a paper."""
    token = paper.token or ""
    path = reverse("papers:paper_proof", args=[token]) if token else ""
    return Marks(
        issuer=paper.place.name,
        day=paper.issued_on or timezone.localdate(),
        number=paper.number,
        code=token,
        url=f"{settings.XUEQU_URL}{path}" if settings.XUEQU_URL and token else "",
        is_draft=paper.is_draft,
    )


def _counted(paper: Paper, kind: PaperKind, actor: Actor) -> Entry | None:
    """The entry by which the paper counts for the duty of its kind; none where none is owed."""
    today = timezone.localdate()
    found = settled(paper, kind, today)
    if found is None or paper.pdf is None:
        return None
    since = counts_from(paper, kind)
    if since is not None and today < since:
        raise Refused("period-still-runs", day=since)
    new = NewEntry(
        artefact=found.owed.artefact,
        title=paper.title[:120],
        happened_on=found.on,
        duties=[found.owner],
        words=f"{paper.title}{paper.number}已印发。PDF 文件 SHA-256：{paper.pdf.digest}",
        files=[paper.pdf],
        is_synthetic=paper.is_synthetic,
    )
    return hand_in(new, paper.authority, actor=actor, today=today)


def _record(paper: Paper, actor: Actor) -> None:
    files = {form: getattr(paper, form).digest for form in WRITERS}
    note = {"paper_number": paper.number, "sha256": paper.digest, **files}
    write("issue-paper", paper, actor=actor, note=note)
