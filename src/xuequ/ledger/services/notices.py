"""Tell people something, and note that they have read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..models import Entry, Notice
from ..queries.notices import notices

LONGEST, LONGEST_LINK, LONGEST_TITLE = 300, 200, 120  # characters


@dataclass(frozen=True, slots=True)
class News:
    """What somebody is to be told.

    `text` is a sentence of the product with places, days and clauses in it: nothing that
    somebody typed and no name of a pupil, for it may go out by e-mail.  `title` is what somebody
    typed to name the thing; it stands on the page of notices and is never sent.  `link` is the
    path of a page.  What has an `about` reaches a person once; where it may come again on another
    day, the day belongs into it.
    """

    kind: str
    text: Text
    link: str = ""
    about: str = ""
    entry: Entry | None = None
    title: str = ""


def notify(person: Person, news: News, *, by: Person | None = None) -> bool:
    """Tell one person; were they told, or did they know already?"""
    return notify_many([person], news, by=by) == 1


def tell(person: int, text: Text, link: str, *, about: str) -> None:
    """Tell somebody that a run is over: what a lower storey asks for through the settings."""
    for each in Person.objects.filter(pk=person):
        notify(each, News(Notice.Kind.RUN, text, link, about))


def notify_many(people: Iterable[Person], news: News, *, by: Person | None = None) -> int:
    """Tell several people the same; how many did not know it yet.

    It is a part of the act it tells of, which has its own line in the record.

    Raises:
        ValueError: the link leads out of the product, or is too long to keep.
    """
    _check_link(news)
    with transaction.atomic(savepoint=False):
        wanted = {each.pk: each for each in people}
        if news.about:
            told = Notice.objects.filter(person__in=wanted, kind=news.kind, about=news.about)
            for known in told.values_list("person", flat=True):
                del wanted[known]
        rows = [_row(each, news, by) for each in wanted.values()]
        Notice.objects.bulk_create(rows, ignore_conflicts=bool(news.about), batch_size=500)
    return len(rows)


@transaction.atomic
def notify_each(told: Iterable[tuple[Iterable[Person], News]]) -> int:
    """Tell several people several things in a few statements; how many notices that made.

    Each of the things has an `about`; whoever knows it already is not told again.

    Raises:
        ValueError: a link leads out of the product, or one of the things has no `about`.
    """
    rows = {}
    for people, news in told:
        _check_link(news)
        if not news.about:
            raise ValueError(f"it could not be told once: {news.text.en}")
        for person in people:
            rows[person.pk, news.kind, news.about] = _row(person, news, None)
    known = Notice.objects.filter(about__in={about for _pk, _kind, about in rows})
    for key in known.values_list("person", "kind", "about"):
        rows.pop(key, None)
    Notice.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=500)
    return len(rows)


@transaction.atomic
def read_notice(notice: Notice, *, actor: Actor) -> Notice:
    """Note that its reader has read it; one that is somebody else's stays as it is."""
    notices(seen_by=actor).filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    notice.refresh_from_db()
    return notice


@transaction.atomic
def read_all_notices(*, actor: Actor) -> int:
    """Note that the actor has read everything there is; how many were new."""
    return notices(seen_by=actor).filter(read_at=None).update(read_at=timezone.now())


def _check_link(news: News) -> None:
    if news.link and (not news.link.startswith("/") or news.link.startswith("//")):
        raise ValueError(f"not a page of ours: {news.link}")
    if len(news.link) > LONGEST_LINK:
        raise ValueError(f"longer than {LONGEST_LINK} characters: {news.link}")


def _row(person: Person, news: News, by: Person | None) -> Notice:
    return Notice(
        authority_id=person.authority_id,
        person=person,
        kind=news.kind,
        zh=_short(news.text.zh),
        en=_short(news.text.en),
        link=news.link,
        title=news.title[:LONGEST_TITLE],
        about=news.about,
        entry=news.entry,
        by=by,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
