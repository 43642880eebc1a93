"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

import xuequ
from support_plugin import COLLECTED, short
from xuequ.api.operations import NEEDS
from xuequ.board.coverage import coverage
from xuequ.kernel.discovery import declared, packages
from xuequ.kernel.rulebook import Rule, rules_in
from xuequ.kernel.units import UNITS
from xuequ.profiles import loader
from xuequ.profiles.clauses import clauses
from xuequ.record.names import ACTS
from xuequ.web.context import routes
from xuequ.web.refusals import MESSAGES

HOME = Path(xuequ.__file__).parent
SOURCES = [path for path in HOME.rglob("*.py") if not {"migrations"} & set(path.parts)]
OWN = [path for path in SOURCES if "tests" not in path.parts]
RULES = [rule for _, module in declared("engine.rules") for rule in rules_in(module)]
WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "asave", "acreate", "adelete", "aupdate", "execute", "executemany",
}  # fmt: skip
CHAPTERS_OF_THE_REGISTER = {each.chapter for each in clauses().values()}
# One file by design: a notary carries it away and reads it from the first line to the last.
ALONE = {"enrolment/verifier/verify.py": 1900}
GROUND = {"directory", "record", "vault", "runs", "ledger", "papers", "cases"}


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_cites_a_known_clause_and_says_what_it_means(rule: Rule) -> None:
    assert rule.clause in clauses()
    assert rule.zh and rule.en and rule.check.__doc__
    assert rule.of in {"county", "consortium", "school"}


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids) > 30


@pytest.mark.parametrize("code", loader.localities())
def test_every_parameter_has_unit_clause_and_binding_and_loads_into_its_dataclass(
    code: str,
) -> None:
    profile = loader.load(code)
    for entry in profile.entries.values():
        assert entry.clause in clauses() and entry.unit.zh and entry.unit.en, entry.key
    for section in {section for section, _ in profile.entries}:
        kind = loader.sections()[section]
        held = loader.policy(kind, profile, section, date.max)
        assert {f.name for f in fields(held)} >= {key for s, key in profile.entries if s == section}


def test_only_services_write() -> None:
    for path in OWN:
        relative = path.relative_to(HOME)
        writer = "services" in {relative.stem, *relative.parts}
        reads = {"views", "api", "queries", "forms", "sheets", "cases", "papers", "cli", "demo"}
        package, *inside = relative.parts
        named = {package} - {"cases", "papers"}  # packages called like the files that declare
        if writer or not reads & {relative.stem, *inside, *named}:
            continue
        for call in calls(path):
            name = getattr(call.func, "attr", "")
            assert name not in WRITES, f"{relative}:{call.lineno} calls {name}"


def test_every_refusal_can_be_explained_and_every_explanation_is_used() -> None:
    raised = {
        call.args[0].value
        for path in OWN
        for call in calls(path)
        if getattr(call.func, "id", "") == "Refused"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert raised == set(MESSAGES)


def test_every_act_has_a_name_people_read_and_every_name_an_act() -> None:
    written = {
        call.args[0].value
        for path in OWN
        for call in calls(path)
        if getattr(call.func, "id", "") == "write"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert written == set(ACTS)


EVERY_ROUTE: list[tuple[str, URLPattern]] = list(routes(get_resolver().url_patterns))
ROUTES = [(name, route) for name, route in EVERY_ROUTE if not name.startswith("api:")]
OF_PROGRAMS = {name.removeprefix("api:") for name, _ in EVERY_ROUTE if name.startswith("api:")}


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_every_route_is_a_page_with_a_title_and_a_permission(name: str, route: URLPattern) -> None:
    page = getattr(route.callback, "page", None)
    assert page is not None, name
    assert page.needs == "public" or re.fullmatch(r"[a-z]+\.[a-z]+", page.needs), name
    assert str(page.title)


def test_every_route_for_programs_is_an_operation_with_a_permission() -> None:
    assert {*NEEDS, "api-root", "openapi-json"} == OF_PROGRAMS
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+", needs) for needs in NEEDS.values())


def test_a_chapter_points_only_at_itself_and_the_shared_ground() -> None:
    for config in apps.get_app_configs():
        if not config.name.startswith("xuequ."):
            continue
        for model in config.get_models():
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    label = field.related_model._meta.app_label
                    assert label in {config.label, *GROUND}, field


def test_files_functions_and_parameters_keep_to_their_budgets() -> None:
    for path in SOURCES:
        text = path.read_text("utf-8")
        most = ALONE.get(path.relative_to(HOME).as_posix(), 250)
        assert text.count("\n") <= most, f"{path}: {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
                length = (node.end_lineno or 0) - first.lineno + 1
                assert length <= 40, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_every_code_file_has_a_docstring_unless_it_is_empty() -> None:
    for path in OWN:
        text = path.read_text("utf-8")
        assert not text.strip() or ast.get_docstring(ast.parse(text)), path


def test_engines_are_pure() -> None:
    """No engine imports what ties it to a framework, a clock or chance, not even inside."""
    for path in OWN:
        if {"engine", "kernel", "methods"} & set(path.parts):
            found = re.findall(r"^\s*(?:from|import) (django|random|time|logging)\b",
                               path.read_text("utf-8"), re.M)  # fmt: skip
            assert not found, path


def test_units_of_verdicts_are_known() -> None:
    used = set()
    for path in OWN:
        if "rules" in path.parts or path.stem in {"fit", "principles"}:
            used |= set(re.findall(r'unit="([a-z]+)"', path.read_text("utf-8")))
    assert used and used <= set(UNITS)


def test_every_clause_the_code_or_a_test_cites_is_in_the_register() -> None:
    for path in SOURCES:
        for id in re.findall(r'"([A-Z]{3}-\d\d)"', path.read_text("utf-8")):
            known = id in clauses() or id.partition("-")[0] not in CHAPTERS_OF_THE_REGISTER
            assert known or "tests" in path.parts, f"{path}: {id}"


def test_the_manifest_names_just_the_marked_tests(request: pytest.FixtureRequest) -> None:
    """The committed manifest is what the marks of the whole suite say.

    Renew it with `run.py test --collect-only -q --manifest src/xuequ/board/manifest.json`.
    """
    marked: dict[str, set[str]] = {}
    collected = request.config.stash[COLLECTED]
    for item in collected:
        for id in (id for mark in item.iter_markers("clause") for id in mark.args):
            marked.setdefault(id, set()).add(short(item.nodeid))
    root = Path(__file__).parent
    files = {path.relative_to(HOME).as_posix() for path in HOME.rglob("test_*.py")}
    files |= {f"tests/{path.name}" for path in root.glob("test_*.py")}
    if files > {short(item.nodeid).partition("::")[0] for item in collected}:
        pytest.skip("only a part of the suite was chosen")
    written = json.loads((HOME / "board/manifest.json").read_text("utf-8"))
    assert {id: set(tests) for id, tests in written.items()} == marked


@pytest.mark.parametrize(("chapter", "count"), [("REG", 50), ("GOV", 66)])
def test_no_rule_entity_role_indicator_or_workflow_row_is_unbuilt(chapter: str, count: int) -> None:
    rows = [each for each in coverage() if each.clause.chapter == chapter]
    assert len(rows) == count
    for each in rows:
        assert each.runs or each.why, each.clause.id
        if each.clause.kind in {"rule", "entity", "indicator", "role", "workflow"}:
            assert each.state == "built", f"{each.clause.id}: {each.state}"


def test_packages_are_the_storeys_of_the_house() -> None:
    contract = (Path(__file__).parent.parent / ".importlinter").read_text("utf-8")
    storeys = contract.split("layers =")[1].split("exhaustive")[0]
    assert set(re.findall(r"^\s+([a-z]+)$|\b([a-z]+)\b", storeys)) and set(packages()) <= set(
        re.findall(r"[a-z]+", storeys)
    )


SYNONYMS = {
    "student": "pupil",
    "headmaster": "principal",
    "headteacher": "principal",
    "zone": "catchment",
    "raffle": "lottery",
    "alliance_member": "member",
    "xuexiao": "school",
    "jiaoyuju": "authority",
    "longtou": "lead",
}


def test_names_use_the_words_of_the_glossary() -> None:
    """One English word per term: no synonym and no pinyin in a name the code gives."""
    for path in OWN:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                name = node.name
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name = node.target.id
            else:
                continue
            for wrong, right in SYNONYMS.items():
                assert wrong not in name.lower(), f"{path}:{node.lineno} {name}: say {right}"
