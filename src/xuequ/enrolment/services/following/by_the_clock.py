"""Find children who have no place, did not come, or left the roll; end what is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.periods import year_of
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.queries.reviews import reporters
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.services import write

from ...models import Application, Arrival, Child, Round, Watch
from ...queries.following.arrivals import not_come
from ...queries.following.placed import known_children
from ...queries.following.roll import is_back, left_unknown
from ...queries.telling.seats import with_seat

ACTOR = program("enrolment.watch")
BACK = timedelta(days=365)  # seats that ended earlier are no longer looked for
PATIENCE = timedelta(days=10)  # for a school, before the authority looks after the child too
BY_ITSELF = "系统核对：已有学位、已报到或已回到学籍名册"
PUPIL = "pupil__school_class__school__authority"
Kind = Watch.Kind


def look_for_all(now: datetime) -> Text:
    """Every authority once a day."""
    found = [look_for(each, actor=ACTOR, now=now) for each in Authority.objects.order_by("pk")]
    new, over = sum(one for one, _ in found), sum(other for _, other in found)
    return Text(
        f"新列入跟踪{new}人，自动办结{over}人。",
        f"{new} children are looked after from now on, {over} were settled by themselves.",
    )


@transaction.atomic
def look_for(authority: Authority, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Begin to look after whoever needs it, end what is settled, hand up what takes too long.

    Returns:
        How many children are new, and for how many it has ended.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    new = [each for each in _found(authority, now) if _begun(each, now)]
    over = _ended(authority, now)
    up = _handed_up(authority, now)
    if new or over or up:
        note = {"children": len(new), "went_well": over, "handed_up": up}
        write("look-for-children", authority, actor=actor, note=note)
        _tell(authority, new, up, now)
    return len(new), over


def _found(authority: Authority, now: datetime) -> Iterator[dict[str, Any]]:
    today = timezone.localdate(now)
    this_year = year_of(today)
    rounds = Round.objects.filter(authority=authority, year__gte=this_year)
    ended = rounds.exclude(concluded_at=None)
    for year, stage in set(ended.values_list("year", "stage")):
        for each in known_children(authority, year, stage, now).without:
            if each.child is None or each.is_over:
                who = {"child": each.child, "pupil": each.pupil}
                school = each.pupil.school_class.school if each.pupil else None
                since = each.since or today
                yield {"kind": Kind.NO_PLACE, "year": year, "stage": stage, **who,
                       "authority": authority, "school": school, "since": since}  # fmt: skip
    for one in rounds:
        rows = not_come(one, now)
        children = Child.objects.in_bulk([row.child for row in rows])
        for row in rows:
            yield {"kind": Kind.NOT_COME, "year": one.year, "stage": one.stage, "pupil": None,
                   "child": children[row.child], "authority": authority,
                   "school_id": row.seat, "since": row.since, "escalated_at": now}  # fmt: skip
    for pupil in left_unknown(authority, today).filter(until__gte=today - BACK):
        room = pupil.school_class
        yield {"kind": Kind.OFF_ROLL, "year": room.year, "stage": room.stage, "child": None,
               "pupil": pupil, "authority": authority, "school": room.school,
               "since": pupil.until}  # fmt: skip


def _begun(said: dict[str, Any], now: datetime) -> Watch | None:
    """A child that is looked after from now on: for the first time, or once more.

    What somebody settled stays so; what had settled itself begins anew, and its steps are kept.
    """
    same = {name: said[name] for name in ("kind", "child", "pupil", "year", "stage")}
    row = Watch.objects.filter(**same).select_related(PUPIL).first()
    if row is None:
        return Watch.objects.create(begun_at=now, **said)
    if row.settled_at is None or row.settled_by_id is not None:
        return None
    row.since, row.begun_at, row.escalated_at = said["since"], now, said.get("escalated_at")
    if _settles_itself(row, now):
        return None
    row.ground, row.reason, row.settled_at = "", None, None
    row.save()
    return row


def _ended(authority: Authority, now: datetime) -> int:
    """What needs nobody any more: the child has a seat, came, or is on a roll again."""
    rows = Watch.objects.filter(authority=authority, settled_at=None)
    over = 0
    for each in rows.select_related(PUPIL):
        ground = _settles_itself(each, now)
        if ground:
            each.ground, each.reason, each.settled_at = ground, BY_ITSELF, now
            each.save(update_fields=["ground", "reason", "settled_at"])
            over += 1
    return over


def _settles_itself(watch: Watch, now: datetime) -> str:
    """The ground on which a child needs nobody any more; "" while it does."""
    mine = Application.objects.filter(child=watch.child_id or 0, year=watch.year, stage=watch.stage)
    if watch.pupil is not None:
        return Watch.Ground.CAME if is_back(watch.pupil, watch.since) else ""
    if watch.kind == Kind.NOT_COME:
        return Watch.Ground.CAME if Arrival.objects.filter(application__in=mine).exists() else ""
    return Watch.Ground.PLACED if mine.filter(with_seat(now)).exists() else ""


def _handed_up(authority: Authority, now: datetime) -> int:
    """What a school has not settled in time is the authority's matter too."""
    rows = Watch.objects.filter(authority=authority, settled_at=None, escalated_at=None)
    late = rows.filter(begun_at__lt=now - PATIENCE).exclude(school=None)
    return late.update(escalated_at=now)


def _tell(authority: Authority, new: list[dict[str, Any]], up: int, now: datetime) -> None:
    """Remind the schools, and tell the authority what was handed up or is its own."""
    people = reporters(authority, timezone.localdate(now))
    link, day = reverse("enrolment:watch_list"), timezone.localdate(now)
    schools = {each.get("school_id") or (each.get("school") and each["school"].pk) for each in new}
    text = Text(
        "有学生没有到校、没有学位或离开了学籍名册，请联系家长并登记结果。",
        "Children did not come, have no place or left the roll: please ask the families and note "
        "what came of it.",
    )
    for school in filter(None, schools):
        about = f"watch:{school}:{day}"
        notify_many(people.get(("school", school), ()), News(Notice.Kind.CHASE, text, link, about))
    if up or any(each.get("escalated_at") or not each.get("school") for each in new):
        about = f"watch:county:{authority.pk}:{day}"
        told_of = people.get(("county", authority.pk), ())
        notify_many(told_of, News(Notice.Kind.CHASE, text, link, about))
