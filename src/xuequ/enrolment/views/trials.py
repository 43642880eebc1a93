"""Pages of trials of a policy: those of a round, a new one, what one found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Result
from xuequ.kernel.table import Table
from xuequ.kernel.text import Text
from xuequ.record.services import note_export
from xuequ.runs.models import Run
from xuequ.runs.queries.runs import is_anybody_working
from xuequ.vault.services.files import take_in
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.trials import TrialForm
from ..models import Round
from ..queries.preparing import current
from ..queries.trials import moved, on_map, trials, trials_of
from ..queries.trying import shown
from ..services.trials import Brought, start_trial
from .rounds import seen

TOLD = 20  # mistakes of a file that stand above the form


def trial_list(request: PageRequest, pk: int) -> HttpResponse:
    """What was tried for a round."""
    found = seen(request, pk)
    context = {
        "round": found,
        "rule_set": current(found),
        "rows": trials_of(found, seen_by=request.eyes),
        "is_anybody_working": is_anybody_working(timezone.now()),
    }
    return render(request, "enrolment/trial_list.html", context)


def trial_new(request: PageRequest, pk: int) -> HttpResponse:
    """Say what is to be tried, and start."""
    found = seen(request, pk)
    form = TrialForm(request.POST or None, request.FILES or None, language=request.language)
    if request.method == "POST" and form.is_valid():
        try:
            start_trial(found, form.trial(), actor=request.eyes, brought=_brought(form))
        except Refused as refused:
            form.add_error(None, explain(refused))
        except Problems as wrong:
            for each in wrong.problems[:TOLD]:
                form.add_error(None, each.say(request.language))
            if len(wrong.problems) > TOLD:
                form.add_error(None, _("… and %d more.") % (len(wrong.problems) - TOLD))
        else:
            messages.success(request, _("The trial is under way; its result will stand here."))
            return redirect("enrolment:trial_list", pk)
    seats = found.plans.aggregate(seats=Sum("plan"))["seats"] or 0
    context = {"round": found, "form": form, "seats": seats}
    return render(request, "enrolment/trial_new.html", context, status=422 if form.errors else 200)


def trial_page(request: PageRequest, pk: int) -> HttpResponse:
    """What a trial found: the ways side by side, and who would be elsewhere."""
    run, found = _seen(request, pk)
    if run.state != Run.State.DONE:
        return redirect("runs:run_detail", pk)
    kept = run.opened("result")
    ways = [(code, Text(*kept["ways"][code])) for code in kept["moves"]]
    context = {
        "run": run,
        "round": found,
        "table": shown(Result(kept)),
        "moves": moved(kept),
        "ways": ways,
        "has_map": bool(kept["places"]),
        "values": run.opened("inputs"),
        "children": kept["children"],
    }
    return render(request, "enrolment/trial.html", context)


def trial_map(request: PageRequest, pk: int, way: str) -> HttpResponse:
    """The same for the map: schools, and lines between them."""
    run, _found = _seen(request, pk)
    kept = run.opened("result")
    if run.state != Run.State.DONE or way not in kept["moves"]:
        raise Http404(way)
    return JsonResponse(on_map(kept, way))


def trial_file(request: PageRequest, pk: int, part: str, kind: str) -> HttpResponse:
    """One of its tables as a file."""
    run, found = _seen(request, pk)
    kept = run.opened("result")
    parts: dict[str, Any] = {"ways": lambda: shown(Result(kept)), "moves": lambda: moved(kept)}
    if run.state != Run.State.DONE or part not in parts:
        raise Http404(part)
    table: Table = parts[part]()
    answer = as_file(request, table, kind)
    note_export(found, "trial of a policy", kind, len(table.rows), actor=request.eyes)
    return answer


def _seen(request: PageRequest, pk: int) -> tuple[Run, Round]:
    run = get_object_or_404(trials(seen_by=request.eyes), pk=pk)
    return run, seen(request, run.opened("inputs")["round"])


def _brought(form: TrialForm) -> Brought | None:
    """The file that was sent, kept in the vault.

    Raises:
        Refused: the vault does not take it.
        Problems: it is no text in UTF-8 or GB 18030.
    """
    upload = form.cleaned_data["file"]
    if upload is None:
        return None
    data = upload.read()
    upload.seek(0)
    if not data.strip():
        empty = Text("文件是空的", "the file is empty")
        raise Problems([Problem(upload.name, 0, "", empty)])
    return Brought(upload.name, data, take_in(upload, name=upload.name))
