"""Remind those who have not handed in what they owe (催办)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ..engine.reckoning import STANDINGS, Standing, dates
from ..engine.reports import last, span_text
from ..engine.tally import Line
from ..models import Notice
from ..queries.book import Book
from ..queries.chasing import may_chase, recipient_key, recipients, within_reach
from ..queries.links import hand_in_link
from ..queries.owing import about

OPEN = (Standing.OVERDUE, Standing.OPEN)  # what can still be handed in


@dataclass(frozen=True, slots=True)
class Chased:
    """What came of a round of reminders."""

    told: int = 0  # notices
    owners: int = 0  # reminded
    known: int = 0  # reminded today before
    settled: int = 0  # nothing is left for them to hand in
    silent: int = 0  # nobody holds a post who could hand it in


@transaction.atomic
def chase(line: Line, book: Book, place: Model, *, actor: Actor) -> Chased:
    """Remind one owner of one duty.

    Raises:
        Refused("not-yours-to-chase"): somebody else's people.
        Refused("nothing-to-chase"): it is done, excused, waiting to be confirmed, or closed.
        Refused("chased-today"): once a day is enough.
        Refused("nobody-to-chase"): nobody holds a post there that could hand it in.
    """
    reach = within_reach(actor, book.authority.pk, book.on)
    if not may_chase(actor, line.owner, reach):
        raise Refused("not-yours-to-chase", name=line.owed.name)
    if line.standing not in OPEN:
        raise Refused("nothing-to-chase", name=line.owed.name, state=STANDINGS[line.standing])
    done = _chase([line], book, place, actor)
    if done.known:
        raise Refused("chased-today", name=line.owed.name)
    if done.silent:
        raise Refused("nobody-to-chase", name=line.owed.name)
    return done


@transaction.atomic
def chase_all(lines: Sequence[Line], book: Book, place: Model, *, actor: Actor) -> Chased:
    """Remind everybody of these lines who can still hand in, and say whom it left out.

    Raises:
        Refused("not-yours-to-chase"): one of them is somebody else's.
        Refused("nobody-is-late"): nobody is left to remind.
    """
    reach = within_reach(actor, book.authority.pk, book.on)
    for each in lines:
        if not may_chase(actor, each.owner, reach):
            raise Refused("not-yours-to-chase", name=each.owed.name)
    if not any(each.standing in OPEN for each in lines):
        raise Refused("nobody-is-late")
    return _chase(lines, book, place, actor)


def _chase(lines: Sequence[Line], book: Book, place: Model, actor: Actor) -> Chased:
    Authority.objects.select_for_update().get(pk=book.authority.pk)  # one round at a time
    open_ones = [each for each in lines if each.standing in OPEN]
    keys = [about(each, book.on) for each in open_ones]
    known = set(
        Notice.objects.filter(kind=Notice.Kind.CHASE, about__in=keys).values_list(
            "about", flat=True
        )
        if len(keys) <= FEW
        else Notice.objects.filter(
            kind=Notice.Kind.CHASE, authority=book.authority, about__endswith=f"|{book.on}"
        ).values_list("about", flat=True)
    )
    fresh = [each for each in open_ones if about(each, book.on) not in known]
    who = recipients(book, fresh)
    rows = [
        _notice(each, person, book, actor)
        for each in fresh
        for person in sorted(who[recipient_key(each)] - {actor.person})
    ]
    reached = {row.about for row in rows}
    Notice.objects.bulk_create(rows, batch_size=500)
    done = Chased(
        told=len(rows),
        owners=len(reached),
        known=len(open_ones) - len(fresh),
        settled=len(lines) - len(open_ones),
        silent=len(fresh) - len(reached),
    )
    if rows:
        note = {
            "duties": ", ".join(sorted({each.owed.key for each in fresh}))[:300],
            "told": done.told,
            "owners": done.owners,
            "left_out": done.known + done.settled + done.silent,
        }
        write("chase", place, actor=actor, note=note)
    return done


FEW = 500  # keys asked for by name


def _notice(line: Line, person: int, book: Book, actor: Actor) -> Notice:
    text = reminder(line, book.settings.grace_days)
    return Notice(
        authority=book.authority,
        person_id=person,
        kind=Notice.Kind.CHASE,
        zh=text.zh[:300],
        en=text.en[:300],
        link=hand_in_link(line),
        about=about(line, book.on),
        by_id=actor.person,
    )


def reminder(line: Line, grace_days: int) -> Text:
    """What somebody is reminded of, in a sentence; several late spans are told in number."""
    first, several = line.first_open, len(line.late) > 1
    when, span = dates(line.owed.duty, first, grace_days), span_text(first)
    due = last(when.due)
    by_zh, by_en = (f"，应于{due}完成", f", due by {due}") if due else ("", "")
    if line.late:
        by_zh += f"，最迟{when.closes}补交"
        by_en += f", may be handed in until {when.closes}"
    if several:
        count_zh, count_en = f"；共{len(line.late)}期逾期", f"; {len(line.late)} periods are late"
        span = Text(f"最早一期{span.zh}", f"the first {span.en}")
    else:
        count = f"{line.count.confirmed + line.count.handed}"
        count_zh = f"；已交{count}/{line.wanted}"
        count_en = f"; handed in: {count}/{line.wanted}"
    name = line.owed.name
    return Text(
        f"催办：{name.zh}（{span.zh}）{by_zh}{count_zh}",
        f"reminder: {name.en} ({span.en}){by_en}{count_en}",
    )
