"""Rounds of enrolment, the plan of each school, the rules made of them, and who signed those."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person, School
from xuequ.directory.models.schools import Stage
from xuequ.record.journal import WatchedQuerySet

STAGES = [(each.value, each.label) for each in (Stage.PRIMARY, Stage.JUNIOR)]


class Round(models.Model):
    """A round of enrolment (招生批次): one way, for one stage, in one year.

    `regime` is the code of a way of the locality's policy.  `has_classes`: where the policy does
    not say who comes first, children stand in classes of claim (顺位) before a draw.

    A complementary round (补录) gives the seats that another round, `complement_of`, left; it is
    the first `turn` after it, or a later one.  `concluded_at`: nobody moves up any more, and who
    has no place may apply in the complementary round.
    """

    class Hash(models.TextChoices):
        SHA256 = "sha256", "SHA-256"
        SM3 = "sm3", "SM3"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("school year that begins in"))
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    regime = models.SlugField(_("way of enrolment"), max_length=40)
    name = models.CharField(pgettext_lazy("of a round", "name"), max_length=40)
    opens = models.DateTimeField(_("applications open"))
    closes = models.DateTimeField(_("applications close"))
    class_size = models.PositiveSmallIntegerField(_("most pupils of a class"), null=True)
    has_classes = models.BooleanField(_("by classes of claim"), default=False)
    hash = models.CharField(_("digest of the draw"), max_length=10, choices=Hash,
                            default=Hash.SHA256)  # fmt: skip
    papers = models.JSONField(default=list)  # kinds without which nothing is handed in
    complement_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="complements",
        verbose_name=_("completes the round"),
    )  # fmt: skip
    turn = models.PositiveSmallIntegerField(default=0)
    concluded_at = models.DateTimeField(pgettext_lazy("of a round", "concluded"), null=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("round of enrolment")
        ordering = ("-year", "-stage", "name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "name"], name="enrolment_round_name_once"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="enrolment_round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(class_size=None) | Q(class_size__gte=1),
                name="enrolment_class_size_holds_somebody",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["primary", "junior"]), name="enrolment_round_is_compulsory"
            ),
            models.UniqueConstraint(
                fields=["complement_of"], name="enrolment_one_complement_a_round"
            ),
            models.CheckConstraint(
                condition=Q(complement_of=None, turn=0)
                | Q(complement_of__isnull=False, turn__gte=1),
                name="enrolment_complement_has_its_turn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class Finding(models.Model):
    """The bureau found that a condition of multi-school zoning holds, and says why (认定)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="findings")
    code = models.SlugField(_("condition"), max_length=40)
    reason = models.TextField(_("reason"), max_length=500)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(_("found"))

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="enrolment_found_once"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="enrolment_finding_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.code}"


class Plan(models.Model):
    """The plan of a school in a round (招生计划).

    `year`, `stage` and `turn` repeat those of the round, so that the database sees to it that the
    catchment of a school applies in one round only, and in one of those that complete it.  `kept`
    are seats by kind; `overflow` primary keys of schools in their order.
    """

    class Part(models.TextChoices):
        HOME = "home", _("of the catchment or zone; its own catchment applies here")
        CHOICE = "choice", _("may be chosen; its own catchment applies elsewhere")
        OTHER = "other", _("other school with seats left")

    round = models.ForeignKey(Round, models.CASCADE, related_name="plans")
    school = models.ForeignKey(School, models.PROTECT, related_name="enrolment_plans")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=STAGES)
    turn = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.HOME)
    plan = models.PositiveIntegerField(_("plan"), null=True)
    classes = models.PositiveSmallIntegerField(_("classes"), null=True)
    spare = models.PositiveSmallIntegerField(_("spare seats"), default=0)
    kept = models.JSONField(default=dict)
    overflow = models.JSONField(default=list)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ("school__sort_key", "school_id")
        constraints = [
            models.UniqueConstraint(fields=["round", "school"], name="enrolment_one_plan_a_school"),
            models.UniqueConstraint(
                fields=["school", "year", "stage", "turn"],
                condition=Q(part="home"),
                name="enrolment_one_way_a_catchment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.school}"


class RuleSet(models.Model):
    """Rules, seats and policy of a round as they were made: the exact bytes, digests and words.

    It ends when something it was made of changes; its signatures stay with it.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="rule_sets")
    version = models.PositiveSmallIntegerField(
        pgettext_lazy("of a document", "version"), validators=[MinValueValidator(1)]
    )
    rules = models.BinaryField()
    seats = models.BinaryField()
    rules_digest = models.CharField("SHA-256", max_length=64)
    seats_digest = models.CharField("SHA-256", max_length=64)
    policy = models.BinaryField()  # what the locality settles of enrolment: points, conditions
    policy_digest = models.CharField("SHA-256", max_length=64)
    called = models.JSONField()  # by primary key, what schools and primaries are called in it
    words = models.JSONField()  # sentences, each {"zh": …, "en": …}
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("published"), null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="enrolment_version_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at=None), name="enrolment_one_current_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.version}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id

    @property
    def is_signed(self) -> bool:
        """Have two people signed it?"""
        return len(self.signatures.all()) >= SIGNATURES


class RuleSignature(models.Model):
    """A person signed a version of the rules, in a post of the authority."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        ordering = ("signed_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "person"], name="enrolment_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.person_id}"


SIGNATURES = 2
