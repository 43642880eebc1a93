"""Long computations of enrolment."""

from __future__ import annotations

from xuequ.kernel.run_kinds import RunKind
from xuequ.kernel.text import Text

TRIAL = RunKind(
    "enrolment.trial",
    Text("政策推演", "Try a policy out"),
    Text(
        "把同一批报名按本地办法和其他办法各录取一遍，并列比较；只作推演，不产生录取结果。",
        "Gives places to the same applications by the policy's own way and by others, side by "
        "side; a trial only, nobody is admitted by it.",
    ),
    work="xuequ.enrolment.queries.trying.work",
    needs="enrolment.change",
    shows="xuequ.enrolment.queries.trying.shown",
    leads_to="xuequ.enrolment.queries.trials.page_of",
    is_repeatable=False,
)
DRAW = RunKind(
    "enrolment.carry-out",
    Text("录取", "Give places"),
    Text(
        "按冻结的名册和公开的种子录取，并由两套程序核验；结果封存，批准并公布前任何人看不到。",
        "Gives places by the frozen roster and the seed brought in public, verified by two "
        "programs; sealed, and seen by nobody before it is approved and published.",
    ),
    work="xuequ.enrolment.services.drawing.work",
    effect="xuequ.enrolment.services.drawing.effect",
    needs="placement.change",
    is_repeatable=False,
    may_cancel=False,
)
KINDS = (TRIAL, DRAW)
