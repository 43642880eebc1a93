"""Start a run, cancel it, start it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import RunKind
from xuequ.kernel.seal import canonical
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.models import StoredFile

from ..models import Run
from ..queries.kinds import run_kinds
from ..queries.runs import own_runs
from ..queries.sealing import engine_of, seal_of
from .queue import enqueue

MOST = 1_000_000  # bytes of values; what is larger comes as a file


@transaction.atomic
def start(
    kind: str,
    inputs: Mapping[str, object],
    *,
    actor: Actor,
    file: StoredFile | None = None,
    policy_sha256: str = "",
    seed_sha256: str = "",
) -> Run:
    """Seal the inputs and put the run into the queue, in the transaction of the caller.

    Args:
        inputs: values that JSON can say.
        file: what is too large for that, stored in the vault.
        policy_sha256: digest of the policy the work goes by, where it goes by one.
        seed_sha256: digest of the seed it draws with, where it draws.

    Raises:
        Refused: there is no such kind, or the actor may not start it.
        ValueError: the values are too many; give them as a file.
    """
    chosen = startable(kind, actor=actor)
    kept = canonical(dict(inputs))
    if len(kept) > MOST:
        raise ValueError(f"{len(kept)} bytes of inputs; give more than {MOST} as a file")
    run = Run.objects.create(
        kind=kind,
        authority_id=actor.authority,
        account=actor.account,
        post=actor.post,
        identity=actor.identity,
        person_id=actor.person,
        inputs=kept.decode(),
        inputs_sha256=seal_of(kind, inputs, file.digest if file else ""),
        input_file=file,
        engine=engine_of(chosen),
        policy_sha256=policy_sha256,
        seed_sha256=seed_sha256,
    )
    note = {"run": kind, "inputs": run.inputs_sha256, "engine": run.engine}
    write("start-run", run, actor=actor, note=note)
    enqueue(run)
    return run


def startable(kind: str, *, actor: Actor) -> RunKind:
    """The kind, if there is one and the actor may start it.

    Raises:
        Refused: otherwise.
    """
    chosen = run_kinds().get(kind)
    if chosen is None:
        raise Refused("run-kind-unknown", kind=kind[:60])
    if not actor.may(chosen.needs):
        raise Refused("run-not-yours-to-start", kind=chosen.title)
    return chosen


@transaction.atomic
def cancel(run: Run, *, actor: Actor) -> Run:
    """End a run that waits, or ask one at work to stop at the next safe point.

    Raises:
        Refused: it is over, is ending right now, or cannot be stopped halfway.
    """
    row = Run.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=run.pk).first()
    if row is None:
        raise Refused("run-is-ending")
    if row.is_over:
        raise Refused("run-is-over")
    kind = run_kinds().get(row.kind)
    before = fingerprint(row)
    if row.state == Run.State.WAITING:
        row.state, row.ended_at = Run.State.CANCELLED, timezone.now()
    elif kind is not None and kind.may_cancel:
        row.is_unwanted = True
    else:
        raise Refused("run-goes-on")
    row.save(update_fields=["state", "ended_at", "is_unwanted"])
    write("cancel-run", row, actor=actor, before=before, note={"run": row.kind})
    return row


@transaction.atomic
def start_again(run: Run, *, actor: Actor) -> Run:
    """A new run with the inputs of one that failed, was cancelled, or is to be repeated.

    Raises:
        Refused: it is somebody else's, still on its way, of a kind that is started elsewhere, or
            the actor may not start it any more.
    """
    if not own_runs(seen_by=actor).filter(pk=run.pk).exists():
        raise Refused("run-not-yours")
    if not run.is_over:
        raise Refused("run-not-over")
    if not startable(run.kind, actor=actor).is_repeatable:
        raise Refused("run-started-elsewhere")
    return start(
        run.kind,
        run.opened("inputs"),
        actor=actor,
        file=run.input_file,
        policy_sha256=run.policy_sha256,
        seed_sha256=run.seed_sha256,
    )
