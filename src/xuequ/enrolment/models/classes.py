"""The making of classes: what was frozen, what came of it, who asked for a change afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person, Pupil, School
from xuequ.directory.models.schools import Stage
from xuequ.vault.fields import EncryptedTextField


class ClassMaking(models.Model):
    """How the pupils of a grade that are in no class yet come into classes (均衡编班).

    `list` and `rules` are the frozen files, `parts` how each part of the seed is to come about
    and `values` what was brought, `package` what was sealed.  `first`: of those who came late,
    the making they are drawn into.
    """

    class Method(models.TextChoices):
        RANDOM = "random", _("by lot")
        SERPENTINE = "serpentine", _("in the shape of an S, by scores")

    class Twins(models.TextChoices):
        TOGETHER = "together", _("always in one class")
        APART = "apart", _("always in different classes")
        FAMILY = "family", _("as the family wishes")

    school = models.ForeignKey(School, models.PROTECT, related_name="class_makings")
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="late")
    year = models.PositiveSmallIntegerField(_("school year (the year it starts)"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    grade = models.PositiveSmallIntegerField(_("grade"))
    since = models.DateField(_("classes hold from"))
    method = models.CharField(
        pgettext_lazy("of making classes", "method"), max_length=10, choices=Method
    )
    classes = models.PositiveSmallIntegerField(_("number of classes"))
    size_gap = models.PositiveSmallIntegerField(_("most that sizes differ"))
    sex_gap = models.PositiveSmallIntegerField(_("most that boys or girls differ"))
    special_gap = models.PositiveSmallIntegerField(_("most that special needs differ"))
    mean_gap = models.DecimalField(
        _("most that mean scores differ"), max_digits=6, decimal_places=2, null=True
    )
    twins = models.CharField(_("children of one birth"), max_length=10, choices=Twins)
    hash = models.CharField(_("digest of the draw"), max_length=10)
    parts = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    list = models.BinaryField(null=True)
    rules = models.BinaryField(null=True)
    frozen_digest = models.CharField(_("frozen digest"), max_length=64)
    package = models.BinaryField(null=True)
    package_digest = models.CharField(_("digest of the package"), max_length=64)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(pgettext_lazy("of making classes", "prepared"))
    frozen_at = models.DateTimeField(pgettext_lazy("of making classes", "frozen"), null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(pgettext_lazy("of making classes", "made"), null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(pgettext_lazy("of making classes", "approved"), null=True)
    voided_at = models.DateTimeField(pgettext_lazy("of making classes", "given up"), null=True)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("making of classes")
        ordering = ("-year", "school__sort_key", "stage", "grade", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "stage", "grade"],
                condition=Q(first=None, voided_at=None),
                name="enrolment_one_class_making",
            ),
            models.UniqueConstraint(
                fields=["first"],
                condition=Q(voided_at=None, confirmed_at=None),
                name="enrolment_one_open_late_draw",
            ),
            models.CheckConstraint(
                condition=Q(classes__gte=2), name="enrolment_at_least_two_classes"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(list__isnull=False, rules__isnull=False),
                name="enrolment_frozen_with_its_files",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(package__isnull=False, voided_at=None),
                name="enrolment_approved_what_was_made",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(confirmed_by=models.F("made_by")),
                name="enrolment_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year} {self.get_stage_display()} {self.grade}"

    @property
    def authority_id(self) -> int:
        return self.school.authority_id

    @property
    def is_late(self) -> bool:
        """Is it about children who came after the classes were made?"""
        return self.first_id is not None


class ClassSeat(models.Model):
    """A pupil under the number of the list, and the class that came out.

    `pupil` is the seat in class 0, `now` the seat in the class, once it is written.
    """

    making = models.ForeignKey(ClassMaking, models.CASCADE, related_name="seats")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="class_seats")
    number = EncryptedTextField(pgettext_lazy("of a pupil", "number"))
    room = models.PositiveSmallIntegerField(_("class number"), null=True)
    now = models.ForeignKey(Pupil, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["making", "pupil"], name="enrolment_one_seat_a_making"),
            models.CheckConstraint(
                condition=Q(room=None) | Q(room__gte=1), name="enrolment_room_is_a_class"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # stands in the record, so it says nothing about the child


class ClassTeam(models.Model):
    """Teachers who look after a class together; who leads it becomes its class teacher."""

    making = models.ForeignKey(ClassMaking, models.CASCADE, related_name="teams")
    code = models.CharField(pgettext_lazy("of teachers", "team"), max_length=8)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    room = models.PositiveSmallIntegerField(_("class number"), null=True)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["making", "code"], name="enrolment_team_code_once"),
            models.UniqueConstraint(fields=["making", "person"], name="enrolment_leads_one_team"),
        ]

    def __str__(self) -> str:
        return f"{self.making} {self.code}"


class ClassSwap(models.Model):
    """A change of class after the classes were approved: asked for by the school with a reason.

    `other` goes to the class that `seat` leaves; without it the class just gains a pupil.
    """

    making = models.ForeignKey(ClassMaking, models.PROTECT, related_name="swaps")
    seat = models.ForeignKey(ClassSeat, models.PROTECT, related_name="swaps")
    other = models.ForeignKey(ClassSeat, models.PROTECT, null=True, related_name="+")
    room = models.PositiveSmallIntegerField(_("to class"))
    since = models.DateField(_("from"))
    reason = models.TextField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(pgettext_lazy("a change of class", "asked for"))
    agreed = models.BooleanField(pgettext_lazy("of making classes", "approved"), null=True)
    words = models.TextField(_("words of the decision"), max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(pgettext_lazy("a change of class", "decided"), null=True)

    class Meta:
        verbose_name = _("change of class")
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(agreed=None), name="enrolment_one_open_swap"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="enrolment_swap_has_its_reason"),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_at=None)
                | Q(agreed__isnull=False, decided_at__isnull=False),
                name="enrolment_swap_decided_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.making} #{self.pk}"

    @property
    def authority_id(self) -> int:
        return self.making.authority_id
