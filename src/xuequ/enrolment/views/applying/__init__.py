"""Pages of families: registering, home, the steps of an application, handing in."""

from __future__ import annotations

from .codes import my_code
from .family import apply_begin, child_guardian, child_new, family_rounds
from .guarding import guardian_add, guardian_end, guardian_find, guardian_list
from .handing import draft_discard, my_hand_in, my_receipt, my_withdraw
from .materials import material_drop, material_show, my_materials
from .officers import code_reset, parent_confirm, parent_enter, parent_list
from .register import public_register
from .steps import my_address, my_application, my_choices, my_claims, my_together

__all__ = [
    "apply_begin",
    "child_guardian",
    "child_new",
    "code_reset",
    "draft_discard",
    "family_rounds",
    "guardian_add",
    "guardian_end",
    "guardian_find",
    "guardian_list",
    "material_drop",
    "material_show",
    "my_address",
    "my_application",
    "my_choices",
    "my_claims",
    "my_code",
    "my_hand_in",
    "my_materials",
    "my_receipt",
    "my_together",
    "my_withdraw",
    "parent_confirm",
    "parent_enter",
    "parent_list",
    "public_register",
]
