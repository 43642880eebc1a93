"""An import on its way: its list, its pages, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.runs.queries.runs import is_anybody_working, runs
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.cells import SHOWN
from ..files import is_of_another_program, mistakes
from ..models import Import, Part
from ..queries.built import built_on
from ..queries.carried import stopped
from ..queries.changes import counts_said
from ..queries.imports import asked_of, imports
from ..queries.scale import BRAKE
from ..queries.sheets import everything
from ..services import carrying
from ..services.committing import ask_second, is_braked, refuse_import
from ..services.locking import OPEN, is_at_work
from ..services.reading import changes_of, problems_of, rows_of
from ..services.starting import drop_import
from ..services.tidying import KEPT
from .sheets import as_file
from .steps import steps

STALE = 10  # seconds a run waits before it is asked whether there is a worker
PAGE = 50  # imports on one page of the list
State = Import.State


def import_list(request: PageRequest) -> HttpResponse:
    """The imports of the authority, the newest first; or only one's own."""
    found = imports(seen_by=request.eyes)
    mine = request.GET.get("mine") == "1"
    if mine:
        found = found.filter(by=request.eyes.account)
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    titles = {code: sheet.title for code, sheet in everything().items()}
    context = {"rows": rows, "titles": titles, "mine": mine}
    return render(request, "intake/import_list.html", context)


def import_detail(request: PageRequest, pk: int) -> HttpResponse:
    """Where an import stands: its mistakes, what it would change, or what it did."""
    one = _one(request, pk)
    if is_at_work(one):
        context = _about(request, one) | _work(request, one)
        return render(request, "intake/import_detail.html", context)
    if one.state == State.GIVEN:
        return redirect("intake:import_match", one.pk)
    context = _about(request, one) | {"stopped": stopped(one, seen_by=request.eyes)}
    if one.state == State.FAULTY:
        problems = problems_of(one)
        context |= {"problems": problems[:SHOWN], "more": max(0, len(problems) - SHOWN)}
    else:
        context |= _changes(request, one)
        context["odd"] = problems_of(one)[:SHOWN] if one.state in OPEN else []
    return render(request, "intake/import_detail.html", context)


def import_work(request: PageRequest, pk: int) -> HttpResponse:
    """How far a worker is with it, asked for again and again; the whole page anew at the end."""
    one = _one(request, pk)
    response = render(request, "intake/at_work.html", {"one": one} | _work(request, one))
    if not is_at_work(one):
        response["HX-Refresh"] = "true"
    return response


def import_mistakes(request: PageRequest, pk: int) -> HttpResponse:
    """Somebody's own rows with a last column that says what is wrong."""
    one = _one(request, pk)
    if one.state != State.FAULTY:
        raise Http404(pk)
    read = rows_of(one, with_cells=True)
    if not read.cells:
        raise Http404(pk)
    data = mistakes(read.cells, read.match, problems_of(one), request.language)
    stem = one.file.rpartition(".")[0] or one.file
    return as_file(_("%(file)s – mistakes") % {"file": stem}, "xlsx", data)


def import_check(request: PageRequest, pk: int) -> HttpResponse:
    """Look anew at what it would change now."""
    return _do(request, pk, lambda one: carrying.check(one, actor=request.eyes), "")


def import_confirm(request: PageRequest, pk: int) -> HttpResponse:
    """Bring it in."""
    done = _("It was brought in.")
    return _do(request, pk, lambda one: carrying.commit(one, actor=request.eyes), done)


def import_ask(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for a second person."""
    done = _("A second person is asked; it stands in their inbox.")
    return _do(request, pk, lambda one: ask_second(one, actor=request.eyes), done)


def import_refuse(request: PageRequest, pk: int) -> HttpResponse:
    """Say no as the second person."""
    done = _("It was refused. Whoever brought it can mend it and ask again.")
    return _do(request, pk, lambda one: refuse_import(one, actor=request.eyes), done)


def import_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Give it up."""
    done = _("It was given up, and the file thrown away.")
    return _do(request, pk, lambda one: drop_import(one, actor=request.eyes), done)


def import_undo(request: PageRequest, pk: int) -> HttpResponse:
    """What stands in the way of taking it back; and take it back."""
    one = _one(request, pk)
    if request.method == "POST":
        done = _("It was undone. Everything it wrote is as it was before.")
        return _do(request, pk, lambda one: carrying.undo(one, actor=request.eyes), done)
    if one.state != State.DONE:
        return redirect("intake:import_detail", one.pk)
    context = _about(request, one) | {"built": built_on(one)}
    return render(request, "intake/import_undo.html", context)


def _one(request: PageRequest, pk: int) -> Import:
    found: Import = get_object_or_404(imports(seen_by=request.eyes), pk=pk)
    return found


def _do(
    request: PageRequest, pk: int, act: Callable[[Import], object], done: str | Promise
) -> HttpResponse:
    """Carry an act out, say what came of it, and go back to where the import stands now."""
    one = _one(request, pk)
    try:
        act(one)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        one = _one(request, pk)
        if done and not is_at_work(one) and stopped(one, seen_by=request.eyes) is None:
            messages.success(request, str(done))
    return redirect("intake:import_detail", one.pk)


def _about(request: PageRequest, one: Import) -> dict[str, Any]:
    last, sheet = one.done_at or one.at, everything().get(one.sheet)
    return {
        "one": one,
        "sheet": sheet,
        "steps": steps(one),
        "is_table": not (sheet and is_of_another_program(sheet, one.file)),
        "is_mine": one.by == request.eyes.account,
        "is_asked": asked_of(request.eyes).filter(pk=one.pk).exists(),
        "is_braked": is_braked(one),
        "share": f"{(one.share or 0):.1%}",
        "brake": f"{BRAKE:.0%}",
        "kept_until": (last + KEPT + timedelta(days=1)).date(),
    }


def _work(request: PageRequest, one: Import) -> dict[str, Any]:
    """The run of an import, as far as the reader may see it."""
    run, now = one.run, timezone.now()
    waits = run is not None and run.state == run.State.WAITING
    late = waits and run is not None and (now - run.queued_at).total_seconds() > STALE
    return {
        "run": run,
        "is_seen": run is not None and runs(seen_by=request.eyes).filter(pk=run.pk).exists(),
        "is_nobody_working": late and not is_anybody_working(now),
    }


def _changes(request: PageRequest, one: Import) -> dict[str, Any]:
    """A page of the table of changes."""
    parts = Part.objects.filter(of=one)
    kinds = dict.fromkeys(parts.order_by("number").values_list("kind", flat=True))
    kind = request.GET.get("kind", "")
    chosen = parts.filter(kind=kind) if kind in kinds else parts
    page = Paginator(chosen, 1).get_page(request.GET.get("page"))
    some = list(changes_of(one, page))
    models = one.counts.get("models", {})
    shown = sum(parts.values_list("count", flat=True))
    written = sum(sum(each.values()) for each in models.values())
    return {
        "changes": some,
        "pages": page,
        "kind": kind if kind in kinds else "",
        "kinds": [(each, Part.Kind(each).label) for each in kinds],
        "totals": counts_said(models),
        "unshown": max(0, written - shown) if shown else 0,
    }
