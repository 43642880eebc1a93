"""Answer a request with a private file.  Whether it may be read is for the view to know."""

from __future__ import annotations

from django.http import FileResponse

from .engine.kinds import SHOWN
from .models import StoredFile
from .services.files import open_file

# The browser treats the content as a stranger's: no script, no form, nothing loaded.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def give_out(stored: StoredFile, *, is_shown: bool = False) -> FileResponse:
    """The file as it was stored, under the name its owner gave it.

    Args:
        is_shown: let the browser show it.  Only JPEG, PNG and WebP are; everything else is
            saved, PDF too, since no browser shows a PDF within the sandbox.

    Raises:
        Refused: it is not where it was put.
    """
    is_shown = is_shown and stored.kind in SHOWN
    file = open_file(stored)
    answer = FileResponse(
        file, as_attachment=not is_shown, filename=stored.name, content_type=stored.kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Encoding"] = "identity"  # packing anew would cost time and the length
    return answer
