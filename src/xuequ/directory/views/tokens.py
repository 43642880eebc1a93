"""Access tokens for programs: mine, a new one, the end of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.api.interface import interface
from xuequ.api.operations import NEEDS
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.tokens import TokenForm
from ..models import Account
from ..queries.tokens import tokens
from ..services.tokens import NewToken, issue_token, revoke_token

READS = {
    "board.view": _("clauses, profiles and verdicts"),
    "directory.view": _("authorities, consortia, schools and memberships"),
}


def token_list(request: PageRequest) -> HttpResponse:
    """The reader's own tokens."""
    context = {"tokens": tokens(seen_by=request.eyes), "today": timezone.localdate()}
    return render(request, "directory/tokens.html", context)


def token_add(request: PageRequest) -> HttpResponse:
    """Issue a token; its text stands on the answer page and nowhere else."""
    mine = sorted(set(NEEDS.values()) & request.eyes.permissions - {"api.use"})
    choices = [(code, str(READS.get(code, code))) for code in mine]
    form = TokenForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        account = get_object_or_404(Account, username=request.eyes.account)
        try:
            token, text = issue_token(account, NewToken(**form.cleaned_data), actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            answer = render(request, "directory/token.html", {"token": token, "text": text})
            answer["Cache-Control"] = "no-store"
            return answer
    context = {"form": form, "back": "..", "subject": request.eyes.post}
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


def token_revoke(request: PageRequest, pk: int) -> HttpResponse:
    """End one of the reader's own tokens."""
    token = get_object_or_404(tokens(seen_by=request.eyes), pk=pk)
    try:
        revoke_token(token, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The token is revoked."))
    return redirect("directory:token_list")


def api_guide(request: PageRequest) -> HttpResponse:
    """What programs may ask: the operations with their parameters and permissions."""
    schema = interface().get_openapi_schema()
    context = {
        "operations": [
            {"path": path, "method": method.upper(), **said}
            for path, methods in schema["paths"].items()
            for method, said in methods.items()
        ],
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "directory/api_guide.html", context)
