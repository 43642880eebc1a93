"""What the pages of one application share: finding it, saying a refusal, showing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...models import Application
from ...queries.applying.pages import View, view_of
from ...queries.applying.scope import applications

KEPT = _("Kept. Nothing is handed in yet.")


def own(request: PageRequest, pk: int) -> Application:
    """An application of the reader's own child.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    rows = applications(seen_by=request.eyes).select_related(None)
    row = rows.select_related("round__authority", "child").filter(pk=pk).first()
    if row is None:
        raise Http404(pk)
    return row


def seen(request: PageRequest, pk: int) -> View:
    """The same with everything its pages show.

    Raises:
        Http404: there is none, it is somebody else's, or its round has no rules any more.
    """
    return shown(own(request, pk))


def shown(row: Application) -> View:
    """An application with everything its pages show.

    Raises:
        Http404: its round has no rules any more.
    """
    try:
        return view_of(row, timezone.now())
    except LookupError:
        raise Http404(row.pk) from None


def step(
    request: PageRequest,
    view: View,
    form: Form,
    save: Callable[[], object],
    template: str,
    **context: Any,
) -> HttpResponse:
    """A step of an application: show it, or keep it and go back to the list of steps.

    What another device kept meanwhile is never overwritten: the step is shown as it is now.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Refused as refused:
            if refused.code == "draft-changed-elsewhere":
                messages.error(request, explain(refused))
                return redirect(request.path)
            form.add_error(None, explain(refused))
        else:
            messages.success(request, str(KEPT))
            return redirect("enrolment:my_application", view.row.pk)
    values = {"view": view, "form": form, **context}
    return render(request, template, values, status=422 if form.errors else 200)
