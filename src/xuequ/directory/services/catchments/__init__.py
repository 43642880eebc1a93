"""Draft the catchments of a stage, ask for opinions, publish them into the directory."""

from __future__ import annotations

from .drafts import Drawn, change_draft, draft_catchment, drop_draft, open_draft
from .opinions import ask_opinions, say_opinion
from .publishing import publish_catchments

__all__ = [
    "Drawn",
    "ask_opinions",
    "change_draft",
    "draft_catchment",
    "drop_draft",
    "open_draft",
    "publish_catchments",
    "say_opinion",
]
