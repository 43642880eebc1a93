"""Receive what a form sends: stop at the limit, keep nothing in memory, say what was wrong.

Django takes a form apart when somebody first asks for a field of it, and that is the check
against forged forms, before any view: so the limit stands in the settings and not in a view.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from xuequ.kernel.refusal import Refused

from . import store
from .engine.examine import MEGABYTE
from .engine.kinds import BY_ENDING, GROUPS, Group
from .engine.names import ending, shorten
from .queries.files import limits

AROUND = 2 * MEGABYTE  # what a form sends beside its files
OF_STRANGERS = MEGABYTE  # from somebody who has not logged in

log = logging.getLogger("xuequ.vault")


class NotReceived(RequestDataTooBig):
    """The request is answered with the sentence of `refused` and the code `status`."""

    def __init__(self, refused: Refused, status: int = 413) -> None:
        self.refused, self.status = refused, status
        super().__init__(refused.code)


class Spool(TemporaryFileUploadHandler):
    """Files go to the installation's folder piece by piece, none further than its limit."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django passes it by this name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse by the length the request says it has, before a byte of it is read."""
        if getattr(self.request, "actor", None) is None and content_length > OF_STRANGERS:
            raise NotReceived(Refused("request-of-a-stranger"))
        most = settings.VAULT_ENTRY_MEGABYTES * MEGABYTE + AROUND
        if content_length > most:
            raise NotReceived(Refused("request-too-large", limit=most // MEGABYTE))
        with _spoken(""):
            store.made(Path(settings.FILE_UPLOAD_TEMP_DIR))

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file of the form."""
        self.name = shorten(str(args[1]), 60)
        kind = BY_ENDING.get(ending(self.name))
        self.group = kind.group if kind else Group.DOCUMENT
        self.most = limits().of(self.group)
        with _spoken(self.name):
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next piece, unless the file is too large with it; then nothing is left."""
        try:
            if start + len(raw_data) > self.most:
                facts = {"limit": self.most // MEGABYTE, "group": GROUPS[self.group]}
                raise NotReceived(Refused("file-too-large", name=self.name, **facts))
            with _spoken(self.name):
                super().receive_data_chunk(raw_data, start)
        except NotReceived:
            with suppress(OSError):
                self.upload_interrupted()
            raise


@contextmanager
def _spoken(name: str) -> Iterator[None]:
    """Say in words that the disk did not do its part."""
    try:
        yield
    except OSError as error:
        log.error("an upload could not be kept: %s", error)
        raise NotReceived(Refused("file-cannot-be-kept", name=name), 503) from error
