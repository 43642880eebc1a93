"""Take down the children of whom classes are made, freeze the list, or give it up."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import Child
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.class_files.gathered import Facts, gathered, unsaid
from ..engine.class_files.lists import list_file
from ..engine.class_files.rules_file import rules_file
from ..engine.package.classes import frozen, tables_of, trial_seed, understood
from ..models import ClassMaking, ClassSeat
from ..queries.class_access import may_change, may_confirm, may_decide
from ..queries.class_gathering import inputs_of, known_of, likely_births, waiting_for, wanted_of
from ..queries.class_rules import rules_for
from ..queries.class_steps import DRAFTED, FROZEN, LISTED, MADE, step_of
from .class_guards import holding

DIGITS = 4  # of a child's number in the list; more where there are thousands
SHORTEST = 10  # characters of a reason


@transaction.atomic
def list_children(
    found: ClassMaking, file: str, cells: Sequence[Sequence[str]] | None, *, actor: Actor
) -> ClassMaking:
    """Take down what is known of every child, each under a number drawn for it.

    Args:
        cells: of the sheet the school has filled in; None where the register says enough.

    Raises:
        Problems: a line of the sheet is wrong; nothing of it is taken.
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("classes-contradict"): the limits cannot be kept together; it is said which.
        Refused("class-…"): as `methods.classes.children.check`.
    """
    row = holding(found, may_change, DRAFTED, LISTED, actor=actor)
    known, wanted = known_of(row), wanted_of(row)
    if not known:
        raise Refused("class-nobody-waits")
    if cells is None:
        facts = unsaid(known, wanted, likely_births(row))
    else:
        facts = gathered(file, cells, known, wanted)
    before = fingerprint(row)
    numbered = dict(zip(_numbers(len(facts)), facts, strict=True))
    row.list = list_file([_child(number, each) for number, each in numbered.items()])
    row.rules = rules_file(rules_for(row))
    inputs = inputs_of(row)
    read = understood(inputs)
    tables_of(read, trial_seed(inputs, read.hash))
    row.save(update_fields=["list", "rules"])
    row.seats.all().delete()
    ClassSeat.objects.bulk_create(
        [ClassSeat(making=row, pupil_id=e.key, number=n) for n, e in sorted(numbered.items())]
    )
    write("list-children", row, actor=actor, before=before, note={"pupils": len(facts)})
    return row


def _numbers(count: int) -> list[str]:
    digits = max(DIGITS, len(str(count)) + 1)
    drawn = secrets.SystemRandom().sample(range(10**digits), count)
    return [f"{each:0{digits}d}" for each in drawn]


def _child(number: str, facts: Facts) -> Child:
    return Child(number, facts.sex, facts.score, facts.twins, facts.together, facts.special)


@transaction.atomic
def freeze_classes(found: ClassMaking, *, actor: Actor, now: datetime) -> ClassMaking:
    """Freeze list and rules: from now on only the seed is missing.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-list-is-stale"): pupils have come, left or been moved since it was made.
    """
    row = holding(found, may_change, LISTED, actor=actor)
    _check_fresh(row)
    before = fingerprint(row)
    row.frozen_digest, row.frozen_at = frozen(inputs_of(row)), now
    row.save(update_fields=["frozen_digest", "frozen_at"])
    write("freeze-classes", row, actor=actor, before=before, note=_digest(row))
    return row


def _check_fresh(row: ClassMaking) -> None:
    listed = set(row.seats.values_list("pupil_id", flat=True))
    stale = listed != set(waiting_for(row).values_list("pk", flat=True))
    if stale or rules_file(rules_for(row)) != bytes(row.rules or b""):
        raise Refused("class-list-is-stale")


@transaction.atomic
def give_up_classes(found: ClassMaking, reason: str, *, actor: Actor, now: datetime) -> ClassMaking:
    """Give up a making that is not approved; it stays to be read, with the reason.

    What is frozen is given up by somebody who could approve it; once the seed is known, only by
    the authority: nobody draws again because the outcome does not please.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-needs-reason"): fewer than ten characters say why.
    """
    step = step_of(found)
    may = {FROZEN: may_confirm, MADE: may_decide}.get(step, may_change)
    row = holding(
        found, may, *((step,) if step in (FROZEN, MADE) else (DRAFTED, LISTED)), actor=actor
    )
    if len(reason.strip()) < SHORTEST:
        raise Refused("class-needs-reason", count=SHORTEST)
    before = fingerprint(row)
    row.voided_at, row.reason = now, reason.strip()
    row.save(update_fields=["voided_at", "reason"])
    write("give-up-classes", row, actor=actor, before=before, note=_digest(row))
    return row


def _digest(row: ClassMaking) -> Mapping[str, object]:
    return {"frozen_digest": row.frozen_digest} if row.frozen_digest else {}
