"""Votes taken in a meeting, and who voted how where it was by name."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person

from .meetings import AgendaItem, Invitation


class MeetingVote(models.Model):
    """A vote on an agenda item, as the recorder counted it, with the numbers it was judged by."""

    class Way(models.TextChoices):
        COUNTED = "counted", pgettext_lazy("a vote", "counted")
        NAMED = "named", pgettext_lazy("a vote", "by name")

    class Threshold(models.TextChoices):
        SIMPLE = "simple", _("more in favour than against")
        TWO_THIRDS = "two_thirds", _("two thirds of the votes cast")
        ABSOLUTE = "absolute", _("more than half of all members")
        UNANIMOUS = "unanimous", _("all members agree")

    class Void(models.TextChoices):
        NO_QUORUM = "no_quorum", pgettext_lazy("a vote", "no quorum after attendance was mended")
        STRUCK = "struck", pgettext_lazy("a vote", "struck out")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes")
    question = models.CharField(pgettext_lazy("of a vote", "question"), max_length=200)
    way = models.CharField(_("way of voting"), max_length=8, choices=Way)
    threshold = models.CharField(_("needed to pass"), max_length=10, choices=Threshold)
    quorum = models.CharField(max_length=10)  # a name of engine.votes.Quorum
    taken_at = models.DateTimeField(_("taken at"))
    roll = models.PositiveSmallIntegerField(_("members"))
    present = models.PositiveSmallIntegerField(_("present"))
    in_favour = models.PositiveSmallIntegerField(_("for"))
    against = models.PositiveSmallIntegerField(_("against"))
    abstained = models.PositiveSmallIntegerField(_("abstained"))
    is_passed = models.BooleanField(_("passed"))
    void = models.CharField(
        pgettext_lazy("a vote", "why it does not count"), max_length=10, choices=Void, blank=True
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        verbose_name = _("vote")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstained"))
                & Q(roll__gte=F("present")),
                name="cases_meeting_vote_has_no_more_votes_than_voters",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.in_favour}:{self.against}:{self.abstained}"


class MeetingBallot(models.Model):
    """How one member voted, where the vote was by name."""

    class Choice(models.TextChoices):
        FOR = "for", pgettext_lazy("a vote", "for")
        AGAINST = "against", pgettext_lazy("a vote", "against")
        ABSTAIN = "abstain", pgettext_lazy("a vote", "abstains")

    vote = models.ForeignKey(MeetingVote, models.CASCADE, related_name="ballots", db_index=False)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", db_index=False)
    choice = models.CharField(max_length=8, choices=Choice)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "invitation"], name="cases_one_ballot_each_in_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}:{self.invitation_id}"
