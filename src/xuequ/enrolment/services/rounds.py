"""Open rounds, set their days, find that conditions hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.applying.materials import ALLOWED
from ..engine.regimes import regimes_of
from ..models import Finding, Round
from ..queries.access import CHANGE, may
from ..queries.settings import policy_now, policy_of
from .guards import changing, end_rules


@dataclass(frozen=True, slots=True)
class Settings:
    """What the bureau settles for the year."""

    name: str
    opens: datetime
    closes: datetime
    class_size: int | None = None
    has_classes: bool = False
    hash: str = "sha256"
    papers: tuple[str, ...] = ()  # kinds without which nothing is handed in


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round: which year and stage, by which way of the policy."""

    year: int
    stage: str
    regime: str
    settings: Settings
    is_synthetic: bool = False


@transaction.atomic
def open_round(authority: Authority, new: NewRound, *, actor: Actor) -> Round:
    """Open the preparation of a round.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
        Refused("unknown-way"): the policy of the day has no such way of enrolment.
        Refused("way-not-for-stage"): the way is for another stage.
        Refused("name-is-taken"): the year has a round of this name.
        Refused("closes-before-it-opens"), Refused("opens-in-another-year"),
            Refused("unknown-paper"): as `change_round`.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    if not may(actor, CHANGE, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    check_settings(authority, new.year, new.settings)
    policy = policy_of(authority, timezone.localdate(new.settings.opens))
    way = next((each for each in regimes_of(policy) if each.code == new.regime), None)
    if way is None:
        raise Refused("unknown-way", way=new.regime)
    if way.stages and new.stage not in way.stages:
        raise Refused("way-not-for-stage", way=Text(way.zh, way.en))
    found = Round.objects.create(
        authority=authority,
        year=new.year,
        stage=new.stage,
        regime=new.regime,
        is_synthetic=new.is_synthetic,
        **values_of(new.settings),
    )
    note = {"year": new.year, "stages": new.stage, "regime": new.regime}
    write("open-round", found, actor=actor, note=note)
    return found


@transaction.atomic
def change_round(found: Round, settings: Settings, *, actor: Actor, now: datetime) -> Round:
    """Change name, days or class size; rules made before end with their signatures.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("name-is-taken"): the year has another round of this name.
        Refused("closes-before-it-opens"): it would close before it opens.
        Refused("opens-in-another-year"): it opens years away from the year it is for.
        Refused("unknown-paper"): a paper is not on the list of those that are taken.
        Refused("nothing-changed"): it is so already.
    """
    row = changing(found, actor=actor, now=now)
    check_settings(row.authority, row.year, settings, but=row.pk)
    values = values_of(settings)
    if all(getattr(row, name) == value for name, value in values.items()):
        raise Refused("nothing-changed")
    before = fingerprint(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    ended = end_rules(row, now)
    write("change-round", row, actor=actor, before=before, note={"rules_ended": ended})
    return row


@transaction.atomic
def find_conditions(
    found: Round, reasons: Mapping[str, str], *, actor: Actor, now: datetime
) -> list[Finding]:
    """Find that conditions of multi-school zoning hold, and say why (认定).

    Args:
        reasons: why, by the code of the condition.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("unknown-condition"): the policy has no such condition.
        Refused("finding-needs-reason"): fewer than ten characters say why.
        Refused("nothing-changed"): the same was found already.
    """
    row = changing(found, actor=actor, now=now)
    codes = {each.code for each in policy_now(row).multi_conditions}
    known = {each.code: each for each in row.findings.all()}
    new: list[Finding] = []
    for code, said in reasons.items():
        reason = said.strip()
        if code not in codes:
            raise Refused("unknown-condition", condition=code)
        if len(reason) < SHORTEST:
            raise Refused("finding-needs-reason", count=SHORTEST)
        if code in known and known[code].reason == reason:
            continue
        finding = known.get(code) or Finding(round=row, code=code)
        finding.reason, finding.person_id, finding.found_at = reason, actor.person, now
        finding.save()
        new.append(finding)
    if not new:
        raise Refused("nothing-changed")
    note = {"conditions": [each.code for each in new]}
    write("find-conditions", row, actor=actor, before=fingerprint(row), note=note)
    return new


SHORTEST = 10


def values_of(settings: Settings) -> dict[str, object]:
    """The columns of a round."""
    return {
        "name": settings.name.strip(),
        "opens": settings.opens,
        "closes": settings.closes,
        "class_size": settings.class_size,
        "has_classes": settings.has_classes,
        "hash": settings.hash,
        "papers": list(settings.papers),
    }


def check_settings(authority: Authority, year: int, settings: Settings, but: int = 0) -> None:
    """Name and days fit the year.

    Raises:
        Refused: as `change_round`.
    """
    if settings.closes <= settings.opens:
        raise Refused("closes-before-it-opens")
    if abs(timezone.localdate(settings.opens).year - year) > 1:
        raise Refused("opens-in-another-year", year=year)
    if unknown := set(settings.papers) - ALLOWED.keys():
        raise Refused("unknown-paper", kind=sorted(unknown)[0])
    known = Round.objects.filter(authority=authority, year=year, name=settings.name.strip())
    if known.exclude(pk=but).exists():
        raise Refused("name-is-taken", name=settings.name.strip())
