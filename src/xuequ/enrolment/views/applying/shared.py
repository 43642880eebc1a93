"""What the pages of one application share: finding it, saying a refusal, showing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Account
from xuequ.kernel.refusal import Refused
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.preparing.words import ARRIVAL
from ...models import Application, Submission
from ...queries.applying.pages import View, masked, view_of
from ...queries.applying.scope import application
from ...queries.overview import out_by
from ...queries.settings import HEAVY

KEPT = _("Kept. Nothing is handed in yet.")


def own(request: PageRequest, pk: int) -> Application:
    """An application of the reader's own child.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    row = application(pk, seen_by=request.eyes)
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
    if request.method == "GET" and not view.may_type:
        for field in form.fields.values():
            field.disabled = True
    values = {"view": view, "form": form, **context}
    return render(request, template, values, status=422 if form.errors else 200)


def account_of(request: PageRequest) -> Account | None:
    """The account that is logged in."""
    return request.user if isinstance(request.user, Account) else None


def why_asked(row: Application, why: str) -> SafeString:
    """Why the code of an application is asked for, and the way to another one."""
    lost = _("No change code at hand?")
    if not row.change_code:
        lost = _("The bureau has taken back your change code.")
    where = reverse("enrolment:my_code", args=[row.pk])
    said = _("Draw a new change code")
    return format_html('{} {} <a href="{}">{}</a>', why, lost, where, said)


def last_of(row: Application) -> Submission:
    """What was handed in last.

    Raises:
        Http404: nothing was.
    """
    rows = row.submissions.select_related("rule_set")
    last = rows.defer(*(f"rule_set__{each}" for each in HEAVY)).last()
    if last is None:
        raise Http404(row.pk)
    return last


def receipt(request: PageRequest, handed: Submission, code: str = "") -> HttpResponse:
    """The receipt of what was handed in, with the change code where it was drawn just now."""
    row = handed.application
    context = {
        "row": row,
        "submission": handed,
        "name": masked(row.child),
        "code": code,
        "arrival": ARRIVAL,
        "is_withdrawn": row.state == Application.State.WITHDRAWN,
        "is_open": shown(row).is_open,
        "is_out": row.round_id in out_by(timezone.now()),
    }
    return render(request, "enrolment/family/receipt.html", context)
