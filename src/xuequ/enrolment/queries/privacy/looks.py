"""Who looked at a child's file, when and what for, as its family reads it out of the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Model, Q, QuerySet

from xuequ.directory.engine.purposes import FIELDS, PURPOSES
from xuequ.directory.models import Guardianship, Pupil
from xuequ.directory.models.dated import in_force
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import subject_of
from xuequ.record.models import Line

from ...models import Application, Child
from ..checking.scope import CHECKING
from ..checking.scope import PURPOSES as OF_FILES

LONGEST = 200  # lines of one child that are shown
LOOKS: dict[str, Text] = {
    "take-application": Text("领取申请进行审核", "took the application to check it"),
    "look-at-application": Text("打开申请", "opened the file"),
    "open-evidence": Text("打开一份材料", "opened a paper"),
    "reveal-child": Text("查看姓名、证件号码", "was shown name and number"),
    "reveal-identity": Text("查看身份信息", "was shown identity data"),
    "refuse-reveal": Text("试图查看，被拒绝", "tried to, and was refused"),
    "find-child": Text("按编号或证件号码查找", "looked for the child by a number"),
    "look-at-guardians": Text("查看监护人", "read who speaks for the child"),
    "see-names": Text("查看名单中的姓名", "read names in a list"),
    "check-application": Text("作出审核决定", "decided on the application"),
    "export-questions": Text("导出向其他部门核验的清单", "took out questions to a department"),
    "export": Text("导出名单", "took out a list"),
}
UNSAID = Text("履行职责", "in the course of duty")


@dataclass(frozen=True, slots=True)
class Seen:
    """One look.

    Args:
        who: the post held, for the family; the bureau finds the person by the number.
        of_all: it was a list with other children as well.
    """

    number: int
    at: datetime
    who: str
    what: Text
    why: Text
    reason: str
    fields: list[Text]
    of_all: bool


def looks_at(child: Child) -> list[Seen]:
    """Looks at the file of a child, and at lists it stands in, the latest first.

    One more than are shown, where there are more.
    """
    own = {subject_of(child), *(subject_of(each.person) for each in child.custodies.all())}
    own |= _subjects(Application, child.applications.values_list("pk", flat=True))
    pupils = _pupils(child)
    own |= _subjects(Pupil, [each.pk for each in pupils])
    lists = {f"enrolment.round:{each.round_id}" for each in child.applications.all()}
    lists |= {f"directory.schoolclass:{each.school_class_id}" for each in pupils}
    lists |= {f"enrolment.inquiry:{pk}" for pk in _inquiries(child)}
    of_lists = ("see-names", "export", "export-questions")
    wanted = Q(subject__in=own) | Q(subject__in=lists, verb__in=of_lists)
    home = f"directory.authority:{child.authority_id}"
    wanted |= Q(subject=home, verb="refuse-reveal", note__subject__in=sorted(own))
    return _latest(wanted, lists)


def looks_at_pupil(pupil: Pupil) -> list[Seen]:
    """The same for a pupil, by its seat in a class: also where it never applied here."""
    own, lists = {subject_of(pupil)}, {f"directory.schoolclass:{pupil.school_class_id}"}
    wanted = Q(subject__in=own) | Q(subject__in=lists, verb="see-names")
    home = f"directory.authority:{pupil.school_class.school.authority_id}"
    wanted |= Q(subject=home, verb="refuse-reveal", note__subject__in=sorted(own))
    return _latest(wanted, lists)


def own_pupils(*, seen_by: Actor, on: date) -> list[tuple[Pupil, list[Seen]]]:
    """The pupils the reader speaks for, each with who looked."""
    rows = Guardianship.objects.on(on).filter(in_force(on, "pupil__"), person=seen_by.person)
    found = rows.select_related("pupil__school_class__school").order_by("pupil_id")
    return [(each.pupil, looks_at_pupil(each.pupil)) for each in found]


def _latest(wanted: Q, lists: Collection[str]) -> list[Seen]:
    rows = Line.objects.filter(wanted, verb__in=LOOKS).order_by("-number")
    looks = filter(_is_of_names, rows.iterator(chunk_size=LONGEST))
    return [_seen(each, of_all=each.subject in lists) for each in islice(looks, LONGEST + 1)]


def _is_of_names(line: Line) -> bool:
    """Plans, sealed packages and frozen files go out by number alone; those are no looks."""
    return line.verb != "export" or str(line.note.get("what", "")).startswith("admitted children")


def _seen(line: Line, *, of_all: bool) -> Seen:
    note = line.note
    fields = [FIELDS[name] for name in _codes(note.get("fields"), "field.") if name in FIELDS]
    return Seen(
        line.number, line.at, line.post or line.account, LOOKS[line.verb], why_of(line),
        str(note.get("reason", "")), fields, of_all,
    )  # fmt: skip


def why_of(line: Line) -> Text:
    """What somebody looked for, in words."""
    said = str(line.note.get("purpose", ""))
    code = said.removeprefix("purpose.")
    if code in PURPOSES:
        return PURPOSES[code]
    known = {text.zh: text for text in (*OF_FILES.values(), CHECKING)}
    if said in known:
        return known[said]
    if line.verb in {"take-application", "open-evidence", "check-application"}:
        return CHECKING
    return UNSAID


def _codes(value: object, prefix: str) -> list[str]:
    return [str(each).removeprefix(prefix) for each in value] if isinstance(value, list) else []


def _subjects(model: type[Model], pks: Iterable[int]) -> set[str]:
    return {f"{model._meta.label_lower}:{pk}" for pk in pks}


def _pupils(child: Child) -> list[Pupil]:
    return [] if child.pupil is None else [child.pupil]


def _inquiries(child: Child) -> QuerySet[Application, int]:
    rows = Application.objects.filter(child=child, department_answers__isnull=False)
    return rows.values_list("department_answers__inquiry", flat=True).distinct()
