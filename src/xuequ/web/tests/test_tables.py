"""Tables that a migration adds are made in one step, and taken away in one."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from xuequ.web.tables import CreateTables

KEY = ("id", models.BigAutoField(primary_key=True))
STEP = CreateTables(
    operations=[
        CreateModel("Shelf", [KEY, ("name", models.CharField(max_length=9))]),
        CreateModel(
            "Book",
            [KEY, ("shelf", models.ForeignKey("laid.Shelf", models.CASCADE))],
            options={"indexes": [models.Index(fields=["shelf"], name="laid_book_shelf")]},
        ),
    ]
)


def tables() -> set[str]:
    return {each for each in connection.introspection.table_names() if each.startswith("laid_")}


@pytest.mark.django_db(transaction=True)
def test_all_are_made_in_their_order_and_taken_away_again() -> None:
    before, after = ProjectState(), ProjectState()
    for each in (before, after):
        each.apps.get_models()  # rendered, as they are while migrations are applied
    STEP.state_forwards("laid", after)
    with connection.schema_editor() as editor:
        STEP.database_forwards("laid", editor, before, after)
    assert tables() == {"laid_shelf", "laid_book"}
    shelf, book = (after.apps.get_model("laid", name) for name in ("Shelf", "Book"))
    one = shelf._default_manager.create(name="甲")
    assert book._default_manager.create(shelf=one).shelf.name == "甲"
    with connection.schema_editor() as editor:
        STEP.database_backwards("laid", editor, after, before)
    assert not tables()


def test_it_is_written_into_a_file_as_it_is() -> None:
    made = type("Migration", (migrations.Migration,), {"operations": [STEP]})("0001", "laid")
    written = MigrationWriter(made, include_header=False).as_string()
    assert "xuequ.web.tables.CreateTables(" in written and "laid_book_shelf" in written


def test_no_migration_of_ours_renders_everything_once_for_each_table() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {
        key: each
        for key, each in loader.disk_migrations.items()
        if type(each).__module__.startswith("xuequ.")
    }
    assert len(ours) > 30
    for key, each in ours.items():
        kinds = [type(step) for step in each.operations]
        assert kinds.count(CreateModel) <= 1 + kinds.count(CreateTables), key
        new = {step.name_lower for step in each.operations if isinstance(step, CreateModel)}
        late = [s for s in each.operations if isinstance(s, AddConstraint | AddIndex)]
        assert not [s for s in late if s.model_name_lower in new], key
