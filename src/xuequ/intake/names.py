"""Words for rows and columns whose models give them none that readers know."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = (
    _("apprentice"),
    _("authority"),
    _("consortium"),
    _("consortium standing"),
    _("from school"),
    _("honour"),
    _("membership"),
    _("mentor"),
    _("order"),
    _("parent"),
    _("person"),
    _("posting"),
    _("school"),
    _("school name"),
    _("school standing"),
    _("section"),
    _("teaching point"),
    _("to school"),
)  # as the framework makes them from the names of the code


def model_said(model: type[models.Model]) -> str:
    """What a reader calls such a row."""
    return gettext(str(model._meta.verbose_name))


def field_said(field: Any) -> str:
    """What a reader calls a column."""
    return gettext(str(field.verbose_name))
