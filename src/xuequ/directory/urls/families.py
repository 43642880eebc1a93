"""Routes of people, identity data, classes, pupils and families."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import class_teachers, families, people

BOTH = ("GET", "POST")
SEE, CHANGE, REVEAL = "person.view", "person.change", "identity.reveal"
LIST, ENTER = "pupil.view", "pupil.change"
urlpatterns = [
    page("people/", people.person_list, title=_("People"), needs=SEE, menu="directory"),
    page(
        "people/search/",
        people.person_search,
        title=_("Search by ID number"),
        needs=REVEAL,
        methods=BOTH,
    ),
    page("people/<int:pk>/", people.person_detail_page, title=_("Person"), needs=SEE),
    page(
        "people/<int:pk>/identity/",
        people.person_identity,
        title=_("Enter identity data"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "people/<int:pk>/reveal/",
        people.person_reveal,
        title=_("Reveal identity data"),
        needs=REVEAL,
        methods=BOTH,
    ),
    page("classes/", families.class_list, title=_("Classes"), needs=LIST, menu="directory"),
    page("classes/<int:pk>/", families.class_detail, title=_("Pupils of a class"), needs=LIST),
    page(
        "classes/<int:pk>/teacher/",
        class_teachers.class_teacher_set,
        title=_("Class teacher"),
        needs=ENTER,
        methods=BOTH,
    ),
    page(
        "classes/<int:pk>/pupils/new/",
        families.pupil_add,
        title=_("Register a pupil"),
        needs=ENTER,
        methods=BOTH,
    ),
    page(
        "pupils/<int:pk>/guardians/new/",
        families.guardian_add,
        title=_("Register a parent or guardian"),
        needs=ENTER,
        methods=BOTH,
    ),
    page(
        "pupils/<int:pk>/reveal/",
        families.pupil_reveal,
        title=_("Reveal identity data"),
        needs=REVEAL,
        methods=BOTH,
    ),
    page(
        "guardianships/<int:pk>/end/",
        families.guardian_end,
        title=_("End a guardianship"),
        needs=ENTER,
        methods=BOTH,
    ),
    page(
        "guardianships/<int:pk>/reveal/",
        families.guardian_reveal,
        title=_("Reveal identity data"),
        needs=REVEAL,
        methods=BOTH,
    ),
    page(
        "family/",
        families.my_children,
        title=_("My children"),
        needs="family.view",
        menu="workbench",
    ),
]
