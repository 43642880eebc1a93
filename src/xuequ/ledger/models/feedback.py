"""What peers tell one another to learn from (形成性反馈)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person
from xuequ.vault.fields import EncryptedTextField


class Feedback(models.Model):
    """Feedback between two peers by a channel, or a topic that one voices to the other.

    Only the two see it.  It is encrypted, counts for nothing, and leaves the ledger in no
    list, board, export or archive (EXC-55, EXC-56).
    """

    authority = models.ForeignKey(Authority, models.PROTECT)
    giver = models.ForeignKey(Person, models.PROTECT, related_name="feedback_given")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="feedback_received")
    channel = models.SlugField(_("channel"), max_length=40, blank=True)
    is_voiced = models.BooleanField(pgettext_lazy("of feedback", "voiced"), default=False)
    topic = models.SlugField(_("topic"), max_length=40, blank=True)
    happened_on = models.DateField(_("day"))
    words = EncryptedTextField(_("text"))
    answer = EncryptedTextField(_("answer"), null=True)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("feedback between peers")
        ordering = ("-given_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="ledger_feedback_is_between_two"
            ),
            models.CheckConstraint(
                condition=(Q(is_voiced=False, topic="") & ~Q(channel=""))
                | (Q(is_voiced=True, channel="") & ~Q(topic="")),
                name="ledger_feedback_has_a_channel_or_a_topic",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
