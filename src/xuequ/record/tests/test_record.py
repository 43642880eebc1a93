"""One line per act, for ever: written with the act, sealed, and checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from datetime import timezone as zone

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from casting import OPENING
from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.directory.models import Consortium, School
from xuequ.directory.services.consortia import change_consortium
from xuequ.directory.services.schools import register_school
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import Fault
from xuequ.record import queries
from xuequ.record.fingerprint import fingerprint, proof_of
from xuequ.record.models import Head, Line
from xuequ.record.services import write

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
TRIGGERS = {
    "sqlite": ("record_line_no_update", "record_line_no_delete"),
    "postgresql": (
        "record_line_no_change ON record_line",
        "record_line_no_truncate ON record_line",
    ),
}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def lines(**which: object) -> QuerySet[Line]:
    return Line.objects.filter(**which)


def copy(line: int, *, to: int) -> None:
    """Insert a line that stands elsewhere already."""
    forged = Line.objects.get(number=line)
    forged.number = to
    forged.save(force_insert=True)


def unguard() -> None:
    """Take away by hand, for this transaction, what keeps lines from being changed."""
    for trigger in TRIGGERS[connection.vendor]:
        sql(f"DROP TRIGGER {trigger}")


def verified(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, object, object]:
    """What `xuequ record verify` exits with, and the state and line it prints."""
    code = main(["record", "verify", "--format", "json", *more])
    [row] = json.loads(capsys.readouterr().out)["rows"]
    return code, row["state"], row["line"]


def settle(consortium: Consortium, goal: str, cast: Cast) -> Line:
    """One act: a goal from a day on."""
    change_consortium(consortium, since=DAY, values={"goal": goal}, actor=cast.bureau)
    return Line.objects.latest("number")


def test_an_act_and_its_line_stand_or_fall_together(cast: Cast) -> None:
    before = Line.objects.count()
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        register_school(cast.authority, "新小", since=DAY, actor=cast.bureau)
        assert Line.objects.count() == before + 1
        raise OSError("disk full")
    assert not School.objects.filter(name="新小").exists()
    assert queries.verify() == (before, None)


@pytest.mark.django_db(transaction=True)
def test_a_line_is_refused_where_no_transaction_holds_it(cast: Cast) -> None:
    before = Line.objects.count()
    with pytest.raises(RuntimeError, match="one transaction"):
        write("register-school", cast.loose, actor=cast.bureau)
    assert Line.objects.count() == before


def test_a_line_says_who_in_which_post_did_what_to_which_thing(cast: Cast) -> None:
    was = cast.east.standings.get()
    old = fingerprint(was)
    line = settle(cast.east, "书香", cast)
    now = cast.east.standings.on(DAY).get()
    assert (line.account, line.post, line.verb) == ("bureau", "教育局办公室", "change-consortium")
    assert line.subject == f"directory.consortiumstanding:{now.pk}"
    assert line.authority == cast.authority.pk
    assert (line.before, line.after) == (old, fingerprint(now))
    assert fingerprint(cast.east.standings.on(OPENING).get()) != old  # it ends now


def test_a_line_written_by_a_clock_of_another_zone_is_as_genuine(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = timezone.now().astimezone(zone(timedelta(hours=8)))
    monkeypatch.setattr(timezone, "now", lambda: there)
    line = settle(cast.east, "书香", cast)
    assert queries.verify() == (line.number, None) and line.at == there


def test_a_new_thing_has_no_digest_before_and_every_column_counts_after(cast: Cast) -> None:
    school = register_school(cast.authority, "新小", since=DAY, actor=cast.bureau)
    line = Line.objects.latest("number")
    assert (line.before, line.after, line.name) == ("", fingerprint(school), "新小")
    school.code = "2145000001"
    assert fingerprint(school) != line.after
    assert fingerprint(None) == fingerprint(School(name="unsaved")) == ""


def test_numbers_have_no_gaps_even_after_acts_that_were_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        register_school(cast.authority, "孤小", since=DAY, actor=cast.bureau)
    settle(cast.east, "书香", cast)
    numbers = list(Line.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Head.objects.get().number == len(numbers)


CHANGES: dict[str, Callable[[], object]] = {
    "update through the ORM": lambda: lines(number=2).update(account="nobody"),
    "save": lambda: Line.objects.earliest("number").save(),
    "delete through the ORM": lambda: lines(number=2).delete(),
    "update": lambda: sql("UPDATE record_line SET note = '{}' WHERE number = 2"),
    "delete": lambda: sql("DELETE FROM record_line WHERE number = 2"),
    "replace": lambda: sql(
        "INSERT INTO record_line SELECT * FROM record_line WHERE number = 2 "
        "ON CONFLICT (number) DO UPDATE SET account = 'nobody'"
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_the_database_refuses_to_change_or_delete_a_line(cast: Cast, how: str) -> None:
    before = list(Line.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic():
        CHANGES[how]()
    assert list(Line.objects.values()) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_empty_the_record(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql("TRUNCATE record_line")
    assert Line.objects.exists()


def close_the_gap() -> None:
    lines(number=3).delete()
    lines(number__gt=3).update(number=F("number") + 1000)
    lines(number__gt=3).update(number=F("number") - 1001)


def make_a_gap_and_fill_it() -> None:
    lines(number__gt=2).update(number=F("number") + 1000)
    lines(number__gt=2).update(number=F("number") - 999)
    copy(2, to=3)


FORGERIES: dict[str, tuple[Callable[[], object], Fault]] = {
    "account": (lambda: lines(number=3).update(account="nobody"), Fault(3, "edited")),
    "time": (lambda: lines(number=3).update(at=F("at") + timedelta(1)), Fault(3, "edited")),
    "details": (lambda: lines(number=3).update(note={"form": "other"}), Fault(3, "edited")),
    "whose it is": (lambda: lines(number=3).update(authority=None), Fault(3, "edited")),
    "deletion": (lambda: lines(number=3).delete(), Fault(3, "missing")),
    "deletion of the first": (lambda: lines(number=1).delete(), Fault(1, "missing")),
    "deletion, later lines moved up": (close_the_gap, Fault(3, "edited")),
    "insertion": (make_a_gap_and_fill_it, Fault(3, "edited")),
    "insertion before the first": (lambda: copy(2, to=0), Fault(0, "inserted")),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_somebody_did_to_a_line_is_found_and_the_line_named(
    cast: Cast, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    forge, fault = FORGERIES[what]
    unguard()
    forge()
    assert queries.verify()[1] == fault
    assert verified(capsys) == (1, fault.kind, fault.number)


def test_lines_cut_from_the_end_added_to_it_and_a_forged_head_are_found(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    count = Line.objects.count()
    assert verified(capsys) == (0, "ok", None)
    copy(count, to=count + 1)
    assert verified(capsys) == (1, "inserted", count + 1)
    unguard()
    lines(number__gte=count - 1).delete()
    assert verified(capsys) == (1, "cut", count - 1)
    seal = Line.objects.get(number=count - 2).seal
    Head.objects.update(number=count - 2, seal=seal)
    assert verified(capsys) == (1, "head", count - 2)
    Head.objects.all().delete()
    assert verified(capsys) == (1, "head", count - 2)
    lines().delete()
    assert verified(capsys) == (1, "cut", 1)


def test_a_line_cannot_be_replaced_by_writing_one_of_its_number(cast: Cast) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
        cursor.execute(f"{verb} INTO record_line SELECT * FROM record_line WHERE number = 2")  # noqa: S608
    assert queries.verify()[1] is None


def test_a_database_set_back_to_an_earlier_day_is_found_by_a_published_head(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = Head.objects.get()
    line = settle(cast.east, "书香", cast)
    published = (line.number, line.seal)
    assert queries.verify(published)[1] is None
    unguard()
    lines(number=line.number).delete()
    earlier.save()
    assert queries.verify()[1] is None
    assert queries.verify(published)[1] == Fault(line.number, "cut")
    settle(cast.group, "科技", cast)  # another history, as long as the one published
    assert queries.verify()[1] is None
    assert queries.verify(published)[1] == Fault(line.number, "edited")
    head = f"{line.number}:{line.seal}"
    assert verified(capsys, "--head", head) == (1, "edited", line.number)


def test_acts_that_go_on_during_a_check_are_no_fault(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act_meanwhile(number: int, seal: str) -> str:
        settle(cast.east, f"goal {number}", cast)
        return proof_of(number, seal)

    monkeypatch.setattr(queries, "proof_of", act_meanwhile)
    assert queries.verify()[1] is None
