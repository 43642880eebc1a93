"""Pages of rounds: the list, one round and what comes next, its days and conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.models import Authority
from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text
from xuequ.web.acting import Onward, act
from xuequ.web.requests import PageRequest

from ..engine.applying.materials import ALLOWED
from ..engine.policy import DistrictForm, Enrolment
from ..engine.preparing.districts import to_study
from ..engine.regimes import regimes_of
from ..forms.rounds import FindingsForm, RoundForm, SettingsForm
from ..models import CheckSettings, Round, RuleSet
from ..queries import access, overview
from ..queries.checking import scope
from ..queries.coordinating import coordination_of, study_of
from ..queries.forecast.rounds import beside_the_plan, studied
from ..queries.forecast.tables import WORDS
from ..queries.preparing import how_far
from ..queries.published import sealed
from ..queries.settings import policy_for, policy_now, policy_of, way_named, way_of
from ..services.rounds import change_round, find_conditions, open_round

DONE = gettext_lazy("The change is registered.")


def round_list(request: PageRequest) -> HttpResponse:
    """The rounds of a year, the latest if none is said."""
    known = overview.years(seen_by=request.eyes, on=request.on)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in map(str, known) else next(iter(known), None)
    now = timezone.now()
    context = {
        "years": known,
        "year": year,
        "rows": overview.listed(seen_by=request.eyes, on=request.on, now=now, year=year),
        "may_change": access.may(request.eyes, access.CHANGE, request.eyes.authority or 0),
    }
    return render(request, "enrolment/round_list.html", context)


def round_new(request: PageRequest) -> HttpResponse:
    """Open the preparation of a round."""
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    today = timezone.localdate()
    form = RoundForm(
        request.POST or None,
        ways=regimes_of(policy_of(authority, today)),
        language=request.language,
        initial={"year": _coming(today), "class_size": policy_of(authority, today).class_size},
    )
    return act(
        request,
        form,
        lambda: Onward(
            "enrolment:round_page", open_round(authority, form.new(), actor=request.eyes)
        ),
        done=gettext_lazy("The round is there. Choose its schools next."),
        back=reverse("enrolment:round_list"),
        context={"subject": authority.name},
    )


def round_page(request: PageRequest, pk: int) -> HttpResponse:
    """One round: what comes next, plan, rules in words, digests, who signed."""
    found = seen(request, pk)
    now = timezone.now()
    standing = how_far(found, now)
    policy = policy_now(found) if standing.step < 6 else policy_for(found)
    eyes = request.eyes
    context = {
        "round": found,
        "way": way_named(found),
        "standing": standing,
        "is_out": found.pk in overview.out_by(now),
        "is_closed": standing.step == 6 and now >= found.closes,
        "table": overview.plan_table(found, seen_by=eyes, on=request.on),
        "beside": beside_the_plan(found, seen_by=eyes, on=request.on),
        "words": WORDS,
        "sealed": sealed(standing.rule_set) if standing.rule_set else None,
        "coordination": coordination_of(found),
        "study": study_of(found),
        "papers": [ALLOWED[each] for each in found.papers],
        "forms": _named(policy.district_forms),
        "inputs": _named(to_study(policy)),
        "conditions": {e.code: Text(e.zh, e.en) for e in _conditions(found, policy)},
        "findings": found.findings.select_related("person"),
        "earlier": found.rule_sets.exclude(ended_at=None).prefetch_related("signatures__person"),
        "may_change": access.may(eyes, access.CHANGE, found.authority_id) and standing.step < 6,
        "may_confirm": access.may(eyes, access.CONFIRM, found.authority_id),
        "may_see_placing": eyes.may("placement.view") and standing.step >= 5,
        "has_signed": _has_signed(request, standing.rule_set),
        "wants_checks": standing.step < 6 and _wants_checks(request, found),
    }
    return render(request, "enrolment/round.html", context)


def round_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change name, days and class size."""
    found = seen(request, pk)
    initial = SettingsForm.as_it_is(found)
    form = SettingsForm(request.POST or None, initial=initial, language=request.language)
    return act(
        request,
        form,
        lambda: change_round(found, form.settings(), actor=request.eyes, now=timezone.now()),
        done=DONE,
        back=reverse("enrolment:round_page", args=[pk]),
        context={"subject": str(found)},
    )


def round_findings(request: PageRequest, pk: int) -> HttpResponse:
    """Say of each condition of multi-school zoning why it holds."""
    found = seen(request, pk)
    back = reverse("enrolment:round_page", args=[pk])
    conditions = _conditions(found, policy_now(found))
    if not conditions:
        messages.info(request, _("The policy sets no conditions for this way of enrolment."))
        return redirect(back)
    known = {each.code: each for each in found.findings.all()}
    form = FindingsForm(
        request.POST or None, conditions=conditions, known=known, language=request.language
    )
    form.tell(studied(beside_the_plan(found, seen_by=request.eyes, on=request.on)))
    return act(
        request,
        form,
        lambda: find_conditions(found, form.said(), actor=request.eyes, now=timezone.now()),
        done=DONE,
        back=back,
        context={"subject": str(found)},
    )


def seen(request: PageRequest, pk: int) -> Round:
    """A round the reader sees.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = access.rounds(seen_by=request.eyes, on=request.on).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _conditions(found: Round, policy: Enrolment) -> tuple[Named, ...]:
    """The conditions that have to be found for the way of a round."""
    way = way_of(found, policy)
    is_multi = way is not None and way.zoning == "multi"
    return policy.multi_conditions if is_multi else ()


def _named(items: Iterable[Named | DistrictForm]) -> dict[str, Text]:
    """What settings of the policy are called, by code."""
    return {each.code: Text(each.zh, each.en) for each in items}


def _has_signed(request: PageRequest, rule_set: RuleSet | None) -> bool:
    if rule_set is None or request.eyes.person is None:
        return False
    return any(each.person_id == request.eyes.person for each in rule_set.signatures.all())


def _coming(today: date) -> int:
    """The year of the school year that is enrolled for next."""
    return today.year + (today.month >= 9)


def _wants_checks(request: PageRequest, found: Round) -> bool:
    """Has the reader still to settle how applications are checked?  Locks only before opening."""
    may = access.may(request.eyes, scope.CONFIRM, found.authority_id)
    return may and not CheckSettings.objects.filter(round=found).exists()
