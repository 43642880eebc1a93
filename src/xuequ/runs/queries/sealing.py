"""The seals of what goes into a run and what comes out, and how it is unsealed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.utils import timezone

from xuequ import __version__
from xuequ.directory.models import Account
from xuequ.directory.queries.identities import actor_in, identities
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs, RunKind
from xuequ.kernel.seal import digest
from xuequ.vault.models import StoredFile
from xuequ.vault.sealing import CannotOpen
from xuequ.vault.services import open_file

from ..models import Run


def seal_of(kind: str, values: Mapping[str, object], file: str = "") -> str:
    """SHA-256 over the kind, the values and the digest of the file, if there is one."""
    return digest({"kind": kind, "values": dict(values), "file": file})


def engine_of(kind: RunKind) -> str:
    """Which computation it is: the release, and the version of the kind."""
    return f"{__version__}/{kind.version}"


def unsealed(run: Run, kind: RunKind) -> Inputs:
    """What a run was started with.

    Raises:
        Refused: it is not what was sealed, or whoever started it may no longer do so.
    """
    actor = starter(run)
    if not actor.may(kind.needs):
        raise Refused("run-not-yours-to-start", kind=kind.title)
    file = run.input_file
    try:
        values = run.opened("inputs")
        found = seal_of(run.kind, values, _digest_of(file) if file else "")
    except (CannotOpen, ValueError) as error:
        raise Refused("run-inputs-changed") from error
    if found != run.inputs_sha256:
        raise Refused("run-inputs-changed")
    return Inputs(values, actor, run.made_at, (lambda: open_file(file)) if file else None)


def starter(run: Run) -> Actor:
    """Who started the run, with the powers of that identity as they are today.

    Raises:
        Refused: the account is closed, or the identity has ended.
    """
    if not run.identity:
        return program(run.account)
    account = Account.objects.filter(username=run.account, is_active=True).first()
    for each in identities(account, timezone.localdate()) if account else ():
        if each.code == run.identity:
            return actor_in(account, each)  # type: ignore[arg-type]  # not None: it has identities
    raise Refused("run-starter-gone", post=run.post)


def _digest_of(file: StoredFile) -> str:
    with open_file(file) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
