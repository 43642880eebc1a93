"""What the policy wants surveyed before a plan is made."""

from __future__ import annotations

from datetime import date

from xuequ.directory.engine.policy import Formation
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.text import Text
from xuequ.profiles import loader

from ..models import Survey


def topics(survey: Survey, on: date) -> list[Text]:
    """The topics of a special survey (专项调研); none where the document names none."""
    try:
        profile = profile_of(survey.authority, on)
        policy = loader.policy(Formation, profile, "formation", max(on, profile.since))
    except LookupError:
        return []
    return [Text(each.zh, each.en) for each in policy.survey_topics]
