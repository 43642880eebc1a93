"""For every clause of the register: what runs it, which tests show it, or why nothing does."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from xuequ.cases.queries.types import case_types
from xuequ.kernel.discovery import declared
from xuequ.kernel.rulebook import rules_in
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.ledger.engine.duties import duties
from xuequ.profiles import loader
from xuequ.profiles.clauses import Clause, clauses

GROUND = {
    "event": Text("尚未列为应办事项", "no duty of a locality cites it yet"),
    "report": Text("尚未列为应交事项", "no duty of a locality cites it yet"),
    "algorithm": Text("待本章计算功能建成", "waits for the engine of its chapter"),
}
PLANS = Text(
    "待规划一章建成：学区划分方案的计算与比较", "waits for planning/: computing and comparing plans"
)
ROAD_MAP = Text(
    "推进步骤由规划一章按期限跟踪，实施方案本身即政策配置；待该章建成",
    "a step of the road map, kept with its day by planning/; waits for its chapter",
)
WHY = {
    "REG-04": PLANS,
    "REG-05": PLANS,
    "REG-42": PLANS,
    "PLN-15": ROAD_MAP,
}
CHAPTER = Text("待本章建成；目前只有设定值", "waits for its chapter; only its settings exist")
COMMITMENTS = "commitments.items"  # the setting that lists what people report on
AS_RECORDED = Text(
    "逐件办理、登记，不作判定", "dealt with and recorded case by case; nothing about it is judged"
)
NO_CHAPTER = Text("待本章建成", "waits for its chapter")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What runs one clause."""

    clause: Clause
    runs: tuple[str, ...]  # "rule directory.one-lead", "entity …", "commitment …", "duty …"
    settings: tuple[str, ...]  # profile entries that cite it, e.g. "xingning formation.leads"
    tests: tuple[str, ...]

    @property
    def state(self) -> str:
        """built: something runs it and a test shows it; untested; not_built."""
        if not self.runs:
            return "not_built"
        return "built" if self.tests else "untested"

    @property
    def remark(self) -> Text | None:
        """Why nothing runs it, or why nothing is judged: it is only recorded, case by case."""
        recorded = self.runs and all(each.startswith(("case ", "entity ")) for each in self.runs)
        return AS_RECORDED if recorded else self.why

    @property
    def why(self) -> Text | None:
        """Why nothing runs it, or none if something does."""
        if self.runs:
            return None
        usual = GROUND.get(self.clause.kind, CHAPTER if self.settings else NO_CHAPTER)
        return WHY.get(self.clause.id, usual)


@cache
def coverage() -> tuple[Coverage, ...]:
    """One row for every clause, in the order of the register."""
    runs: dict[str, list[str]] = defaultdict(list)
    settings: dict[str, list[str]] = defaultdict(list)
    _of_code(runs)
    for code in loader.localities():
        _of_policy(code, runs, settings)
    shown = manifest()
    return tuple(
        Coverage(
            clause,
            tuple(dict.fromkeys(runs.get(id, ()))),
            tuple(dict.fromkeys(settings.get(id, ()))),
            tuple(shown.get(id, ())),
        )
        for id, clause in clauses().items()
    )


def _of_code(runs: dict[str, list[str]]) -> None:
    """What packages declare: rules, facts they hold, kinds of cases."""
    for _, module in declared("engine.rules"):
        for rule in rules_in(module):
            runs[rule.clause].append(f"rule {rule.id}")
    for _, module in declared("entities"):
        for clause, held in module.ENTITIES.items():
            runs[clause].append(f"entity {held}")
    for case in case_types().values():
        for clause in case.clauses:
            runs[clause].append(f"case {case.code}")


def _of_policy(code: str, runs: dict[str, list[str]], settings: dict[str, list[str]]) -> None:
    """What a locality's policy lists: duties, commitments, and every setting."""
    policy = loader.load(code)
    for owed in duties(policy, date.max):
        runs[owed.duty.clause].append(f"duty {owed.key}")
    for entry in policy.entries.values():
        whose = "base" if entry.is_common else code
        settings[entry.clause].append(f"{whose} {entry.name}")
        if entry.name == COMMITMENTS:
            for each in entry.values[-1].value:
                runs[each.clause].append(f"commitment {each.owner}")


def manifest() -> dict[str, list[str]]:
    """The tests that show each clause at work, as the last full run of the suite wrote them."""
    text = files("xuequ.board").joinpath("manifest.json").read_text("utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found


STATES = {
    "built": Text("已落实", "built"),
    "untested": Text("已落实，尚无检验", "built, not yet shown by a test"),
    "not_built": Text("未建", "not built"),
}


def by_kind(rows: Iterable[Coverage]) -> list[tuple[str, int, int, int]]:
    """For each kind of clause: how many, how many something runs, how many a test shows."""
    every, run, shown = Counter[str](), Counter[str](), Counter[str]()
    for each in rows:
        kind = each.clause.kind
        every[kind] += 1
        run[kind] += bool(each.runs)
        shown[kind] += each.state == "built"
    return [(kind, count, run[kind], shown[kind]) for kind, count in every.most_common()]


def table() -> Table:
    """Coverage as rows: id, kind, state, runs, why."""
    return Table(
        title=Text("条款落实情况", "Coverage of the register"),
        columns=(
            Column("id", "条款", "Clause"),
            Column("kind", "类别", "Kind"),
            Column("state", "状态", "State"),
            Column("runs", "由什么落实", "Run by"),
            Column("why", "未建原因", "Why not"),
        ),
        rows=[
            (each.clause.id, each.clause.kind, each.state, "; ".join(each.runs), each.why or "")
            for each in coverage()
        ],
    )
