"""The yearly audit counts every export that holds data of children."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import xuequ
from support_plugin import Cast
from xuequ.enrolment.queries.privacy.audit import CHILDREN, figures
from xuequ.enrolment.tests.world import planned
from xuequ.enrolment.views.placing import FILES
from xuequ.intake.views.sheets import OF_CHILDREN
from xuequ.record.services import note_export

NAMELESS = (  # exports of figures, schools, staff, or invented children, by how they begin
    "cases", "tasks", "filed roster", "ledger", "record", "permissions", "survey", "papers",
    "package of a rehearsal", "checks of applications", "flows of a cohort", "refusals by reason",
    "plan of enrolment", "audit of minors' data", "forecast of seats", "trial of a policy",
    "frozen seats", "frozen rules", "frozen seed",
)  # fmt: skip


def named() -> Iterator[str]:
    """How exports are called in the code, or how their names begin."""
    for path in sorted(Path(xuequ.__file__).parent.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "note_export":
                yield from _begins(node.args[1])
            elif node.func.id == "take_out":
                yield from (e for k in node.keywords if k.arg == "what" for e in _begins(k.value))


def _begins(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    if isinstance(node, ast.Constant):
        yield str(node.value)


def test_every_export_is_known_to_hold_children_or_not() -> None:
    found = {each for each in named() if each != "frozen "}
    found |= {f"frozen {name}" for name, _ in FILES.values()}
    assert len(found) > 20
    unknown = {each for each in found if not each.startswith((*CHILDREN, *NAMELESS))}
    assert not unknown and not any(each.startswith(NAMELESS) for each in CHILDREN)
    assert all(each.startswith(CHILDREN) for each in OF_CHILDREN)


@pytest.mark.django_db
def test_exports_of_numbers_and_of_children_without_a_place_are_in_the_audit(cast: Cast) -> None:
    row = planned(cast)
    for what in ("frozen applications.csv", "sealed package", "children without a place, mark 1a"):
        line = note_export(row, what, "csv", 5, actor=cast.bureau)
    note_export(row, "plan of enrolment", "csv", 5, actor=cast.bureau)
    found = figures(cast.authority, line.at.year, line.at).exports
    assert [(each.what, each.rows, each.is_said) for each in found] == [
        ("frozen applications.csv", 5, True),
        ("sealed package", 5, True),
        ("children without a place", 5, False),
    ]
