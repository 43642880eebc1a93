"""Read the record."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.seal import Fault, Link, first_fault
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .fingerprint import proof_of
from .models import Head, Line
from .names import ACTS, QUIET

LONGEST = 50_000  # lines in one file

# Acts an auditor looks at together.
SORTS: dict[str, frozenset[str]] = {
    "failed": frozenset({"log-in-failed", "lock-out", "refused-identity"}),
    "log-ins": frozenset({"log-in", "log-out", "switch-identity", "use-token"}),
    "reveals": frozenset(
        {
            "reveal-identity", "refuse-reveal", "search-identity", "see-names",
            "look-at-application", "open-evidence", "reveal-child",
        }
    ),
    "exports": frozenset({"export"}),
    "accounts": frozenset(
        {
            "open-account", "close-account", "reopen-account", "reset-password",
            "change-password", "unlock-account", "reset-second-factor", "set-sign-in-rules",
        }
    ),
    "powers": frozenset(
        {
            "appoint", "end-holding", "withdraw-appointment", "delegate", "revoke-delegation",
            "issue-token", "revoke-token", "create-post", "end-post",
        }
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines an auditor wants to see; what is left out does not restrict."""

    since: date | None = None
    last: date | None = None  # the last day, itself included
    account: str = ""
    verb: str = ""
    sort: str = ""  # a key of SORTS
    subject: str = ""


def lines(*, seen_by: Actor) -> QuerySet[Line]:
    """The lines a reader may see: those of acts on the reader's authority, newest first.

    An auditor also sees those of no authority: acts on the installation, and attempts of which
    nobody knows whose they were.  Quiet acts, of which even who did them and when is
    confidential, nobody but an auditor sees.
    """
    if seen_by.everywhere:
        return Line.objects.all()
    mine = Q(authority=seen_by.authority)
    if seen_by.may("audit.view"):
        return Line.objects.filter(mine | Q(authority=None))
    return Line.objects.filter(mine).exclude(verb__in=QUIET)


def audited(found: QuerySet[Line], wanted: Filter) -> QuerySet[Line]:
    """The lines that fit; days are those of the installation's time zone."""
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.last:
        found = found.filter(at__lt=_midnight(date.fromordinal(wanted.last.toordinal() + 1)))
    if wanted.account:
        found = found.filter(account__icontains=wanted.account)
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.sort in SORTS:
        found = found.filter(verb__in=SORTS[wanted.sort])
    if wanted.subject:
        named = Q(subject__icontains=wanted.subject) | Q(name__icontains=wanted.subject)
        found = found.filter(named)
    return found


def export(found: Iterable[Line], *, whole: bool) -> Table:
    """Lines as a table for a file; `whole` says that none were left off."""
    rows = [
        (
            line.number,
            timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S"),
            line.account,
            line.post,
            str(ACTS.get(line.verb, line.verb)),
            line.verb,
            line.name,
            line.subject,
            "；".join(f"{key}={value}" for key, value in line.note.items()),
            line.seal,
        )
        for line in found
    ]
    cut = Text(
        f"只含最近的{LONGEST}行；请缩小范围后分次导出。",
        f"Only the latest {LONGEST} lines; narrow the filter and export in parts.",
    )
    return Table(
        Text("操作记录", "Record"),
        (
            Column("number", "序号", "No.", number=True),
            Column("at", "时间", "Time"),
            Column("account", "账号", "Account"),
            Column("post", "职务", "Post"),
            Column("act", "操作", "Act"),
            Column("verb", "操作代码", "Code of the act"),
            Column("name", "名称", "Name"),
            Column("subject", "对象", "Subject"),
            Column("details", "明细", "Details"),
            Column("seal", "印记", "Seal"),
        ),
        rows,
        () if whole else (cut,),
    )


def head() -> Head | None:
    """Number and seal of the last line, to be noted down elsewhere."""
    return Head.objects.filter(pk=1).first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def search(found: QuerySet[Line], words: str) -> QuerySet[Line]:
    """Only lines whose account, act (as the reader calls it) or subject contains `words`."""
    words = words.strip()
    if not words:
        return found
    verbs = [verb for verb, name in ACTS.items() if words.casefold() in str(name).casefold()]
    return found.filter(
        Q(account__icontains=words)
        | Q(verb__icontains=words)
        | Q(verb__in=verbs)
        | Q(subject__icontains=words)
        | Q(name__icontains=words)
    )


def verify(published: tuple[int, str] | None = None) -> tuple[int, Fault | None]:
    """Check the whole chain: how many lines there are, and the first fault or none.

    Args:
        published: number and seal of a head noted down elsewhere earlier; the line of that
            number must still carry that seal.
    """
    head = Head.objects.filter(pk=1).first()
    count = Line.objects.count()
    if head is None:  # it is there from the first day on
        last = Line.objects.order_by("-number").first()
        return count, Fault(last.number, "head") if last else Fault(1, "cut")
    if not hmac.compare_digest(head.proof, proof_of(head.number, head.seal)):
        return count, Fault(head.number, "head")
    known = (head.number, head.seal)
    links = _links(head.number)
    fault = first_fault(links, known, settings.RECORD_KEY.encode()) or _beyond_head()
    if fault is None and published is not None:
        wanted, sealed = published
        if not Line.objects.filter(number=wanted, seal=sealed).exists():
            return count, Fault(wanted, "cut" if wanted > count else "edited")
    return count, fault


def _links(last: int) -> Iterator[Link]:
    """The lines up to the head that was read; acts may go on while they are checked."""
    for line in Line.objects.filter(number__lte=last).order_by("number").iterator():
        yield Link(line.number, line.content(), line.previous, line.seal)


def _beyond_head() -> Fault | None:
    """A line the head does not know of.  One statement reads both, so no act comes between."""
    head = Subquery(Head.objects.filter(pk=1).values("number"))
    line = Line.objects.filter(number__gt=Coalesce(head, 0)).order_by("number").first()
    return Fault(line.number, "inserted") if line else None
