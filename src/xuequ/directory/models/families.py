"""Whose child is whose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .dated import Dated
from .people import Person
from .pupils import Pupil


class Guardianship(Dated):
    """A grown-up who speaks for a pupil (监护人)."""

    class Kind(models.TextChoices):
        MOTHER = "mother", _("mother")
        FATHER = "father", _("father")
        OTHER = "other", pgettext_lazy("kind of guardian", "other guardian")

    person = models.ForeignKey(Person, models.PROTECT, related_name="guardianships")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="guardianships")
    kind = models.CharField(_("kind of guardian"), max_length=10, choices=Kind)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("guardianship")
        ordering = ("since", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "pupil"],
                condition=Q(until=None),
                name="directory_guardianship_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # stands in the record, so it names neither child nor parent
