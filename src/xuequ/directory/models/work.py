"""Teachers away from their school, and teachers bound to one another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .authority import Authority
from .dated import Dated
from .people import Person
from .schools import School


class Posting(Dated):
    """A person of one school who works at another for a while (交流轮岗).

    `direction` is a code of the policy's packages of duties, such as "town_to_city"; a locality
    that tells no directions apart leaves it empty.
    """

    class Kind(models.TextChoices):
        TEACHER = "teacher", pgettext_lazy("who is posted", "teacher")
        LEADER = "leader", pgettext_lazy("who is posted", "leader")

    authority = models.ForeignKey(Authority, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    from_school = models.ForeignKey(School, models.PROTECT, related_name="postings_away")
    to_school = models.ForeignKey(School, models.PROTECT, related_name="postings_here")
    kind = models.CharField(_("who"), max_length=10, choices=Kind, default=Kind.TEACHER)
    direction = models.SlugField(_("direction"), max_length=40, blank=True)
    subject = models.CharField(_("subject"), max_length=20, blank=True)
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("posting")
        ordering = ("-since", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(from_school=F("to_school")), name="directory_posting_goes_elsewhere"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="directory_one_open_posting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.to_school}"


class Pairing(Dated):
    """A mentor bound to somebody who learns (师徒结对), at one tier of mentors.

    `school` is where the apprentice works.  A pairing that a posting brings about names it, and
    ends with it.
    """

    class Kind(models.TextChoices):
        TEACHING = "teaching", pgettext_lazy("of a pairing", "teaching")
        CLASS_TEACHER = "class_teacher", pgettext_lazy("of a pairing", "class teachers")

    authority = models.ForeignKey(Authority, models.PROTECT)
    mentor = models.ForeignKey(Person, models.PROTECT, related_name="mentees")
    apprentice = models.ForeignKey(Person, models.PROTECT, related_name="mentors")
    school = models.ForeignKey(School, models.PROTECT, related_name="pairings")
    kind = models.CharField(_("sort"), max_length=15, choices=Kind, default=Kind.TEACHING)
    tier = models.PositiveSmallIntegerField(_("tier"), default=1)
    subject = models.CharField(_("subject"), max_length=20, blank=True)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="pairings")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("pairing")
        ordering = ("-since", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(mentor=F("apprentice")), name="directory_pairing_binds_two"
            ),
            models.CheckConstraint(
                condition=Q(tier__gte=1, tier__lte=9), name="directory_pairing_has_a_tier"
            ),
            models.UniqueConstraint(
                fields=["apprentice", "kind", "tier"],
                condition=Q(until=None),
                name="directory_one_open_mentor_of_a_tier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} · {self.apprentice}"
