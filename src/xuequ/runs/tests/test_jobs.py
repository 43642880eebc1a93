"""Jobs by the clock: due once, carried out by one worker, set by the system administrator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.kernel.jobs import Rhythm
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.runs.models import Schedule, Slot, Worker
from xuequ.runs.queries.kinds import jobs
from xuequ.runs.services import schedules
from xuequ.runs.services.reaping import reap
from xuequ.runs.services.schedules import run_due, run_now, seed, set_schedule
from xuequ.runs.tests import kinds
from xuequ.runs.tests.kinds import known

NOW = timezone.make_aware(datetime(2026, 11, 4, 9, 30))
DAY = timedelta(days=1)
SIX = NOW.replace(hour=6, minute=0)


@pytest.fixture(autouse=True)
def declared(db: None) -> Iterator[None]:
    kinds.DONE.clear()
    with known():
        own = {code: job for code, job in jobs().items() if code.startswith("test.")}
        jobs().clear()
        jobs().update(own)
        seed(NOW)
        yield


def of(job: str) -> Schedule:
    return Schedule.objects.get(job=job)


def test_a_job_missed_for_days_is_done_once_and_then_at_its_next_time() -> None:
    assert of("test.count").next_at == SIX + DAY
    assert run_due(NOW, "w") == 0
    assert run_due(NOW + 5 * DAY, "w") == 1 and len(kinds.DONE) == 1
    assert run_due(NOW + 5 * DAY, "w") == 0
    assert of("test.count").next_at == SIX + 6 * DAY
    slot = Slot.objects.get()
    assert (slot.state, slot.said.en) == ("done", "Counting")


def test_of_two_workers_that_find_it_due_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    later, carry_out = NOW + DAY, schedules._carry_out

    def while_another_looks(slot: Slot) -> None:
        assert run_due(later, "second") == 0
        carry_out(slot)

    monkeypatch.setattr(schedules, "_carry_out", while_another_looks)
    assert run_due(later, "first") == 1
    assert Slot.objects.get().worker == "first" and len(kinds.DONE) == 1


def test_the_database_lets_nobody_take_a_slot_twice() -> None:
    from django.db import IntegrityError, transaction

    row = of("test.count")
    Slot.objects.create(schedule=row, due_at=NOW, worker="first")
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(schedule=row, due_at=NOW, worker="second")


def test_one_that_breaks_off_says_so_and_stops_no_other(cast: Cast) -> None:
    run_now("test.fail", actor=cast.actors["system"])
    now = timezone.now() + timedelta(seconds=1)
    Schedule.objects.filter(job="test.count").update(next_at=now)
    assert run_due(now, "w") == 2
    states = dict(Slot.objects.values_list("schedule__job", "state"))
    assert states == {"test.count": "done", "test.fail": "failed"}
    assert not of("test.fail").is_on and of("test.fail").once_at is None


def test_a_job_whose_worker_was_lost_is_done_again_at_most_three_times() -> None:
    now = NOW + DAY
    for attempt in range(3):
        slot = schedules._claimed(of("test.count").pk, now, f"lost{attempt}")
        assert slot is not None
        now += timedelta(minutes=1)
        reap(now, "me")
        slot.refresh_from_db()
        assert slot.state == "lost"
    assert of("test.count").once_at is None and run_due(now, "me") == 0


def test_a_worker_that_is_there_keeps_its_job() -> None:
    Worker.objects.create(name="there", seen_at=NOW)
    slot = schedules._claimed(of("test.count").pk, NOW + DAY, "there")
    assert slot is not None
    reap(NOW, "me")
    slot.refresh_from_db()
    assert slot.state == "running"


def test_every_change_stands_in_the_record(cast: Cast) -> None:
    actor = cast.actors["system"]
    rhythm = Rhythm("minutes", 30, time(0, 0))
    row = set_schedule("test.count", rhythm, is_on=True, actor=actor)
    assert row.next_at > timezone.now() and row.rhythm == rhythm
    with pytest.raises(Refused, match="job-as-it-was"):
        set_schedule("test.count", rhythm, is_on=True, actor=actor)
    set_schedule("test.count", rhythm, is_on=False, actor=actor)
    assert run_due(NOW + 9 * DAY, "w") == 0
    run_now("test.count", actor=actor)
    lines = Line.objects.filter(verb__in=["set-schedule", "run-job"]).order_by("number")
    assert [(each.verb, each.account) for each in lines] == [
        ("set-schedule", actor.account), ("set-schedule", actor.account), ("run-job", actor.account)
    ]  # fmt: skip
    assert lines[0].note == {"job": "test.count", "rhythm": "30 min", "is_on": True}
    with pytest.raises(Refused, match="job-unknown"):
        run_now("test.nothing", actor=actor)


def test_the_jobs_of_the_product_do_their_work(cast: Cast) -> None:
    from django.utils.module_loading import import_string

    jobs.cache_clear()
    named = {code: import_string(job.work)(timezone.now()) for code, job in jobs().items()}
    assert set(named) == {
        "cases.sweep", "directory.sessions", "enrolment.erase", "enrolment.escalate",
        "enrolment.lapse", "enrolment.watch", "intake.tidy",
        "ledger.digest", "ledger.recount", "ledger.remind", "runs.tidy", "vault.tidy",
    }  # fmt: skip
    assert all(said.zh and said.en for said in named.values())
    off = [code for code, job in jobs().items() if not job.is_on]
    assert off == ["ledger.recount"]


def test_the_administrator_sees_sets_and_starts_jobs(cast: Cast, reading: Any) -> None:
    browser = reading("system")
    page = browser.get("/runs/jobs/").content.decode()
    assert "No worker is running" in page and "every day at 06:00" in page
    form = {"every": "minutes", "minutes": "", "at": "00:00", "weekday": "0", "is_on": "on"}
    answer = browser.post("/runs/jobs/test.count/", form)
    assert answer.status_code == 422 and "after how many minutes" in answer.content.decode()
    answer = browser.post("/runs/jobs/test.count/", form | {"minutes": "20"})
    assert answer.status_code == 302 and of("test.count").rhythm == Rhythm("minutes", 20)
    daily = form | {"every": "day", "at": "07:10"}
    assert browser.post("/runs/jobs/test.fail/", daily).status_code == 302
    assert (
        'value="0"'
        not in browser.get("/runs/jobs/test.fail/").content.decode().partition("weekday")[0]
    )
    assert "every 20 minutes" in browser.get("/runs/jobs/").content.decode()
    assert browser.post("/runs/jobs/test.fail/now/").status_code == 302
    assert of("test.fail").once_at is not None
    assert browser.get("/runs/jobs/nothing/").status_code == 404
    assert reading("security").get("/runs/jobs/").status_code == 403
