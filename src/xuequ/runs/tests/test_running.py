"""Runs: started, carried out once, ended with a result or a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.runs.models import Run, Worker
from xuequ.runs.queries.runs import earlier
from xuequ.runs.services.executing import execute
from xuequ.runs.services.starting import cancel, start, start_again
from xuequ.runs.tests.kinds import known
from xuequ.vault.services import store_file


@pytest.fixture(autouse=True)
def kinds(db: None) -> Iterator[None]:
    with known():
        yield


def started(cast: Cast, kind: str, values: Any = None) -> Run:
    """A run of the bureau, carried out at once as tests are set."""
    run = start(kind, values or {"n": 3}, actor=cast.bureau)
    run.refresh_from_db()
    return run


def waiting(cast: Cast, kind: str, values: Any = None) -> Run:
    """A run that nobody has carried out yet."""
    run = started(cast, kind, values or {"n": 3})
    empty = {"result": None, "result_sha256": "", "error": None, "attempts": 0, "claim": ""}
    Run.objects.filter(pk=run.pk).update(state="waiting", ended_at=None, share=0, **empty)
    run.refresh_from_db()
    return run


def test_a_run_ends_with_a_sealed_result_and_lines_in_the_record(cast: Cast) -> None:
    run = started(cast, "test.double")
    assert (run.state, run.opened("result"), run.share) == ("done", {"double": 6}, 1)
    assert run.engine.endswith("/1") and len(run.inputs_sha256) == len(run.result_sha256) == 64
    lines = Line.objects.filter(subject=f"runs.run:{run.pk}").order_by("number")
    assert [each.verb for each in lines] == ["start-run", "end-run"]
    assert lines[0].note["inputs"] == run.inputs_sha256
    assert lines[1].note["result"] == run.result_sha256


def test_the_same_inputs_give_the_same_digests_and_the_earlier_run_is_known(cast: Cast) -> None:
    one, two = started(cast, "test.double"), started(cast, "test.double")
    other = started(cast, "test.double", {"n": 4})
    assert (one.inputs_sha256, one.result_sha256) == (two.inputs_sha256, two.result_sha256)
    assert other.inputs_sha256 != one.inputs_sha256 and other.result_sha256 != one.result_sha256
    assert earlier("test.double", one.inputs_sha256, seen_by=cast.bureau) == two
    assert earlier("test.double", one.inputs_sha256, seen_by=cast.school) is None


def test_inputs_and_result_are_encrypted_where_they_stand(cast: Cast) -> None:
    from django.db import connection

    run = started(cast, "test.double", {"n": 3, "name": "王小明"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT inputs, result FROM runs_run WHERE id = %s", [run.pk])
        assert "王小明" not in str(cursor.fetchone()) and run.opened("inputs")["name"] == "王小明"


def test_a_file_goes_in_and_a_file_comes_out(cast: Cast) -> None:
    file = store_file(b"x,y\n1,2\n", name="given.csv")
    run = start("test.file", {}, actor=cast.bureau, file=file)
    run.refresh_from_db()
    assert run.opened("result") == {"bytes": 8} and run.result_file is not None
    assert run.result_file.name == "found.csv"


def test_what_a_kind_raises_is_told_in_both_languages_and_nothing_is_left(cast: Cast) -> None:
    run = started(cast, "test.noisy")
    [told] = run.errors
    assert run.state == "failed" and run.result is None
    assert told.zh and told.en.startswith("Nothing differs")
    assert not Line.objects.filter(verb="name-school", note={"n": 3}).exists()


def test_an_error_of_the_program_is_told_without_its_words(cast: Cast) -> None:
    run = started(cast, "test.broken")
    assert run.state == "failed" and str(run.pk) in run.errors[0].en
    assert "Zero" not in run.errors[0].en


def test_work_that_writes_is_stopped(cast: Cast) -> None:
    run = started(cast, "test.scribble")
    assert run.state == "failed" and not Worker.objects.filter(name="x").exists()


def test_inputs_that_were_changed_are_refused(cast: Cast) -> None:
    run = waiting(cast, "test.double")
    run.inputs = '{"n":5}'
    run.save()
    execute(run.pk, worker="w")
    run.refresh_from_db()
    assert run.state == "failed" and "sealed" in run.errors[0].en


def test_a_file_that_was_changed_on_the_disk_is_refused(cast: Cast) -> None:
    from xuequ.vault import store

    file = store_file(b"x,y\n1,3\n", name="given.csv")
    run = start("test.file", {}, actor=cast.bureau, file=file)
    empty = {"result": None, "result_sha256": "", "result_file": None}
    Run.objects.filter(pk=run.pk).update(state="waiting", ended_at=None, **empty)
    path = store.path_of(file.digest)
    path.chmod(0o600)
    path.write_bytes(b"x,y\n9,9\n")
    execute(run.pk, worker="w")
    path.unlink()
    run.refresh_from_db()
    assert run.state == "failed" and "sealed" in run.errors[0].en


def test_a_second_call_for_the_same_run_finds_it_done(cast: Cast) -> None:
    run = started(cast, "test.named")
    execute(run.pk, worker="again")
    assert Line.objects.filter(verb="name-school", note={"n": 3}).count() == 1
    assert Run.objects.get(pk=run.pk).attempts == 1


def test_an_unknown_kind_and_one_that_is_not_the_actors_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="run-kind-unknown"):
        start("test.nothing", {}, actor=cast.bureau)
    with pytest.raises(Refused, match="run-not-yours-to-start"):
        start("test.closed", {"n": 1}, actor=cast.bureau)
    assert not Run.objects.exists()


def test_nothing_is_done_in_the_name_of_a_post_that_was_lost(cast: Cast) -> None:
    run = waiting(cast, "test.named")
    cast.accounts["bureau"].is_active = False
    cast.accounts["bureau"].save()
    execute(run.pk, worker="w")
    run.refresh_from_db()
    assert run.state == "failed" and "no longer holds" in run.errors[0].en


def test_what_waits_is_cancelled_at_once_and_never_begun(cast: Cast) -> None:
    run = cancel(waiting(cast, "test.double"), actor=cast.bureau)
    execute(run.pk, worker="w")
    run.refresh_from_db()
    assert run.state == "cancelled" and run.attempts == 0
    with pytest.raises(Refused, match="run-is-over"):
        cancel(run, actor=cast.bureau)


def test_what_failed_is_tried_again_with_the_same_inputs(cast: Cast) -> None:
    run = started(cast, "test.broken")
    again = start_again(run, actor=cast.bureau)
    assert again.pk != run.pk and again.inputs_sha256 == run.inputs_sha256
    with pytest.raises(Refused, match="run-not-yours"):
        start_again(run, actor=cast.school)
    with pytest.raises(Refused, match="run-not-over"):
        start_again(waiting(cast, "test.double"), actor=cast.bureau)
