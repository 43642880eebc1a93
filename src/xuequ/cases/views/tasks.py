"""Tasks: mine, those I set, all of my place; one task and what is done with it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority
from xuequ.kernel.refusal import Refused
from xuequ.record.services import note_export
from xuequ.vault.giving import give_out
from xuequ.vault.services.files import Taken, take_in
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.meetings import ReasonForm
from ..forms.tasks import ReportForm, TaskForm
from ..models import Task, TaskFile
from ..queries.meeting_people import named, wheres
from ..queries.minutes import named as responsible
from ..queries.task_rows import STATES, TABS, answering, counts, listed, table
from ..queries.tasks import OPEN, UNDECIDED, days_late, may_decide, may_report, tasks
from ..services.task_decisions import close_task, remind_task, return_task, withdraw_task
from ..services.tasks import report_on_task, set_task
from .asking import done, turned_away

PAGE = "cases:task_detail"
MOST = 5000  # rows of a file


def task_list(request: PageRequest) -> HttpResponse:
    """Tasks by tab and state, earliest first."""
    tab, state = _asked(request)
    found = listed(tab, state, seen_by=request.eyes, on=request.on).prefetch_related(
        "post__school", "post__consortium", "post__body", "post__authority"
    )
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "shown": [(each, responsible(each), days_late(each, request.on)) for each in rows],
        "tab": tab,
        "state": state,
        "counts": counts(seen_by=request.eyes, on=request.on),
        "may_set": bool(wheres(request.eyes, request.on)),
    }
    return render(request, "cases/task_list.html", context)


def task_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    tab, state = _asked(request)
    rows = listed(tab, state, seen_by=request.eyes, on=request.on).prefetch_related(
        "helpers", "post__school", "post__consortium", "post__body", "post__authority"
    )
    made = table(rows[:MOST], request.on)
    response = as_file(request, made, kind)
    about = Authority.objects.get(pk=request.eyes.authority or 0)
    note_export(about, "tasks", kind, len(made.rows), actor=request.eyes)
    return response


def task_new(request: PageRequest) -> HttpResponse:
    """Set a task without a meeting."""
    places = wheres(request.eyes, request.on)
    if not places:
        refused = Refused("not-your-place", name=request.eyes.post)
        return turned_away(request, refused, "cases:task_list")
    where = places[0]
    form = TaskForm(
        request.POST or None,
        answering=answering(where, request.on),
        find=lambda names: named(names, seen_by=request.eyes, on=request.on),
    )
    if request.method == "POST" and form.is_valid():
        try:
            today = timezone.localdate()
            made = set_task(where.place, form.values(), actor=request.eyes, today=today)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect(PAGE, made.pk)
    context = {"form": form, "back": reverse("cases:task_list"), "subject": where.name}
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


def task_detail(request: PageRequest, pk: int) -> HttpResponse:
    """One task, what was reported on it, and who has it now."""
    task, today = _seen(request, pk), timezone.localdate()
    decides = may_decide(request.eyes, task)
    meeting = task.resolution.meeting if task.resolution else None
    context = {
        "task": task,
        "responsible": responsible(task),
        "helpers": list(task.helpers.order_by("id")),
        "late": days_late(task, today),
        "meeting": meeting,
        "reports": task.reports.select_related("person").prefetch_related("files__file"),
        "may_report": task.state in OPEN and may_report(request.eyes, task, today),
        "may_decide": decides and task.state == Task.State.REPORTED,
        "may_remind": decides and task.state in OPEN,
        "may_withdraw": decides and task.state in UNDECIDED,
    }
    return render(request, "cases/task_detail.html", context)


def task_report(request: PageRequest, pk: int) -> HttpResponse:
    """Say how far it has come."""
    task, today = _seen(request, pk), timezone.localdate()
    if not may_report(request.eyes, task, today):
        return turned_away(request, Refused("not-your-task"), PAGE, pk)
    form = ReportForm(request.POST or None, request.FILES or None)
    return act(
        request,
        form,
        lambda: report_on_task(
            task, form.values(_taken(form)), actor=request.eyes, today=timezone.localdate()
        ),
        done=_("The report is in."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": task.title},
    )


def task_evidence(request: PageRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a report."""
    task = _seen(request, pk)
    held = get_object_or_404(TaskFile.objects.select_related("file"), report__task=task, pk=file)
    try:
        return give_out(held.file, is_shown=True)
    except Refused as refused:
        return turned_away(request, refused, PAGE, pk)


def task_close(request: PageRequest, pk: int) -> HttpResponse:
    """Close what was reported as done."""
    task = _seen(request, pk)
    said = _("The task is closed.")
    return done(request, lambda: close_task(task, actor=request.eyes), said, PAGE, pk)


def task_return(request: PageRequest, pk: int) -> HttpResponse:
    """Give it back with the reason."""
    task = _seen(request, pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: return_task(task, form.cleaned_data["reason"], actor=request.eyes),
        done=_("The task is returned."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": task.title},
    )


def task_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw it with the reason."""
    task = _seen(request, pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: withdraw_task(task, form.cleaned_data["reason"], actor=request.eyes),
        done=_("The task is withdrawn."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": task.title},
    )


def task_remind(request: PageRequest, pk: int) -> HttpResponse:
    """Remind whoever has it."""
    task, today = _seen(request, pk), timezone.localdate()
    said = _("They are reminded.")
    return done(request, lambda: remind_task(task, actor=request.eyes, today=today), said, PAGE, pk)


def _seen(request: PageRequest, pk: int) -> Task:
    return get_object_or_404(tasks(seen_by=request.eyes, on=request.on), pk=pk)


def _asked(request: PageRequest) -> tuple[str, str]:
    tab, state = request.GET.get("tab", ""), request.GET.get("state", "")
    return (tab if tab in TABS else TABS[0]), (state if state in STATES else STATES[0])


def _taken(form: ReportForm) -> list[Taken]:
    return [take_in(each, name=each.name) for each in form.cleaned_data["uploads"]]
