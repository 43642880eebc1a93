"""Applications to check, for the addresses: made once for an authority, past the services."""

from __future__ import annotations

from enrolling import rounds_of
from xuequ.directory.models import School
from xuequ.enrolment.models import Application, Evidence, Inquiry, Round, RuleSet
from xuequ.enrolment.tests.applying import APPLIED, applied
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

REACH = {  # what families handed in is seen by the office of their authority alone
    "checks/pk": "bureau",
    "checking/pk": "bureau",
    "evidence/pk": "bureau",
    "inquiries/pk": "bureau",
}


def checks_of(where: School) -> dict[str, object]:
    """An application with a paper, and a question to a department."""
    found = Round.objects.get(pk=int(str(rounds_of(where)["rounds/pk"])))
    known = Application.objects.filter(round=found, state="submitted").first()
    application = known or _made(found)
    return {
        "checks/pk": found.pk,
        "checking/pk": application.pk,
        "evidence/pk": Evidence.objects.get(application=application).pk,
        "inquiries/pk": Inquiry.objects.get(round=found).pk,
        "statistics/kind": "csv",
        "sheet/kind": "csv",
    }


def _made(found: Round) -> Application:
    rule_set = RuleSet.objects.create(
        round=found, version=1, rules=b"{}", seats=b"", policy=b"{}", called={}, words=[],
        rules_digest="0" * 64, seats_digest="0" * 64, policy_digest="0" * 64, made_at=APPLIED,
    )  # fmt: skip
    made = applied(rule_set, 90_000 + found.pk)
    rule_set.ended_at = APPLIED
    rule_set.save()
    file = store_file(png(), name="户口簿.png")
    Evidence.objects.create(application=made, kind="register", file=file, stored_at=APPLIED)
    Inquiry.objects.create(
        round=found, department="housing", receiver="不动产登记中心", purpose="enrolment",
        mark=f"B{found.pk}", rows=0, at=APPLIED,
    )  # fmt: skip
    return made
