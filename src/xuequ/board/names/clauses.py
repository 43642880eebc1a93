"""The words of the register: its chapters, the kinds of clause, and who they bind."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHAPTERS: dict[str, str | Promise] = {
    "REG": _("Registry, formation, membership"),
    "GOV": _("Governance and powers"),
    "ENR": _("Enrolment"),
    "STF": _("Teacher pool and personnel"),
    "EXC": _("Exchange and rotation"),
    "MEN": _("Mentoring and master teachers"),
    "TRN": _("Training"),
    "TCU": _("Unified teaching and curriculum"),
    "RSH": _("Joint research"),
    "SHR": _("Shared resources"),
    "QMS": _("Quality monitoring"),
    "EVA": _("Evaluation and reward"),
    "FIN": _("Funds"),
    "SUP": _("Supervision"),
    "PLN": _("Targets, reports, ledger"),
    "MOR": _("Moral education and culture"),
    "STU": _("Pupil exchange"),
    "SCI": _("Improvement programmes"),
    "SOC": _("Society and family"),
    "INF": _("Construction and capacity"),
}

KINDS: dict[str, str | Promise] = {
    "rule": _("rule"),
    "workflow": _("workflow"),
    "indicator": _("indicator"),
    "event": _("event"),
    "entity": _("entity"),
    "algorithm": _("algorithm"),
    "report": _("report"),
    "role": pgettext_lazy("kind of clause", "role"),
}

WHO: dict[str, str | Promise] = {
    "government": _("government"),
    "department": _("other departments"),
    "authority": _("education authority"),
    "supervision": _("education supervision"),
    "consortium": _("district or group"),
    "lead_school": _("lead school"),
    "school": _("school"),
    "leader": _("principals and heads"),
    "teacher": _("teachers"),
    "pupil": _("pupils"),
    "family": _("families"),
    "public": pgettext_lazy("who", "the public"),
}
