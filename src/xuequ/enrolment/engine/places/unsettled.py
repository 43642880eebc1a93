"""What a policy leaves open, said with its cure."""

from __future__ import annotations

from xuequ.kernel.text import Text

from ..regimes import Need, UnsettledPolicyError

SAID: dict[Need, Text] = {
    "unknown": Text(
        "没有招生方式“{regime}”；请从中选一种：{known}",
        "there is no way of enrolment {regime!r}; choose one of: {known}",
    ),
    "unsaid": Text(
        "政策没有写“{regime}”如何录取；请在 enrolment.allocation 中写明办法和排序",
        "the policy does not say how {regime} gives places: state method and order in "
        "enrolment.allocation",
    ),
    "class_size": Text(
        "政策不许扩大班额，但没有写班额；请先设定 enrolment.class_size",
        "the policy forbids larger classes and does not say how large they are: set "
        "enrolment.class_size first",
    ),
    "draw": Text(
        "“{regime}”要抽签，而同分处理中没有抽签；请在 enrolment.ties 末尾加 recorded_draw",
        "{regime} draws, and the order among equals has no draw: add recorded_draw at the end of "
        "enrolment.ties",
    ),
    "kept": Text(
        "“{regime}”的加分是按学校的，统筹调剂时无法保留；请将 kept_in_coordination 设为 false",
        "the bonus of {regime} belongs to a school and cannot be kept in coordinated placement: "
        "set kept_in_coordination to false",
    ),
    "places": Text(
        "“{regime}”的入围人数没有写；请填 places",
        "the pool of {regime} has no number of places: set places",
    ),
}


def said(error: UnsettledPolicyError) -> Text:
    """The sentence for what is left open."""
    text = SAID[error.need]
    return Text(text.zh.format(**error.facts), text.en.format(**error.facts))
