"""Pages to object, to answer objections, to appeal; and what the public sees (公示)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.cases import AnswerForm, ObjectionForm, WordsForm
from ..models import Objection, Seat
from ..queries.access import seats_of
from ..queries.detail import detail
from ..queries.forecast import who_decides
from ..queries.publicity import PublicNotice, notice, notices
from ..queries.rights import may_appeal
from ..queries.types import type_of
from ..services.appealing import appeal
from ..services.objecting import NewObjection, answer_objection, object_to
from .starting import own_case, seen_case


def case_object(request: PageRequest, pk: int) -> HttpResponse:
    """Object to what is shown, as somebody with an account (异议)."""
    case = seen_case(request, pk)
    if not detail(case, seen_by=request.eyes, on=timezone.localdate()).may.object:
        messages.error(request, str(explain(Refused("not-shown-now"))))
        return redirect("cases:case_detail", pk=pk)
    form = ObjectionForm(request.POST or None, outside=False)

    def do() -> object:
        new = NewObjection(form.cleaned_data["words"], key=form.cleaned_data["key"])
        return object_to(case, new, actor=request.eyes, now=timezone.now())

    return act(
        request,
        form,
        do,
        done=_("The objection is received; it will be answered."),
        back=reverse("cases:case_detail", args=[pk]),
        context={"subject": f"{case.label} · {case.title}"},
    )


def objection_answer(request: PageRequest, pk: int) -> HttpResponse:
    """Answer an objection (答复)."""
    objection = get_object_or_404(Objection.objects.select_related("case"), pk=pk)
    case = objection.case
    answers = Seat.objects.filter(seats_of(request.eyes), case=case)
    if not answers.filter(step=objection.step, round=objection.round).exists():
        raise Http404(pk)
    form = AnswerForm(request.POST or None)

    def do() -> object:
        data = form.cleaned_data
        return answer_objection(
            objection,
            data["words"],
            upheld=data["upheld"] == "yes",
            actor=request.eyes,
            now=timezone.now(),
        )

    answer = act(
        request,
        form,
        do,
        done=_("The objection is answered."),
        back=reverse("cases:case_detail", args=[case.pk]),
        context={"subject": " · ".join([case.label, objection.words, *_contact(objection)])},
    )
    answer["Cache-Control"] = "no-store, private"
    return answer


def _contact(objection: Objection) -> list[str]:
    """Name and telephone of who objected from outside, for whoever answers."""
    return [each.open() for each in (objection.name, objection.phone) if each]


def case_appeal(request: PageRequest, pk: int) -> HttpResponse:
    """Ask the one above to look again (申诉)."""
    case = own_case(request, pk)
    today = timezone.localdate()
    kind = type_of(case.kind, case.authority, today)
    if not may_appeal(case, kind, today):
        messages.error(request, str(explain(Refused("no-appeal", name=kind.name))))
        return redirect("cases:case_detail", pk=pk)
    form = WordsForm(request.POST or None)
    judge = who_decides(case, kind.appeal, today) if kind.appeal is not None else ""
    form.fields["words"].help_text = _("It will be decided by: %(who)s.") % {"who": judge}
    return act(
        request,
        form,
        lambda: appeal(case, form.cleaned_data["words"], actor=request.eyes, now=timezone.now()),
        done=_("The appeal is handed in."),
        back=reverse("cases:case_detail", args=[pk]),
        context={"subject": f"{case.label} · {case.title}"},
    )


def shown_list(request: PageRequest) -> HttpResponse:
    """What is shown to the public now (公示)."""
    found = notices(on=timezone.localdate())
    return render(request, "cases/shown_list.html", {"notices": found})


def shown_notice(request: PageRequest, pk: int) -> HttpResponse:
    """One notice, with the form to object to it."""
    found = notice(pk, on=timezone.localdate())
    form = ObjectionForm(request.POST or None, outside=True)
    if request.method == "POST" and form.is_valid():
        return _received(request, found, form)
    context = {"notice": found, "form": form}
    return render(request, "cases/shown.html", context, status=422 if form.errors else 200)


def _received(request: PageRequest, found: PublicNotice, form: ObjectionForm) -> HttpResponse:
    data = form.cleaned_data
    new = NewObjection(data["words"], data["name"], data["phone"], data["key"])
    return act(
        request,
        form,
        lambda: object_to(found.case, new, actor=None, now=timezone.now()),
        done=_("Your objection is received. Somebody will call you."),
        back=reverse("cases:shown_notice", args=[found.case.pk]),
        context={"subject": found.title},
    )
