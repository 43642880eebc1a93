"""A long report compiled into DOCX and PDF, as rows of the table."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from xuequ.kernel.paper import (
    Block,
    Document,
    Grid,
    Heading,
    PaperKind,
    Paragraph,
    Signatures,
    Step,
    Steps,
)
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .config import PAPER_PAGES, PAPER_SECONDS, Config
from .processes import ask
from .table import Row, within

CHAPTERS, SCHOOLS = 11, 40
KIND = PaperKind("bench.report", Text("工作报告", "Report"), "official", takes_number=True)
COLUMNS = (
    Column("school", "学校", "School"),
    Column("owed", "应办", "Owed", number=True),
    Column("done", "已办", "Done", number=True),
    Column("share", "完成率", "Share", number=True),
    Column("said", "情况说明", "Said"),
)
SENTENCE = "各校按照学区统一安排开展集体备课、研讨和观摩活动，做好记录并及时录入工作台账。"


def papers(config: Config) -> list[Row]:
    """The slowest of several rounds in a fresh process, fonts read anew in the first."""
    found = ask("paper", "bench_paper", config)
    what = f"report of {found['pages']} pages, DOCX and PDF"
    return [
        within(what, found["slowest"], "s", PAPER_SECONDS),
        Row("  its DOCX", found["docx"], "s"),
        Row("  its PDF", found["pdf"], "s"),
        Row("  its processor time", found["processor"], "s"),
        within(f"  pages short of {PAPER_PAGES}", max(0, PAPER_PAGES - found["pages"]), "pages", 0),
    ]


def measured(rounds: int) -> dict[str, Any]:
    """Seconds of the slowest round and of its parts; pages of the PDF."""
    from xuequ.papers.rendering import Marks, render

    said = report()
    code = "ABCD2345ABCD2345"
    marks = Marks(
        "测速市教育局", date(2026, 11, 1), "测教发〔2026〕1号", code, f"https://x.cn/{code}"
    )
    found: list[dict[str, Any]] = []
    for _ in range(rounds):
        each: dict[str, Any] = {}
        began, own = time.perf_counter(), time.process_time()
        for form in ("docx", "pdf"):
            started = time.perf_counter()
            content = render(said, KIND, marks, form)
            each[form] = time.perf_counter() - started
        each["slowest"] = time.perf_counter() - began
        each["processor"] = time.process_time() - own
        found.append({**each, "pages": pages(content)})
    return max(found, key=lambda one: float(one["slowest"]))


def report() -> Document:
    """About sixty pages: chapters of text, each with a table of forty schools and a diagram."""
    blocks = tuple(block for n in range(CHAPTERS) for block in _chapter(n))
    return Document("关于学区制管理工作情况的报告", (*blocks, Signatures()), "市教育局")


def _chapter(number: int) -> Iterator[Block]:
    yield Heading(f"第{number + 1}项工作开展情况")
    for n in range(6):
        yield Heading(f"具体做法{n + 1}。", 2, SENTENCE * 3)
        yield Paragraph(SENTENCE * 4)
    rows = [
        (
            f"第{number}学区第{n}小学",
            12,
            12 - n % 5,
            f"{100 * (12 - n % 5) / 12:.1f} %",
            SENTENCE[:20],
        )
        for n in range(SCHOOLS)
    ]
    yield Grid(Table(Text(f"表{number + 1} 各校完成情况", f"Table {number + 1}"), COLUMNS, rows))
    steps = ("申请", "审核", "审批", "公示", "印发")
    yield Steps(tuple(Step(each, "done", "基教股", date(2026, 9, 1)) for each in steps))


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    held = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            held.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", each)) for each in held)
