"""Consortia (办学联合体) and who belongs to them, dated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .authority import Authority
from .dated import Dated
from .schools import School, Section


class Consortium(Dated):
    """A managed union of schools: district, group, alliance, union or cluster.

    Its official name may be missing in the source; then `label` says how to speak of it.
    """

    class Kind(models.TextChoices):
        DISTRICT = "district", _("district")
        GROUP = "group", _("education group")
        ALLIANCE = "alliance", _("alliance")
        UNION = "union", _("education union")
        CLUSTER = "cluster", _("cluster")

    authority = models.ForeignKey(Authority, models.PROTECT, verbose_name=_("authority"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DISTRICT)
    name = models.CharField(_("official name"), max_length=80, null=True, blank=True)
    label = models.CharField(_("name in use"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order in the roster"), default=0)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("consortium")
        ordering = ("order", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "label"],
                condition=Q(until=None),
                name="directory_consortium_label_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ConsortiumStanding(Dated):
    """How a consortium is made up and run over a span of days."""

    class Mode(models.TextChoices):
        COMPACT = "compact", _("compact mode")
        LOOSE = "loose", _("loose mode")

    class Recognition(models.TextChoices):
        DISTRICT = "district", _("district-level close-knit body")
        CITY = "city", _("municipal demonstration body")

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="standings")
    form = models.CharField(_("formation form"), max_length=40, null=True)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, null=True)
    recognition = models.CharField(_("recognition"), max_length=10, choices=Recognition, null=True)
    goal = models.CharField(_("characteristic goal"), max_length=200, null=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["consortium"],
                condition=Q(until=None),
                name="directory_one_open_consortium_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consortium} {self.since}"


class Membership(Dated):
    """A school's place in a consortium.  One membership of a school is primary for counts."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead school")
        DEMONSTRATION = "demonstration", _("demonstration member")
        MEMBER = "member", _("member school")
        GUEST = "guest", _("guest")

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, models.PROTECT, related_name="memberships")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True)
    role = models.CharField(_("role"), max_length=15, choices=Role, default=Role.MEMBER)
    is_primary = models.BooleanField(_("primary membership"), default=True)
    order = models.PositiveSmallIntegerField(_("order in the roster"), default=0)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("order", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["consortium", "school"],
                condition=Q(until=None),
                name="directory_membership_open_once",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(until=None, is_primary=True),
                name="directory_one_open_primary_membership",
            ),
            models.UniqueConstraint(
                fields=["consortium"],
                condition=Q(until=None, role="lead"),
                name="directory_one_open_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} · {self.consortium}"
