"""Every key and code inside a setting has a name, and one name only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from django.utils import translation

from xuequ.board.names import FIELDS, VALUES
from xuequ.board.names.values import HIDDEN, lines
from xuequ.kernel.discovery import declared
from xuequ.kernel.text import Text
from xuequ.profiles.loader import load, localities

NOT_SHOWN = {"name", "zh", "en", *HIDDEN}
CODE = re.compile(r"[a-z][a-z0-9_-]*")


def lacking(value: Any, key: str) -> Iterator[str]:
    """The keys and codes inside a value that nobody has given a name."""
    if isinstance(value, tuple):
        for each in value:
            yield from lacking(each, key)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            if field.name in NOT_SHOWN or held in (None, "", (), False):
                continue
            if field.name not in FIELDS:
                yield f"the key {field.name}"
            yield from lacking(held, field.name)
    elif isinstance(value, str) and CODE.fullmatch(value):
        yield from {f"{key}.{value}"} if not {value, f"{key}.{value}"} & VALUES.keys() else ()


@pytest.mark.parametrize("code", localities())
def test_every_key_and_code_of_a_setting_has_a_name(code: str) -> None:
    entries = load(code).entries.values()
    found = {entry.name: set(lacking(entry.values[-1].value, entry.key)) for entry in entries}
    assert not {name: codes for name, codes in found.items() if codes}


@pytest.mark.parametrize("sort", ["NAMES", "FIELDS", "WORDS"])
def test_two_packages_do_not_give_one_key_different_words(sort: str) -> None:
    given: dict[str, dict[str, Text]] = {}
    for package, module in declared("engine.policy"):
        for key, words in getattr(module, sort, {}).items():
            given.setdefault(key, {})[package] = words
    assert not {key: by for key, by in given.items() if len(set(by.values())) > 1}


def said(code: str, section: str, key: str) -> list[str]:
    with translation.override("zh-hans"):
        return lines(load(code).entries[section, key].values[-1].value, key)


def test_records_that_say_more_than_a_name_stand_on_a_line_each() -> None:
    duties = said("mingzhu", "exchange", "duties")
    assert len(duties) == 24
    assert duties[0].startswith("乡镇教师到城里交流：高质量工作日志（条款：EXC-34，")
    assert said("mingzhu", "exchange", "staff_groups") == ["学科骨干教师、班主任"]
    assert said("mingzhu", "mentoring", "master_share") == ["不低于：35%，不高于：40%"]
    assert said("guilin", "exchange", "teacher_rates")[1].startswith("条款：EXC-08，不低于：10%")
    assert said("shuangtaizi", "staff", "work_relation_share") == ["100%"]


def test_a_duty_whose_number_stands_elsewhere_names_that_setting_and_no_number_of_its_own() -> None:
    duties = said("xingning", "duties", "items")
    [prep] = [line for line in duties if line.startswith("学科集体备课（")]
    assert "次数见设定：集体备课" in prep and "至少" not in prep
    [training] = [line for line in duties if line.startswith("统一的教师培训项目（")]
    assert "至少：1" in training and "起始值（可改）" in training
