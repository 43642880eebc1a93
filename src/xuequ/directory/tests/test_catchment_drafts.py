"""Drafts of catchments: who sees, changes and comments on them, and what they cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import (
    Catchment,
    CatchmentDraft,
    CatchmentOpinion,
)
from xuequ.directory.queries import drafts
from xuequ.directory.services import schools
from xuequ.directory.services.catchments import (
    ask_opinions,
    change_draft,
    draft_catchment,
    drop_draft,
    open_draft,
    publish_catchments,
    say_opinion,
)
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.catchment_lists import (
    LISTS,
    NOW,
    drafted,
    drawn,
    held,
    published,
    put_in_force,
    refused,
)
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with the lists of two schools in force."""
    published(cast)
    return cast


def test_a_draft_is_seen_by_offices_and_by_schools_once_they_are_asked(world: Cast) -> None:
    draft = drafted(world, LATER, 东三小="莲花村")

    def seen(who: str) -> bool:
        return draft in drafts.drafts(seen_by=world.actors[who], on=DAY)

    assert seen("bureau") and seen("city")
    assert not any(seen(each) for each in ("head", "principal", "school", "other", "guardian"))
    ask_opinions(draft, actor=world.bureau, now=NOW)
    assert all(seen(each) for each in ("bureau", "city", "head", "principal", "school"))
    assert not any(seen(each) for each in ("other", "guardian", "system", "security"))
    publish_catchments(draft, actor=world.bureau, now=NOW)
    assert not seen("bureau") and not seen("head")


def test_schools_and_consortia_say_what_they_think_and_read_only_their_own(world: Cast) -> None:
    draft = drafted(world, LATER, 东三小="莲花村")
    school, head = world.actors["principal"], world.actors["head"]
    refused("opinions-not-asked", lambda: say_opinion(draft, "太远", actor=school, now=NOW))
    refused("opinions-not-asked", lambda: publish_catchments(draft, actor=world.bureau, now=NOW))
    ask_opinions(draft, actor=world.bureau, now=NOW)
    say_opinion(draft, "太远", actor=school, now=NOW)
    say_opinion(draft, "同意", actor=head, now=NOW)
    assert Line.objects.latest("number").verb == "say-opinion"
    assert "同意" not in str(Line.objects.latest("number").note)
    told = {
        each: [(e.school_id is None, e.text) for e in drafts.opinions(draft, seen_by=actor)]
        for each, actor in (("bureau", world.bureau), ("school", school), ("head", head))
    }
    assert told == {
        "bureau": [(False, "太远"), (True, "同意")], "school": [(False, "太远")],
        "head": [(True, "同意")],
    }  # fmt: skip
    said = CatchmentOpinion.objects.earliest("pk")
    assert (said.person_id, said.post, said.school_id) == (
        school.person,
        school.post,
        school.school,
    )
    for actor in (world.bureau, MAKER, world.actors["guardian"]):
        refused("no-place-to-speak-for", lambda a=actor: say_opinion(draft, "好", actor=a, now=NOW))
    publish_catchments(draft, actor=world.bureau, now=NOW)
    refused("opinions-not-asked", lambda: say_opinion(draft, "晚了", actor=school, now=NOW))
    with pytest.raises(IntegrityError), transaction.atomic():
        CatchmentOpinion.objects.update(text="")


def test_only_the_authority_itself_drafts_and_publishes(world: Cast) -> None:
    draft = drafted(world, LATER, 东三小="莲花村")
    ask_opinions(draft, actor=world.bureau, now=NOW)
    for who in ("city", "other", "head", "principal", "guardian", "system"):
        actor = world.actors[who]
        for do in (
            lambda a=actor: open_draft(world.authority, "junior", since=DAY, actor=a),
            lambda a=actor: change_draft(draft, since=DAY, basis="", actor=a),
            lambda a=actor: draft_catchment(draft, named("东三小"), drawn("桥头村"), actor=a),
            lambda a=actor: ask_opinions(draft, actor=a, now=NOW),
            lambda a=actor: publish_catchments(draft, actor=a, now=NOW),
            lambda a=actor: drop_draft(draft, actor=a),
        ):
            refused("not-your-catchments", do)


def test_what_a_draft_cannot_be_is_refused(world: Cast) -> None:
    bureau = world.bureau
    draft = drafted(world, LATER)
    refused("nothing-drafted", lambda: ask_opinions(draft, actor=bureau, now=NOW))
    refused(
        "draft-is-open", lambda: open_draft(world.authority, "primary", since=DAY, actor=bureau)
    )
    refused("nothing-changed", lambda: change_draft(draft, since=LATER, basis="", actor=bureau))
    same = drawn(LISTS["东一小"])
    refused("nothing-changed", lambda: draft_catchment(draft, named("东一小"), same, actor=bureau))
    facts = refused(
        "school-teaches-no-stage",
        lambda: draft_catchment(draft, world.loose, drawn("莲花村"), actor=bureau),
    )
    assert facts == {"school": "孤小", "day": LATER}
    draft_catchment(draft, named("东三小"), drawn("莲花村"), actor=bureau)
    draft = ask_opinions(draft, actor=bureau, now=NOW)
    refused("opinions-are-asked", lambda: ask_opinions(draft, actor=bureau, now=NOW))
    schools.change_school(
        named("东三小"), since=DAY, values={}, stages=["junior"], actor=MAKER
    )  # fmt: skip
    refused("school-teaches-no-stage", lambda: publish_catchments(draft, actor=bureau, now=NOW))
    assert held("东三小") == [] and held("东一小") == [(DAY, None, 2)]


def test_nothing_is_published_before_what_is_published_for_later(world: Cast) -> None:
    put_in_force(drafted(world, LATER, 东三小="莲花村"), world.bureau)
    early = drafted(world, LATER - timedelta(days=9), 东三小="桥头村")
    facts = refused("catchments-begin-later", lambda: put_in_force(early, world.bureau))
    assert facts == {"since": LATER}
    moved = change_draft(early, since=LATER, basis="教发5号", actor=world.bureau)
    put_in_force(moved, world.bureau)
    row = Catchment.objects.get(school__name="东三小")
    assert (row.since, row.basis, row.lines.get().place) == (LATER, "教发5号", "桥头村")
    for do in (publish_catchments, ask_opinions):
        refused("draft-is-published", lambda d=do: d(moved, actor=world.bureau, now=NOW))


def test_a_draft_thrown_away_leaves_what_is_in_force(world: Cast) -> None:
    draft = drafted(world, LATER, 东三小="莲花村")
    drop_draft(draft, actor=world.bureau)
    line = Line.objects.latest("number")
    assert (line.verb, line.note["schools"], line.authority) == (
        "drop-draft", 3, world.authority.pk,
    )  # fmt: skip
    assert not CatchmentDraft.objects.filter(published_at=None).exists()
    assert held("东一小") == [(DAY, None, 2)]
    refused("draft-is-published", lambda: drop_draft(draft, actor=world.bureau))
