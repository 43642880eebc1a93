"""People, the posts they hold, and the accounts they log in with."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.record.journal import WatchedQuerySet
from xuequ.vault.fields import BlindIndexField, EncryptedTextField

from .authority import Authority
from .consortia import Consortium
from .dated import Dated
from .schools import School, Stage


class IdKind(models.TextChoices):
    """Which paper an ID number stands on."""

    RESIDENT = "resident", _("resident identity card")
    PERMIT = "permit", _("residence permit for Hong Kong, Macao and Taiwan residents")
    PASSPORT = "passport", _("passport")
    OTHER = "other", _("other paper")


class Person(models.Model):
    """A grown-up: somebody who works in the system, or a parent or guardian.

    Number and telephone are encrypted.  Birthday and sex are not kept: the number says them.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, verbose_name=_("authority"))
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    sort_key = models.CharField(max_length=180, db_index=True, editable=False)
    id_kind = models.CharField(_("kind of paper"), max_length=10, choices=IdKind, null=True)
    id_number = EncryptedTextField(_("ID number"), null=True)
    id_number_index = BlindIndexField(of="id_number")
    phone = EncryptedTextField(_("telephone"), null=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    """A log-in.  What it may do follows from the posts its person holds; there is no superuser."""

    username = models.CharField(_("log-in name"), max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    password_since = models.DateTimeField(_("password set"), default=timezone.now)
    must_change_password = models.BooleanField(_("password must change"), default=False)

    USERNAME_FIELD = "username"
    objects = BaseUserManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.username


class Body(Dated):
    """A standing body: leading group, committee, office, centre (常设机构)."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True)
    kind = models.SlugField(_("kind"), max_length=40)
    name = models.CharField(_("name"), max_length=120)

    class Meta(Dated.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name


class Post(Dated):
    """A post in an authority, a consortium, one of its bodies, or a school.

    `role` is a key of `engine.roles.ROLES` and says what the holder may do.
    """

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(
        Consortium, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="posts")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="posts")
    role = models.SlugField(_("role"), max_length=40)
    title = models.CharField(_("title"), max_length=80)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("post")

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> School | Body | Consortium | Authority:
        """Where the post sits."""
        return self.school or self.body or self.consortium or self.authority


class Holding(Dated):
    """A person in a post.  `ex_officio` marks a post that comes with another one (兼任)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    ex_officio = models.BooleanField(_("ex officio"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("since", "id")

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"


class Teacher(Dated):
    """A person teaching at a school: the stage, the subject and the title (职称) held there."""

    class Title(models.TextChoices):
        NONE = "none", _("no title yet")
        THIRD = "third", _("third grade")
        SECOND = "second", _("second grade")
        FIRST = "first", _("first grade")
        SENIOR = "senior", pgettext_lazy("of a teacher", "senior")
        PROFESSOR = "professor", pgettext_lazy("of a teacher", "full senior")

    person = models.ForeignKey(Person, models.PROTECT, related_name="teaching")
    school = models.ForeignKey(School, models.PROTECT, related_name="teachers")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    subject = models.CharField(_("subject"), max_length=20)
    title = models.CharField(
        pgettext_lazy("of a teacher", "title"), max_length=10, choices=Title, null=True
    )

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("teacher")

    def __str__(self) -> str:
        return f"{self.person} {self.subject}"


class Honour(Dated):
    """A graded honour of a teacher (骨干教师、学科带头人、教学能手、教坛新星、名师)."""

    class Kind(models.TextChoices):
        BACKBONE = "backbone", _("backbone teacher")
        SUBJECT_LEADER = "subject_leader", _("subject leader")
        EXPERT = "expert", _("teaching expert")
        RISING = "rising", _("rising star")
        MASTER = "master", _("master teacher")
        SPECIAL = "special", _("special-grade teacher")

    class Level(models.TextChoices):
        SCHOOL = "school", _("school level")
        COUNTY = "county", _("county level")
        CITY = "city", _("city level")
        PROVINCE = "province", _("province level")
        NATION = "nation", _("national level")

    person = models.ForeignKey(Person, models.PROTECT, related_name="honours")
    kind = models.CharField(_("honour"), max_length=15, choices=Kind)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta(Dated.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"
