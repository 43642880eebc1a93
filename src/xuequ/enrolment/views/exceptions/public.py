"""What everybody sees of exceptional placements, and how to object."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ...forms.exceptional import PublicObjectionForm
from ...queries.published import published
from ...queries.telling import exceptions as register
from ...services.exceptions.objecting import object_to_exception


def public_exceptions(request: PageRequest, pk: int) -> HttpResponse:
    """The children shown now; each line takes itself down on its last day."""
    rule_set = get_object_or_404(published(), round=pk)
    rows = register.public_exceptions(rule_set.round, timezone.now())
    context = {
        "round": rule_set.round,
        "rows": rows,
        "counted": register.counted(rule_set.round),
    }
    response = render(request, "enrolment/exceptions/public.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"  # it comes down again
    return response


def public_exception_object(request: PageRequest, pk: int) -> HttpResponse:
    """Object to one of them, with name and telephone."""
    row = register.public_exception(pk, timezone.now())
    if row is None:
        raise Http404(pk)
    form = PublicObjectionForm(request.POST or None, outside=True)
    child = row.application.child
    return act(
        request,
        form,
        lambda: object_to_exception(row, form.new(), now=timezone.now()),
        done=_("Your objection is received. The child does not come in before it is settled."),
        back=reverse("enrolment:public_exceptions", args=[row.application.round_id]),
        context={"subject": f"{child.number} · {row.school.name}"},
    )
