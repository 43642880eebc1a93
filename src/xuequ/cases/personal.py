"""Personal data of families that cases keep: who objected, and how to answer them."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

HELD = (
    Held(
        "7-objection",
        Text("公示期间提出异议的人", "Who objected during a publicity period"),
        of(
            "cases.Objection",
            name=("姓名", "name"),
            phone=("联系电话", "telephone"),
        ),
        Text("核实异议并答复本人", "to look into the objection and to answer"),
        "duty",
        Text("办理该事项的人员", "those who handle the case"),
        Text("随事项档案保管", "as long as the file of the case"),
    ),
)
