"""School codes in the roster: what is none, and what is one of another kind of school."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.intake.tests.test_roster import HEADS, LEAD, sheet, take
from xuequ.kernel.problems import Problems


def test_what_is_no_school_code_is_told_by_its_name(cast: Cast) -> None:
    rows = sheet(f"{LEAD},,2.1E+09", "新学区,,乙校,成员校,,124501004986543210")
    with pytest.raises(Problems) as refused:
        take(cast.authority, rows)
    code, other = refused.value.problems
    assert (code.line, other.line, {code.field, other.field}) == (2, 3, {"学校标识码"})
    assert "科学记数法" in code.text.zh and "scientific notation" in code.text.en
    assert "统一社会信用代码" in other.text.zh and "social credit code" in other.text.en


def test_a_school_code_of_another_kind_of_school_is_told(cast: Cast) -> None:
    rows = f"{HEADS},学段\n{LEAD},,3145000001,,,小学\n新学区,,乙校,成员校,,3145000002,,,九年一贯制"
    with pytest.raises(Problems) as refused:
        take(cast.authority, rows.encode())
    problem = refused.value.problems[0]
    assert (problem.line, problem.field) == (2, "学校标识码")
    assert "31开头的是普通初中，与学段“小学”不符" in problem.text.zh
    assert "the stage is primary" in problem.text.en
