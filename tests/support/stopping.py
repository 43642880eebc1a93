"""An exceptional placement and an appeal, for the addresses: made once for an authority."""

from __future__ import annotations

from checking_things import checks_of
from enrolling import OPENS, rounds_of
from xuequ.cases.models import Case
from xuequ.directory.models import School
from xuequ.enrolment.models import (
    Appeal,
    Application,
    Exceptional,
    ExceptionApproval,
    ExceptionPaper,
)
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

REACH = {
    "exceptions/pk": "bureau",  # reasons and papers are read in the own authority alone
    "exceptional/pk": "public",  # what is shown now; this one is not
    "appeals/appeal": "self",  # of one's own child
}


def stops_of(where: School) -> dict[str, object]:
    """A child proposed for a school, with a paper, an approval and an appeal."""
    round_id = int(str(rounds_of(where)["rounds/pk"]))
    checks_of(where)
    rows = Application.objects.filter(round=round_id).order_by("pk")
    application = rows.earliest("pk")
    known = Exceptional.objects.filter(application=application).first()
    row = known or _made(application, where)
    return {
        "exceptions/pk": row.pk,
        "exceptional/pk": row.pk,
        "papers/paper": row.papers.get().pk,
        "appeals/appeal": row.application.appeals.get().pk,
        "reasons/kind": "csv",
    }


def _made(application: Application, where: School) -> Exceptional:
    person = application.person
    row = Exceptional.objects.create(
        application=application, school=where, ground="need", words="特殊教育需要，经评估", days=7,
        breaks=["plan"], person=person, post="科员", proposed_at=OPENS,
    )  # fmt: skip
    ExceptionApproval.objects.create(exceptional=row, person=person, post="局长", at=OPENS)
    ExceptionPaper.objects.create(exceptional=row, file=store_file(png(), name="评估.png"))
    case = Case.objects.create(
        authority=where.authority, kind="enrolment_appeal", year=2099,
        number=where.pk, title="入学申诉", values={"child": application.child.number},
        started_by=person, started_at=OPENS, state="withdrawn",
    )  # fmt: skip
    Appeal.objects.create(case=case, application=application, about="points", at=OPENS)
    return row
