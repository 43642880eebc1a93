"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from .failure import Unanswerable


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is whole or absent whenever the machine stops.

    Raises:
        Unanswerable: there is one of that name; it is not written over.
        OSError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise Unanswerable(
            f"{path}已存在，不覆盖。请另取文件名。",
            f"{path} exists and is not written over. Choose another name.",
        ) from None
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
