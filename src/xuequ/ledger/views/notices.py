"""What the reader is told, and how it reaches them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.notices import DeliveryForm
from ..queries.feedback import speaks
from ..queries.notices import delivery_of, notices, unread
from ..services.deliveries import ask_to_confirm, confirm_address, is_link_of, set_delivery
from ..services.mails import can_mail
from ..services.notices import read_all_notices, read_notice


def notice_list(request: PageRequest) -> HttpResponse:
    """The reader's own notices, unread ones first."""
    page = Paginator(notices(seen_by=request.eyes), 30).get_page(request.GET.get("page"))
    peers = speaks(request.eyes, timezone.localdate())
    context = {"rows": page, "new": unread(request), "speaks": peers}
    return render(request, "ledger/notice_list.html", context)


def notice_read(request: PageRequest, pk: int) -> HttpResponse:
    """Note that a notice is read, and go where it leads."""
    notice = get_object_or_404(notices(seen_by=request.eyes), pk=pk)
    read_notice(notice, actor=request.eyes)
    if notice.link and url_has_allowed_host_and_scheme(notice.link, None):
        return redirect(notice.link)
    return redirect("ledger:notice_list")


def notices_read(request: PageRequest) -> HttpResponse:
    """Note that all of them are read."""
    read_all_notices(actor=request.eyes)
    messages.success(request, _("Everything is marked as read."))
    return redirect("ledger:notice_list")


def delivery(request: PageRequest) -> HttpResponse:
    """How the reader wants to be told."""
    known = delivery_of(request.eyes)
    initial: dict[str, object] = {"quiet_from": "21:00", "quiet_until": "07:00"}
    if known is not None:
        initial = {
            "email": known.email.open() if known.email else "",
            "digest": known.digest,
            "quiet_from": known.quiet_from,
            "quiet_until": known.quiet_until,
        }
    form = DeliveryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = set_delivery(form.values(), actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("Your choice is kept."))
            if chosen.email and not chosen.confirmed_at and not chosen.asked_at and can_mail():
                _ask(request)
            return redirect("ledger:delivery")
    context = {"form": form, "delivery": known, "can_mail": can_mail()}
    status = 422 if form.errors else 200
    return render(request, "ledger/delivery.html", context, status=status)


def address_ask(request: PageRequest) -> HttpResponse:
    """Send the link that confirms the address once more."""
    if can_mail():
        _ask(request)
    else:
        messages.error(request, _("This installation sends no e-mail."))
    return redirect("ledger:delivery")


def address_confirm(request: PageRequest, token: str) -> HttpResponse:
    """Where the link in the e-mail leads: the owner of the address confirms it.

    Only sending the form does, for programs that check mail follow links by themselves.
    """
    known = delivery_of(request.eyes)
    if known is None or known.email is None or not is_link_of(known, token):
        messages.error(request, explain(Refused("link-not-valid", days=3)))
        return redirect("ledger:delivery")
    if request.method == "POST":
        try:
            confirm_address(token, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            messages.error(request, explain(refused))
        else:
            messages.success(request, _("The address is confirmed."))
        return redirect("ledger:delivery")
    return render(request, "ledger/address_confirm.html", {"address": known.email.open()})


def _ask(request: PageRequest) -> None:
    try:
        ask_to_confirm(actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("A link was sent to the address. Follow it within 3 days."))
