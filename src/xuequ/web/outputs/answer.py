"""Answer a request for a table as a file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse

from xuequ.kernel.table import Table

from ..requests import PageRequest
from . import OUTPUTS


def as_file(request: PageRequest, table: Table, kind: str) -> HttpResponse:
    """The table as a download in the format `kind`, named after its title.

    Raises:
        Http404: there is no such format.
    """
    if kind not in OUTPUTS:
        raise Http404(kind)
    output = OUTPUTS[kind]
    response = HttpResponse(output.write(table, request.language), content_type=output.media)
    name = quote(f"{table.title.say(request.language)}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
