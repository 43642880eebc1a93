"""Series of numbers, papers with everything they say, and each version of a draft."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.ledger.models import Entry
from xuequ.ledger.queries import Place
from xuequ.vault.models import StoredFile

from .engine.numbers import PaperNumber


class OfAPlace(models.Model):
    """What an authority keeps for itself, or a consortium or a school of it."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    consortium = models.ForeignKey(
        Consortium, models.PROTECT, null=True, blank=True, related_name="+"
    )
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def place(self) -> Place:
        return Place(self.authority, consortium=self.consortium, school=self.school)


class Series(OfAPlace):
    """A series of numbers (发文代字), such as 兴教发: its papers are numbered year by year.

    `kind` is the kind of paper it is kept for; empty for every other of the place.
    `first` is the number it begins with in `first_year`, where papers were numbered before the
    register was kept here.
    """

    word = models.CharField(_("code word"), max_length=12)
    kind = models.CharField(_("used for"), max_length=60, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    first = models.PositiveIntegerField(_("first number in that year"), default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("series of numbers")
        ordering = ("authority", "word")
        constraints = [
            models.UniqueConstraint(fields=["authority", "word"], name="papers_word_once"),
            models.CheckConstraint(condition=~Q(word=""), name="papers_series_has_a_word"),
            models.CheckConstraint(condition=Q(first__gte=1), name="papers_series_begins_at_one"),
            models.CheckConstraint(
                condition=Q(consortium=None) | Q(school=None), name="papers_series_of_one_place"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class PaperState(models.TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", pgettext_lazy("of a paper", "draft")
    ISSUED = "issued", pgettext_lazy("of a paper", "issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a paper", "withdrawn")


NUMBERED = Q(series__isnull=False, year__isnull=False, ordinal__gte=1)
UNNUMBERED = Q(series=None, year=None, ordinal=None)
SEALED = Q(issued_on__isnull=False, token__isnull=False, docx__isnull=False, pdf__isnull=False)


class Paper(OfAPlace):
    """A paper: a draft until it is issued; from then on its text stands (文件).

    `body` is the document as plain values, `digest` its SHA-256.  `key` comes with the form, so
    that sending the same form twice makes one paper.  `subject` says what it is about, such as
    "case:12".  `period_on` is the day, or a day of the period, that it was compiled for.
    """

    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(pgettext_lazy("of a paper", "title"), max_length=150)
    body = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=PaperState, default=PaperState.DRAFT
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    subject = models.CharField(_("about"), max_length=40, blank=True, db_index=True)
    period_on = models.DateField(_("compiled for"))
    made_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="papers")
    year = models.PositiveSmallIntegerField(null=True)
    ordinal = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(_("issued"), null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    token = models.CharField(_("code to verify"), max_length=24, null=True, unique=True)
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("paper")
        ordering = ("-issued_on", "-id")
        indexes = [
            models.Index(fields=["authority", "state", "issued_on"]),
            models.Index(fields=["consortium", "state"]),
            models.Index(fields=["school", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "ordinal"], name="papers_number_once"
            ),
            models.CheckConstraint(
                condition=NUMBERED | UNNUMBERED, name="papers_number_whole_or_none"
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | UNNUMBERED & Q(issued_on=None, token=None),
                name="papers_draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | SEALED, name="papers_issued_is_sealed"
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="papers_has_a_digest"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False) & ~Q(reason=""),
                name="papers_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(consortium=None) | Q(school=None), name="papers_of_one_place"
            ),
        ]

    def __str__(self) -> str:
        """Without the title, which may name people: this stands in the record."""
        return f"{self.kind} {self.number}".strip()

    @property
    def number(self) -> str:
        """Such as 兴教发〔2026〕3号; "" where it has none."""
        if self.series is None or self.year is None or self.ordinal is None:
            return ""
        return str(PaperNumber(self.series.word, self.year, self.ordinal))

    @property
    def is_draft(self) -> bool:
        return self.state == PaperState.DRAFT


class PaperVersion(models.Model):
    """What a draft said when it was saved.

    `compiled` is what was compiled for this version, none if it was only edited.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(pgettext_lazy("of a paper", "title"), max_length=150)
    body = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    compiled = models.JSONField(null=True)
    made_at = models.DateTimeField(_("saved"), auto_now_add=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("paper", "-number")
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="papers_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.number}"
