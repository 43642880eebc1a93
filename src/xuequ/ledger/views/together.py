"""Other duties that one and the same entry meets."""

from __future__ import annotations

from django.utils import timezone

from xuequ.web.requests import PageRequest

from ..engine.duties import Owed
from ..engine.tally import Line
from ..forms.entries import EntryForm
from ..queries.claiming import For
from ..queries.mine import Mine, todo

MOST = 12  # further duties offered on a form


def also_open(request: PageRequest, asked: For, owed: Owed) -> list[Mine]:
    """Other open duties of the reader that are handed in on the same form."""
    found: dict[For, Mine] = {}
    for each in todo(seen_by=request.eyes, on=timezone.localdate()):
        is_same = each.line.owed.artefact == owed.artefact
        if is_same and each.is_open and _for(each.line) != asked:
            found.setdefault(_for(each.line), each)
    return list(found.values())


def _for(line: Line) -> For:
    return For(line.owed.key, line.owner.kind, line.owner.id, line.owner.subject)


def code_of(line: Line) -> str:
    """A duty of an owner as the form names it."""
    each = _for(line)
    return f"{each.duty}|{each.kind}|{each.id}|{each.subject}"


def chosen(form: EntryForm) -> list[For]:
    """The duties ticked beside the one asked for."""
    found = []
    for code in form.cleaned_data.get("also", ()):
        duty, kind, id, subject = code.split("|")
        found.append(For(duty, kind, int(id), subject))
    return found
