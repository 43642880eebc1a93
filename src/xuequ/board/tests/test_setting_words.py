"""Every setting of every shipped profile is shown in words, in both languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from django.utils.translation import get_language, override

from xuequ.board.names.values import setting, setting_name
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities, read
from xuequ.web.templatetags.words import cited

LATIN = {"STEM", "XX"}  # what the documents themselves write in Latin letters


@pytest.mark.parametrize("code", localities())
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_code_shows_in_a_setting(code: str, language: str) -> None:
    strange = []
    with override(language):
        for entry in load(code).entries.values():
            shown = [setting(each.value, entry.key) for each in entry.values]
            if setting_name(entry) == entry.name or not all(map(readable, shown)):
                strange.append(f"{entry.name}: {shown}")
    assert not strange, "\n".join(strange)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_points_table_names_what_it_counts_by(language: str) -> None:
    example = files("xuequ.profiles").joinpath("examples", "futian-2021.toml").read_text("utf-8")
    value = read("futian-2021", example).entries["enrolment", "points"].values[-1].value
    with override(language):
        shown = setting(value, "points")
        assert readable(shown), shown
        if language == "zh-hans":
            assert "须具备：父母购本地段住宅（产权不少于51%）、儿童入户该房" in shown
            assert "只限类型：五类、六类" in shown and "并入其上限：居住" in shown


def readable(shown: str) -> bool:
    """Is it said in words of the language that is on?"""
    if not shown or re.search(r"[a-z]_[a-z]", shown):
        return False
    latin = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"[A-Z]{3}-\d\d", "", shown)))
    return get_language() == "en" or latin <= LATIN


def test_where_a_clause_stands_is_said_in_the_language_that_is_on() -> None:
    with override("zh-hans"):
        assert cited("003 附1§二1 (second list)") == "003 附1§二1（后一组）"
        for each in clauses().values():
            assert not re.search(r"[A-Za-z]", cited(each.source)), each.id
    with override("en"):
        assert cited("002-5 preamble; 004 preamble") == "002-5 preamble; 004 preamble"
