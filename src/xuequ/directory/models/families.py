"""Whose child is whose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.vault.fields import BlindIndexField, EncryptedTextField

from .dated import Dated
from .people import IdKind, Person
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


class Registrant(Dated):
    """A parent who registered in person, to apply for a child (自行注册的家长).

    `id_kind` and `id_number` are what they say of themselves.  The number moves to the person
    once somebody of the authority has compared it with the paper; until then it gives them
    nothing that is registered under it, neither a pupil nor an account.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    id_kind = models.CharField(_("kind of paper"), max_length=10, choices=IdKind)
    id_number = EncryptedTextField(_("ID number"), null=True)
    id_number_index = BlindIndexField(of="id_number")
    informed_at = models.DateTimeField(_("notice on personal data read"))
    confirmed_at = models.DateTimeField(_("compared with the paper"), null=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("parent who registered")
        ordering = ("since", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="directory_registrant_open_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(id_number=None),
                name="directory_registrant_number_moves_on",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
