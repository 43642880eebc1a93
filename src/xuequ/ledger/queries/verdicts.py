"""What the commitments of an authority's documents say on its board."""

from __future__ import annotations

from datetime import date
from functools import cache

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.models.dated import in_force
from xuequ.kernel.rulebook import Fact, Judgement, Rule, Verdict
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine.policy import Commitment
from ..engine.standing import KINDS, applies_in, judge, judge_all
from .commitments import _modes, commitments, plain, reports


def verdicts(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """Each commitment on its owner: reported while a report is in date, else unknown; never met.

    What schools owe is judged once, on their county.
    """
    mine = commitments(profile, on)
    made, modes = reports(authority, on), _modes(authority, on)
    units = Consortium.objects.filter(in_force(on), authority=authority)
    labels = list(units.values_list("id", "label"))
    schools = _schools(authority, on, mine)
    found = []
    for each in mine:
        clause, rule = each.clause, rule_of(each)
        if each.owner == "school":
            held = [plain(made.get((clause, "school", id))) for id in schools]
            in_date = sum(report is not None and report.is_in_date(on) for report in held)
            county = Fact("county", authority.pk, authority.name)
            found.append(Judgement(rule, county, judge_all(county, in_date, len(schools))))
            continue
        subjects = (
            [(authority.pk, authority.name)]
            if KINDS[each.owner] == "county"
            else [pair for pair in labels if applies_in(each, modes.get(pair[0]))]
        )
        for id, name in subjects:
            subject = Fact(KINDS[each.owner], id, name)
            report = plain(made.get((clause, subject.kind, id)))
            found.append(Judgement(rule, subject, judge(subject, report, on)))
    return found


def rule_of(commitment: Commitment) -> Rule:
    """The check of a commitment, in the clause's words unless it has its own."""
    return _rule(commitment.clause, commitment.owner, commitment.zh, commitment.en)


@cache
def _rule(clause: str, owner: str, zh: str, en: str) -> Rule:
    words = clauses()[clause].text
    of = "consortium" if owner == "consortium" else "county"
    return Rule(f"ledger.{clause}", clause, of, zh or words.zh, en or words.en, _unused)


def _unused(*_: object) -> Verdict:
    """A commitment is judged on reports, not on the facts a rule is given."""
    raise NotImplementedError


def _schools(authority: Authority, on: date, mine: tuple[Commitment, ...]) -> list[int]:
    if not any(each.owner == "school" for each in mine):
        return []
    found = School.objects.filter(in_force(on), authority=authority)
    return list(found.values_list("id", flat=True))
