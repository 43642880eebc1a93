"""Pages that set up bodies and posts, and say what posts do and count."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority, Consortium, Post
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import ApproveForm, SetUpForm, WorkloadForm
from ..models import Workload
from ..queries.access import is_the_bureau, may_change
from ..queries.overview import consortium_of as consortium_of_post
from ..queries.proposals import proposals
from ..services.posts import approve_workload, set_up_bodies, set_workload
from .charts import authority_of, consortium_of


def set_up(request: PageRequest, pk: int) -> HttpResponse:
    """Set up the bodies and posts the policy asks of a consortium."""
    consortium = consortium_of(request, pk)
    return _set_up(request, consortium, reverse("governance:chart_page", args=[pk]))


def set_up_authority(request: PageRequest) -> HttpResponse:
    """The same for the authority itself: leading group, its office, management organ."""
    return _set_up(request, authority_of(request), reverse("governance:leading_group"))


def _set_up(request: PageRequest, place: Authority | Consortium, back: str) -> HttpResponse:
    if not may_change(request.eyes, place):
        raise Http404(place.pk)
    form = SetUpForm(request.POST or None, initial={"since": request.on})
    if request.method == "POST" and form.is_valid():
        try:
            bodies, posts = set_up_bodies(
                place, since=form.cleaned_data["since"], actor=request.eyes
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            done = gettext("%(bodies)s bodies and %(posts)s posts are set up. Appoint people next.")
            messages.success(request, done % {"bodies": len(bodies), "posts": len(posts)})
            return redirect(back)
    context = {
        "form": form,
        "back": back,
        "subject": str(place),
        "due": proposals(place, request.on),
    }
    status = 422 if form.errors else 200
    return render(request, "governance/set_up.html", context, status=status)


def workload_change(request: PageRequest, pk: int) -> HttpResponse:
    """Record what a post does and the hours a week it counts."""
    post, consortium = _post(request, pk)
    if not may_change(request.eyes, consortium):
        raise Http404(pk)
    now = Workload.objects.on(request.on).filter(post=post).first()
    initial = {"since": request.on}
    if now is not None:
        initial |= {"hours": now.hours, "duties": now.duties}
    form = WorkloadForm(request.POST or None, initial=initial)

    def do() -> object:
        data = form.cleaned_data
        values = (data["duties"], data["hours"])
        return set_workload(post, values, since=data["since"], actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("It is registered. Hours count once the bureau approves them."),
        back=reverse("governance:chart_page", args=[consortium.pk]),
        context={"subject": f"{consortium.label} · {post.title}"},
    )


def workload_approve(request: PageRequest, pk: int) -> HttpResponse:
    """Approve the hours a post counts; the bureau alone does so."""
    post, consortium = _post(request, pk)
    if not is_the_bureau(request.eyes, consortium.authority):
        raise Http404(pk)
    workload = get_object_or_404(Workload.objects.on(request.on), post=post)
    form = ApproveForm(request.POST or None, initial={"on": request.on})

    def do() -> object:
        data = form.cleaned_data
        return approve_workload(workload, data["decision"], on=data["on"], actor=request.eyes)

    return act(
        request,
        form,
        do,
        done=_("The hours are approved and count from that day."),
        back=reverse("governance:chart_page", args=[consortium.pk]),
        context={"subject": f"{post.title} · {workload.hours}"},
    )


def _post(request: PageRequest, pk: int) -> tuple[Post, Consortium]:
    """A post of a consortium or of one of its bodies, in the reader's scope."""
    posts = Post.objects.on(request.on).select_related("consortium", "body__consortium")
    post = get_object_or_404(posts, pk=pk)
    consortium = consortium_of_post(post)
    if consortium is None:
        raise Http404(pk)
    return post, consortium_of(request, consortium.pk)
