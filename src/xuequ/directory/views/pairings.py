"""Pages of pairings (师徒结对): who is bound to whom, a new pair, its end; and one's own."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..forms.people import LeaveForm
from ..forms.work import PairingForm
from ..models import Pairing, Person, School
from ..queries import appointments
from ..queries import postings as queries
from ..queries.delegations import administrators
from ..queries.offered import directions_within, tiers
from ..queries.people import search
from ..queries.scope import own_schools, workers
from ..queries.workplaces import with_work, workplaces
from ..services import pairings as services
from .postings import choice_of, own_authority, wanted_of


def pairing_list(request: PageRequest) -> HttpResponse:
    """The pairings in scope with how many there are; filters above, thirty to a page."""
    shown = queries.pairings(seen_by=request.eyes, on=request.on)
    wanted = wanted_of(request)
    found = queries.filtered_pairings(shown, wanted, request.on)
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    own = own_authority(request)
    context = {
        "rows": rows,
        "wanted": wanted,
        "counts": queries.counted(found, "tier").items(),
        "tiers": tiers(own[0], request.on) if own else {},
        "kinds": Pairing.Kind.choices,
    }
    return render(request, "directory/pairing_list.html", context)


def pairing_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One pairing."""
    pairing = get_object_or_404(queries.pairings(seen_by=request.eyes, on=request.on), pk=pk)
    mine = queries.own_pairings(seen_by=request.eyes, on=request.on).filter(pk=pk)
    concerned = {pairing.mentor_id, pairing.apprentice_id}
    context = {
        "pairing": pairing,
        "tier": tiers(pairing.authority, pairing.since).get(pairing.tier),
        "is_own": request.eyes.is_at_home(pairing.authority_id) and mine.exists(),
        "linked": queries.linked(concerned, seen_by=request.eyes, on=request.on),
    }
    return render(request, "directory/pairing_detail.html", context)


def pairing_add(request: PageRequest) -> HttpResponse:
    """Find who is to have a mentor; the next page asks whom."""
    found = with_work(workers(seen_by=request.eyes, on=request.on), request.on)
    context = choice_of(request, search(found, asked(request, "words")))
    return render(request, "directory/pairing_add.html", context)


def person_pair(request: PageRequest, pk: int) -> HttpResponse:
    """Give somebody a mentor."""
    known = workers(seen_by=request.eyes, on=request.on)
    apprentice = get_object_or_404(known.select_related("authority"), pk=pk)
    words, places = asked(request, "words"), _places(request, apprentice)
    others = known.filter(authority=apprentice.authority_id).exclude(pk=pk)
    others = others.exclude(pk__in=administrators(request.on))
    shown = appointments.candidates(others, words, request.on)
    held = apprentice.teaching.on(request.on).order_by("since").first()
    form = PairingForm(
        request.POST or None,
        people=others,
        shown=shown,
        schools=School.objects.filter(pk__in=[each.pk for each in places]),
        tiers=tiers(apprentice.authority, request.on),
        initial={
            "since": request.on,
            "school": places[0].pk if len(places) == 1 else None,
            "subject": held.subject if held else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _pair(request, apprentice, form)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("Mentor and apprentice are paired."))
            return redirect("directory:pairing_detail", pk=made.pk)
    context = {
        "form": form,
        "apprentice": apprentice,
        "words": words,
        "many": len(shown) >= appointments.MOST,
    }
    status = 422 if form.errors else 200
    return render(request, "directory/person_pair.html", context, status=status)


def pairing_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let mentor and apprentice part."""
    pairing = _own(request, pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_pairing(pairing, until=form.cleaned_data["until"], actor=request.eyes),
        done=_("The pairing ends on the day given."),
        back=reverse("directory:pairing_detail", args=[pk]),
        context={"subject": str(pairing)},
    )


def pairing_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take back a pairing that has not begun."""
    pairing = _own(request, pk)
    try:
        services.withdraw_pairing(pairing, today=timezone.localdate(), actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("directory:pairing_detail", pk=pk)
    messages.success(request, _("The pairing is withdrawn."))
    return redirect("directory:pairing_list")


def my_work(request: PageRequest) -> HttpResponse:
    """The reader's own postings and pairings, in whichever identity."""
    work = queries.work_of_person(request.eyes.person)
    known = directions_within((each.authority for each in work.postings), request.on)
    context = {"work": work, "directions": known}
    return render(request, "directory/my_work.html", context)


def _pair(request: PageRequest, apprentice: Person, form: PairingForm) -> Pairing:
    data = form.cleaned_data
    fields = ("school", "kind", "tier", "subject", "until")
    new = services.NewPairing(**{name: data[name] for name in fields})
    return services.pair(data["mentor"], apprentice, new, since=data["since"], actor=request.eyes)


def _places(request: PageRequest, apprentice: Person) -> list[School]:
    """The reader's own schools where somebody works or is posted that day."""
    mine = own_schools(seen_by=request.eyes, on=request.on)
    posted = apprentice.postings.on(request.on).values("to_school")
    belongs = workplaces(apprentice, request.on).values("pk")
    return [*mine.filter(pk__in=belongs), *mine.filter(pk__in=posted).exclude(pk__in=belongs)]


def _own(request: PageRequest, pk: int) -> Pairing:
    return get_object_or_404(queries.own_pairings(seen_by=request.eyes, on=request.on), pk=pk)
