"""Classes and pupils."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.record.journal import WatchedQuerySet
from xuequ.vault.fields import BlindIndexField, EncryptedTextField

from .dated import Dated
from .people import IdKind
from .schools import School, Stage


class SchoolClass(models.Model):
    """A class (班级) of one school in one school year."""

    school = models.ForeignKey(School, models.PROTECT, related_name="classes")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    year = models.PositiveSmallIntegerField(_("school year (the year it starts)"))
    grade = models.PositiveSmallIntegerField(_("grade"))
    number = models.PositiveSmallIntegerField(_("class number"))
    pupil_count = models.PositiveSmallIntegerField(_("pupils reported"), null=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        ordering = ("stage", "grade", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stage", "year", "grade", "number"],
                name="directory_class_once_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.grade}({self.number})"


class Pupil(Dated):
    """A child in a class.  Everything that says which child it is, is encrypted.

    The pupil number is too: the usual one is the child's number of identity behind a letter.
    """

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="pupils")
    number = EncryptedTextField(_("pupil number"), null=True)
    number_index = BlindIndexField(of="number")
    name = EncryptedTextField(pgettext_lazy("of a person", "name"), null=True)
    name_index = BlindIndexField(of="name")
    id_kind = models.CharField(_("kind of paper"), max_length=10, choices=IdKind, null=True)
    id_number = EncryptedTextField(_("number of identity"), null=True)
    id_number_index = BlindIndexField(of="id_number")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("pupil")

    def __str__(self) -> str:
        return f"#{self.pk}"  # stands in the record, so it says nothing about the child
