"""Questionnaires, who is asked, and what was answered - the last two without a common key."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.ledger.models import Entry


class Survey(models.Model):
    """A questionnaire of a place: its authority, unless it names a consortium or a school.

    Whom it asks: `audience` of `asked_consortium` or `asked_school`, else of the whole place.  From
    its opening on, `strata` holds the people on the roster by school, `roster_hash` its digest,
    `seed` what the sample was drawn with, and `apart` the schools whose number answers may bear.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of a survey", "draft")
        OPEN = "open", pgettext_lazy("of a survey", "open")
        CLOSED = "closed", pgettext_lazy("of a survey", "closed")

    class Audience(models.TextChoices):
        TEACHERS = "teachers", _("teachers")
        PRINCIPALS = "principals", _("principals")
        GUARDIANS = "guardians", _("parents and guardians")
        HOLDERS = "holders", _("everybody who holds a post")
        STAFF_AND_GUARDIANS = "both", _("teachers, parents and guardians")
        PUBLIC = "public", _("anybody with the link")

    class Sampling(models.TextChoices):
        ALL = "all", _("everybody")
        SIMPLE = "simple", _("a simple random sample")
        STRATIFIED = "stratified", _("a random sample of each school")

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    title = models.CharField(pgettext_lazy("of a survey", "title"), max_length=80)
    purpose = models.TextField(pgettext_lazy("of a survey", "purpose"), max_length=1000)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    state = models.CharField(
        pgettext_lazy("of a survey", "state"), max_length=10, choices=State, default=State.DRAFT
    )
    audience = models.CharField(
        _("who is asked"), max_length=10, choices=Audience, default=Audience.TEACHERS
    )
    asked_consortium = models.ForeignKey(
        Consortium, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sampling = models.CharField(_("sample"), max_length=10, choices=Sampling, default=Sampling.ALL)
    sample_size = models.PositiveIntegerField(_("size of the sample"), null=True)
    seed = models.CharField(_("seed"), max_length=64, blank=True)
    strata = models.JSONField(default=dict)
    apart = models.JSONField(null=True)  # schools under which answers are kept; None: all
    roster_hash = models.CharField(_("digest of the roster"), max_length=64, blank=True)
    least = models.PositiveSmallIntegerField(_("fewest answers that are shown"), default=5)
    opened_on = models.DateField(_("opened on"), null=True)
    closes_on = models.DateField(_("last day"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    published_on = models.DateField(_("published on"), null=True)
    answers_digest = models.CharField(_("digest of the answers"), max_length=64, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True)
    token = models.CharField(max_length=40, null=True, unique=True)
    minute = models.DateTimeField(null=True)  # of the public link: the minute counted last
    in_minute = models.PositiveIntegerField(default=0)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    duty = models.CharField(_("duty"), max_length=80, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("survey")
        ordering = ("-made_at", "-id")
        indexes = [models.Index(fields=["authority", "state"], name="surveys_of_authority")]
        constraints = [
            models.CheckConstraint(
                condition=Q(consortium=None) | Q(school=None), name="surveys_survey_has_one_place"
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opened_on=None) | Q(closes_on__gte=F("opened_on")),
                name="surveys_survey_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opened_on__isnull=False, closes_on__isnull=False),
                name="surveys_open_survey_has_days",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(state="closed"),
                name="surveys_published_survey_is_closed",
            ),
            models.CheckConstraint(condition=Q(least__gte=5), name="surveys_least_is_five"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> School | Consortium | Authority:
        """Whose survey it is."""
        return self.school or self.consortium or self.authority

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    def school_kept(self, school: int | None) -> int | None:
        """The school an answer from there is kept under; none if it would name who answered."""
        return school if self.apart is None or school in self.apart else None

    @property
    def roster_size(self) -> int:
        """How many people were on the roster when it was opened."""
        return sum(self.strata.values())


class Question(models.Model):
    """A question of a survey, in its place; frozen once the survey is open."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one choice")
        MULTIPLE = "multiple", _("several choices")
        SCALE = "scale", pgettext_lazy("kind of question", "scale")
        NUMBER = "number", pgettext_lazy("kind of question", "number")
        TEXT = "text", _("own words")
        MATRIX = "matrix", _("several lines on one scale")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind of question"), max_length=10, choices=Kind)
    words = models.CharField(_("question"), max_length=200)
    required = models.BooleanField(_("must be answered"), default=True)
    choices = models.JSONField(default=list)
    low = models.DecimalField(_("lowest"), max_digits=12, decimal_places=2, null=True)
    high = models.DecimalField(_("highest"), max_digits=12, decimal_places=2, null=True)
    low_label = models.CharField(_("what the lowest step means"), max_length=20, blank=True)
    high_label = models.CharField(_("what the highest step means"), max_length=20, blank=True)
    after = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followers")
    when = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("question")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"{self.survey_id}.{self.order}"


class Invitation(models.Model):
    """Somebody is asked.  Whether they have answered - not what, and not when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    has_answered = models.BooleanField(_("has answered"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="surveys_asked_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Ticket(models.Model):
    """A code that opens a public link once, or a form of it that was sent.

    Only a keyed digest is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tickets")
    digest = models.CharField("SHA-256", max_length=64)
    is_code = models.BooleanField()
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "digest"], name="surveys_ticket_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Response(models.Model):
    """One answered questionnaire.

    An anonymous one has neither a person nor a day: nothing in it leads to an invitation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    values = models.JSONField()
    is_named = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        verbose_name = pgettext_lazy("of a survey", "answer")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(is_named=True, person__isnull=False, answered_on__isnull=False)
                | Q(is_named=False, person__isnull=True, answered_on__isnull=True),
                name="surveys_anonymous_answer_names_nobody",
            ),
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="surveys_named_answer_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
