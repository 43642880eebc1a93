"""The file in which somebody brings the parts of a seed."""

from __future__ import annotations

import pytest

from xuequ.enrolment.engine.package.brought import brought
from xuequ.kernel.problems import Problems
from xuequ.methods.lottery.seeds import Part


def test_what_the_parties_bring_is_read_and_checked() -> None:
    thrown = '[{"plan":"甲","name":"start","value":3}]'
    data = f'{{"parts":[{{"kind":"public","name":"号"}}],"thrown":{thrown}}}'
    assert brought(data.encode()) == ([Part("public", "号")], {("甲", "start"): 3})
    assert brought(b"{}") == ([], {})
    for bad, field in (
        ('{"part":[]}', "part"),
        ('{"parts":{}}', "parts"),
        ('{"parts":[1]}', "parts[1]"),
        ('{"parts":[{"kind":"public"}]}', "parts[1].name"),
        ('{"parts":[{"kind":"public","name":"x","size":1}]}', "parts[1].size"),
        ('{"parts":[{"kind":"digits","name":"x","length":"4"}]}', "parts[1].length"),
        ('{"thrown":[{"plan":"x","name":"start","value":true}]}', "thrown[1].value"),
        ('{"thrown":[{"plan":"x","name":"a","value":1},{"plan":"x","name":"a","value":2}]}',
         "thrown"),
    ):  # fmt: skip
        with pytest.raises(Problems) as found:
            brought(bad.encode())
        assert found.value.problems[0].field == field
