"""Cases: what somebody asks, and who has it now."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Body, Consortium, Person, School


class CaseState(models.TextChoices):
    """How far a case has come."""

    DRAFT = "draft", pgettext_lazy("of a case", "draft")
    RUNNING = "running", pgettext_lazy("of a case", "under way")
    RETURNED = "returned", pgettext_lazy("of a case", "returned for changes")
    EXECUTING = "executing", pgettext_lazy("of a case", "approved, being carried out")
    APPROVED = "approved", pgettext_lazy("of a case", "approved")
    REFUSED = "refused", pgettext_lazy("of a case", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a case", "withdrawn")
    STOPPED = "stopped", pgettext_lazy("of a case", "ended by the office")


OPEN = (CaseState.RUNNING, CaseState.RETURNED, CaseState.EXECUTING)
ENDED = (CaseState.APPROVED, CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.STOPPED)


class Case(models.Model):
    """One matter somebody asked to be decided (办理事项).

    `consortium` and `school` say what it is about.  `values` holds the blanks by code, `said`
    what they said to people when they were filled in.  `key` comes with the form, so that
    sending the same form twice makes one case.  A case begins a new `round` when it was
    returned and handed in again.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True)
    kind = models.SlugField(_("kind of case"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("reasons"), blank=True, max_length=4000)
    values = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=CaseState, default=CaseState.RUNNING
    )
    step = models.SlugField(_("step"), max_length=40, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    step_since = models.DateTimeField(_("since"), null=True)
    due = models.DateField(_("last day"), null=True)
    is_late = models.BooleanField(_("overdue"), default=False)
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases")
    started_for = models.ForeignKey(  # whom who started it stood in for (代)
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    started_post = models.CharField(_("post"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("handed in"))
    started_band = models.SlugField(max_length=20, blank=True)
    started_place = models.CharField(max_length=10, blank=True)  # authority, consortium, school
    decided_on = models.DateField(_("decided on"), null=True)
    outcome = models.JSONField(default=dict)  # the reason in both languages, the mark, the paper
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("case")
        ordering = ("-started_at", "-id")
        indexes = [
            models.Index(fields=["authority", "state", "-started_at"]),
            models.Index(
                fields=["due"],
                condition=Q(state__in=["running", "executing"]),
                name="cases_open_by_last_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "number"], name="cases_number_once_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "executing"]) | ~Q(step=""),
                name="cases_what_is_under_way_has_a_step",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_on__isnull=False),
                name="cases_what_is_decided_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        """Without the title, which may name people: this stands in the record."""
        return f"{self.kind} {self.label}"

    @property
    def label(self) -> str:
        """The number people call it by."""
        return f"{self.year}-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Seat(models.Model):
    """One seat at a step of a case: who may take it, and what they said (办理席位).

    A seat belongs to a band of roles at a place, or to one person.  `lent_to` is the seat of
    whoever was asked to act for it (委派), `asked_by` the seat that added it (加签).
    """

    class Kind(models.TextChoices):
        MAIN = "main", pgettext_lazy("of a seat", "named by the rules")
        ADDED = "added", pgettext_lazy("of a seat", "added")
        LENT = "lent", pgettext_lazy("of a seat", "delegated")
        ESCALATED = "escalated", pgettext_lazy("of a seat", "called in because it is late")
        COPY = "copy", pgettext_lazy("of a seat", "copy")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of a seat", "waiting")
        LENT_OUT = "lent_out", pgettext_lazy("of a seat", "with a delegate")
        DONE = "done", pgettext_lazy("of a seat", "done")
        SILENT = "silent", pgettext_lazy("of a seat", "silent in time")
        NOT_NEEDED = "not_needed", pgettext_lazy("of a seat", "no longer needed")
        LEFT = "left", pgettext_lazy("of a seat", "left, counts no more")
        REMOVED = "removed", pgettext_lazy("of a seat", "taken away")

    case = models.ForeignKey(Case, models.CASCADE, related_name="seats", db_index=False)
    step = models.SlugField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MAIN)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    label = models.CharField(_("whose"), max_length=120)
    band = models.SlugField(max_length=20, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, db_index=False)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, db_index=False)
    school = models.ForeignKey(School, models.PROTECT, null=True, db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, null=True, db_index=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="seats", db_index=False
    )
    claimed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    lent_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="lender")
    asked_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="added")
    passed_by = models.JSONField(default=list)  # people who had it before (转办)
    choice = models.CharField(_("decision"), max_length=10, blank=True)
    words = models.TextField(_("opinion"), blank=True, max_length=2000)
    values = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    acted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="turns_taken", db_index=False
    )
    acted_for = models.ForeignKey(  # whom who acted stood in for (代)
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    acted_post = models.CharField(max_length=120, blank=True)
    acted_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("order", "id")
        indexes = [
            models.Index(fields=["case", "round", "step"]),
            models.Index(
                fields=["school", "band", "id"],
                condition=Q(state="waiting"),
                name="cases_seat_of_school",
            ),
            models.Index(
                fields=["consortium", "band", "id"],
                condition=Q(state="waiting"),
                name="cases_seat_of_consortium",
            ),
            models.Index(
                fields=["authority", "band", "id"],
                condition=Q(state="waiting"),
                name="cases_seat_of_authority",
            ),
            models.Index(fields=["body"], condition=Q(state="waiting"), name="cases_seat_of_body"),
            models.Index(
                fields=["person", "state"],
                condition=Q(person__isnull=False),
                name="cases_seat_of_person",
            ),
            models.Index(
                fields=["acted_by", "-acted_at"],
                condition=Q(acted_by__isnull=False),
                name="cases_seat_taken_by",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(choice="") & Q(acted_at__isnull=False)),
                name="cases_a_seat_taken_says_what_and_when",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | Q(person=None) | Q(claimed_by=F("person")),
                name="cases_a_seat_is_claimed_by_its_person",
            ),
        ]

    def __str__(self) -> str:
        return self.label
