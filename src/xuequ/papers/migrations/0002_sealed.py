"""The database itself refuses to change what an issued paper says."""

from __future__ import annotations

from typing import Any

from django.db import migrations

STANDS = ("kind", "title", "body", "digest", "series_id", "year", "ordinal", "issued_on", "token",
          "docx_id", "pdf_id")  # fmt: skip
# JSON has no equality of its own in PostgreSQL; as text it is what was written.
CHANGED = {
    "sqlite": " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in STANDS),
    "postgresql": " OR ".join(
        f"NEW.{name}::text IS DISTINCT FROM OLD.{name}::text" for name in STANDS
    ),
}
BACK = "NEW.state = 'draft' OR (OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn')"
SAID = "an issued paper stands as it is"
SQLITE = [
    f"""CREATE TRIGGER papers_issued_stands BEFORE UPDATE ON papers_paper
        WHEN OLD.state <> 'draft' AND ({CHANGED["sqlite"]} OR {BACK})
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END"""
]
POSTGRESQL = [
    f"""CREATE FUNCTION papers_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER papers_issued_stands BEFORE UPDATE ON papers_paper FOR EACH ROW
        WHEN (OLD.state <> 'draft' AND ({CHANGED["postgresql"]} OR {BACK}))
        EXECUTE FUNCTION papers_refuse()""",
]


def refuse_changes(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def allow_changes(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION papers_refuse() CASCADE")
    else:
        editor.execute("DROP TRIGGER papers_issued_stands")


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
