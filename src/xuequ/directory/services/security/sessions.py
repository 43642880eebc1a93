"""Acts on sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...models import Account, Visit
from .attempts import forget_failures


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody came in: by which way, on what sort of device, in which session."""

    way: str
    session: str
    device: str = ""


def key_of(session: SessionBase) -> str:
    """The key of a session that has just begun; it is kept first if it has none yet."""
    session.save()
    return str(session.session_key)


@transaction.atomic
def note_log_in(account: Account, entry: Entry, *, actor: Actor) -> None:
    """Record that somebody logged in, and remember the session."""
    forget_failures(account)
    _forget_ended(account)
    Visit.objects.create(
        account=account,
        session_key=entry.session,
        since=timezone.now(),
        way=entry.way,
        device=entry.device,
    )
    write("log-in", account, actor=actor, note={"way": entry.way})


@transaction.atomic
def note_log_out(account: Account, session: str | None, *, actor: Actor, why: str) -> None:
    """Record that a session ended: by the person, after a pause, or after its longest time."""
    Visit.objects.filter(account=account, session_key=session or "").delete()
    write("log-out", account, actor=actor, note={"why": why})


@transaction.atomic
def end_other_sessions(account: Account, *, actor: Actor, session: str | None) -> int:
    """Log the account out everywhere but here; how many sessions that were."""
    ended = end_sessions(account, but=session)
    write("end-sessions", account, actor=actor, note={"sessions": ended})
    return ended


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """End the sessions of an account as part of another act."""
    visits = Visit.objects.filter(account=account).exclude(session_key=but or "")
    keys = list(visits.values_list("session_key", flat=True))
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    visits.delete()
    return ended


def move_session(account: Account, old: str | None, new: str | None) -> None:
    """Follow a session that got a new key."""
    Visit.objects.filter(account=account, session_key=old or "").update(session_key=new or "")


def _forget_ended(account: Account) -> None:
    """Forget visits whose session is no longer there."""
    known = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    Visit.objects.filter(account=account).exclude(session_key__in=known).delete()


@transaction.atomic
def forget_sessions(now: datetime) -> Text:
    """Take away the rows of sessions whose time is over, and the visits that were in them."""
    ended, _ = Session.objects.filter(expire_date__lt=now).delete()
    known = Session.objects.values("session_key")
    visits, _ = Visit.objects.exclude(session_key__in=known).delete()
    return Text(
        f"清除过期登录{ended}个、访问记录{visits}条。",
        f"{ended} sessions and {visits} visits were forgotten.",
    )
