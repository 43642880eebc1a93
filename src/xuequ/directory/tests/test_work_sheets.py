"""Sheets of postings and pairings: whole or not at all, every mistake told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Pairing, Posting, Teacher
from xuequ.directory.sheets import PAIRINGS, POSTINGS, TEACHERS
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.sheets_in import held, number, take
from xuequ.intake.engine.cells import read_rows
from xuequ.intake.files import read_cells, template
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Sheet
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


A, B = number(1), number(3)


HEADS = "姓名,身份证号,学校,学段,任教学科,职称,起始日期,荣誉,级别,荣誉日期"
POSTED = "姓名,证件号,派出学校,接收学校,人员类别,方向,学科,文号,开始日期,结束日期"
PAIRED = "导师,导师学校,徒弟,徒弟学校,层级,学科,开始日期,结束日期"


@pytest.fixture
def staffed(cast: Cast) -> Cast:
    """A county that follows a policy with directions and tiers, with four teachers."""
    cast.authority.profile = "mingzhu"
    cast.authority.save(update_fields=["profile"])
    for name, place in (("走演示", "东二小"), ("来演示", "东三小"), ("导演示", "东二小")):
        teacher(named(place), name)
    return cast


def test_a_sheet_of_postings_posts_everybody_once(staffed: Cast) -> None:
    rows = (
        POSTED,
        "走演示,,东二小,孤小,教师,乡镇教师到城里交流,数学,文1号,2026-09-01,2027-09-01",
        "来演示,,东三小,东二小",
    )
    assert take(staffed, POSTINGS, *rows) == {"postings": 2}
    assert take(staffed, POSTINGS, *rows) == {"postings": 0}
    first = Posting.objects.get(person__name="走演示")
    assert (first.direction, first.decision, first.until) == ("town_to_city", "文1号", LATER)
    verbs = set(Line.objects.order_by("-number").values_list("verb", flat=True)[:4])
    assert verbs == {"post-teacher", "import-postings"}


def test_a_sheet_of_pairings_pairs_everybody_once(staffed: Cast) -> None:
    take(staffed, POSTINGS, POSTED, "来演示,,东三小,东二小")
    rows = (PAIRED, "导演示,东二小,走演示,东二小,2,数学", "导演示,东二小,来演示,东二小")
    assert take(staffed, PAIRINGS, *rows) == {"pairings": 2}
    assert take(staffed, PAIRINGS, *rows) == {"pairings": 0}
    made = Pairing.objects.get(apprentice__name="来演示")
    assert (made.tier, made.posting) == (1, Posting.objects.get())


BAD_POSTINGS: dict[str, tuple[str, int, str, str]] = {
    "somebody unknown": ("无演示,,东二小,孤小", 2, "姓名", "nobody called 无演示"),
    "an unknown number": (f"走演示,{A},东二小,孤小", 2, "证件号码", "nobody is registered with"),
    "an unknown school": ("走演示,,东二小,无小", 2, "交流学校", "there is no school 无小"),
    "the same school": ("走演示,,东二小,东二小", 2, "交流学校", "leads to another school"),
    "an unknown direction": (
        "走演示,,东二小,孤小,,上山", 2, "交流方向", "knows no direction 上山",
    ),
    "an end before the beginning": (
        "走演示,,东二小,孤小,,,,,2026-09-01,2026-08-01", 2, "终止日期", "must come after",
    ),
    "posted twice": (
        "走演示,,东二小,孤小\n走演示,,东二小,东三小", 3, "姓名", "is posted to 孤小",
    ),
    "before anything was": (
        "走演示,,东二小,孤小,,,,,2019-09-01", 2, "起始日期", "began on 2020-09-01",
    ),
}  # fmt: skip
BAD_PAIRINGS: dict[str, tuple[str, int, str, str]] = {
    "oneself": ("走演示,东二小,走演示,东二小", 2, "导师姓名", "their own mentor"),
    "an unknown mentor": ("无演示,东二小,走演示,东二小", 2, "导师姓名", "nobody called 无演示"),
    "an apprentice elsewhere": (
        "导演示,东二小,走演示,东三小", 2, "徒弟姓名", "东三小 has nobody called 走演示",
    ),
    "an unknown tier": ("导演示,东二小,走演示,东二小,7", 2, "层级", "no tier 7"),
    "a tier twice": (
        "导演示,东二小,走演示,东二小\n来演示,东三小,走演示,东二小", 3, "徒弟姓名",
        "has the mentor 导演示",
    ),
    "no number": ("导演示,东二小,走演示,东二小,一", 2, "层级", "not the number wanted"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "heads", "case"),
    [
        *((POSTINGS, POSTED, case) for case in BAD_POSTINGS.values()),
        *((PAIRINGS, PAIRED, case) for case in BAD_PAIRINGS.values()),
    ],
    ids=[*BAD_POSTINGS, *BAD_PAIRINGS],
)
def test_a_row_that_cannot_be_is_told_with_column_and_cure_and_nothing_is_written(
    staffed: Cast, sheet: Sheet, heads: str, case: tuple[str, int, str, str]
) -> None:
    rows, line, column, words = case
    before = held()
    with pytest.raises(Problems) as refused:
        take(staffed, sheet, heads, *rows.splitlines())
    [problem] = refused.value.problems
    assert (problem.line, problem.field) == (line, column)
    assert words in problem.text.en
    assert held() == before


@pytest.mark.parametrize("sheet", [TEACHERS, POSTINGS, PAIRINGS], ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_names_every_column_so_that_it_is_read_again(
    sheet: Sheet, language: str
) -> None:
    cells = list(read_cells("a.xlsx", template(sheet, language)))
    rows, problems = read_rows(sheet, cells, file="a.xlsx")
    assert (rows, problems) == ([], [])


PAGES = {"teachers": "/people/", "postings": "/postings/", "pairings": "/pairings/"}


def test_the_upload_page_takes_the_sheet_and_leads_to_what_was_taken(
    staffed: Cast, client_of: Any
) -> None:
    bureau = client_of("bureau")
    for code, data in (
        ("teachers", f"{HEADS}\n新演示,{A},孤小,小学,数学"),
        ("postings", f"{POSTED}\n走演示,,东二小,孤小"),
        ("pairings", f"{PAIRED}\n导演示,东二小,走演示,东二小"),
    ):
        file = SimpleUploadedFile("表.csv", data.encode())
        sent = {"since": DAY.isoformat(), "file": file}
        where = bureau.post(f"/intake/{code}/", sent)["Location"]
        assert f'href="{PAGES[code]}"' in bureau.post(f"{where}confirm/", follow=True).text
        assert client_of("principal").post(f"/intake/{code}/").status_code == 403
    assert [Teacher.objects.filter(person__name="新演示").count(), *held()[3:5]] == [1, 1, 1]
