"""Take the digest of an uploaded file as it comes; nothing of it is kept."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from xuequ.kernel.refusal import Refused
from xuequ.vault.uploads import NotReceived

MEGABYTE = 1024 * 1024
MOST = 20  # megabytes


class DigestedFile(UploadedFile):  # type: ignore[type-arg]
    """An uploaded file of which only name, size and digest are left."""

    def __init__(self, name: str, size: int, digest: str) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.digest = digest


class Digesting(FileUploadHandler):
    """Hash every piece and let it go."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django passes it by this name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse by the length the request says it has, before a byte of it is read."""
        if content_length > MOST * MEGABYTE:
            raise NotReceived(Refused("request-too-large", limit=MOST))

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file of the form."""
        super().new_file(*args, **kwargs)
        self.work = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hash a piece."""
        self.work.update(raw_data)

    def file_complete(self, file_size: int) -> DigestedFile:
        """What is left of the file."""
        return DigestedFile(self.file_name or "", file_size, self.work.hexdigest())
