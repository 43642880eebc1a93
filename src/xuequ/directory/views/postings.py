"""Pages of postings (交流轮岗): who is where, a new one, its end."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from ..forms.work import PostingForm
from ..models import Authority, Person, Posting
from ..queries import postings as queries
from ..queries.offered import directions, directions_within
from ..queries.people import person_rows, search
from ..queries.scope import people, schools, workers
from ..queries.workplaces import with_work, workplaces
from ..services import postings as services


def posting_list(request: PageRequest) -> HttpResponse:
    """The postings in scope with how many there are; filters above, thirty to a page."""
    shown = queries.postings(seen_by=request.eyes, on=request.on)
    wanted = wanted_of(request)
    found = queries.filtered_postings(shown, wanted, request.on)
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    known = directions_within(
        [*own_authority(request), *(each.authority for each in rows)], request.on
    )
    context = {
        "rows": rows,
        "wanted": wanted,
        "directions": known,
        "counts": [
            (known.get(code), number)
            for code, number in queries.counted(found, "direction").items()
        ],
        "kinds": Posting.Kind.choices,
    }
    return render(request, "directory/posting_list.html", context)


def posting_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One posting with the pairings that belong to it."""
    posting = _posting(request, pk)
    pairings = list(posting.pairings.select_related(*queries.PAIRED).order_by("tier", "pk"))
    context = {
        "posting": posting,
        "direction": directions(posting.authority, posting.since).get(posting.direction),
        "pairings": pairings,
        "linked": queries.linked([posting.person_id], seen_by=request.eyes, on=request.on),
        "may_pair": workers(seen_by=request.eyes, on=request.on)
        .filter(pk=posting.person_id)
        .exists(),
    }
    return render(request, "directory/posting_detail.html", context)


def posting_add(request: PageRequest) -> HttpResponse:
    """Find whom to post; the next page asks where to."""
    found = with_work(people(seen_by=request.eyes, on=request.on), request.on)
    context = choice_of(request, search(found, asked(request, "words")))
    return render(request, "directory/posting_add.html", context)


def person_post(request: PageRequest, pk: int) -> HttpResponse:
    """Post somebody to another school."""
    person = get_object_or_404(
        people(seen_by=request.eyes, on=request.on).select_related("authority"), pk=pk
    )
    open_schools = schools(seen_by=request.eyes, on=request.on)
    held = person.teaching.on(request.on).order_by("since").first()
    place = held.school if held else workplaces(person, request.on).first()
    form = PostingForm(
        request.POST or None,
        places=workplaces(person, request.on),
        schools=open_schools.filter(authority=person.authority_id),
        directions=directions(person.authority, request.on),
        initial={
            "since": request.on,
            "from_school": place.pk if place else None,
            "kind": Posting.Kind.TEACHER if held else Posting.Kind.LEADER,
            "subject": held.subject if held else "",
        },
    )

    def do() -> object:
        data = {name: value for name, value in form.cleaned_data.items() if name != "since"}
        new = services.NewPosting(**data)
        since = form.cleaned_data["since"]
        return services.post_teacher(person, new, since=since, actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("The posting is registered."),
        back=reverse("directory:person_detail_page", args=[pk]),
        context={"subject": person.name},
    )


def posting_end(request: PageRequest, pk: int) -> HttpResponse:
    """Let somebody come back."""
    posting = _posting(request, pk)
    form = LeaveForm(request.POST or None, initial={"until": request.on})
    return act(
        request,
        form,
        lambda: services.end_posting(posting, until=form.cleaned_data["until"], actor=request.eyes),
        done=_("The posting ends on the day given, and the pairings that belong to it."),
        back=reverse("directory:posting_detail", args=[pk]),
        context={"subject": str(posting)},
    )


def posting_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take back a posting that has not begun."""
    posting = _posting(request, pk)
    try:
        services.withdraw_posting(posting, today=timezone.localdate(), actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("directory:posting_detail", pk=pk)
    messages.success(request, _("The posting is withdrawn."))
    return redirect("directory:posting_list")


def wanted_of(request: PageRequest) -> queries.WorkFilter:
    """What the reader of a list of postings or pairings asks for."""
    when = request.GET.get("when", queries.NOW)
    return queries.WorkFilter(
        words=asked(request, "words"),
        from_school=asked(request, "from"),
        to_school=asked(request, "to"),
        direction=asked(request, "direction"),
        tier=asked(request, "tier"),
        kind=asked(request, "kind"),
        unit=request.unit,
        when=when if when in {queries.TO_COME, queries.PAST, queries.ALL} else queries.NOW,
    )


def choice_of(request: PageRequest, found: QuerySet[Person]) -> dict[str, object]:
    """A page of people to choose one from, with what each does that day."""
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    return {
        "rows": page,
        "people": person_rows(list(page), request.on),
        "words": asked(request, "words"),
    }


def own_authority(request: PageRequest) -> list[Authority]:
    """The authority of the reader's post, if there is one."""
    return list(Authority.objects.filter(pk=request.eyes.authority or 0))


def _posting(request: PageRequest, pk: int) -> Posting:
    return get_object_or_404(queries.postings(seen_by=request.eyes, on=request.on), pk=pk)
