"""The act that takes a part of the ledger out of the product, with all its evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from django.db import transaction

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.problems import Problem
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write
from xuequ.vault.engine.archive import MANIFEST, Content, Written, content, write_archive
from xuequ.vault.engine.proof import problems_of
from xuequ.vault.services import content_of

from ..engine.archive_files import texts
from ..engine.archiving import ENTRIES, wrong_versions
from ..queries.archiving import Gathered, Place, gathered
from ..queries.book import book_of

VERSION_CHANGED = Text(
    "条目{entry}第{version}版的内容与其摘要不符。",
    "version {version} of entry {entry} is not what its digest says.",
)
NO_ENTRIES = Text(f"没有可读的 {ENTRIES}。", f"no {ENTRIES} that can be read.")


@transaction.atomic
def archive_ledger(place: Place, span: Span, out: BinaryIO, *, actor: Actor, on: date) -> Written:
    """Write the ledger of a place over a span as an archive; the record notes its digest.

    Args:
        out: a file that can be sought in.

    Raises:
        Refused("policy-not-yet"): the policy says nothing yet on that day.
        Refused("stored-file-missing"), Refused("stored-file-changed"): a private file is not
            what was stored; nothing is to be kept of `out` then.
    """
    authority = Authority.objects.get(pk=place.authority_id)
    try:
        book = book_of(authority, on)
    except LookupError as error:
        raise Refused("policy-not-yet", since=profile_of(authority, on).since) from error
    found = gathered(book, place, span)
    written = write_archive(out, _contents(found), about=found.kept.about)
    note = {
        "what": "ledger",
        "file": "zip",
        "rows": len(found.kept.entries),
        "since": span.since.isoformat(),
        "last": found.kept.about["last"],
        "sha256": written.digest,
    }
    write("export", place, actor=actor, note=note)
    return written


def faults_of(source: BinaryIO, name: str, digest: str | None = None) -> list[Problem]:
    """Everything that is wrong with an archive of the ledger; nothing if it is as it was written.

    Beside files and manifest, the digest every version got when it was handed in is made anew.
    """
    found = problems_of(source, name, digest)
    if found:
        return found
    try:
        with ZipFile(source) as packed:
            entries = json.loads(packed.read(ENTRIES))
        wrong = wrong_versions(entries)
    except (BadZipFile, KeyError, TypeError, ValueError, RecursionError):
        return [Problem(name, 0, ENTRIES, NO_ENTRIES)]
    return [
        Problem(name, 0, ENTRIES, _said(VERSION_CHANGED, entry, version))
        for entry, version in wrong
    ]


def digest_of(source: BinaryIO) -> str:
    """The digest of the manifest of an archive that was found whole."""
    with ZipFile(source) as packed:
        return hashlib.sha256(packed.read(MANIFEST)).hexdigest()


def _said(text: Text, entry: int, version: int) -> Text:
    facts = {"entry": entry, "version": version}
    return Text(text.zh.format(**facts), text.en.format(**facts))


def _contents(found: Gathered) -> Iterator[Content]:
    for path, data in texts(found.kept).items():
        yield content(path, data)
    for path, file in found.files.items():
        yield content_of(file, path)
