"""What may be chosen in the blanks of a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.module_loading import import_string
from django.utils.translation import get_language

from xuequ.directory.models import Authority, Consortium, Membership, Post, School
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import standing
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Blank, CaseType, Reading
from xuequ.kernel.text import Text
from xuequ.ledger.queries.colleagues import colleagues
from xuequ.profiles.clauses import clauses

from .starting import consortia_for, member_schools, schools_for

Choices = list[tuple[str, str]]
LONGEST = 40  # characters of a clause in a list


@dataclass(frozen=True, slots=True)
class Options:
    """The rows of the directory that the reader of a form may choose among."""

    actor: Actor
    authority: Authority
    on: date
    consortium: Consortium | None = None

    def consortia(self, kind: CaseType) -> list[Consortium]:
        """The consortia the case may be about; a school's own, where the kind says so."""
        found = consortia_for(self.actor, self.authority, self.on)
        if kind.own_only and self.actor.school is not None:
            mine = Membership.objects.on(self.on).filter(school=self.actor.school)
            own = set(mine.values_list("consortium", flat=True))
            found = [each for each in found if each.pk in own]
        return found

    def schools(self) -> list[School]:
        """The schools the case may be about."""
        if standing(self.actor) == "consortium" and self.actor.consortium is not None:
            return member_schools(Consortium.objects.get(pk=self.actor.consortium), self.on)
        return schools_for(self.actor, self.authority, self.on)

    def of(self, blank: Blank) -> Choices:
        """The choices of a blank that names a row of the directory."""
        match blank.kind:
            case "consortium":
                rows = Consortium.objects.on(self.on).filter(authority=self.authority)
                return [(str(each.pk), each.label) for each in rows]
            case "school" | "schools":
                schools = School.objects.on(self.on).filter(authority=self.authority)
                return [(str(each.pk), each.name) for each in schools.order_by("name")]
            case "member":
                if self.consortium is not None:
                    members = member_schools(self.consortium, self.on)
                else:
                    members = self.schools()
                return [(str(each.pk), each.name) for each in members]
            case "post":
                return self._posts()
        return []

    def named(self, blank: Blank) -> list[tuple[str, Text]]:
        """The choices that the locality's policy names."""
        found: list[tuple[str, Text]] = import_string(blank.source)(self.authority, self.on)
        return found

    def reads(self, blanks: Iterable[Blank], consortia: Iterable[int]) -> list[Reading]:
        """What is to be read before blanks are filled in, of these consortia."""
        of = set(consortia)
        paths = [each.reads for each in blanks if each.reads]
        found = (one for path in paths for one in import_string(path)(self.authority, self.on))
        return [each for each in found if each.consortium in of]

    def clauses(self) -> Choices:
        """The clauses of the documents that hold there."""
        sources = profile_of(self.authority, self.on).sources
        known = [each for each in clauses().values() if each.is_in(sources)]
        return [(each.id, f"{each.id} {_short(each.text)}") for each in known]

    def person(self, name: str) -> list[int]:
        """The colleagues of that name."""
        found = colleagues([name], seen_by=self.actor, on=self.on)
        return list(found.get(name, ()))

    def _posts(self) -> Choices:
        """The posts of the reader's own place and those below it."""
        rows = Post.objects.filter(in_force(self.on), authority=self.authority)
        rows = rows.exclude(role__in=("system_admin", "security_admin", "audit_admin"))
        match standing(self.actor):
            case "school":
                rows = rows.filter(school=self.actor.school)
            case "consortium":
                inside = Membership.objects.on(self.on).filter(consortium=self.actor.consortium)
                rows = rows.filter(school__in=inside.values("school"))
        rows = rows.select_related("school", "body", "consortium", "authority")
        return [(str(each.pk), f"{each.place} · {each.title}") for each in rows.order_by("pk")]


def _short(text: Text) -> str:
    words = text.say(get_language() or "zh-hans")
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
