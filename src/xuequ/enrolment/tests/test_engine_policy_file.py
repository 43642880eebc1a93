"""The policy that is signed with the rules: read as it was written, and said in words."""

from __future__ import annotations

import json

from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.engine.preparing.asked_words import asked_in_words
from xuequ.enrolment.engine.preparing.policy_file import policy_in, written
from xuequ.enrolment.tests.preparing import DAY, policy_of
from xuequ.profiles.loader import localities
from xuequ.profiles.loader import policy as section
from xuequ.profiles.samples import example


def test_a_policy_that_is_signed_is_read_as_it_was_written() -> None:
    for locality in localities():
        policy = policy_of(locality)
        data = written(policy)
        assert policy_in(data) == policy and written(policy_in(data)) == data
    kept = json.loads(written(policy_of("futian")))
    kept["of_a_later_version"] = True
    del kept["crowding_shown"]
    assert policy_in(json.dumps(kept).encode()).crowding_shown is False


def test_who_may_apply_and_the_points_are_said_in_words() -> None:
    policy = section(Enrolment, example("futian-2021"), "enrolment", DAY)
    assert asked_in_words(policy, "primary")[0].en.startswith("Points: those of the type first")
    zh = [each.zh for each in asked_in_words(policy, "junior")]
    assert zh[:2] == [
        "可以报名的：就读6年级、居住在本区，并且符合下列条件之一（年限算到报名开始之日）。",
        "条件：深圳市户籍。",
    ]
    assert zh[4] == (
        "条件：非深户籍，父母双方或一方持有效居住证并居住、参保满1年（父母中至少1人具备：有效居住证、"
        "居住满12个月、连续参加养老保险满12个月、连续参加医疗保险满12个月）。"
    )
    assert zh[5:8] == [
        "积分：先按类型给基础分，再逐项加分，总分最多101分。",
        "类型由查实的事实确定，按下列次序取最先符合的一类。",
        "类型“一类”：80分（父母购本地段住宅（产权不少于51%）、儿童入户该房）。",
    ]
    assert zh[-4:] == [
        "加分“居住”：每满1个月0.1分，最多10分。",
        "加分“租房且无房”：2分，计入“居住”的上限，只限类型五类、六类。",
        "加分“社保”：每满1个月0.1分，最多10分。",
        "加分“独生子女”：1分。",
    ]
    assert len(zh) == 17 and asked_in_words(policy_of("xingning"), "primary") == []
