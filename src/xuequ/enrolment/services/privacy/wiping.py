"""Take away what says who somebody is; what is sealed knows children by number and stays."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils import timezone

from xuequ.directory.models import Account, Registrant
from xuequ.directory.services.security.sessions import end_sessions
from xuequ.ledger.models import Delivery, Notice

from ...models import (
    Appeal,
    Application,
    Assignment,
    Check,
    Child,
    Conflict,
    Consent,
    Custody,
    CustodyEntry,
    DepartmentAnswer,
    Dwelling,
    Evidence,
    Exceptional,
    ExceptionPaper,
    Look,
    SeatLock,
    Submission,
    Watch,
    WatchStep,
)

GONE = "已到期删除"


def wipe_papers(application: Application, now: datetime) -> None:
    """Delete the pictures of papers; the files follow when the vault is tidied."""
    Evidence.objects.filter(application=application).delete()


def wipe_draft(application: Application, now: datetime) -> None:
    """Delete an application that was never handed in.

    The child's identity goes with it where all its others were deleted before.
    """
    Application.objects.filter(companion=application).update(companion=None)
    child = application.child
    application.delete()
    rest = Application.objects.filter(child=child)
    if rest.exists() and not rest.filter(erased_at=None).exists():
        wipe_child(child, now)


def wipe_application(application: Application, now: datetime) -> None:
    """Delete what a family said and what was found of it; number, choices and verdict stay.

    The child's identity goes with the last of its applications.
    """
    wipe_papers(application, now)
    for kind in (Assignment, Look, DepartmentAnswer):
        kind._default_manager.filter(application=application).delete()
    Submission.objects.filter(application=application).update(content={})
    checks = Check.objects.filter(application=application)
    checks.exclude(reason=None).update(reason=GONE)
    checks.update(said=[], items={}, answers={}, dwelling=None)
    _wipe_exceptions(application)
    _wipe_locks(application)
    Application.objects.filter(pk=application.pk).update(
        address=None, place="", claims={}, proved={} if application.proved is not None else None,
        draft=None, change_code="", companion=None, erased_at=now,
    )  # fmt: skip
    if not Application.objects.filter(child=application.child_id, erased_at=None).exists():
        wipe_child(application.child, now)


def wipe_child(child: Child, now: datetime) -> None:
    """Delete the identity of a child; its number, sex and year of birth stay for the figures."""
    for kind in (Custody, CustodyEntry, Consent, Conflict):
        kind._default_manager.filter(child=child).delete()
    WatchStep.objects.filter(watch__child=child).update(note=GONE)
    Watch.objects.filter(child=child).exclude(reason=None).update(reason=GONE)
    child.name, child.id_kind, child.id_number = GONE, "other", f"erased:{child.number}"
    child.born = f"{child.born.open()[:4]}-01-01"
    child.pupil, child.erased_at = None, now
    child.save()


def wipe_lone_child(child: Child, now: datetime) -> None:
    """Delete a child without an application; of one that was looked after the figures stay."""
    if child.watches.exists():
        wipe_child(child, now)
    else:
        child.delete()


def wipe_guardian(registrant: Registrant, now: datetime) -> None:
    """Delete name, paper, telephone and log-in of a parent who has no child here any more."""
    person, today = registrant.person, timezone.localdate(now)
    account = Account.objects.filter(person=person).first()
    if account is not None:
        end_sessions(account)
        account.username, account.is_active = f"gone{secrets.token_hex(8)}", False
        account.set_unusable_password()
        account.save()
    Delivery.objects.filter(person=person).delete()
    Notice.objects.filter(person=person).delete()
    CustodyEntry.objects.filter(parent=person).update(reason=GONE)
    registrant.id_number, registrant.until = None, max(today, registrant.since)
    registrant.save()
    person.name, person.sort_key = GONE, ""
    person.id_kind = person.id_number = person.phone = None
    person.save()


def _wipe_exceptions(application: Application) -> None:
    """What was said and shown for an exception, and who objected; that it was made stays."""
    mine = Exceptional.objects.filter(application=application)
    ExceptionPaper.objects.filter(exceptional__in=mine).delete()
    mine.update(words=GONE)
    mine.exclude(end_reason="").update(end_reason=GONE)
    Appeal.objects.filter(application=application).update(name=None, phone=None)


def _wipe_locks(application: Application) -> None:
    dwellings = set(application.seat_locks.values_list("dwelling", flat=True))
    SeatLock.objects.filter(application=application).delete()
    Dwelling.objects.filter(pk__in=dwellings, locks=None).delete()
