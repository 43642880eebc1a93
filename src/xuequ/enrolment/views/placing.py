"""Pages of placing children: how far it is, the seed announced, the roster frozen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.package.sealing import seed_file
from ..forms.placing import FreezeForm, ReasonForm, SeedForm
from ..models import Roster, Round, RuleSet
from ..queries.access import DECIDE, DRAW, PLACE, may
from ..queries.called import plans_by_name
from ..queries.counted import schools_table, ways_table
from ..queries.deciding import Standing, brought_of, placing_of, programs
from ..queries.rosters import Draft, draft, parts_of, roster_of
from ..services.announcing import announce_parts
from ..services.freezing import end_roster, freeze
from .rounds import seen

MOST_DEFECTS = 200
FILES = {
    "applications": ("applications.csv", "text/csv"),
    "travel": ("travel.csv", "text/csv"),
    "seats": ("seats.csv", "text/csv"),
    "rules": ("rules.json", "application/json"),
    "seed": ("seed.json", "application/json"),
}


def placing_page(request: PageRequest, pk: int) -> HttpResponse:
    """How far the placing of a round is, and what comes next."""
    found = seen(request, pk)
    now = timezone.now()
    standing = placing_of(found, now)
    eyes = request.eyes
    roster = standing.roster if standing else None
    context = {
        "round": found,
        "standing": standing,
        "now": now,
        "brought": brought_of(roster) if roster else [],
        "programs": programs(roster, standing.outcome, now) if standing and roster else [],
        "earlier": Roster.objects.filter(round=found).exclude(ended_at=None).defer("applications"),
        "may_place": may(eyes, PLACE, found.authority_id),
        "may_decide": may(eyes, DECIDE, found.authority_id),
        "may_draw": may(eyes, DRAW, found.authority_id),
        "has_approved": _has_approved(request, standing),
        "made_it": _made_it(request, standing),
        **tables(found, standing),
    }
    return render(request, "enrolment/placing.html", context)


def placing_seed(request: PageRequest, pk: int) -> HttpResponse:
    """Announce how each part of the seed will come about."""
    found = seen(request, pk)
    form = SeedForm(request.POST or None)
    return act(
        request,
        form,
        lambda: announce_parts(found, form.parts(), actor=request.eyes, now=timezone.now()),
        done=_("How the seed comes about is announced. It is frozen with the roster."),
        back=reverse("enrolment:placing_page", args=[pk]),
        context={"subject": str(found)},
    )


def placing_freeze(request: PageRequest, pk: int) -> HttpResponse:
    """Read the defect report, and freeze the roster."""
    found = seen(request, pk)
    standing = placing_of(found, timezone.now())
    if standing is None or standing.roster is not None:
        return redirect("enrolment:placing_page", pk)
    is_sent, travel = request.method == "POST", None
    form = FreezeForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        asked = form.asked()
        try:
            freeze(found, asked, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
            travel = asked.travel
        except Problems as wrong:
            form.add_error("travel", [each.say(request.language) for each in wrong.problems[:20]])
        else:
            return redirect("enrolment:placing_page", pk)
    report = _report(found, standing.rule_set, travel)
    form.shows(report.seal)
    context = {
        "round": found,
        "report": report,
        "errors": report.errors[:MOST_DEFECTS],
        "warnings": report.warnings[:MOST_DEFECTS],
        "most": MOST_DEFECTS,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/freeze.html", context, status=status)


def _report(found: Round, rule_set: RuleSet, travel: tuple[str, bytes] | None) -> Draft:
    """What is wrong, with the table of ways that was sent, if it can be read."""
    try:
        return draft(found, rule_set, travel)
    except Problems:
        return draft(found, rule_set)


def placing_end(request: PageRequest, pk: int) -> HttpResponse:
    """Take a frozen roster back, before anything was thrown or revealed."""
    found, roster = frozen(request, pk)
    if roster is None:
        return nothing_frozen(request, pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: end_roster(
            roster, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        done=_("The roster holds no longer. Correct what is wrong and freeze again."),
        back=reverse("enrolment:placing_page", args=[pk]),
        context={
            "subject": str(found),
            "warning": _(
                "What was frozen and its digest hold no longer, though people may have written "
                "the digest down. The roster has to be frozen anew before anything is drawn."
            ),
        },
    )


def placing_file(request: PageRequest, pk: int, frozen_part: str) -> HttpResponse:
    """A frozen file, byte for byte, so that another computer can make the result too."""
    _, roster = frozen(request, pk)
    if frozen_part not in FILES:
        raise Http404(frozen_part)
    if roster is None:
        return nothing_frozen(request, pk)
    name, media = FILES[frozen_part]
    data = {
        "applications": lambda: bytes(roster.applications),
        "travel": lambda: bytes(roster.travel),
        "seats": lambda: bytes(roster.rule_set.seats),
        "rules": lambda: bytes(roster.rule_set.rules),
        "seed": lambda: seed_file(parts_of(roster, confirmed=True), {}, roster.digest, b""),
    }[frozen_part]()
    note_export(roster, f"frozen {name}", name.rpartition(".")[2], roster.children,
                actor=request.eyes)  # fmt: skip
    response = HttpResponse(data, content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def frozen(request: PageRequest, pk: int) -> tuple[Round, Roster | None]:
    """A round the reader sees, and its frozen roster, if there is one.

    Raises:
        Http404: there is no such round, or not for this reader.
    """
    found = seen(request, pk)
    return found, roster_of(found)


def nothing_frozen(request: PageRequest, pk: int) -> HttpResponse:
    """Back to how far it is, for no roster is frozen."""
    messages.info(request, _("No roster is frozen. Freeze it first."))
    return redirect("enrolment:placing_page", pk)


def tables(found: Round, standing: Standing | None) -> dict[str, object]:
    """Counts of a result, for whoever may see how placing goes."""
    if standing is None or standing.outcome is None:
        return {}
    summary = standing.outcome.summary
    by_school = schools_table(summary, plans_by_name(found))
    return {"ways": ways_table(summary), "by_school": by_school}


def _made_it(request: PageRequest, standing: Standing | None) -> bool:
    outcome = standing.outcome if standing else None
    return outcome is not None and outcome.person_id == request.eyes.person


def _has_approved(request: PageRequest, standing: Standing | None) -> bool:
    if standing is None or request.eyes.person is None:
        return False
    return any(each.person_id == request.eyes.person for each in standing.approvals)
