"""Posts and who holds them: the pages of the authority's office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..engine.roles import ROLES
from ..forms.people import AppointForm, LeaveForm, PersonForm, PostForm
from ..models import Authority, Holding, Person, Post
from ..queries import appointments as queries
from ..queries.scope import authorities, people
from ..services import people as services
from ..services.people.posts import kind_of

DONE = gettext_lazy("The change is registered.")


def post_list(request: PageRequest) -> HttpResponse:
    """Posts in scope with who holds them; filters above, thirty to a page."""
    wanted = queries.PostFilter(
        words=asked(request, "words"),
        role=asked(request, "role"),
        vacant=request.GET.get("vacant") == "yes",
    )
    shown = queries.posts(seen_by=request.eyes, on=request.on)
    rows = Paginator(queries.filtered(shown, wanted, request.on), 30).get_page(
        request.GET.get("page")
    )
    context = {
        "rows": rows,
        "holders": queries.holders(list(rows), request.on),
        "wanted": wanted,
        "roles": [each for each in ROLES.values() if not each.exclusive],
    }
    return render(request, "directory/post_list.html", context)


def person_add(request: PageRequest) -> HttpResponse:
    """Register somebody, to be appointed next."""
    authority = _own(request)
    form = PersonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: services.register_person(authority, form.cleaned_data["name"], actor=request.eyes),
        done=_("The person is registered and can be appointed."),
        back=reverse("directory:post_list"),
        context={"subject": authority.name},
    )


def post_add(request: PageRequest) -> HttpResponse:
    """Choose where a new post sits; its role is chosen on the next page."""
    places = queries.place_choices(seen_by=request.eyes, on=request.on)
    code = request.GET.get("place", "")
    if code in places:
        kind, _colon, pk = code.partition(":")
        return redirect("directory:post_add_in", kind=kind, pk=pk)
    context = {"places": places, "wrong": bool(code)}
    return render(request, "directory/post_place.html", context)


def post_add_in(request: PageRequest, kind: str, pk: int) -> HttpResponse:
    """Create a post in a place, with one of the roles the place may have."""
    place = queries.place_choices(seen_by=request.eyes, on=request.on).get(f"{kind}:{pk}")
    if place is None:
        raise Http404(kind)
    within = None if isinstance(place, Authority) else place
    authority = place if isinstance(place, Authority) else place.authority
    form = PostForm(request.POST or None, kind=kind_of(within), initial={"since": request.on})
    return act(
        request,
        form,
        lambda: services.create_post(
            authority, **form.cleaned_data, place=within, actor=request.eyes
        ),
        done=_("The post is created. Appoint somebody to it."),
        back=reverse("directory:post_list"),
        context={"subject": str(place)},
    )


def post_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One post: its place and everybody who has held it."""
    post = _post(request, pk)
    held = post.holdings.select_related("person").order_by("-since", "-pk")
    holder = next((each for each in held if each.is_in_force(request.on)), None)
    context = {
        "post": post,
        "role": ROLES.get(post.role),
        "holdings": held,
        "headed": queries.headed_by(holder.person_id, request.on) if holder else [],
    }
    return render(request, "directory/post_detail.html", context)


def post_appoint(request: PageRequest, pk: int) -> HttpResponse:
    """Put somebody in a post from a day on; a principal perhaps as head too."""
    post, words = _post(request, pk), asked(request, "words")
    found = people(seen_by=request.eyes, on=request.on)
    shown = queries.candidates(found, words, request.on)
    heads = queries.consortia_headed_by(post, request.on)
    form = AppointForm(
        request.POST or None,
        people=found,
        shown=shown,
        heads=heads,
        initial={"since": request.on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _appoint(request, post, form)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("directory:post_detail", pk=post.pk)
    context = {"form": form, "post": post, "words": words, "many": len(shown) >= queries.MOST}
    status = 422 if form.errors else 200
    return render(request, "directory/post_appoint.html", context, status=status)


def post_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let a post end, and its holder with it."""
    post = _post(request, pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_post(post, until=form.cleaned_data["until"], actor=request.eyes),
        done=DONE,
        back=reverse("directory:post_list"),
        context={"subject": str(post)},
    )


def holding_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let somebody leave a post."""
    holding = _holding(request, pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_holding(holding, until=form.cleaned_data["until"], actor=request.eyes),
        done=DONE,
        back=reverse("directory:post_detail", args=[holding.post_id]),
        context={"subject": str(holding)},
    )


def holding_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take back an appointment that has not begun before today."""
    holding = _holding(request, pk)
    try:
        services.withdraw_appointment(holding, today=timezone.localdate(), actor=request.eyes)
        messages.success(request, _("The appointment is withdrawn."))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("directory:post_detail", pk=holding.post_id)


def _appoint(request: PageRequest, post: Post, form: Form) -> None:
    """Appoint, and say whether one person now heads several consortia (C12)."""
    person: Person = form.cleaned_data["person"]
    since = form.cleaned_data["since"]
    do: Any = services.appoint_principal if form.cleaned_data.get("heads") else services.appoint
    do(person, post, since=since, actor=request.eyes)
    messages.success(request, str(DONE))
    headed = queries.headed_by(person.pk, since)
    if len(headed) > 1:
        text = _("%(person)s now heads several: %(names)s. Watch for conflicts of interest.")
        names = "、".join(each.label for each in headed)
        messages.warning(request, text % {"person": person.name, "names": names})


def _own(request: PageRequest) -> Authority:
    shown = authorities(seen_by=request.eyes)
    return get_object_or_404(shown, pk=request.eyes.authority)


def _post(request: PageRequest, pk: int) -> Post:
    shown = queries.posts(seen_by=request.eyes, on=request.on)
    return get_object_or_404(shown.select_related("authority", *queries.PLACES), pk=pk)


def _holding(request: PageRequest, pk: int) -> Holding:
    shown = queries.posts(seen_by=request.eyes, on=request.on)
    found = Holding.objects.filter(post__in=shown).select_related("post", "person")
    return get_object_or_404(found, pk=pk)
