"""Who the reader is: the identities of the account, the switch, and what each may see."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..models import Account, Person
from ..queries.access import CHOSEN, actor_in, first_screen, identities_asking
from ..queries.answers import Question, answers
from ..queries.explained import explained, pages_by_permission
from ..queries.scope import people
from ..services.identities import switch_identity


def identity_list(request: PageRequest) -> HttpResponse:
    """Every identity of the account; a button puts the session into one of them."""
    code = request.POST.get("identity")
    status = 200
    if code is not None:
        account = cast(Account, request.user)
        found = switch_identity(account, code, on=timezone.localdate(), actor=request.eyes)
        if found is not None:
            request.session.cycle_key()
            request.session[CHOSEN] = found.code
            request.session.pop("unit", None)
            messages.success(request, _("You now act as %(post)s.") % {"post": found.title})
            return redirect(first_screen(actor_in(account, found)))
        messages.error(request, explain(Refused("not-your-identity")))
        status = 422
    context = {"identities": identities_asking(request)}
    return render(request, "directory/identity_list.html", context, status=status)


def identity_mine(request: PageRequest) -> HttpResponse:
    """What the reader may see in each of the own identities, and why."""
    return _explain(request, get_object_or_404(Person, pk=request.eyes.person), own=True)


def person_access(request: PageRequest, pk: int) -> HttpResponse:
    """What another person may see in each identity, and why."""
    found = people(seen_by=request.eyes, on=timezone.localdate())
    return _explain(request, get_object_or_404(found, pk=pk), own=False)


def _explain(request: PageRequest, person: Person, *, own: bool) -> HttpResponse:
    today = timezone.localdate()
    question = Question(asked(request, "kind"), asked(request, "what"))
    found = explained(person, today)
    context = {
        "person": person,
        "own": own,
        "found": found,
        "question": question,
        "answers": answers(found, question, today),
        "pages": sorted({title for titles in pages_by_permission().values() for title in titles}),
    }
    return render(request, "directory/access.html", context)
