"""What people are told, how it reaches them, and the address of their calendar."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person
from xuequ.kernel.text import Text
from xuequ.vault.fields import EncryptedTextField

from .entries import Entry


class Notice(models.Model):
    """A line in somebody's inbox (待阅): returned, confirmed, chased, to be reviewed.

    `about` names what it is about where it is to reach somebody once: the duty, its owner and
    the day, so that nobody is chased twice on one day for the same thing.
    """

    class Kind(models.TextChoices):
        HANDED = "handed", pgettext_lazy("of a notice", "handed in, for you to confirm")
        CONFIRMED = "confirmed", pgettext_lazy("of a notice", "confirmed")
        RETURNED = "returned", pgettext_lazy("of a notice", "returned")
        CHASE = "chase", pgettext_lazy("of a notice", "reminder from above")
        COPY = "copy", pgettext_lazy("of a notice", "copy for you")
        REVIEW = "review", pgettext_lazy("of a notice", "due for review")
        FEEDBACK = "feedback", pgettext_lazy("of a notice", "feedback from a peer")
        CASE = "case", pgettext_lazy("of a notice", "case")
        MEETING = "meeting", pgettext_lazy("of a notice", "meeting")
        TASK = "task", pgettext_lazy("of a notice", "task")
        SURVEY = "survey", pgettext_lazy("of a notice", "survey for you")
        RUN = "run", pgettext_lazy("of a notice", "computation")
        APPLYING = "applying", pgettext_lazy("of a notice", "enrolment")

    authority = models.ForeignKey(Authority, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(_("sort"), max_length=10, choices=Kind)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    title = models.CharField(
        pgettext_lazy("of a notice", "about"), max_length=120, blank=True
    )  # typed; on the page alone
    link = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=160, blank=True, db_index=True)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="notices_sent")
    made_at = models.DateTimeField(_("time"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("sent by e-mail"), null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="ledger_notice_unread")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"],
                condition=~Q(about=""),
                name="ledger_notice_of_a_thing_once",
            )
        ]

    def __str__(self) -> str:
        return self.zh

    @property
    def text(self) -> Text:
        """What it says."""
        return Text(self.zh, self.en)


class Delivery(models.Model):
    """How somebody wants to be told beside the inbox.

    Nothing is sent to an address before its owner has confirmed it.
    """

    class Digest(models.TextChoices):
        NONE = "none", _("not by e-mail")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week, on Monday")

    person = models.OneToOneField(Person, models.CASCADE, related_name="delivery")
    email = EncryptedTextField(_("e-mail"), null=True)
    digest = models.CharField(_("digest"), max_length=10, choices=Digest, default=Digest.NONE)
    quiet_from = models.TimeField(_("quiet from"), default="21:00")
    quiet_until = models.TimeField(_("quiet until"), default="07:00")
    asked_at = models.DateTimeField(null=True)  # when a link to confirm the address was sent
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    last_sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person)


class FeedToken(models.Model):
    """The secret address of somebody's calendar; only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="feed_tokens")
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    used_on = models.DateField(_("last used"), null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.person} {timezone.localtime(self.made_at):%Y-%m-%d}"
