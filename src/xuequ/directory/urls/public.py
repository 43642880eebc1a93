"""Routes open to everybody, and the decision to be there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import public

urlpatterns = [
    page("public/", public.public_home, title=_("Districts and schools"), needs=PUBLIC),
    page(
        "public/<int:pk>/",
        public.public_locality,
        title=_("A locality, for everybody"),
        needs=PUBLIC,
    ),
    page("public/<int:pk>/places.json", public.public_places, title=_("Places"), needs=PUBLIC),
    page(
        "public/district/<int:pk>/",
        public.public_consortium,
        title=_("District or group"),
        needs=PUBLIC,
    ),
    page("public/school/<int:pk>/", public.public_school, title=_("School"), needs=PUBLIC),
    page(
        "authority/public/",
        public.authority_public,
        title=_("Show to the public"),
        needs="directory.change",
        menu="system",
        methods=("GET", "POST"),
    ),
]
