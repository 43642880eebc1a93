"""Carry out the act of a form, or show the form again with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from xuequ.kernel.refusal import Refused

from .forms import Form
from .refusals import explain
from .requests import PageRequest


def act(
    request: PageRequest,
    form: Form,
    do: Callable[[], object],
    *,
    done: str | Promise,
    back: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show `form`; when it was sent and fits, `do` the act, say `done` and go `back`.

    A refusal stands above the form with everything typed still in it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, str(done))
            for text in form.advice():
                messages.warning(request, text.say(request.language))
            return redirect(back)
    status = 422 if form.errors else 200
    values = {"form": form, "back": back, **context}
    return render(request, "web/act.html", values, status=status)
