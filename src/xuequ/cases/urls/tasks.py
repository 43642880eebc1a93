"""Routes of tasks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import tasks as views

SEE, SET, DO = "task.view", "meeting.change", "task.report"
POST, BOTH = ("POST",), ("GET", "POST")
ONE = "tasks/<int:pk>/"
urlpatterns = [
    page("tasks/", views.task_list, title=_("Tasks"), needs=SEE, menu="workbench"),
    page("tasks/file/<slug:kind>/", views.task_file, title=_("Tasks as a file"), needs=SEE),
    page("tasks/new/", views.task_new, title=_("Set a task"), needs=SET, methods=BOTH),
    page(ONE, views.task_detail, title=_("Task"), needs=SEE),
    page(f"{ONE}report/", views.task_report, title=_("Report"), needs=DO, methods=BOTH),
    page(f"{ONE}evidence/<int:file>/", views.task_evidence, title=_("File"), needs=SEE),
    page(f"{ONE}close/", views.task_close, title=_("Close a task"), needs=DO, methods=POST),
    page(f"{ONE}return/", views.task_return, title=_("Return a task"), needs=DO, methods=BOTH),
    page(
        f"{ONE}withdraw/", views.task_withdraw, title=_("Withdraw a task"), needs=DO, methods=BOTH
    ),
    page(f"{ONE}remind/", views.task_remind, title=_("Remind"), needs=DO, methods=POST),
]
