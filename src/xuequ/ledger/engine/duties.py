"""Which duties a policy holds on a day: those of section `duties` and of every other section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, cast, get_args

from xuequ.kernel.settings import Duty, Period
from xuequ.kernel.text import Text
from xuequ.profiles.entries import Binding, Entry, Profile

from .policy import Artefact

PERIODS = frozenset(get_args(Period))
OF_MONTHS: dict[int, Period] = {
    1: "month",
    3: "quarter",
    6: "half_year",
    12: "calendar_year",
    24: "two_years",
    60: "five_years",
}  # the period of what returns every so many months


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of a locality, with what its place in the policy says of it.

    `key` is unique within a policy: section, package if there is one, code.  `direction` is the
    package of an exchange in one direction; without it a duty is owed in every direction.
    """

    key: str
    duty: Duty
    direction: str
    binding: Binding
    setting: str  # "exchange.duties"
    since: date  # first day of the setting, or of the duty if that is later

    @property
    def name(self) -> Text:
        return Text(self.duty.zh, self.duty.en)

    @property
    def artefact(self) -> str:
        """The form it is handed in on."""
        return self.duty.artefact or self.duty.code


def duties(profile: Profile, on: date) -> tuple[Owed, ...]:
    """The duties in force on a day, in the order of the policy."""
    found = []
    for entry in profile.entries.values():
        if entry.values[0].since > on:
            continue
        for duty, package in _held(entry.value(on)):
            path = [entry.section, package, duty.code] if package else [entry.section, duty.code]
            begins = _begins(entry, duty, profile)
            if begins <= on:
                owed = Owed(
                    key=".".join(path),
                    duty=_counted(duty, profile, on),
                    direction=package,
                    binding=duty.binding or entry.binding,
                    setting=entry.name,
                    since=begins,
                )
                found.append(owed)
    return tuple(found)


def artefacts(profile: Profile, on: date) -> dict[str, Artefact]:
    """The forms to hand in on, by code: those all localities share and the locality's own."""
    held = profile.entries
    listed = [held.get(("duties", key)) for key in ("artefacts", "own_artefacts")]
    return {
        each.code: each
        for entry in listed
        if entry and entry.values[0].since <= on
        for each in entry.value(on)
    }


def _held(value: Any, package: str = "") -> Iterator[tuple[Duty, str]]:
    """Every duty inside a value; one inside a named package comes with the package's code."""
    if isinstance(value, Duty):
        yield value, package
    elif isinstance(value, tuple):
        for each in value:
            yield from _held(each, package)
    elif is_dataclass(value):
        inside = str(getattr(value, "code", package))
        for field in fields(value):
            yield from _held(getattr(value, field.name), inside)


def _begins(entry: Entry, duty: Duty, profile: Profile) -> date:
    """The first day of a duty: not before its setting, nor before that of its number."""
    days = [entry.values[0].since]
    if duty.since:
        days.append(duty.since)
    if like := profile.entries.get(_place(duty.like)):
        days.append(like.values[0].since)
    return max(days)


def _counted(duty: Duty, profile: Profile, on: date) -> Duty:
    """The duty with what the setting it is `like` says of number, period, month and last day.

    Where that says neither how many nor when, or is not there, the duty's own numbers stand as
    starting values.
    """
    if not duty.like:
        return duty
    try:
        value = setting_like(duty.like, profile, on)
    except LookupError:
        value = None
    month, printed = getattr(value, "month", None), getattr(value, "printed", "")
    period, number = _period(value), _number(value)
    return replace(
        duty,
        min=number or duty.min,
        period=period or duty.period,
        months=(month,) if month else duty.months,
        due=getattr(value, "due", None) or duty.due,
        assumed=duty.assumed
        or bool(getattr(value, "assumed", False))
        or not (number or period or month or printed),
    )


def _number(value: Any) -> int | None:
    """How many a setting says: itself, or its least number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = getattr(value, "min", None)
    return number if isinstance(number, int) else None


def _period(value: Any) -> Period | None:
    """How often a setting says: in words, in months or in years."""
    period = getattr(value, "period", None)
    if period in PERIODS:
        return cast(Period, period)
    months = getattr(value, "months", None) or 12 * (getattr(value, "years", None) or 0)
    return OF_MONTHS.get(months)


def setting_like(like: str, profile: Profile, on: date) -> Any:
    """The value that `like` names: a setting, an item of a list by its code, a part by its name.

    Raises:
        LookupError: the policy holds no such setting, or not yet on that day.
    """
    value = profile.entries[_place(like)].value(on)
    name = like.split(".", 2)[2] if like.count(".") > 1 else ""
    if not name:
        return value[0] if isinstance(value, tuple) and len(value) == 1 else value
    for each in value if isinstance(value, tuple) else ():
        if getattr(each, "code", None) == name:
            return each
    if is_dataclass(value) and hasattr(value, name):
        return getattr(value, name)
    raise LookupError(f"{profile.code}: {like} names nothing")


def _place(like: str) -> tuple[str, str]:
    """Section and key of the setting that `like` names."""
    section, _, rest = like.partition(".")
    return section, rest.partition(".")[0]
