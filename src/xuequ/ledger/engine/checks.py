"""Whether the duties of a policy fit its other settings: what `profile check` tells of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xuequ.directory.engine.roles import ROLES
from xuequ.kernel.text import Text
from xuequ.profiles.entries import Profile

from .duties import Owed, artefacts, duties, setting_like
from .policy import Subject

Misfit = tuple[tuple[str, str], Text]


def unfit(profile: Profile) -> Iterator[Misfit]:
    """Every duty that names what is not there, or shares its key with another."""
    owed = duties(profile, date.max)
    times = Counter(each.key for each in owed)
    forms = artefacts(profile, date.max)
    listed = profile.entries.get(("duties", "subjects"))
    subjects: tuple[Subject, ...] = listed.values[-1].value if listed else ()
    for each in owed:
        section, _, key = each.setting.partition(".")
        for words in (
            *_twice(each, times[each.key]),
            *_form(each, set(forms)),
            *_like(each, profile),
            *_subjects(each, {subject.code for subject in subjects}),
            *_role(each),
        ):
            yield (section, key), words


def _twice(owed: Owed, times: int) -> Iterator[Text]:
    if times > 1:
        yield Text(
            f"“{owed.key}”出现了{times}次。同一节里每项任务的 code 不能相同，请改掉一个。",
            f"{owed.key} stands {times} times. In a section every duty needs its own code.",
        )


def _form(owed: Owed, known: set[str]) -> Iterator[Text]:
    if owed.artefact not in known:
        yield Text(
            f"“{owed.key}”的成果形式“{owed.artefact}”不存在。"
            "请写 artefact = 已有形式的代码，或在 duties.own_artefacts 中增加。",
            f"{owed.key} is handed in on {owed.artefact}, which is no form. "
            "Set artefact to one that is, or add it to duties.own_artefacts.",
        )


def _like(owed: Owed, profile: Profile) -> Iterator[Text]:
    if not owed.duty.like:
        return
    try:
        setting_like(owed.duty.like, profile, date.max)
    except LookupError:
        yield Text(
            f"“{owed.key}”的 like = “{owed.duty.like}”没有对应的设定。请改正，或直接写次数和周期。",
            f"{owed.key} has like = {owed.duty.like}, which is no setting. "
            "Correct it, or write number and period themselves.",
        )


def _subjects(owed: Owed, known: set[str]) -> Iterator[Text]:
    for code in owed.duty.subjects:
        if code not in known:
            yield Text(
                f"“{owed.key}”的学科“{code}”不在 duties.subjects 中。请用其中的代码。",
                f"{owed.key} names the subject {code}, which is not in duties.subjects.",
            )


def _role(owed: Owed) -> Iterator[Text]:
    role = owed.duty.role
    if role not in ROLES and (role or owed.duty.owed_by == "post"):
        yield Text(
            f"“{owed.key}”的职务“{role}”不存在。可用：{'、'.join(ROLES)}。",
            f"{owed.key} has the role {role or '(none)'}; known are {', '.join(ROLES)}.",
        )
