"""A worker killed while it writes an import, and two who bring the same sheet in at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

import casting
from support_plugin import Cast
from xuequ.directory.models import Honour, Person, Teacher
from xuequ.directory.sheets import TEACHERS
from xuequ.directory.tests.belonging import DAY
from xuequ.intake.models import Import, ImportedRow
from xuequ.intake.services import carrying, check_import, commit_import, start_import
from xuequ.intake.services.taking import Where
from xuequ.intake.tests.halting import HERE
from xuequ.intake.tests.test_imports import ROWS, start
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.record.queries import verify
from xuequ.runs.models import Run
from xuequ.runs.tests.elsewhere import LONGEST, Elsewhere, elsewhere, kill, wait_until
from xuequ.runs.tests.test_lost_workers import DATABASE, ask, forget_beat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
on_a_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
)
Rival = Callable[[Callable[[], Any]], Future[Any]]


@pytest.fixture
def here(transactional_db: None, settings: Any) -> Iterator[Cast]:
    settings.TASKS = DATABASE
    yield casting.make()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Elsewhere]:
    with elsewhere(tmp_path) as place:
        yield place


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""
    with ThreadPoolExecutor(2) as pool:
        yield lambda act: pool.submit(alone, act)


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def held() -> list[int]:
    return [each.objects.count() for each in (Person, Teacher, Honour, ImportedRow)]


def test_a_worker_killed_while_it_writes_leaves_nothing_and_the_next_does_it_once(
    here: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "LARGE", 1)
    before, mark = held(), there.mark("mark")
    one = carrying.commit(start(here, *ROWS), actor=here.bureau)
    there.push()
    there.begin("-m", HERE, str(mark), "work")
    kill(there.begun(mark))  # all rows are written, and none is committed
    wait_until(lambda: there.processes[0].poll() is not None)
    assert ask(there, "SELECT count(*) FROM intake_importedrow") == 0
    assert ask(there, "SELECT count(*) FROM directory_teacher") == before[1]
    mark.touch()
    forget_beat(there)
    assert there.begin("-m", HERE, str(mark), "work", "--until-empty").wait(LONGEST) == 0
    there.pull()
    run = Run.objects.get()
    one.refresh_from_db()
    assert (run.state, run.attempts, one.state) == ("done", 2, "done")
    assert held() == [before[0] + 2, before[1] + 2, before[2] + 1, before[3] + 5]
    assert Line.objects.filter(verb="import-teachers").count() == 1
    assert verify()[1] is None


def test_a_worker_killed_while_it_checks_leaves_the_file_as_it_was_given(
    here: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "LARGE", 0)
    where = Where("教师.csv", here.authority, DAY, here.bureau)
    data = "姓名,学校,学段,学科\n王一,东一小,小学,数学\n".encode()
    one = carrying.check(start_import(TEACHERS, data, where), actor=here.bureau)
    mark = there.mark("look")
    there.push()
    there.begin("-m", HERE, str(mark), "work", "--until-empty")
    kill(there.begun(mark))  # the rehearsal is over or not; nothing of it is kept
    wait_until(lambda: there.processes[0].poll() is not None)
    assert ask(there, "SELECT state FROM intake_import") == "given"
    mark.touch()
    forget_beat(there)
    assert there.begin("-m", HERE, str(mark), "work", "--until-empty").wait(LONGEST) == 0
    there.pull()
    one.refresh_from_db()
    assert (one.state, Teacher.objects.count()) == ("ready", 0)


@on_a_server
def test_of_two_imports_of_one_sheet_at_once_the_second_waits_and_is_shown_anew(
    here: Cast, rival: Rival
) -> None:
    first, second = start(here, *ROWS), start(here, *ROWS)
    with transaction.atomic():
        commit_import(first, actor=here.bureau)
        other = rival(lambda: commit_import(second, actor=here.bureau))
        assert other not in wait([other], timeout=0.5).done
    with pytest.raises(Refused, match="import-data-changed"):
        other.result(timeout=20)
    second.refresh_from_db()
    assert (second.state, second.counts["rows"]["same"]) == ("ready", 2)
    assert Teacher.objects.count() == 2
    assert Line.objects.filter(verb="import-teachers").count() == 1


@on_a_server
def test_one_import_confirmed_twice_at_once_is_brought_in_once(here: Cast, rival: Rival) -> None:
    one = start(here, *ROWS)
    with transaction.atomic():
        commit_import(one, actor=here.bureau)
        other = rival(lambda: commit_import(one, actor=here.bureau))
        assert other not in wait([other], timeout=0.5).done
    with pytest.raises(Refused, match="import-is-over"):
        other.result(timeout=20)
    assert (Teacher.objects.count(), Import.objects.get().state) == (2, "done")


@on_a_server
def test_who_only_looks_keeps_nobody_from_the_record(here: Cast, rival: Rival) -> None:
    from xuequ.record.rehearsal import rehearsal
    from xuequ.record.services import write

    with rehearsal():
        write("name-school", here.loose, actor=casting.MAKER)

        def act() -> None:
            with transaction.atomic():
                write("name-school", here.loose, actor=casting.MAKER)

        rival(act).result(timeout=20)
    assert check_import(start(here, *ROWS), actor=here.bureau).state == "ready"
    assert verify()[1] is None
