"""The section `training` of a profile: what teachers learn together, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.settings import Duty, Named


@dataclass(frozen=True, slots=True)
class Training:
    """Section `training`: training, reading, growth of teachers (TRN-01 to TRN-18)."""

    unified_project: bool = False  # the consortium trains as one
    structure: tuple[Named, ...] = ()  # looked at before the training is set
    linked_with_superior: bool = False  # joined to the training of the levels above
    own_highlights: bool = False  # has features of the consortium's own (特色亮点)
    unified_plan: bool = False  # one written plan of the consortium
    projects: tuple[Named, ...] = ()  # the projects and series of the plan
    sessions: Duty | None = None  # training of each subject
    cross_subject: bool = False
    products: tuple[Named, ...] = ()  # of study, each teacher one of each (八个一)
    product_themes: Duty | None = None
    books: Duty | None = None  # read by each teacher
    reading_forms: tuple[Named, ...] = ()
    reading_forum: Duty | None = None
    broadcast: bool = False  # given at one school, watched at the others at once
    it_abilities: tuple[Named, ...] = ()  # that every teacher is trained in
    class_teachers_online: bool = False
    online: bool = False  # research and training joined online (一体化网上)
    kinds: tuple[Named, ...] = ()
    recognised_as: tuple[Named, ...] = ()  # what research up to the standard is worth
    principal_topics: tuple[Named, ...] = ()
