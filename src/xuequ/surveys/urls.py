"""Routes of questionnaires."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from .views import answering, drafting, found, listing, questions, running

app_name = "surveys"
SEE, RUN, ANSWER = "survey.view", "survey.change", "survey.report"
BOTH, SEND = ("GET", "POST"), ("POST",)
ONE = "made/<int:pk>/"
ASKED = f"{ONE}questions/<int:question>/"
urlpatterns = [
    page("mine/", listing.survey_mine, title=_("Surveys for me"), needs=ANSWER, menu="workbench"),
    page("", listing.survey_list, title=_("Surveys"), needs=SEE, menu="planning"),
    page("new/", drafting.survey_new, title=_("New survey"), needs=RUN, methods=BOTH),
    page(ONE, drafting.survey_detail, title=_("Survey"), needs=SEE),
    page(f"{ONE}preview/", drafting.survey_preview, title=_("Preview of a survey"), needs=SEE),
    page(
        f"{ONE}change/",
        drafting.survey_change,
        title=_("Change a survey"),
        needs=RUN,
        methods=BOTH,
    ),
    page(
        f"{ONE}drop/",
        drafting.survey_drop,
        title=_("Throw a draft away"),
        needs=RUN,
        methods=BOTH,
    ),
    page(f"{ONE}copy/", drafting.survey_copy, title=_("Copy a survey"), needs=RUN, methods=SEND),
    page(
        f"{ONE}questions/new/",
        questions.question_new,
        title=_("New question"),
        needs=RUN,
        methods=BOTH,
    ),
    page(
        f"{ONE}topics/",
        questions.topics_add,
        title=_("Ask for the topics of the policy"),
        needs=RUN,
        methods=SEND,
    ),
    page(ASKED, questions.question_change, title=_("Change a question"), needs=RUN, methods=BOTH),
    page(
        f"{ASKED}move/",
        questions.question_move,
        title=_("Move a question"),
        needs=RUN,
        methods=SEND,
    ),
    page(
        f"{ASKED}drop/",
        questions.question_drop,
        title=_("Take a question out"),
        needs=RUN,
        methods=BOTH,
    ),
    page(
        f"{ONE}audience/",
        running.survey_audience,
        title=_("Who is asked"),
        needs=RUN,
        methods=BOTH,
    ),
    page(f"{ONE}open/", running.survey_open, title=_("Open a survey"), needs=RUN, methods=BOTH),
    page(
        f"{ONE}codes/",
        running.survey_codes,
        title=_("Codes of a survey"),
        needs=RUN,
        methods=BOTH,
    ),
    page(f"{ONE}remind/", running.survey_remind, title=_("Remind"), needs=RUN, methods=SEND),
    page(
        f"{ONE}extend/",
        running.survey_extend,
        title=_("Change the last day"),
        needs=RUN,
        methods=BOTH,
    ),
    page(f"{ONE}close/", running.survey_close, title=_("Close a survey"), needs=RUN, methods=BOTH),
    page(
        f"{ONE}publish/",
        running.survey_publish,
        title=_("Publish results"),
        needs=RUN,
        methods=BOTH,
    ),
    page(f"{ONE}results/", found.survey_results, title=_("Results of a survey"), needs=SEE),
    page(
        f"{ONE}results/file/<slug:kind>/",
        found.survey_results_file,
        title=_("Results as a file"),
        needs=SEE,
    ),
    page(
        f"{ONE}results/schools/file/<slug:kind>/",
        found.survey_schools_file,
        title=_("Results by school as a file"),
        needs=SEE,
    ),
    page(
        f"{ONE}answers/file/<slug:kind>/",
        found.survey_answers_file,
        title=_("Answers by name as a file"),
        needs=RUN,
    ),
    page(
        "answer/<int:pk>/",
        answering.survey_answer,
        title=_("Answer a survey"),
        needs=ANSWER,
        methods=BOTH,
    ),
    page("found/<int:pk>/", found.survey_found, title=_("What a survey found"), needs=ANSWER),
    page(
        "found/<int:pk>/file/<slug:kind>/",
        found.survey_found_file,
        title=_("What a survey found, as a file"),
        needs=ANSWER,
    ),
    page(
        "a/<slug:token>/",
        answering.survey_public,
        title=_("Survey"),
        needs=PUBLIC,
        methods=BOTH,
    ),
]
