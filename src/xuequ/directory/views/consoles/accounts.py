"""The system administrator's console: who can log in, and the installation."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ...forms.consoles import OpenAccountForm, OpenAllForm
from ...models import Account, Person
from ...queries import accounts as queries
from ...queries.appointments import MOST, candidates
from ...queries.installation import installation_facts
from ...services import people as services

STATES = {
    "open": pgettext_lazy("of an account", "open"),
    "closed": pgettext_lazy("of an account", "closed"),
    "must-change": gettext_lazy("password must change"),
    "never": gettext_lazy("never logged in"),
}


def account_list(request: PageRequest) -> HttpResponse:
    """The accounts of the authority, and how they stand; what they may do is not shown."""
    words, state = asked(request, "words"), request.GET.get("state", "")
    found = queries.search_accounts(queries.accounts(seen_by=request.eyes), words, state)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "rows": page,
        "accounts": queries.account_rows(list(page), request.on),
        "lacking": _lacking(request).count(),
        "words": words,
        "state": state,
        "states": STATES,
    }
    return render(request, "directory/account_list.html", context)


def account_open(request: PageRequest) -> HttpResponse:
    """Open an account for one person; the answer shows its first password, once."""
    found, words = _lacking(request), asked(request, "words")
    shown = candidates(found, words, request.on)
    form = OpenAccountForm(request.POST or None, people=found, shown=shown)
    if request.method == "POST" and form.is_valid():
        person: Person = form.cleaned_data["person"]
        try:
            account, password = services.open_with_password(
                form.cleaned_data["username"], person=person, actor=request.eyes
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return _once(request, [(account, password)])
    context = {"form": form, "words": words, "many": len(shown) >= MOST}
    status = 422 if form.errors else 200
    return render(request, "directory/account_open.html", context, status=status)


def account_open_all(request: PageRequest) -> HttpResponse:
    """Open accounts for everybody ticked; the answer shows the first passwords, once."""
    found = _lacking(request)
    form = OpenAllForm(request.POST if request.method == "POST" else None, people=found)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_for_all(form.cleaned_data["people"], actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return _once(request, opened)
    context = {
        "form": form,
        "people": candidates(found, "", request.on),
        "count": found.count(),
        "most": MOST,
        "ticked": set(request.POST.getlist("people")),
    }
    status = 422 if form.errors else 200
    return render(request, "directory/account_open_all.html", context, status=status)


def account_reset(request: PageRequest, pk: int) -> HttpResponse:
    """Give an account a new first password, shown once."""
    account = _account(request, pk)
    try:
        password = services.issue_password(account, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("directory:account_list")
    return _once(request, [(account, password)])


def account_close(request: PageRequest, pk: int) -> HttpResponse:
    """Let nobody log in with an account any more."""
    account = _account(request, pk)
    try:
        services.close_account(account, actor=request.eyes)
        messages.success(request, _("The account is closed and its sessions have ended."))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("directory:account_list")


def account_reopen(request: PageRequest, pk: int) -> HttpResponse:
    """Let somebody log in again."""
    account = _account(request, pk)
    try:
        services.reopen_account(account, actor=request.eyes)
        messages.success(request, _("The account is open again."))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("directory:account_list")


def installation(request: PageRequest) -> HttpResponse:
    """What runs here: version, database, length of the record, keys; no secrets."""
    return render(request, "directory/installation.html", {"facts": installation_facts()})


def _once(request: PageRequest, opened: list[tuple[Account, str]]) -> HttpResponse:
    """The only page that ever shows these passwords; nothing may keep it."""
    answer = render(request, "directory/passwords_once.html", {"opened": opened})
    answer["Cache-Control"] = "no-store"
    return answer


def _lacking(request: PageRequest) -> QuerySet[Person]:
    return queries.people_without_account(seen_by=request.eyes, on=request.on)


def _account(request: PageRequest, pk: int) -> Account:
    return get_object_or_404(queries.accounts(seen_by=request.eyes), pk=pk)
