"""The ledger of a place as an archive that shows every later change."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Model

from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import canonical, digest
from xuequ.ledger.engine.archiving import table
from xuequ.ledger.models import Feedback
from xuequ.ledger.queries.archiving import place_in_scope, places_in_scope
from xuequ.ledger.services.archives import archive_ledger, faults_of
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.entries import change_entry, save_draft
from xuequ.ledger.tests.archived import (
    YEAR,
    archived,
    entries,
    members,
    rewritten,
    rows,
    with_photo,
)
from xuequ.ledger.tests.handed import OBSERVATION, REVIEW, TODAY, handed, mentor, mover, report
from xuequ.ledger.tests.township import Town, acting, hold, school, town
from xuequ.record.models import Line
from xuequ.vault import store
from xuequ.vault.engine.archive import MANIFEST, SUMS, content, write_archive

pytestmark = pytest.mark.django_db
SECRET = "这句话只给同伴看"


@pytest.fixture
def here(db: None, tmp_path: Path, settings: object) -> Iterator[Town]:
    settings.VAULT_FILES = tmp_path / "files"  # type: ignore[attr-defined]
    yield town()


@pytest.mark.parametrize("place", ["district", "city", "mover"])
def test_the_ledger_of_a_place_holds_its_entries(here: Town, place: str) -> None:
    entry = handed(here)
    [found] = entries(archived(getattr(here, place)))
    assert (found["id"], found["title"], found["person"]) == (entry.pk, "听课报告", "移演示")


def test_another_school_another_year_and_drafts_are_left_out(here: Town) -> None:
    handed(here)
    save_draft(None, report(here, title="草稿"), here.authority, actor=mover(here), today=TODAY)
    assert len(entries(archived(here.district))) == 1
    assert entries(archived(here.village)) == []
    assert entries(archived(here.mentor)) == []
    assert entries(archived(here.district, Span(date(2026, 9, 17), date(2027, 9, 1)))) == []


def test_every_version_stands_in_it_with_its_digest(here: Town) -> None:
    entry = handed(here)
    return_entry(entry, "请补充时间", actor=mentor(here), on=TODAY)
    change_entry(entry, report(here, words="第二稿。"), actor=mover(here), today=TODAY)
    [found] = entries(archived(here.district))
    versions = found["versions"]
    assert [each["number"] for each in versions] == [1, 2]  # type: ignore[attr-defined]
    assert all(digest(each["content"]) == each["digest"] for each in versions)  # type: ignore[attr-defined]


def test_it_says_who_confirmed_which_duties_with_clauses_and_the_lines_of_the_record(
    here: Town,
) -> None:
    entry = handed(here, OBSERVATION, REVIEW)
    confirm_entry(entry, actor=mentor(here), on=TODAY)
    data = archived(here.district)
    [found] = entries(data)
    assert (found["state"], found["decided_by"]) == ("confirmed", "师演示")
    assert {each["clause"] for each in found["claims"]} == {"EXC-37"}  # type: ignore[attr-defined]
    lines = Line.objects.filter(subject=f"ledger.entry:{entry.pk}").order_by("number")
    assert [(each["number"], each["act"]) for each in found["record"]] == [  # type: ignore[attr-defined]
        (line.number, line.verb) for line in lines
    ]
    assert [each["act"] for each in found["record"]] == ["hand-in", "confirm-entry"]  # type: ignore[attr-defined]
    counts = {each["duty"]: each["confirmed"] for each in rows(data, "counters.csv")}
    assert counts == {OBSERVATION: "1", REVIEW: "1"}
    clauses = {each["key"]: each["clause"] for each in rows(data, "duties.csv")}
    assert clauses[OBSERVATION] == "EXC-37"
    [line] = rows(data, "entries.csv")
    assert line["状态 state"] == "confirmed" and line["由谁 decided by"] == "师演示"


def test_files_lie_under_their_names_and_are_linked_from_the_page(here: Town) -> None:
    entry = with_photo(here)
    held = members(archived(here.district))
    path = f"attachments/{entry.pk}/课堂 照片.jpg"
    row = entry.attachments.get().file
    assert held[path] == store.path_of(row.digest).read_bytes()
    page = held["index.html"].decode()
    assert f'href="{path}"' in page and page.index("工作台账归档") < page.index("Archive")


def test_a_page_and_cells_carry_no_commands(here: Town) -> None:
    handed(here, title="<script>alert(1)</script>")
    handed(here, title="=1+1")
    data = archived(here.district)
    assert b"<script>" not in members(data)["index.html"]
    assert {each["题目 title"] for each in rows(data, "entries.csv")} == {
        "<script>alert(1)</script>", "'=1+1",
    }  # fmt: skip
    assert table([{"a": "-1"}]).endswith(b"a\r\n'-1\r\n")


def test_the_same_facts_give_the_same_bytes(here: Town) -> None:
    with_photo(here)
    assert archived(here.city).getvalue() == archived(here.city).getvalue()


def test_taking_it_out_is_a_line_of_the_record_with_the_digest(here: Town) -> None:
    handed(here)
    out = io.BytesIO()
    actor = acting(hold(here.authority, "bureau_office", here.authority, "局演示"), "bureau_office")
    written = archive_ledger(here.district, YEAR, out, actor=actor, on=TODAY)
    line = Line.objects.latest("number")
    assert (line.verb, line.account) == ("export", actor.account)
    assert (line.note["sha256"], line.note["rows"]) == (written.digest, 1)


@pytest.mark.clause("EXC-55", "EXC-56")
def test_what_peers_tell_one_another_is_never_in_it(here: Town) -> None:
    handed(here)
    Feedback.objects.create(
        authority=here.authority, giver=here.mentor, receiver=here.mover,
        channel="note", happened_on=TODAY, words=SECRET,
    )  # fmt: skip
    assert Feedback.objects.get().words.open() == SECRET
    for place in (here.district, here.city, here.mover, here.mentor):
        held = members(archived(place))
        whole = b"".join(held.values())
        assert SECRET.encode() not in whole and b"eedback" not in whole


def test_a_file_changed_on_the_disk_refuses_the_archive(here: Town) -> None:
    entry = with_photo(here)
    path = store.path_of(entry.attachments.get().file.digest)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    lines = Line.objects.count()
    with pytest.raises(Refused, match="stored-file-changed"):
        archived(here.district)
    assert Line.objects.count() == lines


def said(data: io.BytesIO) -> str:
    return "\n".join(each.say("zh-hans") for each in faults_of(data, "台账.zip"))


def test_an_archive_as_written_is_whole(here: Town) -> None:
    with_photo(here)
    assert said(archived(here.district)) == ""


def test_whatever_is_changed_is_named(here: Town) -> None:
    entry = with_photo(here)
    whole = archived(here.district)
    photo = f"attachments/{entry.pk}/课堂 照片.jpg"

    def edit(name: str) -> str:
        return said(rewritten(whole, lambda held: held.update({name: held[name] + b" "})))

    assert photo in edit(photo) and "已被改动" in edit(photo)
    for name in ("entries.json", "entries.csv", "counters.csv", "index.html", SUMS, MANIFEST):
        assert name in edit(name) or MANIFEST in edit(name) or SUMS in edit(name)
    assert photo in said(rewritten(whole, lambda held: held.pop(photo)))
    assert "x.txt" in said(rewritten(whole, lambda held: held.update({"x.txt": b"x"})))
    assert said(io.BytesIO(whole.getvalue()[:-40])) != ""


def test_a_version_changed_together_with_the_manifest_still_shows(here: Town) -> None:
    entry = handed(here)
    held = members(archived(here.district))
    changed = json.loads(held["entries.json"])
    changed[0]["versions"][0]["content"]["words"] = "听课二十节。"
    held["entries.json"] = canonical(changed)
    out = io.BytesIO()
    parts = [content(name, data) for name, data in held.items() if name not in (MANIFEST, SUMS)]
    write_archive(out, parts, about={})
    assert f"条目{entry.pk}第1版" in said(out)


def test_a_place_out_of_scope_is_not_there(here: Town) -> None:
    office = hold(here.district.authority, "district_office", here.district, "区演示")
    district = acting(office, "district_office", here.district)
    alone = school(here.authority, "城外演示小学")
    one = acting(here.principal, "principal", here.city)

    def there(kind: str, row: Model, eyes: object) -> bool:
        return place_in_scope(kind, row.pk, seen_by=eyes, on=TODAY) is not None  # type: ignore[arg-type]

    assert there("consortium", here.district, district) and there("school", here.city, district)
    assert not there("school", alone, district) and not there("school", here.village, one)
    assert not there("consortium", here.district, one) and there("school", here.city, one)
    assert there("person", here.mentor, one) and not there("person", here.mover, one)
    assert [name for _, name in places_in_scope(seen_by=one, on=TODAY)] == ["明珠演示小学"]
