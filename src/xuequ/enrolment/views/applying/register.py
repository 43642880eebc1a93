"""The public page on which a parent opens an account, while a round is published."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xuequ.directory.queries import public
from xuequ.directory.services.registrants import register_parent
from xuequ.directory.views.sign_in.entering import enter
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.families import RegisterForm
from ...queries.published import published_of

HOME = "/family/enrolment/"


@never_cache
def public_register(request: PageRequest, pk: int) -> HttpResponse:
    """Open an account to apply for a child; whoever is logged in goes to their own page."""
    authority = get_object_or_404(public.authorities(), pk=pk)
    now = timezone.now()
    if not published_of(authority).filter(round__closes__gt=now).exists():
        raise Http404(pk)
    if request.actor is not None:
        return redirect(HOME)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = register_parent(authority, form.parent(), now=now)
        except Refused as refused:
            form.add_error("password" if refused.code == "weak-password" else None,
                           explain(refused))  # fmt: skip
        else:
            return enter(request, account, "password", goal=f"{HOME}?new=1")
    context = {"authority": authority, "form": form}
    answer = render(request, "enrolment/family/register.html", context,
                    status=422 if form.errors else 200)  # fmt: skip
    if not settings.PUBLIC_INDEXED:
        answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
