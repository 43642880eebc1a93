"""What the duties and commitments of an authority's documents say on its board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.models.dated import in_force
from xuequ.kernel.rulebook import Fact, Finding, Judgement, Rule, State, Verdict
from xuequ.kernel.text import Text
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine.duties import Owed
from ..engine.owners import INSTITUTIONS, OF_PAIRINGS, OF_POSTINGS
from ..engine.policy import Commitment
from ..engine.standing import KINDS, applies_in, judge, judge_all
from ..engine.tally import verdict
from .book import book_of
from .commitments import _modes, commitments, plain, reports
from .tallies import tallies


def verdicts(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """Every duty by its counters, and every commitment by its reports."""
    return [*_of_duties(authority, on, profile), *_of_commitments(authority, on, profile)]


def _of_duties(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """Each duty in each place; unknown as a whole while the authority has no terms."""
    book = book_of(authority, on, profile)
    county = Fact("county", authority.pk, authority.name)
    if book.calendar.opens is None:
        lacking = Finding(State.UNKNOWN, NO_CALENDAR, (replace(county, field="terms"),))
        unknown = Verdict(State.UNKNOWN, findings=(lacking,))
        return [
            Judgement(duty_rule(each, "county"), county, unknown) for each in book.owed.values()
        ]
    return [
        Judgement(
            duty_rule(each.owed, each.place.kind),
            each.place,
            verdict(each, missing=_lacking(each.owed), on=on),
        )
        for each in tallies(book)
    ]


NO_CALENDAR = Text(
    "尚未设置学期和教学日，台账无法计数",
    "no terms and teaching days are set; nothing can be counted",
)


def _lacking(owed: Owed) -> str:
    """The fact by which somebody would owe a duty."""
    party = owed.duty.owed_by
    if party in OF_POSTINGS:
        return "postings"
    if party in OF_PAIRINGS:
        return "pairings"
    return "stages" if party in INSTITUTIONS else "teachers"


def duty_rule(owed: Owed, of: str) -> Rule:
    """The check of a duty, in its own words."""
    return _duty_rule(owed.key, owed.duty.clause, of, owed.name.zh, owed.name.en)


@cache
def _duty_rule(key: str, clause: str, of: str, zh: str, en: str) -> Rule:
    return Rule(f"ledger.duty.{key}", clause, of, zh, en, _unused)


def _of_commitments(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
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
