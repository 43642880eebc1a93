"""What a meeting is about: items and the papers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, check_entry_quota, store_taken

from ..models import AgendaItem, AgendaPaper, Meeting
from .meetings import LONGEST_AGENDA, held_fast

OPEN_STATES = (Meeting.State.PLANNED, Meeting.State.HELD)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An agenda item."""

    title: str
    presenter: int | None = None
    number: int | None = None  # none: the last


@transaction.atomic
def add_item(
    meeting: Meeting, new: NewItem, papers: Sequence[Taken] = (), *, actor: Actor
) -> AgendaItem:
    """Put something on the agenda.

    Raises:
        Refused("not-your-place"), Refused("meeting-is-over"), Refused("agenda-too-long").
        Refused("not-invited"): the presenter is not invited.
        Refused: what the quota of files refuses.
    """
    meeting = _open(meeting, actor)
    if meeting.items.count() >= LONGEST_AGENDA:
        raise Refused("agenda-too-long", most=LONGEST_AGENDA)
    _check_presenter(meeting, new)
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, title=new.title.strip(), presenter_id=new.presenter, number=last + 1
    )
    _keep(item, papers)
    if new.number is not None:
        _move(meeting, item, new.number)
    write("add-agenda-item", meeting, actor=actor, note={"files": len(papers)})
    return item


@transaction.atomic
def change_item(
    item: AgendaItem, new: NewItem, papers: Sequence[Taken] = (), *, actor: Actor
) -> AgendaItem:
    """Change an item, its place in the order, and add papers.

    Raises:
        Refused: as `add_item`.
    """
    meeting = _open(item.meeting, actor)
    _check_presenter(meeting, new)
    before = fingerprint(item)
    item.title, item.presenter_id = new.title.strip(), new.presenter
    item.save(update_fields=["title", "presenter"])
    _keep(item, papers)
    if new.number is not None:
        _move(meeting, item, new.number)
    write("change-agenda-item", item, actor=actor, before=before, note={"files": len(papers)})
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: Actor) -> Meeting:
    """Take an item off the agenda.

    Raises:
        Refused("not-your-place"), Refused("meeting-is-over").
        Refused("item-is-used"): there was a vote or a resolution on it.
    """
    meeting = _open(item.meeting, actor)
    if item.votes.exists() or item.resolutions.exists():
        raise Refused("item-is-used", number=item.number)
    item.delete()
    _renumber(list(meeting.items.order_by("number")))
    write("remove-agenda-item", meeting, actor=actor)
    return meeting


def _open(meeting: Meeting, actor: Actor) -> Meeting:
    meeting = held_fast(meeting, actor)
    if meeting.state not in OPEN_STATES:
        raise Refused("meeting-is-over", state=meeting.get_state_display())
    return meeting


def _check_presenter(meeting: Meeting, new: NewItem) -> None:
    invited = meeting.invitations.filter(person=new.presenter)
    if new.presenter is not None and not invited.exists():
        raise Refused("not-invited")


def _keep(item: AgendaItem, papers: Sequence[Taken]) -> None:
    for each in papers:
        AgendaPaper.objects.create(item=item, file=store_taken(each))
    check_entry_quota(StoredFile.objects.filter(pk__in=item.papers.values("file")))


def _move(meeting: Meeting, item: AgendaItem, number: int) -> None:
    others = [each for each in meeting.items.order_by("number") if each.pk != item.pk]
    others.insert(min(max(number, 1), len(others) + 1) - 1, item)
    _renumber(others)


def _renumber(items: Sequence[AgendaItem]) -> None:
    """Number them from one; in two steps, for no number may stand twice at any moment."""
    for shift in (1000, 0):
        for number, each in enumerate(items, start=1):
            each.number = number + shift
            each.save(update_fields=["number"])
