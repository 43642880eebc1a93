"""What peers tell one another: what I gave, what I received, a new one, an answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.feedback import AnswerForm, GiveForm, VoiceForm
from ..models import Feedback
from ..queries.feedback import channels, feedback, name_of, peers, topics
from ..services.feedback import (
    NewFeedback,
    answer_feedback,
    give_feedback,
    take_back_feedback,
    voice_to_peer,
)


def feedback_list(request: PageRequest) -> HttpResponse:
    """What the reader gave and received."""
    authority, today = _authority(request), timezone.localdate()
    found = Paginator(feedback(seen_by=request.eyes), 30).get_page(request.GET.get("page"))
    context = {
        "rows": found,
        "channels": channels(authority, today),
        "topics": topics(authority, today),
    }
    return render(request, "ledger/feedback_list.html", context)


def feedback_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One of them, for the two it is between."""
    made = _between(request, pk)
    context = {"made": made, "name": name_of(made), "mine": made.giver_id == request.eyes.person}
    return render(request, "ledger/feedback_detail.html", context)


def feedback_give(request: PageRequest) -> HttpResponse:
    """Give a peer feedback on what happened on a day."""
    return _say(request, GiveForm, give_feedback, _("Your feedback is sent."))


def feedback_voice(request: PageRequest) -> HttpResponse:
    """Voice something to a peer."""
    return _say(request, VoiceForm, voice_to_peer, _("Your words are sent."))


def feedback_answer(request: PageRequest, pk: int) -> HttpResponse:
    """Answer what one received."""
    made = _between(request, pk)
    if made.receiver_id != request.eyes.person:
        raise Http404
    form = AnswerForm(request.POST or None)
    return act(
        request,
        form,
        lambda: answer_feedback(made, form.cleaned_data["words"], actor=request.eyes),
        done=_("Your answer is sent."),
        back=reverse("ledger:feedback_detail", args=[pk]),
        context={"subject": f"{made.giver} · {name_of(made).say(request.language)}"},
    )


def feedback_take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Take back what one gave."""
    made = _between(request, pk)
    if made.giver_id != request.eyes.person:
        raise Http404
    try:
        take_back_feedback(made, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("It is taken back; its words are gone."))
    return redirect("ledger:feedback_list")


def _say(
    request: PageRequest,
    kind: type[GiveForm] | type[VoiceForm],
    do: Callable[..., Feedback],
    done: str | Promise,
) -> HttpResponse:
    """Say something to a peer, where the policy has a place for it."""
    authority, today = _authority(request), timezone.localdate()
    codes = channels(authority, today) if kind is GiveForm else topics(authority, today)
    if not codes:
        messages.error(request, _("The policy of this locality has no channels among peers."))
        return redirect("ledger:feedback_list")
    near = peers(request.eyes.person or 0, today)
    initial = {"happened_on": today}
    form = kind(request.POST or None, peers=near, codes=codes, initial=initial)

    def send() -> Feedback:
        new: NewFeedback = form.values()
        return do(new, actor=request.eyes, today=today)

    return act(
        request,
        form,
        send,
        done=done,
        back=reverse("ledger:feedback_list"),
        context={"subject": _("Only the two of you read it. It is never used for assessment.")},
    )


def _between(request: PageRequest, pk: int) -> Feedback:
    return get_object_or_404(feedback(seen_by=request.eyes), pk=pk)


def _authority(request: PageRequest) -> Authority:
    return get_object_or_404(Authority, pk=request.eyes.authority)
