"""What is typed into the forms of the directory: what fits, and what does not."""

from __future__ import annotations

from dataclasses import dataclass

from support_plugin import Cast
from working import teacher
from xuequ.directory.services.people import register_person
from xuequ.directory.tests.belonging import DAY, named
from xuequ.kernel.actors import program

SINCE: dict[str, object] = {"since": DAY.isoformat()}
UNTIL: dict[str, object] = {"until": DAY.isoformat()}


@dataclass(frozen=True)
class Try:
    """What is typed into a form and done, and a change to it that is refused."""

    verb: str
    good: dict[str, object]
    bad: dict[str, object]
    kept: str  # typed text that a refused form must still show
    by: str = "bureau"  # who of the cast types it


TRIES = {
    "school_add": Try("register-school", {**SINCE, "name": "新小"}, {"code": "12"}, "新小"),
    "consortium_add": Try(
        "form-consortium",
        {**SINCE, "kind": "group", "name": "新集团"},
        {"kind": "circus"},
        "新集团",
    ),
    "consortium_change": Try(
        "change-consortium", {**SINCE, "mode": "compact", "goal": "品牌"}, {"form": "x"}, "品牌"
    ),
    "school_change": Try(
        "change-school",
        {**SINCE, "stages": ["primary"], "strength": "weak", "township": "五塘镇"},
        {"strength": "mighty"},
        "五塘镇",
    ),
    "school_name": Try(
        "name-school",
        {**SINCE, "kind": "plaque", "name": "湖滨校区"},
        {"since": "昨天"},
        "湖滨校区",
    ),
    "school_place": Try(
        "place-campus",
        {**SINCE, "name": "本部", "longitude": 108.4, "latitude": 22.8, "datum": "gcj02"},
        {"longitude": "nan"},
        "22.8",
    ),
    "school_teaching_point": Try(
        "add-teaching-point", {**SINCE, "name": "山坳教学点"}, {"since": ""}, "山坳教学点"
    ),
    "membership_add": Try("join-consortium", {**SINCE, "role": "member"}, {"role": "king"}, ""),
    "membership_move": Try("move-school", {**SINCE, "role": "member"}, {"since": "2020"}, "2020"),
    "membership_end": Try("leave-consortium", {"until": DAY}, {"until": "2026-13-01"}, ""),
    "person_add": Try("register-person", {"name": "新演示"}, {"name": "a/b"}, "a/b"),
    "post_add_in": Try(
        "create-post",
        {**SINCE, "role": "deputy_head", "title": "副学区长"},
        {"role": "principal"},
        "副学区长",
    ),
    "post_appoint": Try("appoint", SINCE, {"since": "昨天"}, "昨天"),
    "post_end": Try("end-post", UNTIL, {"until": "2026-13-01"}, ""),
    "holding_end": Try("end-holding", UNTIL, {"until": ""}, ""),
    "power_give": Try(
        "appoint", {**SINCE, "role": "audit_admin"}, {"role": "bureau_office"}, "", by="security"
    ),
    "holding_stop": Try("end-holding", {"reason": "离岗"}, {"reason": ""}, "", by="security"),
    "delegation_stop": Try(
        "revoke-delegation", {"reason": "离岗"}, {"reason": ""}, "", by="security"
    ),
    "person_teach": Try(
        "register-teacher",
        {**SINCE, "stage": "primary", "subject": "科学"},
        {"stage": "kindergarten"},
        "科学",
    ),
    "person_honour": Try(
        "give-honour", {**SINCE, "kind": "master", "level": "city"}, {"since": "昨天"}, "昨天"
    ),
    "person_post": Try(
        "post-teacher",
        {**SINCE, "kind": "leader", "decision": "文1号"},
        {"until": DAY.isoformat()},
        "文1号",
    ),
    "person_pair": Try(
        "pair",
        {**SINCE, "kind": "teaching", "tier": "1", "subject": "科学"},
        {"tier": "x"},
        "科学",
        by="head",
    ),
    "teaching_end": Try("end-teaching", UNTIL, {"until": "2020-01-01"}, ""),
    "honour_end": Try("end-honour", UNTIL, {"until": ""}, ""),
    "posting_end": Try("end-posting", UNTIL, {"until": "2020-01-01"}, ""),
    "pairing_end": Try("end-pairing", UNTIL, {"until": "2020-01-01"}, "", by="head"),
}
ELSEWHERE = {  # tried in tests of their own, beside what they are about
    # accounts, whose answer is a password shown once
    "account_open", "account_open_all",
    # signing in
    "log_in", "second_step", "change_my_password", "confirm", "add_code_app", "add_passkey",
    "recovery_codes", "sign_in_rules", "identity_list", "delegation_add", "token_add",
    # people and families
    "class_teacher_set",  # test_rollover_pages
    "person_search", "person_identity", "person_reveal", "pupil_add", "pupil_reveal",
    "guardian_add", "guardian_end", "guardian_reveal", "authority_public",
    "calendar_terms", "calendar_days",
    # lists, opinions and an address: test_catchment_pages
    "catchment_draft_new", "catchment_draft_change", "catchment_draft_school",
    "catchment_opinion", "catchment_lookup",
    # rooms and bells: test_daily_pages and the tests of facilities
    "facility_add", "facility_change", "facility_end", "bells_add", "period_add", "period_change",
}  # fmt: skip
FREE_TEXT = {"holding_stop", "delegation_stop"}  # nothing but a reason, which may say anything


def typed(name: str, cast: Cast) -> dict[str, object]:
    """What fits the form; a school that joins or moves goes to 西集团."""
    chosen: dict[str, object] = {}
    if name in {"membership_add", "membership_move"}:
        chosen["consortium"] = cast.group.pk
    if name == "post_appoint":
        chosen["person"] = cast.accounts["teacher"].person_id
    if name == "power_give":
        maker = program("cast")
        chosen["person"] = register_person(cast.authority, "闲演示", actor=maker).pk
    if name == "person_teach":
        chosen["school"] = cast.loose.pk
    if name == "person_post":
        chosen |= {"from_school": named("东一小").pk, "to_school": cast.loose.pk}
    if name == "person_pair":
        school = named("东一小")
        chosen |= {"school": school.pk, "mentor": teacher(school, "名师演示").pk}
    return {**TRIES[name].good, **chosen}
