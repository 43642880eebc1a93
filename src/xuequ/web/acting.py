"""Carry out the act of a form, or show the form again with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from xuequ.kernel.refusal import Refused

from .forms import Form
from .refusals import explain
from .requests import PageRequest


@dataclass(frozen=True, slots=True)
class Onward:
    """The page, by name, of the row an act made, where one goes on with it."""

    page: str
    row: Model


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

    An act that gives an `Onward` leads there instead.

    A refusal stands above the form with everything typed still in it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = do()
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, str(done))
            for text in form.advice():
                messages.warning(request, text.say(request.language))
            if isinstance(made, Onward):
                return redirect(made.page, made.row.pk)
            return redirect(back)
    status = 422 if form.errors else 200
    values = {"form": form, "back": back, **context}
    return render(request, "web/act.html", values, status=status)
