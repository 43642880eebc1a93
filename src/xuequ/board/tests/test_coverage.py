"""What runs each clause of the register, or why nothing does."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.apps import apps
from django.utils.translation import override

from xuequ.board.coverage import GROUND, WHY, coverage, manifest, table
from xuequ.board.names.values import run_by_what
from xuequ.kernel.discovery import declared
from xuequ.kernel.rulebook import rules_in
from xuequ.ledger.engine.duties import duties
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities

ROWS = coverage()


def test_there_is_one_row_for_each_of_the_541_clauses_in_their_order() -> None:
    assert len(ROWS) == 541
    assert [row.clause.id for row in ROWS] == list(clauses())


def test_a_clause_nothing_runs_says_why_and_only_such_a_clause() -> None:
    for row in ROWS:
        assert bool(row.runs) != bool(row.why), row.clause.id
        assert (row.state == "not_built") == (not row.runs), row.clause.id
        if row.why:
            assert row.why.zh and row.why.en


def test_built_is_only_what_runs_and_is_shown_by_a_test() -> None:
    shown = manifest()
    for row in ROWS:
        assert (row.state == "built") == bool(row.runs and shown.get(row.clause.id))
    assert set(shown) <= set(clauses())
    assert {row.state for row in ROWS} <= {"built", "untested", "not_built"}


def test_every_rule_runs_the_clause_it_cites() -> None:
    runs = {row.clause.id: row.runs for row in ROWS}
    rules = [rule for _, module in declared("engine.rules") for rule in rules_in(module)]
    for rule in rules:
        assert f"rule {rule.id}" in runs[rule.clause]
    named = [run for row in ROWS for run in row.runs if run.startswith("rule ")]
    assert Counter(named) == Counter(f"rule {rule.id}" for rule in rules)


def test_every_entity_is_a_table_or_column_of_the_database() -> None:
    held = [run for row in ROWS for run in row.runs if run.startswith("entity ")]
    assert held
    for run in held:
        for name in run.removeprefix("entity ").split(", "):
            app, model, *column = name.split(".")
            kind = apps.get_model(app, model)
            for each in column:
                assert kind._meta.get_field(each), name


def test_the_table_has_the_five_columns_and_a_reason_in_every_empty_row() -> None:
    made = table()
    assert [column.code for column in made.columns] == ["id", "kind", "state", "runs", "why"]
    assert len(made.rows) == 541
    for _, _, state, runs, why in made.rows:
        assert (state == "not_built") == (runs == "") == (why != "")


def test_every_duty_of_every_locality_runs_the_clause_it_cites() -> None:
    runs = {row.clause.id: row.runs for row in ROWS}
    for code in localities():
        for owed in duties(load(code), date.max):
            assert f"duty {owed.key}" in runs[owed.duty.clause], owed.key


def test_every_event_and_report_of_every_chapter_is_owed_reported_or_explained_by_itself() -> None:
    rows = [row for row in ROWS if row.clause.kind in {"event", "report"}]
    assert len(rows) == 66 + 27
    assert [row.clause.id for row in rows if not row.runs] == ["PLN-15"]
    for row in rows:
        if row.why:
            assert row.why == WHY[row.clause.id] != GROUND[row.clause.kind]


def test_a_clause_that_only_duties_run_is_owed_wherever_its_document_holds_it() -> None:
    found = {code: duties(load(code), date.max) for code in localities()}
    owed = {code: {each.duty.clause for each in held} for code, held in found.items()}
    for row in ROWS:
        if row.runs and all(run.startswith("duty ") for run in row.runs):
            for code, held in owed.items():
                if row.clause.is_in(load(code).sources):
                    assert row.clause.id in held, f"{code}: {row.clause.id}"


def test_a_reason_stands_only_where_nothing_runs_the_clause() -> None:
    runs = {row.clause.id: row.runs for row in ROWS}
    assert not [id for id in WHY if runs[id]]


def test_what_runs_a_clause_is_said_in_words() -> None:
    with override("en"):
        assert "duties" in run_by_what(["duty exchange.launch"])
