"""A share, a range or a duty that cannot be is refused with its line and place."""

from __future__ import annotations

import pytest

from xuequ.kernel.problems import Problems
from xuequ.profiles.loader import read

HEAD = 'extends = "base"\nname = { zh = "某地", en = "Somewhere" }\nsources = ["002-2"]\n\n'
DUE = 'code = "log", zh = "日志", en = "log", clause = "EXC-23"'
RATE = 'clause = "EXC-20", share = 1.5, base = "backbone", scope = "consortium"'


@pytest.mark.parametrize(
    ("setting", "clause", "value", "why"),
    [
        ("mentoring.master_share", "MEN-04", "{ low = 0.40, high = 0.35 }", "low before high"),
        ("mentoring.master_share", "MEN-04", "{ low = 35, high = 40 }", "between 0 and 1"),
        ("mentoring.master_mentees", "MEN-07", "{ min = 8, max = 4 }", "between 1 and max"),
        ("exchange.backbone_rates", "EXC-20", f'[{{ {RATE}, period = "batch" }}]', "between 0"),
        ("exchange.backbone_rates", "EXC-20", f'[{{ {RATE}, period = "day" }}]', "one of"),
        (
            "exchange.events",
            "EXC-23",
            f'[{{ {DUE}, owed_by = "king", period = "week" }}]',
            "one of",
        ),
        (
            "exchange.events",
            "EXC-23",
            f'[{{ {DUE}, owed_by = "school", period = "week", min = 0 }}]',
            "less than 1",
        ),
        ("exchange.events", "EXC-23", f"[{{ {DUE.replace('23', '99')} }}]", "missing"),
    ],
)
def test_what_cannot_be_is_refused(setting: str, clause: str, value: str, why: str) -> None:
    entry = (
        f'[{setting}]\nclause = "{clause}"\nunit = {{ zh = "项", en = "items" }}\n'
        f'binding = "must"\nvalues = [{{ from = 2020-09-01, value = {value} }}]\n'
    )
    with pytest.raises(Problems) as caught:
        read("somewhere", HEAD + entry)
    said = "\n".join(caught.value.say("en"))
    assert why in said
    assert f"somewhere.toml, line 9, {setting}.values" in said


def test_an_item_may_not_cite_a_clause_that_does_not_exist() -> None:
    value = f'[{{ {DUE.replace("EXC-23", "EXC-99")}, owed_by = "school", period = "week" }}]'
    entry = (
        '[exchange.events]\nclause = "EXC-23"\nunit = { zh = "项", en = "items" }\n'
        f'binding = "must"\nvalues = [{{ from = 2020-09-01, value = {value} }}]\n'
    )
    with pytest.raises(Problems, match="EXC-99 is not in the register"):
        read("somewhere", HEAD + entry)
