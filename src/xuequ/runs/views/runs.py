"""Pages of runs: the list, one run while it goes on and after, start, cancel, start again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Asked, Result, RunKind
from xuequ.kernel.table import Table
from xuequ.vault.giving import give_out
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..models import Run
from ..queries import runs as read
from ..queries.kinds import run_kinds
from ..queries.leading import belongs_to
from ..queries.sealing import seal_of
from ..services import starting

STALE = 10  # seconds a run waits before we look whether there is a worker


def run_list(request: PageRequest) -> HttpResponse:
    """The reader's runs, or those of the authority."""
    state, kind = asked(request, "state"), asked(request, "kind")
    found = read.runs(seen_by=request.eyes)
    found = found.filter(state=state) if state in Run.State.values else found
    found = found.filter(kind=kind) if kind else found
    context = {
        "rows": Paginator(found, 30).get_page(request.GET.get("page")),
        "states": Run.State.choices,
        "kinds": list(run_kinds().values()),
        "state": state,
        "kind": kind,
        "is_of_all": request.eyes.may(read.MANAGE),
        "may_start": bool(_startable(request)),
    }
    return render(request, "runs/run_list.html", context)


def run_new(request: PageRequest) -> HttpResponse:
    """Start a kind that needs no form; one that was computed before is offered first."""
    known = None
    if request.method == "POST":
        code = request.POST.get("kind", "")[:60]
        try:
            kind = starting.startable(code, actor=request.eyes)
            if not kind.asks:
                raise Http404
            asks: Asked = import_string(kind.asks)(request.eyes, request.on)
            known = read.earlier(code, seal_of(code, asks.values), seen_by=request.eyes)
            if known is None or "again" in request.POST:
                run = starting.start(
                    code,
                    asks.values,
                    actor=request.eyes,
                    policy_sha256=asks.policy_sha256,
                    seed_sha256=asks.seed_sha256,
                )
                messages.success(request, _("The computation is in the queue."))
                return redirect("runs:run_detail", run.pk)
        except Refused as refused:
            messages.error(request, explain(refused))
    context = {"kinds": _startable(request), "known": known}
    return render(request, "runs/run_new.html", context)


def run_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One run: how far it is, or what came of it, beside another one if that was asked for."""
    run = _run(request, pk)
    context = _shown(request, run)
    if context["is_own"] and run.state == Run.State.DONE:
        others = list(read.others(run, seen_by=request.eyes))
        chosen = asked(request, "with")
        other = next((each for each in others if str(each.pk) == chosen), None)
        context |= {"others": others, "other": other}
        context |= {"compared": _compared(run, other) if other else []}
    return render(request, "runs/run_detail.html", context)


def run_state(request: PageRequest, pk: int) -> HttpResponse:
    """The part of the page that changes, asked for again while the run goes on."""
    return render(request, "runs/run_state.html", _shown(request, _run(request, pk)))


def run_file(request: PageRequest, pk: int) -> HttpResponseBase:
    """The file a run made."""
    run = _run(request, pk)
    if run.result_file is None or not read.is_own(run, seen_by=request.eyes):
        return redirect("runs:run_detail", run.pk)
    answer: FileResponse = give_out(run.result_file)
    return answer


def run_cancel(request: PageRequest, pk: int) -> HttpResponse:
    """Cancel it."""
    run = _run(request, pk)
    try:
        run = starting.cancel(run, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        is_over = run.is_over
        said = _("It is cancelled.") if is_over else _("It stops at the next safe point.")
        messages.success(request, said)
    return redirect("runs:run_detail", pk)


def run_again(request: PageRequest, pk: int) -> HttpResponse:
    """Start it again with the same inputs."""
    run = _run(request, pk)
    try:
        run = starting.start_again(run, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("runs:run_detail", run.pk)


def _run(request: PageRequest, pk: int) -> Run:
    return get_object_or_404(
        read.runs(seen_by=request.eyes).select_related("result_file", "person"), pk=pk
    )


def _startable(request: PageRequest) -> list[RunKind]:
    return [each for each in run_kinds().values() if each.asks and request.eyes.may(each.needs)]


def _shown(request: PageRequest, run: Run) -> dict[str, Any]:
    kind, now = run_kinds().get(run.kind), timezone.now()
    waits = run.state == Run.State.WAITING and (now - run.queued_at).total_seconds() > STALE
    is_own = read.is_own(run, seen_by=request.eyes)
    is_done = run.state == Run.State.DONE
    return {
        "run": run,
        "kind": kind,
        "is_own": is_own,
        "may_cancel": not run.is_over
        and not run.is_unwanted
        and (run.state == Run.State.WAITING or (kind is not None and kind.may_cancel)),
        "may_repeat": is_own and run.is_over and kind is not None and kind.is_repeatable,
        "belongs_to": belongs_to(run) if is_own else "",
        "is_nobody_working": waits and not read.is_anybody_working(now),
        "table": _table(run, kind) if is_own and is_done else None,
        "facts": run.opened("result").items() if is_own and is_done else (),
    }


def _table(run: Run, kind: RunKind | None) -> Table | None:
    if kind is None or not kind.shows:
        return None
    table: Table = import_string(kind.shows)(Result(run.opened("result")))
    return table


def _compared(run: Run, other: Run) -> list[tuple[str, str, str, bool]]:
    """What two runs have in common: name, both values, whether they are equal."""
    names = {
        "inputs_sha256": _("digest of the inputs"),
        "engine": _("version of the computation"),
        "policy_sha256": _("digest of the policy"),
        "seed_sha256": _("digest of the seed"),
        "result_sha256": _("digest of the result"),
    }
    pairs = [(said, getattr(run, name), getattr(other, name)) for name, said in names.items()]
    return [(said, one, two, one == two) for said, one, two in pairs if one or two]
