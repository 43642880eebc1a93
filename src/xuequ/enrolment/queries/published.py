"""What everybody may read of enrolment: published plans and rules, with their digests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet

from xuequ.directory.models import Authority
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.package.tables import read_exactly
from ..engine.places.rules import Rules
from ..engine.places.rules_file import rules_of
from ..engine.places.schools import COLUMNS, SEATS
from ..engine.policy import Enrolment
from ..engine.preparing.asked_words import asked_in_words
from ..engine.preparing.policy_file import policy_in
from ..models import RuleSet
from .settings import HEAVY, kinds_of


def published() -> QuerySet[RuleSet]:
    """The rules in force and published, of authorities that show themselves."""
    found = RuleSet.objects.filter(ended_at=None, round__authority__is_public=True)
    found = found.exclude(published_at=None).select_related("round__authority")
    return found.order_by("-round__year", "-round__stage", "round__name", "pk")


def published_of(authority: Authority) -> QuerySet[RuleSet]:
    """Those of one authority, without the files that only the page of one shows."""
    return published().filter(round__authority=authority).defer(*HEAVY)


def versions_before(rule_set: RuleSet) -> QuerySet[RuleSet]:
    """Versions that were published before this one and hold no longer."""
    found = RuleSet.objects.filter(round=rule_set.round, version__lt=rule_set.version)
    return found.exclude(published_at=None)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was signed, read from its own bytes.

    Args:
        words: of the rules; `asked` who may apply and what points there are.
        is_whole: the bytes still have the digests that were signed.
    """

    rules: Rules
    table: Table
    words: list[Text]
    asked: list[Text]
    is_whole: bool


def sealed(rule_set: RuleSet) -> Sealed:
    """Plan and words of a version, from the bytes that were signed."""
    rules = rules_of(bytes(rule_set.rules))
    files = bytes(rule_set.rules), bytes(rule_set.seats), bytes(rule_set.policy)
    signed = rule_set.rules_digest, rule_set.seats_digest, rule_set.policy_digest
    policy = policy_in(files[2])
    return Sealed(
        rules,
        _table(rule_set, rules, policy),
        [Text(each["zh"], each["en"]) for each in rule_set.words],
        asked_in_words(policy, rule_set.round.stage),
        tuple(sha256(each).hexdigest() for each in files) == signed,
    )


def _table(rule_set: RuleSet, rules: Rules, policy: Enrolment) -> Table:
    """The lines of seats.csv; columns without any entry are left out."""
    lines = [each.fields for each in read_exactly(SEATS, bytes(rule_set.seats), COLUMNS)]
    names = kinds_of(rule_set.round, policy)
    columns = (
        *SIGNED,
        *(
            Column(each.kind, f"预留：{name.zh}", f"Kept: {name.en}", number=True)
            for each in rules.kinds
            for name in (names.get(each.kind, Text(each.kind, each.kind)),)
        ),
    )
    rows = [_row(each, set(rules.catchment)) for each in lines]
    used = [
        at
        for at, column in enumerate(columns)
        if column.code in ALWAYS or any(row[at] not in (0, "") for row in rows)
    ]
    found = rule_set.round
    title = Text(f"{found.year}年{found.name}招生计划", f"Plan of {found.name} {found.year}")
    return Table(
        title,
        tuple(columns[at] for at in used),
        [tuple(row[at] for at in used) for row in rows],
    )


def _row(fields: Sequence[str], inside: Collection[str]) -> tuple[object, ...]:
    name, plan, classes, spare, overflow, primaries, kept = fields
    return (
        name,
        int(plan),
        int(classes),
        int(spare),
        Text("片区内", "inside") if name in inside else Text("其他学校", "other school"),
        primaries.replace(";", "、"),
        overflow.replace(";", "、"),
        *(int(each) for each in kept.split(";") if each),
    )


ALWAYS = {"school", "plan", "classes"}
SIGNED = (
    Column("school", "学校", "School"),
    Column("plan", "招生计划", "Plan", number=True),
    Column("classes", "班数", "Classes", number=True),
    Column("spare", "机动学位", "Spare seats", number=True),
    Column("zone", "片区", "Zone"),
    Column("primaries", "对口小学", "Matched primaries"),
    Column("overflow", "调剂顺序", "Overflow goes to"),
)
