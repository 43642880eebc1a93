"""The record: what its lines cost to write and to verify."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.actors import program
from xuequ.kernel.seal import Link, first_fault
from xuequ.record.models import Line
from xuequ.record.queries import verify
from xuequ.record.services import write

ACTOR = program("bench")


def measured(lines: int) -> dict[str, float]:
    """Seconds to write so many lines, to verify them, and what each peer takes.

    The peers: rows of the same size without a chain, and the seals alone, in memory.

    Raises:
        RuntimeError: the chain that was written does not hold.
    """
    authority = Authority.objects.create(name="测速教育局", short_name="测速", profile="xingning")
    before = Line.objects.count()
    written = _seconds(lambda: _write(authority, lines))
    started = time.perf_counter()
    count, fault = verify()
    verified = time.perf_counter() - started
    if fault or count != before + lines:
        raise RuntimeError(f"{count} lines, {fault}")
    links = [
        Link(each.number, each.content(), each.previous, each.seal)
        for each in Line.objects.order_by("number")
    ]
    head = (links[-1].number, links[-1].seal)
    sealed = _seconds(lambda: first_fault(links, head, settings.RECORD_KEY.encode()))
    plain = _seconds(lambda: _insert(authority, count, lines))
    return {"written": written, "plain": plain, "verified": verified, "sealed": sealed}


def _write(authority: Authority, lines: int) -> None:
    """Lines of the record, each in a transaction of its own, as acts write them."""
    for _ in range(lines):
        with transaction.atomic():
            write("set-terms", authority, actor=ACTOR, note={"year": 2026})


def _insert(authority: Authority, last: int, lines: int) -> None:
    """Rows of the same size without seal and head; the chain does not hold afterwards."""
    seal = hashlib.sha256().hexdigest()
    for number in range(last + 1, last + 1 + lines):
        with transaction.atomic():
            Line.objects.create(
                number=number,
                at=timezone.now(),
                account=ACTOR.account,
                verb="set-terms",
                subject=f"directory.authority:{authority.pk}",
                name=authority.name,
                authority=authority.pk,
                after=seal,
                note={"year": 2026},
                previous=seal,
                seal=seal,
            )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
