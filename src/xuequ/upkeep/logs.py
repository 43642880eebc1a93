"""Lines of the log, for people or as JSON, and never with personal data in them.

What the product itself writes is written with care.  What a library writes may hold anything: an
address with a name in it, a value a database refused.  Of those lines only the fixed words are
kept, and of exceptions only kind and place.  Long numbers go in any case.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
FIELDS = ("route", "method", "status", "ms", "account")  # of a line about a request
LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{11,18}[Xx]?(?![0-9A-Za-z])")
LEFT_OUT = "…"
MOST_PLACES = 12
OWN = "xuequ"
FREE_TEXT = ("django.security", "django.request")  # whose words hold what somebody sent
HERE = str(Path(__file__).resolve().parent.parent.parent)


class Plain(logging.Formatter):
    """One line for people."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        rest = " ".join(f"{name}={value}" for name, value in facts.items() if name not in HEAD)
        text = f"{facts['at']} {facts['level']} {facts['logger']} {facts['message']}"
        return f"{text} {rest}".rstrip()


class JsonLines(logging.Formatter):
    """One JSON object in one line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record), ensure_ascii=False)


HEAD = {"at", "level", "logger", "message"}


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What may be kept of a line."""
    at = datetime.fromtimestamp(record.created, UTC)
    facts: dict[str, Any] = {
        "at": at.isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": LONG_NUMBER.sub(LEFT_OUT, message_of(record)),
    }
    request = getattr(record, "request_id", "") or REQUEST_ID.get()
    if request:
        facts["request"] = request
    for name in FIELDS:
        value = getattr(record, name, None)
        if value is not None and isinstance(value, str | int | float):
            facts[name] = value
    if record.exc_info and record.exc_info[1]:
        facts["error"] = kind_of(record.exc_info[1])
        facts["where"] = places_of(record.exc_info[1])
    return facts


def message_of(record: logging.LogRecord) -> str:
    """The words of a line: ours as they are, a library's without what was put into them."""
    if record.name.partition(".")[0] == OWN:
        return record.getMessage().replace("\n", " ")
    if record.name.startswith(FREE_TEXT):
        return record.name.rpartition(".")[2]
    return re.sub(r"%(\(\w+\))?[-+ #0]*[\d.*]*[a-zA-Z]", LEFT_OUT, str(record.msg)).replace(
        "\n", " "
    )


def kind_of(error: BaseException) -> str:
    """What kind of exception it is; its words may hold anything."""
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def places_of(error: BaseException) -> list[str]:
    """Where it came from: file, line and function, without values, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    found = [f"{_short(each.filename)}:{each.lineno} {each.name}" for each in frames]
    cause = error.__cause__ or error.__context__
    if cause is not None and cause is not error:
        found.insert(0, f"({kind_of(cause)})")
    return found


def _short(path: str) -> str:
    parts = Path(path).parts
    if path.startswith(HERE):
        return str(Path(path).relative_to(HERE))
    return "/".join(parts[-3:])
