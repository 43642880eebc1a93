"""Children who come in beside plan, class size or catchment (特殊入学), and appeals (申诉、异议).

Nobody comes in like that but through the register: proposed by one person, approved by two others,
shown to the public, and free of open objections.  What was entered stays; reasons,
papers and names are deleted with what the application says.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.cases.models import Case
from xuequ.directory.models import Person, School
from xuequ.vault.fields import EncryptedTextField
from xuequ.vault.models import StoredFile

from .families import Application
from .telling import Move

TO_APPROVE = 2  # different people, and none of them who proposed it


class Exceptional(models.Model):
    """A child proposed for a school by exception (特殊入学登记).

    `breaks` says what the child would break as things were when it was proposed: "catchment",
    "plan", "size".  The public list names it from `shown_from` until `shown_until`.
    """

    class Ground(models.TextChoices):
        POLICY = "policy", _("child preferred by policy")
        NEED = "need", _("special educational need")
        ERROR = "error", _("error put right")
        SAFETY = "safety", _("safety of the child")
        OTHER = "other", pgettext_lazy("ground of an exception", "another ground")

    class End(models.TextChoices):
        WITHDRAWN = "withdrawn", pgettext_lazy("of an exception", "withdrawn")
        REFUSED = "refused", pgettext_lazy("of an exception", "not approved")
        OBJECTION = "objection", pgettext_lazy("of an exception", "an objection was upheld")

    application = models.ForeignKey(Application, models.PROTECT, related_name="exceptionals")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    words = EncryptedTextField(_("reasons"))
    breaks = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField(_("days it is shown to the public"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    proposed_at = models.DateTimeField(_("proposed"))
    shown_from = models.DateTimeField(_("shown from"), null=True)
    shown_until = models.DateTimeField(_("shown until"), null=True)
    ended = models.CharField(
        pgettext_lazy("of a placement", "ended"), max_length=10, choices=End, blank=True
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(_("reason"), max_length=500, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    move = models.OneToOneField(Move, models.PROTECT, null=True, related_name="exceptional")

    class Meta:
        verbose_name = _("exceptional placement")
        ordering = ("-proposed_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at=None, move=None),
                name="enrolment_one_open_exception",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1), name="enrolment_exception_shows_a_day"
            ),
            models.CheckConstraint(
                condition=Q(shown_from=None, shown_until=None)
                | Q(
                    shown_from__isnull=False,
                    shown_until__isnull=False,
                    shown_until__gt=F("shown_from"),
                ),
                name="enrolment_exception_shown_to_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at=None)
                | (~Q(ended="") & Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="enrolment_exception_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(move=None) | Q(ended_at=None, shown_until__isnull=False),
                name="enrolment_exception_shown_before_it_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # stands in the record, so it says nothing about the child

    @property
    def authority_id(self) -> int:
        return self.application.authority_id

    @property
    def is_open(self) -> bool:
        """Is it neither carried out nor ended?"""
        return self.ended_at is None and self.move_id is None


class ExceptionApproval(models.Model):
    """A person approved an exceptional placement, in a post of the authority."""

    exceptional = models.ForeignKey(Exceptional, models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    at = models.DateTimeField(_("approved"))

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["exceptional", "person"], name="enrolment_exception_approved_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exceptional_id} {self.person_id}"

    @property
    def authority_id(self) -> int:
        return self.exceptional.authority_id


class ExceptionPaper(models.Model):
    """A paper that an exceptional placement rests on."""

    exceptional = models.ForeignKey(Exceptional, models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.exceptional_id} {self.file_id}"


class Appeal(models.Model):
    """A family's appeal, or somebody's objection to an exceptional placement; a case decides it.

    `name` and `phone` say how somebody from outside is answered.
    """

    class About(models.TextChoices):
        RESULT = "result", pgettext_lazy("of an appeal", "the result")
        POINTS = "points", pgettext_lazy("of an appeal", "points or conditions")
        DWELLING = "dwelling", pgettext_lazy("of an appeal", "the seat lock of the dwelling")
        EXCEPTION = "exception", pgettext_lazy("of an appeal", "an exceptional placement")

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="appeals")
    about = models.CharField(
        pgettext_lazy("of an objection", "about"), max_length=10, choices=About
    )
    exceptional = models.ForeignKey(
        Exceptional, models.PROTECT, null=True, related_name="objections"
    )
    led_to = models.ForeignKey(Exceptional, models.PROTECT, null=True, related_name="appeals")
    name = EncryptedTextField(pgettext_lazy("of a person", "name"), null=True)
    phone = EncryptedTextField(_("telephone"), null=True)
    at = models.DateTimeField(pgettext_lazy("of an appeal", "filed"))

    class Meta:
        verbose_name = _("appeal")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(about="exception", exceptional__isnull=False)
                | (~Q(about="exception") & Q(exceptional=None)),
                name="enrolment_objection_has_its_object",
            ),
            models.CheckConstraint(
                condition=Q(led_to=None) | ~Q(about="exception"),
                name="enrolment_only_appeals_lead_on",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def authority_id(self) -> int:
        return self.application.authority_id
