"""Answer with a paper that is printed for whoever asks, and not issued."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from xuequ.kernel.paper import Document, PaperKind
from xuequ.papers.rendering import MEDIA, Marks, render


def paper_file(said: Document, kind: PaperKind, marks: Marks, form: str) -> HttpResponse:
    """The document as a download, named after its title."""
    answer = HttpResponse(render(said, kind, marks, form), content_type=MEDIA[form])
    name = quote(f"{said.title}.{form}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
