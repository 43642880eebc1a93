"""Pages that record something: items of the catalogues, documents, aims."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Consortium
from xuequ.kernel.text import Text
from xuequ.web.acting import act
from xuequ.web.forms import Form
from xuequ.web.requests import PageRequest

from ..forms import AimForm, DocumentForm, StatusForm
from ..models import UnificationStatus
from ..queries.access import may_change
from ..queries.settings import policy_of
from ..queries.unification import entries, matrix
from ..services.records import Progress, Wording, adopt_document, set_aim, set_status
from .charts import authority_of, consortium_of, units_of

DONE = _("The change is registered.")


def unification_matrix(request: PageRequest) -> HttpResponse:
    """Consortia against the items of a catalogue."""
    policy = policy_of(authority_of(request), request.on).unification
    wanted = request.GET.get("catalogue", "")
    chosen = next((each for each in policy.sets if each.code == wanted), None)
    if chosen is None and policy.sets:
        chosen = max(policy.sets, key=lambda each: len(each.items))
    found = matrix(units_of(request), chosen, request.on) if chosen else None
    context = {"catalogues": policy.sets, "chosen": chosen, "matrix": found}
    return render(request, "governance/matrix.html", context)


def unification_page(request: PageRequest, pk: int) -> HttpResponse:
    """Every item of the catalogues in one consortium, with its status over time."""
    consortium = consortium_of(request, pk)
    policy = policy_of(consortium.authority, request.on).unification
    context = {
        "consortium": consortium,
        "catalogues": entries(consortium, policy, request.on),
        "may_change": may_change(request.eyes, consortium),
    }
    return render(request, "governance/unification.html", context)


def status_change(request: PageRequest, pk: int, catalogue: str, item: str) -> HttpResponse:
    """Record how far an item has come."""
    consortium, key = _mine(request, pk), f"{catalogue}.{item}"
    known = policy_of(consortium.authority, request.on).unification.item(key)
    if known is None:
        raise Http404(key)
    rows = UnificationStatus.objects.filter(consortium=consortium, item=key)
    now = rows.filter(since__lte=request.on).order_by("-since").first()
    initial = {"since": request.on, "status": now.status if now else "not_begun"}
    form = StatusForm(request.POST or None, initial=initial)

    def do() -> object:
        data = form.cleaned_data
        progress = Progress(data["status"], data["reason"])
        return set_status(consortium, key, progress, since=data["since"], actor=request.eyes)

    title = Text(known[1].zh, known[1].en).say(get_language() or "zh-hans")
    return act(
        request,
        form,
        do,
        done=DONE,
        back=reverse("governance:unification_page", args=[pk]),
        context={"subject": f"{consortium.label} · {title}"},
    )


def document_adopt(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a founding document is adopted."""
    consortium = _mine(request, pk)
    rules = policy_of(consortium.authority, request.on).governance.founding_rules
    form = DocumentForm(request.POST or None, rules=rules, initial={"since": request.on})

    def do() -> object:
        data = form.cleaned_data
        return adopt_document(
            consortium,
            data["code"],
            Wording(data["title"]),
            since=data["since"],
            actor=request.eyes,
        )

    return _act(request, form, do, consortium)


def aim_change(request: PageRequest, pk: int) -> HttpResponse:
    """Record a vision, idea or goal."""
    consortium = _mine(request, pk)
    form = AimForm(request.POST or None, initial={"since": request.on})

    def do() -> object:
        data = form.cleaned_data
        return set_aim(
            consortium, data["kind"], data["words"], since=data["since"], actor=request.eyes
        )

    return _act(request, form, do, consortium)


def _act(
    request: PageRequest, form: Form, do: Callable[[], object], consortium: Consortium
) -> HttpResponse:
    return act(
        request,
        form,
        do,
        done=DONE,
        back=reverse("governance:chart_page", args=[consortium.pk]),
        context={"subject": consortium.label},
    )


def _mine(request: PageRequest, pk: int) -> Consortium:
    """A consortium the reader may change."""
    consortium = consortium_of(request, pk)
    if not may_change(request.eyes, consortium):
        raise Http404(pk)
    return consortium
