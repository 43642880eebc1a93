"""What a locality's policy lets people choose among in the forms of cases."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import policy_of as policy_of_directory
from xuequ.kernel.case_types import Reading
from xuequ.kernel.text import Text

from ..models import FoundingDocument
from .settings import policy_of


def documents(authority: Authority, on: date) -> list[tuple[str, Text]]:
    """The founding documents the policy names."""
    rules = policy_of(authority, on).governance.founding_rules
    return [(each.code, Text(each.zh, each.en)) for each in rules]


def forms(authority: Authority, on: date) -> list[tuple[str, Text]]:
    """The formation forms of the policy's catalogue."""
    formation = policy_of_directory(authority, on).formation
    return [(each.code, Text(each.name.zh, each.name.en)) for each in formation.forms]


def charters(authority: Authority, on: date) -> list[Reading]:
    """The charters in force there."""
    found = FoundingDocument.objects.on(on).filter(consortium__authority=authority, code="charter")
    return [
        Reading(
            each.consortium_id,
            f"{each.consortium.label}《{each.title}》第{each.version}版（{each.since}起施行）",
            each.words,
        )
        for each in found.select_related("consortium").order_by("consortium")
    ]
