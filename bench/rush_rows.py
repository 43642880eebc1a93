"""What the measuring processes beside the product's database do: fill it, close it, look."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .rush_checks import Kept


def filled(families: int, rest: int) -> list[dict[str, Any]]:
    """An empty database with the product's tables and so many families, signed in.

    Args:
        rest: minutes that a session may rest.
    """
    from django.core.management import call_command
    from django.utils import timezone

    from .rush_county import build

    call_command("migrate", verbosity=0)
    return build(families, timezone.now(), rest)


def closes(at: float) -> None:
    """Let the round close at that moment; an act could not, for the round has opened.

    Those who come in the last minute have logged in just before.
    """
    from xuequ.enrolment.models import Round

    from .rush_county import logged_in_now

    Round.objects.update(closes=datetime.fromtimestamp(at, UTC))
    logged_in_now()


def verified() -> list[Any]:
    """Lines of the record, and the first fault in their chain."""
    from xuequ.record.queries import verify

    count, fault = verify()
    return [count, None if fault is None else str(fault)]


def kept() -> dict[int, dict[str, Any]]:
    """Every application as it stands in the database."""
    from collections import Counter

    from xuequ.enrolment.models import Application, Submission
    from xuequ.record.models import Line

    def lines(verb: str) -> Counter[int]:
        rows = Line.objects.filter(verb=verb).values_list("subject", flat=True)
        return Counter(int(each.rpartition(":")[2]) for each in rows)

    handed, saved = lines("hand-in-application"), lines("save-application")
    times = Counter(Submission.objects.values_list("application", flat=True))
    rows = Application.objects.values_list("pk", "state", "version", "submitted_at")
    return {
        pk: asdict(
            Kept(state, version, times[pk], handed[pk], saved[pk], at.timestamp() if at else None)
        )
        for pk, state, version, at in rows.iterator()
    }


def main(name: str, result: str, *arguments: str) -> None:
    """Do one of these and write what it answers."""
    import django

    django.setup()
    made = {
        "filled": lambda: filled(*map(int, arguments)),
        "closes": lambda: closes(float(arguments[0])),
        "verified": verified,
        "kept": kept,
    }[name]()
    Path(result).write_text(json.dumps(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
