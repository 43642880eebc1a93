"""Large imports: a worker checks, writes and undoes them, and the page says how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Person, School, Teacher
from xuequ.intake.models import Given, Import
from xuequ.intake.runs import CHECK
from xuequ.intake.schedules import JOBS
from xuequ.intake.services import carrying
from xuequ.intake.services.committing import commit_import
from xuequ.intake.services.starting import drop_import
from xuequ.intake.tests.test_imports import ROWS, second, start
from xuequ.intake.tests.test_wizard import HEADS, last, press, upload
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs
from xuequ.record.models import Line
from xuequ.record.rehearsal import rehearsal
from xuequ.record.services import write
from xuequ.runs.models import Run
from xuequ.runs.queries.kinds import jobs
from xuequ.runs.services.executing import execute
from xuequ.runs.services.starting import cancel, start_again

pytestmark = pytest.mark.django_db
FEW = ("王一,东一小,小学,数学,一级教师", "李二,东二小,小学,语文,高级教师")


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LARGE", 1)


@pytest.fixture
def queue(settings: Any) -> Iterator[None]:
    """What is asked for waits until somebody carries it out."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    yield


def carry_out() -> Run:
    """As a worker would, that is free now."""
    run = Run.objects.get(state=Run.State.WAITING)
    execute(run.pk, worker="test")
    return Run.objects.get(pk=run.pk)


def test_a_large_file_is_checked_written_and_undone_by_a_worker(
    cast: Cast, client_of: Any, queue: None
) -> None:
    bureau, before = client_of("bureau"), Person.objects.count()
    page = upload(bureau, HEADS, *FEW)
    assert last().state == "given" and "/work/" in page.text and "核对导入文件" in page.text
    assert bureau.get(f"/intake/imports/{last().pk}/work/").headers.get("HX-Refresh") is None
    assert carry_out().state == "done" and Person.objects.count() == before
    assert bureau.get(f"/intake/imports/{last().pk}/work/").headers["HX-Refresh"] == "true"
    assert "王一" in bureau.get(f"/intake/imports/{last().pk}/").text
    press(bureau, "confirm")
    assert Person.objects.count() == before and last().state == "ready"
    run = carry_out()
    assert run.state == "done" and Person.objects.count() == before + 2
    assert f"/intake/imports/{last().pk}/" in bureau.get(f"/runs/{run.pk}/").text
    press(bureau, "undo")
    assert last().state == "done" and carry_out().state == "done"
    assert last().state == "undone" and Person.objects.count() == before


def test_while_a_worker_is_at_it_nobody_does_anything_else_with_it(cast: Cast, queue: None) -> None:
    one = start(cast, *ROWS)
    carrying.commit(one, actor=cast.bureau)
    for act in (carrying.check, carrying.commit, commit_import, drop_import):
        with pytest.raises(Refused, match="import-at-work"):
            act(one, actor=cast.bureau)
    assert carry_out().state == "done"
    with pytest.raises(Refused, match="import-is-over"):
        carrying.commit(one, actor=cast.bureau)


def test_who_may_not_confirm_gets_no_worker(cast: Cast, queue: None) -> None:
    one = start(cast, *ROWS)
    with pytest.raises(Refused, match="import-not-yours"):
        carrying.commit(one, actor=second(cast))
    with pytest.raises(Refused, match="import-not-yours"):
        carrying.check(one, actor=second(cast))
    assert not Run.objects.exists()


def test_data_that_changed_meanwhile_is_shown_anew_and_the_page_says_so(
    cast: Cast, client_of: Any, queue: None
) -> None:
    one = start(cast, *ROWS)
    carrying.commit(one, actor=cast.bureau)
    commit_import(start(cast, ROWS[0]), actor=cast.bureau)
    before = Person.objects.count()
    assert carry_out().opened("result")["told"] == "import-data-changed"
    one.refresh_from_db()
    assert Person.objects.count() == before
    assert (one.state, one.counts["rows"]) == ("ready", {"new": 1, "changed": 0, "same": 1})
    assert "查看之后数据已变化" in client_of("bureau").get(f"/intake/imports/{one.pk}/").text


def test_a_look_taken_anew_makes_an_older_confirmation_void(cast: Cast, queue: None) -> None:
    one = start(cast, *ROWS)
    carrying.commit(one, actor=cast.bureau)
    Import.objects.filter(pk=one.pk).update(net="another")
    before = Person.objects.count()
    run = carry_out()
    assert run.state == "failed" and Person.objects.count() == before


def test_one_that_waits_can_be_cancelled_and_begun_anew_only_where_it_belongs(
    cast: Cast, client_of: Any, queue: None
) -> None:
    one = start(cast, *ROWS)
    carrying.commit(one, actor=cast.bureau)
    run = Run.objects.get()
    cancel(run, actor=cast.bureau)
    page = client_of("bureau").get(f"/intake/imports/{one.pk}/").text
    assert "任务已取消，未作任何改动" in page
    with pytest.raises(Refused, match="run-started-elsewhere"):
        start_again(Run.objects.get(), actor=cast.bureau)
    assert carrying.commit(one, actor=cast.bureau).state == "ready"
    assert carry_out().state == "done"


def test_a_failure_is_told_to_whoever_started_it(cast: Cast, client_of: Any, queue: None) -> None:
    one = start(cast, *ROWS)
    carrying.commit(one, actor=cast.bureau)
    one.given.delete()
    assert carry_out().state == "failed"
    page = client_of("bureau").get(f"/intake/imports/{one.pk}/").text
    assert "文件只保存30天" in page


def test_a_file_with_mistakes_is_told_when_the_worker_has_read_it(
    cast: Cast, client_of: Any
) -> None:
    page = upload(client_of("bureau"), HEADS, *FEW, "王三,没有的学校,小学,数学,")
    assert last().state == "faulty" and "没有登记名为“没有的学校”的学校" in page.text
    table = client_of("bureau").get(f"/runs/{last().run_id}/").text
    assert "错误" in table and not Teacher.objects.filter(person__name="王一").exists()


def test_what_a_look_writes_is_taken_back_and_the_record_hears_nothing(cast: Cast) -> None:
    lines = Line.objects.count()
    with rehearsal():
        School.objects.filter(pk=cast.loose.pk).update(sort_key="z")
        write("name-school", cast.loose, actor=MAKER)
    cast.loose.refresh_from_db()
    assert cast.loose.sort_key != "z" and Line.objects.count() == lines


def test_how_far_it_is_rises_and_is_said_in_sentences(cast: Cast) -> None:
    said: list[tuple[float, str]] = []
    one = start(cast, *ROWS)
    inputs = Inputs({"import": one.pk}, cast.bureau, one.at)
    carrying.look(inputs, lambda share, doing: said.append((share, doing.zh)))
    shares = [share for share, _ in said]
    assert shares == sorted(shares) and len({doing for _, doing in said}) == 4
    assert CHECK.rehearses and CHECK.leads_to


def test_old_files_are_thrown_away_by_the_clock_but_for_those_at_work(
    cast: Cast, queue: None
) -> None:
    [job] = JOBS
    old, busy = start(cast, *ROWS), start(cast, *ROWS)
    carrying.commit(busy, actor=cast.bureau)
    later = timezone.now() + timedelta(days=31)
    assert import_string(job.work)(later).zh == "清除到期的导入文件1份。"
    assert list(Given.objects.values_list("of", flat=True)) == [busy.pk]
    old.refresh_from_db()
    assert old.state == "dropped" and jobs()[job.code] == job
    assert import_string(job.work)(later).zh == "清除到期的导入文件0份。"
