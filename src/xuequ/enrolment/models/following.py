"""Who came to school, and children who have no place, did not come, or are on no roll."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person, Pupil, School
from xuequ.vault.fields import EncryptedTextField

from .families import Application, Child
from .rounds import STAGES, Round


class ArrivalTerms(models.Model):
    """From which day children come to the school (报到), and by when everybody has to have."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="arrival_terms")
    day = models.DateField(_("children come from"))
    until = models.DateField(_("the authority looks for them after"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(pgettext_lazy("of settings", "fixed"))

    class Meta:
        verbose_name = _("days of arrival")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("day")), name="enrolment_arrival_lasts_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def authority_id(self) -> int:
        return self.round.authority_id


class Arrival(models.Model):
    """A child with a place came to the school (报到)."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="arrival")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField(_("came on"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("arrival at a school")
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"#{self.application_id}"

    @property
    def authority_id(self) -> int:
        return self.application.authority_id


class Watch(models.Model):
    """A child that is looked after until it is settled where it goes to school (控辍保学).

    It is a `child` that applies or a `pupil`.  `school`: the one that looks after it; none: the
    authority.  `since`: from which day on it has been without.  It is settled with a ground.
    """

    class Kind(models.TextChoices):
        NO_PLACE = "no_place", pgettext_lazy("of a child", "has no place")
        NOT_COME = "not_come", pgettext_lazy("of a child", "has a place and did not come")
        OFF_ROLL = "off_roll", pgettext_lazy("of a child", "left the roll, nobody knows where to")

    class Ground(models.TextChoices):
        PLACED = "placed", pgettext_lazy("of a child", "has a place now")
        CAME = "came", pgettext_lazy("of a child", "came, or came back, to school")
        PRIVATE = "private", pgettext_lazy("of a child", "goes to a private school")
        ELSEWHERE = "elsewhere", pgettext_lazy("of a child", "goes to school elsewhere")
        ABROAD = "abroad", pgettext_lazy("of a child", "goes to school abroad")
        HOME = "home", pgettext_lazy("of a child", "is taught at home by a school")
        LATER = "later", pgettext_lazy("of a child", "begins later, as permitted")
        DIED = "died", pgettext_lazy("of a child", "died")
        MISTAKE = "mistake", pgettext_lazy("of a child", "is registered twice or by mistake")

    kind = models.CharField(pgettext_lazy("of a child", "why"), max_length=10, choices=Kind)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("school year (the year it starts)"))
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="watches")
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("since"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(_("begun"))
    escalated_at = models.DateTimeField(_("handed up to the authority"), null=True)
    ground = models.CharField(_("settled how"), max_length=10, choices=Ground, blank=True)
    reason = EncryptedTextField(_("reason"), null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("child that is looked after")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(child=None, pupil__isnull=False) | Q(child__isnull=False, pupil=None),
                name="enrolment_watch_of_one_child",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, ground="")
                | (Q(settled_at__isnull=False, reason__isnull=False) & ~Q(ground="")),
                name="enrolment_watch_settled_with_ground",
            ),
            models.UniqueConstraint(
                fields=["kind", "child", "year", "stage"], name="enrolment_child_watched_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "pupil", "year", "stage"], name="enrolment_pupil_watched_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"  # stands in the record, so it names no child


class WatchStep(models.Model):
    """What somebody did for a child that is looked after; never changed."""

    class Kind(models.TextChoices):
        CALL = "call", _("spoke with the family")
        VISIT = "visit", _("went to see the family")
        LETTER = "letter", _("wrote to the family")
        PARTNER = "partner", _("asked street, police or another department")
        OFFER = "offer", _("named a school with a seat")

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="steps")
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind)
    note = EncryptedTextField(_("what came of it"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    at = models.DateTimeField(pgettext_lazy("of a step", "done on"))

    class Meta:
        verbose_name = _("step for a child")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.watch_id} {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.watch.authority_id


class TraceLook(models.Model):
    """Somebody opened the schooling of a pupil, from entry on, and said what for."""

    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.SlugField(_("purpose"), max_length=20)
    at = models.DateTimeField(_("looked"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("look at a pupil's schooling")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="enrolment_trace_look_ends")
        ]

    def __str__(self) -> str:
        return f"#{self.pupil_id}"

    @property
    def authority_id(self) -> int:
        return self.pupil.school_class.school.authority_id
