"""One application and its steps: address, statements, choices, together with another child."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.directory.queries import catchments
from xuequ.kernel.sheet import Unfit
from xuequ.web.requests import PageRequest

from ...engine.applying.claims import eligible, points, read_claim
from ...engine.applying.draft import Said
from ...engine.applying.terms import Terms
from ...engine.checking.reasons import OBJECTION
from ...engine.preparing.words import ARRIVAL
from ...forms.applying import AddressForm, ChoicesForm, ClaimsForm, TogetherForm
from ...queries.applying import pages
from ...queries.applying.free import takes_no_part
from ...queries.applying.pages import View
from ...queries.checking.page import told_to_family
from ...queries.overview import out_by
from ...services.applying import drafts
from .shared import seen, step

FOLDER = "enrolment/family"


@never_cache
def my_application(request: PageRequest, pk: int) -> HttpResponse:
    """One application: its steps, what is missing, what was handed in, what was told."""
    view = seen(request, pk)
    context = {
        "view": view,
        "name": pages.masked(view.row.child),
        "submissions": view.row.submissions.select_related("person") if view.row.version else [],
        "evidence": view.row.evidence.count(),
        "told": pages.told(view.row, seen_by=request.eyes),
        "checked": told_to_family(view.row) if view.row.version else None,
        "objection": OBJECTION,
        "is_out": view.row.round_id in out_by(timezone.now()),
        "may_withdraw": not view.is_open and takes_no_part(view.row),
        "others": pages.companions(view.row, seen_by=request.eyes),
        "arrival": ARRIVAL,
    }
    return render(request, f"{FOLDER}/application.html", context)


@never_cache
def my_address(request: PageRequest, pk: int) -> HttpResponse:
    """Where the child lives; the lists of catchments name the school."""
    view = seen(request, pk)
    row = view.row
    form = AddressForm(
        request.POST or None,
        terms=view.terms,
        draft=view.draft,
        initial={"revision": row.revision},
    )

    def save() -> None:
        data = form.cleaned_data
        place, school = _looked_up(request, view, data["address"], data["school"])
        drafts.save_address(
            row,
            data["revision"],
            drafts.Living(data["address"], data["place"] or place, school),
            actor=request.eyes,
            now=timezone.now(),
        )

    return step(request, view, form, save, f"{FOLDER}/step.html")


@never_cache
def my_claims(request: PageRequest, pk: int) -> HttpResponse:
    """What the locality asks, with the answer to «may we apply» and the points beside it."""
    view = seen(request, pk)
    row = view.row
    form = ClaimsForm(
        request.POST or None,
        terms=view.terms,
        draft=view.draft,
        language=request.language,
        initial={"revision": row.revision},
    )
    if request.headers.get("HX-Request"):
        return _answer(request, view)
    return step(
        request,
        view,
        form,
        lambda: drafts.save_claims(
            row,
            form.cleaned_data["revision"],
            form.typed(),
            kinds=form.cleaned_data.get("kinds", ()),
            actor=request.eyes,
            now=timezone.now(),
        ),
        f"{FOLDER}/claims.html",
    )


@never_cache
def my_choices(request: PageRequest, pk: int) -> HttpResponse:
    """Schools by rank, with the crowding where the policy says so."""
    view = seen(request, pk)
    row = view.row
    form = ChoicesForm(
        request.POST or None,
        terms=view.terms,
        draft=view.draft,
        crowding=pages.crowding(row.round),
        initial={"revision": row.revision},
    )
    return step(
        request,
        view,
        form,
        lambda: drafts.save_choices(
            row,
            form.cleaned_data["revision"],
            form.chosen(),
            actor=request.eyes,
            now=timezone.now(),
        ),
        f"{FOLDER}/choices.html",
        crowding=pages.crowding(row.round),
    )


def my_together(request: PageRequest, pk: int) -> HttpResponse:
    """Twins and other children of the family: placed together, or not at all together."""
    view = seen(request, pk)
    row = view.row
    form = TogetherForm(
        request.POST or None,
        others=pages.companions(row, seen_by=request.eyes),
        initial={"revision": row.revision, "companion": view.draft.companion},
    )
    return step(
        request,
        view,
        form,
        lambda: drafts.save_companion(
            row,
            form.cleaned_data["revision"],
            form.cleaned_data["companion"],
            actor=request.eyes,
            now=timezone.now(),
        ),
        f"{FOLDER}/step.html",
        lead=_(
            "Children placed together go to the same school or stay together among those not "
            "placed. The choices of the other child count for both, now and after every change."
        ),
    )


def _answer(request: PageRequest, view: View) -> HttpResponse:
    """What the answers typed so far would mean; nothing is kept, and nothing is complained of."""
    claims = _readable(request, view.terms)
    context = {
        "finding": eligible(view.terms, claims),
        "score": points(view.terms, claims),
        "terms": view.terms,
    }
    return render(request, f"{FOLDER}/answer.html", context)


def _readable(request: PageRequest, terms: Terms) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for head in terms.heads:
        try:
            said = read_claim(head, request.POST.get(f"claim_{head.code}", "")[:40], terms)
        except Unfit:
            continue
        if said is not None:
            found[head.code] = said
    return found


def _looked_up(
    request: PageRequest, view: View, address: str, school: int | None
) -> tuple[str, int | None]:
    """The place and school the lists name for an address, where the family named none."""
    terms, found = view.terms, view.row.round
    if terms.belongs != "home" or not address:
        return "", school
    matches = catchments.found(found.authority, found.stage, address, terms.day)
    if not matches:
        return "", school
    named = {each.school.pk: each for each in matches}
    inside = [pk for pk in named if pk in terms.homes]
    if school is None and len(inside) == 1:
        [school] = inside
        said = {"school": terms.homes[school], "place": named[school].place}
        text = _("By the list of catchments (%(place)s) this address belongs to %(school)s.")
        messages.info(request, text % said)
    elif school not in named:
        names = "、".join(each.school.name for each in matches)
        text = _("By the list of catchments this address belongs to: %(names)s. Check it.")
        messages.warning(request, text % {"names": names})
    place = named[school].place if school in named else ""
    return place, school
