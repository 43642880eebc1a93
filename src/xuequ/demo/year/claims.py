"""What families say where a locality asks: by turns, so that every type of the table is there."""

from __future__ import annotations

from xuequ.enrolment.engine.applying.terms import Terms

HOMES = (
    ("home_bought", "registered_there"),
    ("home_bought",),
    ("home_special", "registered_there"),
    ("home_special",),
    ("home_rented", "futian_registered"),
    ("home_rented",),
)


def claims_of(terms: Terms, at: int, *, is_eligible: bool) -> dict[str, str]:
    """Answers to everything that is asked of a family, by code."""
    holds = set(HOMES[at % len(HOMES)])
    typed = {each.code: _yes(each.code in holds) for each in terms.facts.facts}
    months = {
        "home": f"{2014 + at % 10}-{1 + at % 12:02d}",
        "insurance": f"{2012 + at % 12}-{1 + at % 9:02d}",
    }
    typed |= {
        "only_child": _yes(at % 3 == 0),
        "no_home": _yes("home_rented" in holds and at % 2 == 0),
        **months,
    }
    if terms.group:
        typed |= {"grade": "6", "lives_in_area": "yes", **_ground(at, is_eligible=is_eligible)}
    asked = {each.code for each in terms.heads}
    return {code: said for code, said in typed.items() if code in asked}


def _ground(at: int, *, is_eligible: bool) -> dict[str, str]:
    """By which of the conditions the child may apply; by turns, or by none."""
    if not is_eligible:
        return {"registered": "no", "policy": "no"}
    if at % 5 == 0:
        return {
            "registered": "no",
            "parent1_residence_permit": "yes",
            "parent1_residence": "2019-03",
            "parent1_pension": "2020-01",
            "parent1_medical": "2020-01",
        }
    return {"registered": "yes"}


def _yes(said: bool) -> str:
    return "yes" if said else "no"
