"""A city with a hundred thousand open cases, and one sweep over its deadlines."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from xuequ.cases.models import Case, Seat
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Authority, Membership

from .config import CASES, CASES_LATE, WORK_DAY, Sizes

NOW = datetime(WORK_DAY.year, WORK_DAY.month, WORK_DAY.day, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
SIZES = Sizes(200, 20, 400, 2_000)
HELD = ("bureau", "union", "principal")  # who has a case now, in turns


def build(name: str) -> None:
    """Requests under way: a third with the bureau, the districts and the schools each."""
    authority = Authority.objects.get(name=name)
    members = list(Membership.objects.filter(consortium__authority=authority))
    batch: list[tuple[Case, Seat]] = []
    for each in _cases(authority, members):
        batch.append(each)
        if len(batch) == 5_000:
            _write(batch)
            batch = []
    _write(batch)


def _cases(authority: Authority, members: list[Any]) -> Iterator[tuple[Case, Seat]]:
    for n in range(CASES):
        member = members[n % len(members)]
        late = n < CASES_LATE
        due = WORK_DAY - timedelta(days=1) if late else WORK_DAY + timedelta(days=5 + n % 20)
        band = HELD[n % 3]
        case = Case(
            authority=authority, consortium_id=member.consortium_id, school_id=member.school_id,
            kind="request", year=2026, number=n + 1, title=f"请示{n + 1}",
            values={"asked": "维修", "by": "school"}, said={"asked": "维修"}, state="running",
            step="bureau", step_since=NOW, due=due, started_post="校长", started_at=NOW,
            started_band="principal", started_place="school", key=uuid.UUID(int=n + 1),
        )  # fmt: skip
        place = {
            "bureau": {"authority": authority},
            "union": {"consortium_id": member.consortium_id},
            "principal": {"school_id": member.school_id},
        }[band]
        seat = Seat(step="bureau", order=1, label="办理", band=band, **place)
        yield case, seat


def _write(batch: list[tuple[Case, Seat]]) -> None:
    Case.objects.bulk_create([case for case, _seat in batch])
    for case, seat in batch:
        seat.case = case
    Seat.objects.bulk_create([seat for _case, seat in batch])


def swept() -> dict[str, Any]:
    """Seconds of one sweep; the cases are as before after it, so that it can be repeated."""
    from .counted import timed

    Case.objects.filter(due__lt=WORK_DAY).update(is_late=False)
    found, passed, own = timed(lambda: sweep(NOW))
    count = Case.objects.filter(state="running").count()
    Seat.objects.filter(kind="escalated").delete()
    Case.objects.filter(is_late=True).update(is_late=False, due=F("due"))
    return {"seconds": passed, "processor": own, "open": count, "late": found.late}
