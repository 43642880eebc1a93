"""A year roll-over: begin it, look at it, and carry it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xuequ.directory.models import Authority, School
from xuequ.directory.queries.scope import AUTHORITY, authorities, own_schools, standing
from xuequ.directory.views.taking_out import take_out
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import StartForm
from ..models import Rollover
from ..queries.built import built_on
from ..queries.rollover.scope import OPEN, asked_of, rollovers, years_to_roll
from ..queries.rollover.shown import fault_lines, school_lines, totals
from ..queries.rollover.tables import proposal_table, unmoved_table
from ..services import rollover as acts

PAGE = 50  # lines on one page
TABLES = {"proposal": proposal_table, "unmoved": unmoved_table}


def rollover_list(request: PageRequest) -> HttpResponse:
    """The roll-overs of the authority, or of one's own school, the newest first."""
    rows = Paginator(rollovers(seen_by=request.eyes), PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/rollover_list.html", {"rows": rows})


def rollover_start(request: PageRequest) -> HttpResponse:
    """Choose the school year that ends, and the schools."""
    home = _home(request)
    years = years_to_roll(home)
    mine = own_schools(seen_by=request.eyes, on=timezone.localdate()).filter(authority=home)
    only = None if standing(request.eyes) == AUTHORITY else mine.first()
    form = StartForm(
        years, mine, request.POST or None, only_own=only is not None,
        initial={"year": next((each for each in years if each < timezone.localdate().year), None)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        school: School | None = only or form.cleaned_data["school"]
        try:
            one = acts.propose_rollover(
                home, form.cleaned_data["year"], actor=request.eyes, school=school
            )
            return redirect("intake:rollover_detail", one.pk)
        except Refused as refused:
            form.add_error(None, explain(refused))
    status = 422 if form.errors else 200
    context = {"form": form, "only": only, "home": home}
    return render(request, "intake/rollover_start.html", context, status=status)


def rollover_detail(request: PageRequest, pk: int) -> HttpResponse:
    """How many go where, school by school, and what is to be done next."""
    one = one_of(request, pk)
    rows = Paginator(school_lines(one), PAGE).get_page(request.GET.get("page"))
    context = about(request, one) | {
        "rows": rows,
        "faults": fault_lines(one) if one.state in OPEN else [],
        "lines": [(each, totals(each.counts)) for each in rows],
    }
    return render(request, "intake/rollover_detail.html", context)


def rollover_file(request: PageRequest, pk: int, what: str, kind: str) -> HttpResponse:
    """Every pupil with what becomes of it, or who is not moved, as a file."""
    one = one_of(request, pk)
    if what not in TABLES or one.state not in OPEN:
        raise Http404(what)
    return take_out(
        request,
        kind,
        lambda: TABLES[what](one, seen_by=request.eyes),
        what=f"rollover {what}",
        subject=one,
        back=reverse("intake:rollover_detail", args=[pk]),
    )


def rollover_renew(request: PageRequest, pk: int) -> HttpResponse:
    """Work it out anew."""
    done = _("It was worked out anew from the data as it is now.")
    return do(request, pk, lambda one: acts.renew_rollover(one, actor=request.eyes), done)


def rollover_ask(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for a second person."""
    done = _("A second person is asked; it stands in their inbox.")
    return do(request, pk, lambda one: acts.ask_second(one, actor=request.eyes), done)


def rollover_confirm(request: PageRequest, pk: int) -> HttpResponse:
    """Carry it out as the second person."""
    done = _("It was carried out.")
    return do(request, pk, lambda one: acts.commit_rollover(one, actor=request.eyes), done)


def rollover_refuse(request: PageRequest, pk: int) -> HttpResponse:
    """Say no as the second person."""
    done = _("It was refused. Whoever proposed it can change it and ask again.")
    return do(request, pk, lambda one: acts.refuse_rollover(one, actor=request.eyes), done)


def rollover_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Give it up."""
    done = _("It was given up; nothing was changed.")
    return do(request, pk, lambda one: acts.drop_rollover(one, actor=request.eyes), done)


def rollover_revert(request: PageRequest, pk: int) -> HttpResponse:
    """What stands in the way of taking it back; and take it back."""
    one = one_of(request, pk)
    if request.method == "POST":
        done = _("It was reverted. Everybody sits where they sat before.")
        return do(request, pk, lambda one: acts.revert_rollover(one, actor=request.eyes), done)
    if one.state != Rollover.State.DONE:
        return redirect("intake:rollover_detail", one.pk)
    context = about(request, one) | {"built": built_on(one)}
    return render(request, "intake/rollover_revert.html", context)


def one_of(request: PageRequest, pk: int) -> Rollover:
    """The roll-over of that number, if the reader may see it."""
    found: Rollover = get_object_or_404(rollovers(seen_by=request.eyes), pk=pk)
    return found


def about(request: PageRequest, one: Rollover) -> dict[str, Any]:
    """What every page of a roll-over says of it."""
    return {
        "one": one,
        "totals": totals(one.counts),
        "is_mine": one.by == request.eyes.account or one.account_id is None,
        "is_asked": asked_of(request.eyes).filter(pk=one.pk).exists(),
        "is_open": one.state in OPEN,
    }


def do(
    request: PageRequest, pk: int, act: Callable[[Rollover], object], done: str | Promise
) -> HttpResponse:
    """Carry an act out, say what came of it, and go back to where the roll-over stands now."""
    one = one_of(request, pk)
    try:
        act(one)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, str(done))
    return redirect("intake:rollover_detail", one.pk)


def _home(request: PageRequest) -> Authority:
    shown = authorities(seen_by=request.eyes)
    return get_object_or_404(shown, pk=request.eyes.authority)
