"""Adopt a policy: choose it, see what it changes and for whom, then take it over from a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xuequ.directory.services.adoptions import NewPolicy, adopt_policy, code_of
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile
from xuequ.profiles.texts import digest_of, text_of
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import AdoptForm, PolicyForm
from ..queries.adoption import consequences
from .standing import authority_of

AT_MOST = 100  # mistakes shown at once


def policy_preview(request: PageRequest) -> HttpResponse:
    """Check a policy and show what it would change; nothing is adopted yet."""
    form = PolicyForm(request.POST or None, request.FILES or None, initial={"since": request.on})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            new, profile = _given(form)
        except Problems as found:
            problems = found.problems
        else:
            if profile.since <= new.since:
                return _shown(request, new, profile)
            form.add_error("since", explain(Refused("policy-not-yet", since=profile.since)))
    context = {"form": form, "problems": problems[:AT_MOST], "count": len(problems)}
    status = 422 if problems or form.errors else 200
    return render(request, "board/policy_preview.html", context, status=status)


def policy_adopt(request: PageRequest) -> HttpResponse:
    """Adopt the policy that was looked at, by one act."""
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("What was sent is not complete. Choose the policy again."))
        return redirect("board:policy_preview")
    given = form.cleaned_data
    new = NewPolicy(given["text"], given["since"], given["note"], given["until"])
    try:
        adopt_policy(authority_of(request), new, seen=given["seen"], actor=request.eyes)
    except Problems as found:
        messages.error(request, " ".join(found.say(request.language)[:3]))
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The policy is adopted and recorded."))
        return redirect("board:policy_page")
    return redirect("board:policy_preview")


def _given(form: PolicyForm) -> tuple[NewPolicy, Profile]:
    """The policy chosen.

    Raises:
        Problems: its text has mistakes.
    """
    given = form.cleaned_data
    if given["shipped"]:
        text, name = loader.text(given["shipped"]), ""
    else:
        name = given["file"].name
        text = text_of(name, given["file"].read())
    profile = loader.read(code_of(text), text, file=name)
    return NewPolicy(text, given["since"], given["note"], given["until"]), profile


def _shown(request: PageRequest, new: NewPolicy, profile: Profile) -> HttpResponse:
    found = consequences(authority_of(request), profile, new.since)
    context = {"new": new, "found": found, "digest": digest_of(new.text), "on": new.since}
    return render(request, "board/policy_changes.html", context)
