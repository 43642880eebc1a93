"""Pages to hand a case in, to change it after it was returned, to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.scope import authorities
from xuequ.kernel.case_types import CaseType
from xuequ.kernel.refusal import Refused
from xuequ.vault.services.files import take_in
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.blanks import PREFIX, said
from ..forms.cases import CaseForm, WordsForm
from ..models import Case
from ..models.cases import CaseState
from ..names import chapter_of
from ..queries.access import cases
from ..queries.forecast import Ahead, Start, forecast, forecast_of
from ..queries.options import Options
from ..queries.starting import fits, is_own, may_start_some, may_stop, startable
from ..queries.types import case_types, type_of
from ..services.starting import NewCase, hand_in_again, start_case, withdraw_case
from ..services.stopping import stop_case
from .places import named_places, place_of


def case_new(request: PageRequest) -> HttpResponse:
    """The kinds of cases the reader may start, by chapter; those that fit a place, if named."""
    place = place_of(request)
    groups: dict[str, list[CaseType]] = {}
    for each in startable(request.eyes):
        if place is None or fits(each, place.sort, request.eyes):
            groups.setdefault(said(chapter_of(each)), []).append(each)
    context = {"groups": groups.items(), "place": place, "asked": place.question if place else ""}
    return render(request, "cases/new.html", context)


def case_start(request: PageRequest, kind: str) -> HttpResponse:
    """The form of a kind of case; who does not start such cases is told so."""
    known = case_types().get(kind)
    if known is None:
        raise Http404(kind)
    if not may_start_some(known, request.eyes):
        messages.error(request, explain(Refused("not-yours-to-start", name=known.name)))
        return redirect("cases:case_new")
    home = get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)
    found = type_of(kind, home, timezone.localdate())
    options = Options(request.eyes, home, timezone.localdate())
    initial = {"title": found.name.say(request.language), **named_places(request)}
    form = CaseForm(
        request.POST or None, request.FILES or None, kind=found, options=options, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        case = _send(request, form, found, home, None)
        if case is not None:
            messages.success(request, str(_("It is handed in. Here you see who has it.")))
            _warn(request, case, found)
            return redirect("cases:case_detail", pk=case.pk)
    return _form(request, form, found, None, forecast(found, _start(request, home), request.on))


def _start(request: PageRequest, home: Authority) -> Start:
    """The reader's own places, as far as the form need not ask for them."""
    eyes = request.eyes
    school = School.objects.filter(pk=eyes.school or 0).first()
    unit = eyes.consortium if school is None else None
    return Start(eyes, home, Consortium.objects.filter(pk=unit or 0).first(), school)


def _warn(request: PageRequest, case: Case, kind: CaseType) -> None:
    """Say which posts it will wait for in vain, unless somebody is appointed."""
    for each in forecast_of(case, kind, timezone.localdate()):
        if each.is_vacant:
            text = _("«%(step)s»: nobody holds the post (%(who)s). Have somebody appointed.")
            facts = {"step": said(each.step.name), "who": each.label}
            messages.warning(request, str(text) % facts)


def case_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change what was returned, and hand it in again."""
    case = own_case(request, pk)
    if case.state != CaseState.RETURNED:
        raise Http404(pk)
    kind = type_of(case.kind, case.authority, timezone.localdate())
    options = Options(request.eyes, case.authority, timezone.localdate(), case.consortium)
    form = CaseForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        options=options,
        initial=_initial(case, kind),
    )
    for name in ("consortium", "school"):
        form.fields.pop(name, None)  # what it is about does not change
    if request.method == "POST" and form.is_valid():
        done = _send(request, form, kind, case.authority, case)
        if done is not None:
            messages.success(request, str(_("It is handed in. Here you see who has it.")))
            return redirect("cases:case_detail", pk=case.pk)
    return _form(request, form, kind, case)


def case_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take a case back."""
    case = own_case(request, pk)
    form = WordsForm(request.POST or None)
    return act(
        request,
        form,
        lambda: withdraw_case(
            case, form.cleaned_data["words"], actor=request.eyes, now=timezone.now()
        ),
        done=_("The case is withdrawn."),
        back=reverse("cases:case_detail", args=[pk]),
        context={"subject": f"{case.label} · {case.title}"},
    )


def case_stop(request: PageRequest, pk: int) -> HttpResponse:
    """End a case that cannot or need not go on (终止)."""
    case = seen_case(request, pk)
    if not may_stop(case, request.eyes):
        raise Http404(pk)
    form = WordsForm(request.POST or None)
    return act(
        request,
        form,
        lambda: stop_case(case, form.cleaned_data["words"], actor=request.eyes, now=timezone.now()),
        done=_("The case is ended; those concerned are told."),
        back=reverse("cases:case_detail", args=[pk]),
        context={"subject": f"{case.label} · {case.title}"},
    )


def seen_case(request: PageRequest, pk: int) -> Case:
    """A case the reader sees.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = cases(seen_by=request.eyes, on=request.on)
    return get_object_or_404(
        found.select_related("authority", "consortium", "school", "started_by"), pk=pk
    )


def own_case(request: PageRequest, pk: int) -> Case:
    """A case the reader, or somebody of the same post, started.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    case = seen_case(request, pk)
    if not is_own(case, request.eyes):
        raise Http404(pk)
    return case


def _send(
    request: PageRequest, form: CaseForm, kind: CaseType, home: Authority, case: Case | None
) -> Case | None:
    """Hand it in; a refusal stands above the form with everything typed still in it."""
    values, said = form.values()
    now = timezone.now()
    try:
        files = [take_in(each, name=each.name) for each in form.cleaned_data["uploads"]]
        new = NewCase(
            kind=kind.code,
            title=form.cleaned_data["title"],
            words=form.cleaned_data["words"],
            values=values,
            said=said,
            files=files,
            key=form.cleaned_data["key"],
        )
        if case is not None:
            return hand_in_again(case, new, actor=request.eyes, now=now)
        consortium, school = form.places()
        placed = replace(new, consortium=consortium, school=school)
        return start_case(placed, home, actor=request.eyes, now=now)
    except Refused as refused:
        form.add_error(None, explain(refused))
        return None


def _form(
    request: PageRequest,
    form: CaseForm,
    kind: CaseType,
    case: Case | None,
    ahead: Sequence[Ahead] = (),
) -> HttpResponse:
    context = {"form": form, "kind": kind, "case": case, "ahead": ahead}
    return render(request, "cases/form.html", context, status=422 if form.errors else 200)


def _initial(case: Case, kind: CaseType) -> dict[str, object]:
    shown = {
        PREFIX + each.code: case.said.get(each.code)
        if each.kind in ("person", "people")
        else case.values.get(each.code)
        for each in kind.blanks
    }
    return {"title": case.title, "words": case.words, **shown}
