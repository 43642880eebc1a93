"""Pages of a draft: what it changes, the list of a school, opinions, publication."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.catchments import CatchmentForm, DayForm, DraftForm, OpinionForm
from ...models import CatchmentDraft, School
from ...queries import drafts
from ...queries.outlines import features
from ...queries.scope import standing
from ...services import catchments as services
from .in_force import own, stage_asked

DONE = _("The change is registered.")


def catchment_draft_new(request: PageRequest) -> HttpResponse:
    """Begin a draft of a stage."""
    authority = own(request)
    form = DraftForm(
        request.POST or None, initial={"stage": stage_asked(request), "since": request.on}
    )

    def do() -> object:
        data = form.cleaned_data
        return services.open_draft(
            authority, data["stage"], since=data["since"], basis=data["basis"], actor=request.eyes
        )

    done = _("The draft is there. It starts with the catchments in force on that day.")
    context = {"subject": authority.name}
    return act(request, form, do, done=done, back=_list(), context=context)


def catchment_draft(request: PageRequest, pk: int) -> HttpResponse:
    """One draft: every school of the stage, what changes, what others think of it."""
    draft = seen(request, pk)
    eyes = request.eyes
    rows = drafts.changes(draft)
    context = {
        "draft": draft,
        "rows": [each for each in rows if each.now or each.then],
        "without": [each.school for each in rows if not (each.now or each.then)],
        "changed": sum(each.is_one for each in rows),
        "opinions": drafts.opinions(draft, seen_by=eyes),
        "may_change": drafts.may(eyes, drafts.CHANGE, draft.authority_id),
        "may_publish": drafts.may(eyes, drafts.PUBLISH, draft.authority_id),
        "may_say": "duty.report" in eyes.permissions and standing(eyes) in {"school", "consortium"},
    }
    return render(request, "directory/catchment_draft.html", context)


def catchment_draft_outlines(request: PageRequest, pk: int) -> HttpResponse:
    """Outlines of a draft, for the map."""
    draft = seen(request, pk)
    return JsonResponse(features(drafts.drafted(draft), draft.since), safe=False)


def catchment_draft_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change the day from which a draft is to hold, or its basis."""
    draft = seen(request, pk)
    form = DayForm(request.POST or None, initial={"since": draft.since, "basis": draft.basis})

    def do() -> object:
        data = form.cleaned_data
        return services.change_draft(
            draft, since=data["since"], basis=data["basis"], actor=request.eyes
        )

    context = {"subject": str(draft)}
    return act(request, form, do, done=DONE, back=_page(pk), context=context)


def catchment_draft_school(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """Write the list of a school in a draft."""
    draft = seen(request, pk)
    chosen = get_object_or_404(School, authority=draft.authority, pk=school)
    known = drafts.drafted(draft).get(school)
    form = CatchmentForm(request.POST or None, initial=CatchmentForm.as_it_is(known))

    def do() -> object:
        return services.draft_catchment(draft, chosen, form.drawn(), actor=request.eyes)

    context = {"subject": f"{chosen.name} · {draft.get_stage_display()}"}
    return act(request, form, do, done=DONE, back=_page(pk), context=context)


def catchment_opinion(request: PageRequest, pk: int) -> HttpResponse:
    """Say what one's school, district or group thinks of a draft."""
    draft = seen(request, pk)
    form = OpinionForm(request.POST or None)

    def do() -> object:
        text = form.cleaned_data["text"]
        return services.say_opinion(draft, text, actor=request.eyes, now=timezone.now())

    done = _("Your opinion has reached the authority.")
    context = {"subject": str(draft)}
    return act(request, form, do, done=done, back=_page(pk), context=context)


def catchment_ask(request: PageRequest, pk: int) -> HttpResponse:
    """Ask schools, districts and groups for their opinions."""
    draft = seen(request, pk)
    return _carried(
        request,
        lambda: services.ask_opinions(draft, actor=request.eyes, now=timezone.now()),
        _("Schools, districts and groups of the stage now see the draft."),
        _page(pk),
    )


def catchment_publish(request: PageRequest, pk: int) -> HttpResponse:
    """Publish a draft into the directory."""
    draft = seen(request, pk)
    return _carried(
        request,
        lambda: services.publish_catchments(draft, actor=request.eyes, now=timezone.now()),
        _("The catchments are published. They hold from the day of the draft."),
        _page(pk),
        f"{_list()}?stage={draft.stage}&on={draft.since}",
    )


def catchment_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = seen(request, pk)
    return _carried(
        request,
        lambda: services.drop_draft(draft, actor=request.eyes),
        _("The draft is thrown away. The catchments in force stay as they are."),
        _page(pk),
        _list(),
    )


def seen(request: PageRequest, pk: int) -> CatchmentDraft:
    """A draft the reader sees.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found: CatchmentDraft = get_object_or_404(
        drafts.drafts(seen_by=request.eyes, on=request.on), pk=pk
    )
    return found


def _carried(
    request: PageRequest, do: Callable[[], object], done: Promise, back: str, after: str = ""
) -> HttpResponse:
    """Carry out what a button says, and go on; a refusal is said on the page it came from."""
    try:
        do()
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect(back)
    messages.success(request, str(done))
    return redirect(after or back)


def _page(pk: int) -> str:
    return reverse("directory:catchment_draft", args=[pk])


def _list() -> str:
    return reverse("directory:catchment_list")
