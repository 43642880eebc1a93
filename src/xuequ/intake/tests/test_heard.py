"""What the journal hears of a sheet is all that it wrote, and undoing takes back just that."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from casting import MAKER
from sheet_examples import DAY, EXAMPLES, Example
from support_plugin import Cast
from xuequ.intake.files import template
from xuequ.intake.models import Import
from xuequ.intake.queries.sheets import every_sheet, models_of
from xuequ.intake.services import check_import, commit_import, start_import, undo_import
from xuequ.intake.services.exporting import export_sheet
from xuequ.intake.services.taking import Where, import_sheet
from xuequ.record.journal import listening
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
APART = {"record", "intake", "sessions"}  # the record of it, and the import itself
Rows = dict[tuple[str, Any], tuple[Any, ...]]


def snapshot() -> Rows:
    """Every row of the database, read past all models."""
    found: Rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APART or not model._meta.managed:
            continue
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            place = [each[0] for each in cursor.description].index(key)
            found |= {(table, row[place]): row for row in cursor.fetchall()}
    return found


def differing(before: Rows, after: Rows) -> set[tuple[str, Any]]:
    return {key for key in before | after if before.get(key) != after.get(key)}


def example(code: str, cast: Cast) -> Example:
    EXAMPLES[code].first(cast)
    return EXAMPLES[code]


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def test_every_sheet_has_an_example() -> None:
    assert set(EXAMPLES) == set(every_sheet())


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_journal_hears_every_row_a_sheet_writes(code: str, cast: Cast) -> None:
    sheet, given = every_sheet()[code], example(code, cast)
    before, lines = snapshot(), Line.objects.count()
    with listening(models_of(sheet)) as journal:
        import_sheet(sheet, "表.csv", given.data, authority=cast.authority, since=DAY, actor=MAKER)
    heard = {(table(each.model), each.pk) for each in journal.written()}
    assert differing(before, snapshot()) == heard and heard
    assert all(2 <= each.line <= len(given.rows) + 1 for each in journal.written())
    new = Line.objects.order_by("number")[lines:]
    assert sum("digest" in line.note for line in new) == 1, "one act with the digest of the rows"


def begun(code: str, data: bytes, cast: Cast, name: str = "表.csv") -> Import:
    where = Where(name, cast.authority, DAY, cast.bureau)
    one = start_import(every_sheet()[code], data, where)
    return check_import(one, actor=cast.bureau)


@pytest.mark.parametrize("code", EXAMPLES)
def test_what_an_import_wrote_is_taken_back_to_the_last_byte(code: str, cast: Cast) -> None:
    given = example(code, cast)
    before = snapshot()
    one = begun(code, given.data, cast)
    assert one.state == "ready" and snapshot() == before
    Import.objects.filter(pk=one.pk).update(share=0)
    done = commit_import(Import.objects.get(pk=one.pk), actor=cast.bureau)
    assert differing(before, snapshot())
    undo_import(done, actor=cast.bureau)
    assert {
        k for k in differing(before, snapshot()) if plain(k, before) != plain(k, snapshot())
    } == set()


def plain(key: tuple[str, Any], rows: Rows) -> Any:
    """A row without what is sealed anew each time."""
    row = rows.get(key)
    return row and tuple(cell for cell in row if not str(cell).startswith("1."))


@pytest.mark.parametrize("code", [code for code in EXAMPLES if every_sheet()[code].give])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_given_out_is_taken_again_and_changes_nothing(
    code: str, language: str, cast: Cast
) -> None:
    sheet, given = every_sheet()[code], example(code, cast)
    import_sheet(sheet, "表.csv", given.data, authority=cast.authority, since=DAY, actor=MAKER)
    rows = export_sheet(sheet, cast.authority, on=DAY, kind="xlsx", actor=cast.bureau)
    assert rows
    one = begun(code, template(sheet, language, rows), cast, "表.xlsx")
    assert one.state == "ready", one.given.problems.open()
    assert one.counts["rows"] == {"new": 0, "changed": 0, "same": len(rows)}
    assert one.parts.count() == 0
