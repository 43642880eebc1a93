"""What people hand in, each version of it, its files, and which duties it counts for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.vault.models import StoredFile


class EntryState(models.TextChoices):
    """How far an entry has come."""

    DRAFT = "draft", pgettext_lazy("of an entry", "draft")
    HANDED = "handed", pgettext_lazy("of an entry", "handed in")
    CONFIRMED = "confirmed", pgettext_lazy("of an entry", "confirmed")
    RETURNED = "returned", pgettext_lazy("of an entry", "returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an entry", "withdrawn")


class Entry(models.Model):
    """One piece of work of the ledger: a log, an observation, a meeting, a paper (台账条目).

    `school` and `consortium` say whose ledger it stands in.  It may be edited until it is
    confirmed; every version handed in is kept.  `key` comes with the form, so that sending the
    same form twice makes one entry.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="entries", db_index=False
    )
    artefact = models.SlugField(_("artefact"), max_length=40)
    subject = models.CharField(_("subject"), max_length=20, blank=True)
    happened_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("text"), blank=True)
    fields = models.JSONField(_("further details"), default=dict)
    is_nothing = models.BooleanField(_("nothing to report"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=EntryState, default=EntryState.DRAFT
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    handed_at = models.DateTimeField(_("handed in"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="decisions", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    digest = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    co_authors = models.ManyToManyField(Person, related_name="shared_entries")
    people = models.ManyToManyField(Person, related_name="named_in_entries")
    schools = models.ManyToManyField(School, related_name="named_in_entries")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("entry")
        ordering = ("-happened_on", "-id")
        indexes = [
            models.Index(fields=["authority", "state", "happened_on"]),
            models.Index(fields=["person", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(handed_at__isnull=False),
                name="ledger_entry_in_hand_was_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""),
                name="ledger_entry_is_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Without the title, which may name people: this stands in the record."""
        return f"{self.happened_on} ({self.pk})"


class EntryVersion(models.Model):
    """What an entry said when it was handed in; `content` is what the digest was made of."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    handed_at = models.DateTimeField(_("handed in"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False)

    class Meta:
        ordering = ("entry", "number")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="ledger_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.number}"


class Attachment(models.Model):
    """A file of an entry, from one version until another no longer has it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    since_version = models.PositiveSmallIntegerField(default=1)
    until_version = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(until_version=None) | Q(until_version__gt=F("since_version")),
                name="ledger_attachment_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.file)


WAITING = Q(state="handed")


class Claim(models.Model):
    """One duty of one owner in one period that an entry counts for.

    `state` and `is_nothing` repeat those of the entry, so that counters are made from this
    table alone.  `school` and `consortium` are where the owner owes it.

    No table has more rows, so only what is read every day has an index, and what waits for
    confirmation has small ones of its own.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="claims", db_index=False)
    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False)
    duty = models.CharField(_("duty"), max_length=80)
    owner_kind = models.CharField(max_length=12)
    owner_id = models.PositiveBigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False)
    school = models.ForeignKey(School, models.PROTECT, null=True, db_index=False)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, db_index=False)
    subject = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=EntryState)
    is_nothing = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=[
                    "owner_kind", "owner_id", "duty", "since",
                    "subject", "state", "is_nothing", "authority",
                ],
                name="ledger_claim_counted",
            ),
            *(
                models.Index(fields=[of], condition=WAITING, name=f"ledger_claim_waits_{of}")
                for of in ("authority", "consortium", "school", "person")
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "duty", "owner_kind", "owner_id", "subject", "since"],
                name="ledger_claim_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.owner_kind}:{self.owner_id} {self.since}"
