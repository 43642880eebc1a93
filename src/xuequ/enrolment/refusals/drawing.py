"""Why draws and packages say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "draw-number-twice": _("Number %(number)s takes part twice."),
    "draw-parameter-out-of-range": _(
        "%(name)s must be a number from 1 to %(highest)s; %(number)s was drawn."
    ),
    "draw-unknown-parameter": _("This procedure has nothing called %(name)s to draw by hand."),
    "draw-unknown-variant": _("There is no procedure %(name)s. There are: %(known)s."),
    "log-wrong": _("A line of the log holds signs that cannot be printed."),
    "places-negative": _("Places cannot be fewer than none: %(number)s."),
    "ring-out-of-range": _("%(number)s is not a number from 1 to %(highest)s."),
    "ring-without-places": _("The plan has no place to draw for."),
    "seed-commitment-wrong": _(
        "%(part)s: the commitment must be 64 lower-case hexadecimal digits."
    ),
    "seed-digits": _("%(part)s: there are other signs in it than the digits of %(faces)s faces."),
    "seed-digits-number": _(
        "%(part)s: there must be just as many digits as announced, %(length)s."
    ),
    "seed-does-not-match": _(
        "%(part)s: what was revealed is not what was committed to. Without it nothing is drawn."
    ),
    "seed-faces": _("%(part)s: balls or dice have 2 to 10 faces."),
    "seed-not-revealed": _("%(part)s: its value is not known yet."),
    "seed-part-kind": _("%(part)s: a part is sealed, digits or public."),
    "seed-part-name": _("%(part)s: a part needs a name without control signs or outer spaces."),
    "seed-part-twice": _("Two parts are called %(part)s."),
    "seed-shorter-than-announced": _(
        "%(part)s: the secret is shorter than the %(length)s bytes announced."
    ),
    "seed-too-short": _("%(part)s: a secret needs at least %(length)s bytes."),
    "seed-unused": _("%(part)s: a part of this kind has no %(field)s."),
    "seed-value": _("%(part)s: the value holds signs that do not belong there, or is too long."),
    "seed-without-draw": _("These rules have no draw; an allocation without one has no seed."),
    "seed-without-parts": _(
        "A draw needs a seed: at least one part, or every parameter drawn by hand."
    ),
    "thrown-unknown-plan": _(
        "%(name)s was drawn for %(plan)s, but nobody takes part in such a plan."
    ),
    "title-wrong": _("A package needs a title without commas and quotation marks."),
    "unit-twice": _("Number %(number)s takes part twice."),
    "unit-without-children": _("Number %(number)s stands for no child."),
}
