"""Say why a run failed, and tell whoever started it that it is over."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.web.refusals import explain

from ..models import Run
from ..queries.kinds import kind_name
from ..queries.leading import place_of

SLOW = timedelta(seconds=5)  # who waited longer has gone on to something else
MOST = 200  # sentences kept
ENDS = {
    Run.State.DONE: Text("已完成", "is done"),
    Run.State.FAILED: Text("未能完成", "failed"),
    Run.State.CANCELLED: Text("已取消", "was cancelled"),
}


def sentences(told: Refused | Problems) -> list[Text]:
    """What was refused, in both languages."""
    if isinstance(told, Problems):
        kept = told.problems[:MOST]
        return [Text(each.say("zh-hans"), each.say("en")) for each in kept]
    with translation.override("zh-hans"):
        zh = explain(told)
    with translation.override("en"):
        return [Text(zh, explain(told))]


def tell(run: Run) -> None:
    """Put a line into the inbox of whoever started a run that took a while."""
    if run.person_id is None or run.ended_at is None or run.ended_at - run.made_at < SLOW:
        return
    name, ends = kind_name(run.kind), ENDS[Run.State(run.state)]
    text = Text(f"“{name.zh}”{ends.zh}。", f"«{name.en}» {ends.en}.")
    import_string(settings.XUEQU_TELL)(run.person_id, text, place_of(run), about=f"run:{run.pk}")
