"""The database itself refuses to change or delete a line of the record."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from xuequ.kernel.seal import GENESIS
from xuequ.record.fingerprint import proof_of

SQLITE = [
    """CREATE TRIGGER record_line_no_update BEFORE UPDATE ON record_line
       BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
    """CREATE TRIGGER record_line_no_delete BEFORE DELETE ON record_line
       BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
    """CREATE TRIGGER record_line_no_replace BEFORE INSERT ON record_line
       WHEN EXISTS (SELECT 1 FROM record_line WHERE number = NEW.number)
       BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION record_line_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$""",
    """CREATE TRIGGER record_line_no_change BEFORE UPDATE OR DELETE ON record_line
       FOR EACH ROW EXECUTE FUNCTION record_line_refuse()""",
    """CREATE TRIGGER record_line_no_truncate BEFORE TRUNCATE ON record_line
       EXECUTE FUNCTION record_line_refuse()""",
]


def refuse_changes(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def begin(apps: Any, editor: Any) -> None:
    """Seal an empty record, so that one emptied later can be told from it."""
    apps.get_model("record", "Head").objects.create(
        pk=1, number=0, seal=GENESIS, proof=proof_of(0, GENESIS)
    )


def end(apps: Any, editor: Any) -> None:
    apps.get_model("record", "Head").objects.all().delete()


def allow_changes(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION record_line_refuse() CASCADE")
        return
    for name in ("update", "delete", "replace"):
        editor.execute(f"DROP TRIGGER record_line_no_{name}")


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        migrations.RunPython(refuse_changes, allow_changes),
        migrations.RunPython(begin, end),
    ]
