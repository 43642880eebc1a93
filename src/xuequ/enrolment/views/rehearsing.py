"""Pages of trials and rehearsals; every page of a rehearsal carries its mark."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.placing import RehearseForm
from ..models import Rehearsal
from ..queries.access import PLACE, may
from ..queries.called import plans_by_name
from ..queries.counted import MOST_MOVED, moved_table, schools_table, ways_table
from ..queries.deciding import dry_runs, rehearsals
from ..services.trying import dry_run, rehearse
from .rounds import seen


def placing_dry_runs(request: PageRequest, pk: int) -> HttpResponse:
    """The trials of a round: counts of one of them, and who moved against the one before."""
    found = seen(request, pk)
    rows = dry_runs(found)
    wanted = request.GET.get("run", "")
    at = next((n for n, each in enumerate(rows) if str(each.pk) == wanted), 0)
    shown = rows[at] if rows else None
    before = rows[at + 1] if at + 1 < len(rows) else None
    context: dict[str, object] = {
        "round": found,
        "rows": rows,
        "shown": shown,
        "before": before,
        "most": MOST_MOVED,
        "may_place": may(request.eyes, PLACE, found.authority_id),
    }
    if shown is not None:
        context |= {
            "ways": ways_table(shown.summary),
            "by_school": schools_table(shown.summary, plans_by_name(found)),
            "moved": moved_table(shown),
        }
    return render(request, "enrolment/dry_runs.html", context)


def placing_dry_run(request: PageRequest, pk: int) -> HttpResponse:
    """Make a trial of the applications as they stand."""
    found = seen(request, pk)
    try:
        made = dry_run(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        said = _("The trial is made: %(count)s children would go elsewhere than in the one before.")
        messages.success(request, said % {"count": len(made.moved)})
    return redirect("enrolment:placing_dry_runs", pk)


def placing_rehearsals(request: PageRequest, pk: int) -> HttpResponse:
    """The rehearsals of a round."""
    found = seen(request, pk)
    context = {
        "round": found,
        "rows": rehearsals(found),
        "may_place": may(request.eyes, PLACE, found.authority_id),
    }
    return render(request, "enrolment/rehearsals.html", context)


def placing_rehearse(request: PageRequest, pk: int) -> HttpResponse:
    """Rehearse with invented children."""
    found = seen(request, pk)
    form = RehearseForm(request.POST or None)
    return act(
        request,
        form,
        lambda: rehearse(
            found, form.cleaned_data["children"], actor=request.eyes, now=timezone.now()
        ),
        done=gettext_lazy("The rehearsal is made. Compare the digests of the program."),
        back=reverse("enrolment:placing_rehearsals", args=[pk]),
        context={"subject": str(found)},
    )


def placing_rehearsal(request: PageRequest, pk: int, rehearsal: int) -> HttpResponse:
    """One rehearsal: counts, digests of the program before and after."""
    found = seen(request, pk)
    shown = get_object_or_404(Rehearsal, pk=rehearsal, round=found)
    context = {
        "round": found,
        "shown": shown,
        "ways": ways_table(shown.summary),
        "by_school": schools_table(shown.summary, plans_by_name(found)),
    }
    return render(request, "enrolment/rehearsal.html", context)


def placing_rehearsal_file(request: PageRequest, pk: int, rehearsal: int) -> HttpResponse:
    """The package of a rehearsal, marked in its name and for ever in itself."""
    found = seen(request, pk)
    shown = get_object_or_404(Rehearsal, pk=rehearsal, round=found)
    note_export(found, "package of a rehearsal", "zip", shown.children, actor=request.eyes)
    response = HttpResponse(bytes(shown.package), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="rehearsal-{shown.pk}.zip"'
    return response
