"""Imports: what somebody brought in, how far it has come, and which rows it wrote."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Account, Authority
from xuequ.runs.models import Run
from xuequ.vault.fields import EncryptedTextField

from .written import WrittenRow


class Import(models.Model):
    """One file on its way into the directory (导入)."""

    class State(models.TextChoices):
        GIVEN = "given", pgettext_lazy("of an import", "columns to match")
        FAULTY = "faulty", pgettext_lazy("of an import", "mistakes to mend")
        READY = "ready", pgettext_lazy("of an import", "to be confirmed")
        WAITING = "waiting", pgettext_lazy("of an import", "waits for a second person")
        DONE = "done", pgettext_lazy("of an import", "brought in")
        UNDONE = "undone", pgettext_lazy("of an import", "undone")
        DROPPED = "dropped", pgettext_lazy("of an import", "given up")

    authority = models.ForeignKey(Authority, models.PROTECT)
    sheet = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=120)
    since = models.DateField()
    page = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    match = models.JSONField(default=dict)
    advice = models.JSONField(default=list)  # sentences in both languages, as [zh, en]
    digest = models.CharField(max_length=64, blank=True)
    net = models.CharField(max_length=64, blank=True)  # digest of what it writes
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # rows "new", "changed", "same"; "problems"
    share = models.FloatField(null=True)  # of what is there, how much would be changed
    by = models.CharField(max_length=60)  # log-in name, or of a program
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    second = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)  # a second person is asked since then
    done_at = models.DateTimeField(null=True)
    act = models.PositiveBigIntegerField(null=True)  # number of its line in the record
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="+")  # its latest
    undone_by = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["authority", "state"], name="intake_import_of_place")]

    def __str__(self) -> str:
        return self.file


class Given(models.Model):
    """What an import holds of people: the file, its mistakes.  Taken away in time."""

    of = models.OneToOneField(Import, models.CASCADE, related_name="given")
    content = EncryptedTextField()  # in base 64
    problems = EncryptedTextField(null=True)  # [line, column, zh, en] in JSON

    class Meta:
        verbose_name = _("file of an import")

    def __str__(self) -> str:
        return f"#{self.of_id}"


class Part(models.Model):
    """Some rows of the table of changes, in the order they are shown: one page of it."""

    class Kind(models.TextChoices):
        CHANGED = "changed", pgettext_lazy("rows of an import", "changed")
        GONE = "gone", pgettext_lazy("rows of an import", "taken out")
        NEW = "new", pgettext_lazy("rows of an import", "new")

    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    content = EncryptedTextField()  # see `queries.changes`

    class Meta:
        verbose_name = _("changes of an import")
        ordering = ("number",)

    def __str__(self) -> str:
        return f"#{self.of_id} {self.number}"


class ImportedRow(WrittenRow):
    """A row that an import wrote."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="written")

    class Meta(WrittenRow.Meta):
        abstract = False
        verbose_name = _("row of an import")
        indexes = [models.Index(fields=["model", "key"], name="intake_row_written")]
