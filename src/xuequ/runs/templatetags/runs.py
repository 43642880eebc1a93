"""Say kinds of runs and rhythms in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from xuequ.kernel.jobs import Rhythm
from xuequ.web.templatetags.words import language

from ..forms import DAYS
from ..queries.kinds import kind_name

register = template.Library()


@register.filter
def run_name(code: str) -> str:
    """The name of a kind of run."""
    return kind_name(code).say(language())


@register.filter
def rhythm(when: Rhythm) -> str:
    """How often a job is done, in words."""
    at = f"{when.at:%H:%M}"
    match when.every:
        case "minutes":
            return _("every %(minutes)d minutes") % {"minutes": when.minutes}
        case "hour":
            return _("every hour at minute %(minute)02d") % {"minute": when.at.minute}
        case "day":
            return _("every day at %(at)s") % {"at": at}
    return _("every %(day)s at %(at)s") % {"day": DAYS[when.weekday], "at": at}
