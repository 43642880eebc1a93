"""Cases for the addresses, made once for a school, past the services as they are never acted on.

One is shown for objections, one came back to whoever started it, one waits for the principal
beside a signer who was added.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from xuequ.cases.models import Case, CaseFile, Objection, Seat, Turn
from xuequ.directory.models import Authority, Person, School
from xuequ.governance.models import Filing
from xuequ.kernel.seal import digest
from xuequ.vault.services.files import store_file

REACH = {  # which scope decides about them
    "cases/pk": "handed",  # whoever reads what concerns that school
    "own/pk": "chair",  # to change or withdraw: the post that started it
    "objections/pk": "chair",  # to answer: the post that shows it
    "seats/pk": "chair",
    "signers/pk": "chair",
    "copied/pk": "self",
    "shown/pk": "public",  # only of authorities that show themselves; none of the cast does
    "stop/pk": "bureau",
    "filings/pk": "whole",  # a filed roster names every school of the authority
}
ROWS = [["1", "演示学区", "", "演示一小", "牵头校", "", "公办", "小学", "演示", "2020-09-01"]]


def cases_of(where: School, reader: Person) -> dict[str, object]:
    """What the addresses of cases name, for a school."""
    known = list(Case.objects.filter(school=where, kind="hire").order_by("number"))
    shown, returned, waits = known or _make(where, reader)
    seat = waits.seats.get(kind="main")
    return {
        "new/kind": "request",
        "history/form": "pdf",
        "number/form": "pdf",
        "cases/pk": shown.pk,
        "attached/file": shown.files.get().pk,
        "copied/pk": shown.seats.get(kind="copy").pk,
        "shown/pk": shown.pk,
        "objections/pk": shown.objections.get().pk,
        "own/pk": returned.pk,
        "stop/pk": shown.pk,
        "seats/pk": seat.pk,
        "say/choice": "pass",
        "signers/pk": seat.added.get().pk,
        "filings/pk": filing_of(where.authority),
    }


def filing_of(authority: Authority) -> int:
    """A roster that an authority filed."""
    made, _ = Filing.objects.get_or_create(
        authority=authority,
        as_of=date(2026, 1, 1),
        defaults={
            "filed_on": date(2026, 1, 9),
            "receipt": "演示1号",
            "responsible": "演示",
            "roster": ROWS,
            "digest": digest(ROWS),
        },
    )
    return int(made.pk)


def _make(where: School, reader: Person) -> list[Case]:
    shown = _case(where, "publicity", due=timezone.localdate() + timedelta(days=3))
    _seat(shown, state="not_needed")
    _seat(shown, kind="copy", person=reader)
    Objection.objects.create(
        case=shown, step="publicity", round=1, words="演示异议", made_at=timezone.now()
    )
    file = store_file(SimpleUploadedFile("说明.txt", "演示".encode()), name="说明.txt")
    CaseFile.objects.create(case=shown, file=file)
    returned = _case(where, "publicity", state="returned")
    waits = _case(where, "hire")
    seat = _seat(waits)
    _seat(waits, kind="added", person=reader, asked_by=seat)
    return [shown, returned, waits]


def _case(where: School, step: str, **facts: object) -> Case:
    last = Case.objects.filter(authority=where.authority).order_by("number").last()
    case = Case.objects.create(
        **{
            "authority": where.authority,
            "school": where,
            "kind": "hire",
            "year": 2026,
            "number": last.number + 1 if last else 1,
            "title": "聘任演示",
            "step": step,
            "step_since": timezone.now(),
            "started_post": "校长",
            "started_band": "principal",
            "started_place": "school",
            "started_at": timezone.now(),
            **facts,
        }
    )
    Turn.objects.create(case=case, number=1, at=timezone.now(), verb="submit", post="校长")
    return case


def _seat(case: Case, **facts: object) -> Seat:
    of_person = {} if "person" in facts else {"school": case.school, "band": "principal"}
    return Seat.objects.create(
        **{"case": case, "step": case.step, "label": str(case.school), **of_person, **facts}
    )
