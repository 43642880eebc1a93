"""Try a policy out: the same applications under several ways, as a long computation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xuequ.directory.models import Campus
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs, Report, Result
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.comparison.names import OWN
from ..engine.comparison.wanted import Wanted, Year
from ..models import Plan, RuleSet
from .called import called

if TYPE_CHECKING:
    from ..engine.comparison.compared import Compared
    from ..engine.places.prepared import Prepared

FILE = "applications.csv"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried.

    Args:
        children: of a made-up year; 0 where a file of applications is given.
        near: see `synthetic.Year`.
    """

    wanted: Wanted
    children: int = 0
    near: float = 1.0


def held_for(rule_set: RuleSet, trial: Trial, data: bytes, name: str = FILE) -> Prepared:
    """Rules and seats of a round with the applications of the trial.

    Raises:
        Problems: each mistake of the file.
        Refused: as `synthetic`.
    """
    from ..engine.comparison.synthetic import synthetic
    from ..engine.places.prepared import replayed
    from ..engine.places.rules_file import rules_of
    from ..engine.places.schools import schools_of

    rules, seats = bytes(rule_set.rules), bytes(rule_set.seats)
    if trial.children:
        known = rules_of(rules)
        year = Year(trial.children, trial.near, trial.wanted.text)
        data = synthetic(known, schools_of(seats, known), year)
    return replayed(rules, seats, (name, data))


def values_of(rule_set: RuleSet, trial: Trial) -> dict[str, object]:
    """What is sealed of a trial."""
    wanted = trial.wanted
    return {
        "rule_set": rule_set.pk,
        "round": rule_set.round_id,
        "rules": rule_set.rules_digest,
        "seats": rule_set.seats_digest,
        "children": trial.children,
        "near": trial.near,
        "others": list(wanted.others),
        "draws": wanted.draws,
        "tried": wanted.tried,
        "sample": wanted.sample,
        "text": wanted.text,
    }


def work(inputs: Inputs, report: Report) -> Result:
    """Compare, and count who would be elsewhere.

    Raises:
        Refused("rules-have-changed"): the rules of the round are not those it was started with.
        Problems: each mistake of the file.
    """
    from ..engine.comparison.compared import compared

    values: Mapping[str, Any] = inputs.values
    rule_set = RuleSet.objects.select_related("round__authority").get(pk=values["rule_set"])
    if (rule_set.rules_digest, rule_set.seats_digest) != (values["rules"], values["seats"]):
        raise Refused("rules-have-changed")
    trial = trial_of(values)
    data = b""
    if inputs.open_file is not None:
        with inputs.open_file() as file:
            data = file.read()
    held = held_for(rule_set, trial, data)
    draws = trial.wanted.draws
    found = compared(
        held, trial.wanted, lambda n: report(n / (draws + 1), Text(f"第{n}次", f"draw {n}"))
    )
    return Result(_values(rule_set, held, found))


def trial_of(values: Mapping[str, Any]) -> Trial:
    """The trial that was sealed."""
    names = ("others", "draws", "tried", "sample", "text")
    return Trial(Wanted(*(values[each] for each in names)), values["children"], values["near"])


def shown(result: Result) -> Table:
    """Regimes side by side."""
    kept: Any = result.values
    return Table(
        _text(kept["title"]),
        tuple(Column(code, zh, en) for code, zh, en in kept["columns"]),
        [tuple(_cell(each) for each in row) for row in kept["rows"]],
        tuple(_text(each) for each in kept["notes"]),
    )


def _values(rule_set: RuleSet, held: Prepared, found: Compared) -> dict[str, object]:
    """The comparison, and the map of who moves, as JSON can say it."""
    from ..engine.comparison.moves import moves
    from ..engine.comparison.told import by_regime

    table = by_regime(found)
    ran = [each for each in found.rows if each.schools is not None]
    heads, own = held.read.units.heads, found.rows[0].schools
    moved: dict[str, list[list[int]]] = {}
    for row in ran:
        if row.way.code != OWN and own is not None and row.schools is not None:
            pairs = moves(own, row.schools, heads)
            moved[row.way.code] = [[e.before, e.after, e.children] for e in pairs]
    return {
        "title": _told(table.title),
        "columns": [[each.code, each.zh, each.en] for each in table.columns],
        "rows": [[_told(each) if isinstance(each, Text) else each for each in row]
                 for row in table.rows],
        "notes": [_told(each) for each in table.notes],
        "ways": {each.way.code: _told(each.way.name) for each in ran},
        "moves": moved,
        "schools": [each.name for each in held.read.schools.all],
        "places": _places(rule_set),
        "children": int(heads.sum()),
    }  # fmt: skip


def _places(rule_set: RuleSet) -> dict[str, list[float]]:
    """Latitude and longitude of the first campus of each school of the round that has them."""
    schools = Plan.objects.filter(round=rule_set.round).values("school")
    rows = Campus.objects.filter(school__in=schools, until=None)
    rows = rows.exclude(latitude=None).exclude(longitude=None).order_by("-pk")
    told, names = rows.values_list("school", "latitude", "longitude"), called(rule_set)
    return {
        names[pk]: [float(north or 0), float(east or 0)] for pk, north, east in told if pk in names
    }


def _told(text: Text) -> list[str]:
    return [text.zh, text.en]


def _text(kept: list[str]) -> Text:
    return Text(kept[0], kept[1])


def _cell(kept: object) -> object:
    return _text(kept) if isinstance(kept, list) else kept
