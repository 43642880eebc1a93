"""Routes of placing children: the seed announced, the roster frozen, the draw, its result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import ceremony, outcomes, placing, rehearsing

SEE, CHANGE, CONFIRM = "placement.view", "placement.change", "placement.confirm"
DRAW = "draw.report"
BOTH, SEND = ("GET", "POST"), ("POST",)
HERE = "enrolment/rounds/<int:pk>/placing/"
urlpatterns = [
    page(HERE, placing.placing_page, title=_("Placing children"), needs=SEE),
    page(
        f"{HERE}seed/",
        placing.placing_seed,
        title=_("Announce how the seed comes about"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{HERE}freeze/",
        placing.placing_freeze,
        title=_("Freeze the roster"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{HERE}roster/end/",
        placing.placing_end,
        title=_("Take the frozen roster back"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{HERE}roster/file/<slug:frozen_part>/",
        placing.placing_file,
        title=_("A frozen file"),
        needs=SEE,
    ),
    page(f"{HERE}dry-runs/", rehearsing.placing_dry_runs, title=_("Dry runs"), needs=SEE),
    page(
        f"{HERE}dry-runs/new/",
        rehearsing.placing_dry_run,
        title=_("Make a dry run"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(f"{HERE}rehearsals/", rehearsing.placing_rehearsals, title=_("Rehearsals"), needs=SEE),
    page(
        f"{HERE}rehearsals/new/",
        rehearsing.placing_rehearse,
        title=_("Rehearse"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{HERE}rehearsals/<int:rehearsal>/",
        rehearsing.placing_rehearsal,
        title=_("Rehearsal"),
        needs=SEE,
    ),
    page(
        f"{HERE}rehearsals/<int:rehearsal>/file/",
        rehearsing.placing_rehearsal_file,
        title=_("Package of a rehearsal"),
        needs=SEE,
    ),
    page(f"{HERE}ceremony/", ceremony.placing_ceremony, title=_("Ceremony"), needs=SEE),
    page(
        f"{HERE}ceremony/<int:part>/",
        ceremony.placing_part,
        title=_("Part of the seed"),
        needs=DRAW,
        methods=BOTH,
    ),
    page(
        f"{HERE}ceremony/draw/",
        ceremony.placing_draw,
        title=_("Carry out the draw"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        f"{HERE}ceremony/protocol/",
        ceremony.placing_protocol,
        title=_("Protocol of the draw"),
        needs=SEE,
    ),
    page(
        f"{HERE}approve/",
        outcomes.placing_approve,
        title=_("Approve the result"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{HERE}publish/",
        outcomes.placing_publish,
        title=_("Publish the result"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{HERE}void/",
        outcomes.placing_void,
        title=_("Declare the attempt void"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(f"{HERE}package/", outcomes.placing_package, title=_("Sealed package"), needs=SEE),
]
