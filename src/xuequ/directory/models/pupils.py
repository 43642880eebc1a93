"""Classes and pupils."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuequ.record.journal import WatchedQuerySet
from xuequ.vault.fields import BlindIndexField, EncryptedTextField

from .dated import Dated
from .people import IdKind, Person
from .schools import School, Stage


class SchoolClass(models.Model):
    """A class (班级) of one school in one school year.

    Number 0 holds those of a grade who are not divided into classes yet (待分班).
    """

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
        number = self.number or gettext("not divided yet")
        return f"{self.school} {self.grade}({number})"


class ClassTeacher(Dated):
    """Who looks after a class (班主任)."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="class_teachers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="looks_after")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("class teacher")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school_class"],
                condition=Q(until=None),
                name="directory_one_open_class_teacher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.school_class}"


class Pupil(Dated):
    """A child in a class.  Everything that says which child it is, is encrypted.

    The pupil number is too: the usual one is the child's ID number behind a letter.
    """

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="pupils")
    number = EncryptedTextField(_("pupil number"), null=True)
    number_index = BlindIndexField(of="number")
    name = EncryptedTextField(pgettext_lazy("of a person", "name"), null=True)
    name_index = BlindIndexField(of="name")
    id_kind = models.CharField(_("kind of paper"), max_length=10, choices=IdKind, null=True)
    id_number = EncryptedTextField(_("ID number"), null=True)
    id_number_index = BlindIndexField(of="id_number")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("pupil")

    def __str__(self) -> str:
        return f"#{self.pk}"  # stands in the record, so it says nothing about the child
