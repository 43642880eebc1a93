"""Children who are to enter a school, who speaks for them, and what they apply for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Guardianship, Person, Pupil, School
from xuequ.directory.models.people import IdKind
from xuequ.vault.fields import BlindIndexField, EncryptedTextField
from xuequ.vault.models import StoredFile

from .rounds import STAGES, Round, RuleSet


class Child(models.Model):
    """A child of compulsory age who is to enter a school; it need not be a pupil yet.

    `number` stands for the child wherever no name may stand.  It is drawn at random once and
    stays for ever: withdrawing and applying again gives no other.  `born` is a day as
    YYYY-MM-DD, `sex` "male" or "female".
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="children")
    number = models.CharField(_("child's number"), max_length=12)
    name = EncryptedTextField(pgettext_lazy("of a person", "name"))
    name_index = BlindIndexField(of="name")
    id_kind = models.CharField(_("kind of paper"), max_length=10, choices=IdKind)
    id_number = EncryptedTextField(_("ID number"))
    id_number_index = BlindIndexField(of="id_number")
    born = EncryptedTextField(_("day of birth"))
    sex = EncryptedTextField(_("sex"))
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, related_name="+")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    erased_at = models.DateTimeField(null=True)  # when all that says who it is was deleted

    class Meta:
        verbose_name = _("child")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], name="enrolment_child_number_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "id_number_index"], name="enrolment_child_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number  # stands in the record, so it says nothing about the child


class Custody(models.Model):
    """A grown-up who speaks for a child that applies (监护人)."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="custodies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="custodies")
    kind = models.CharField(_("kind of guardian"), max_length=10, choices=Guardianship.Kind)

    class Meta:
        verbose_name = _("guardian of a child")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["child", "person"], name="enrolment_custody_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Application(models.Model):
    """The application (入学申请) of a child in a round.

    `claims` is what the family says: by code of `engine.asked.heads`, yes or no, a grade, or the
    month "2021-05" since when; `proved` what a reviewer found of it, as full months on the day of
    opening.  `points` and `claim_class` follow from `proved` and nothing else.  `home`: the school
    of the catchment lived in; `primary`: the school left.  `companion`: the application it is
    placed together with (同签).

    These columns are what was handed in.  What is being typed, before or after that, stands in
    `draft` (see `engine.applying.draft`) until it is handed in; `revision` tells two devices
    apart.  `change_code` is the digest of the code a later change asks for; empty: none was given
    yet, or the bureau took it back.

    `unplaced_at`: its round was concluded and it has no place.  It holds the child no longer, so
    that the child may apply in the complementary round; of all others there is one a year.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of an application", "draft")
        SUBMITTED = "submitted", pgettext_lazy("of an application", "handed in")
        RETURNED = "returned", pgettext_lazy("of an application", "returned for correction")
        ACCEPTED = "accepted", pgettext_lazy("of an application", "checked, takes part")
        REFUSED = "refused", pgettext_lazy("of an application", "does not meet the conditions")
        WITHDRAWN = "withdrawn", pgettext_lazy("of an application", "withdrawn")

    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    child = models.ForeignKey(Child, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # of the round, for one seat a child
    stage = models.CharField(max_length=10, choices=STAGES)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    address = EncryptedTextField(_("address"), null=True)
    place = models.CharField(_("estate or village"), max_length=60, blank=True)
    home = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    primary = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    claims = models.JSONField(default=dict)
    proved = models.JSONField(null=True)
    kinds = models.JSONField(default=list)
    points = models.CharField(_("points"), max_length=10, blank=True)
    claim_class = models.PositiveSmallIntegerField(_("class of claim"), null=True)
    companion = models.ForeignKey("self", models.PROTECT, null=True, related_name="companions")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)  # of what was handed in
    draft = EncryptedTextField(null=True)
    revision = models.PositiveIntegerField(default=0)
    change_code = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    erased_at = models.DateTimeField(null=True)  # when what the family had said was deleted
    unplaced_at = models.DateTimeField(_("ended without a place"), null=True)

    class Meta:
        verbose_name = _("application")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["round", "child"], name="enrolment_one_application_a_round"
            ),
            models.UniqueConstraint(
                fields=["child", "year", "stage"],
                condition=~Q(state="withdrawn") & Q(unplaced_at=None),
                name="enrolment_one_application_a_year",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="enrolment_handed_in_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(proved__isnull=False),
                name="enrolment_accepted_on_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.child}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id


class Choice(models.Model):
    """A school chosen, at which rank (志愿)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="choices")
    rank = models.PositiveSmallIntegerField(_("rank"))
    school = models.ForeignKey(School, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("rank",)
        constraints = [
            models.UniqueConstraint(
                fields=["application", "rank"], name="enrolment_one_school_a_rank"
            ),
            models.UniqueConstraint(fields=["application", "school"], name="enrolment_chosen_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="enrolment_rank_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.rank}"


class Submission(models.Model):
    """What was handed in, as it was; never changed, so that every change can be shown.

    `content` has the choices, claims and place, and nothing that says who the child is.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="submissions")
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    content = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("handed in"))

    class Meta:
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version"], name="enrolment_handed_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.version}"


class Evidence(models.Model):
    """A paper that proves something of an application (材料); `kind` is one of the allowed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="evidence")
    kind = models.SlugField(_("kind of material"), max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(_("stored"))

    class Meta:
        verbose_name = _("material")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
