"""How forms look: two columns on a desk, one on a phone, every input with its label."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text


class Renderer(TemplatesSetting):
    """Django's forms through the product's own templates."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


SAID: dict[type, Any] = {
    MaxLengthValidator: _("Type at most %(limit_value)d signs; there are %(show_value)d."),
    ProhibitNullCharactersValidator: _(
        "It holds a sign that nobody can see and that cannot be kept. Type the text anew."
    ),
}  # what is said in place of the framework's own words


class Form(forms.Form):
    """A form whose inputs carry the look of the product and whose required labels a star."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
                continue  # their class would go to the box round all of them, too
            if isinstance(widget, forms.CheckboxInput):
                name = "form-check-input"
            elif isinstance(widget, forms.Select):
                name = "form-select"
            else:
                name = "form-control"
            widget.attrs.setdefault("class", name)

    def advice(self) -> list[Text]:
        """What is odd in what was typed, though nothing is wrong; said once it is registered."""
        return []

    def full_clean(self) -> None:
        """Check every field, in our own words."""
        for field in self.fields.values():
            check: Any
            for check in field.validators:
                if type(check) in SAID:
                    check.message = SAID[type(check)]
        super().full_clean()


def horizon() -> date:
    """The last day people may enter: ten years on; a later one is a slip of the hand."""
    return date(timezone.localdate().year + 10, 12, 31)


class ReadField(forms.CharField):
    """Text that one of the readers of `standards` puts into the form it is kept in."""

    def __init__(self, *, reads: Callable[[str], str], **kwargs: Any) -> None:
        self.reads = reads
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return self.reads(text) if text else text
        except Unfit as unfit:
            said = unfit.text.say(get_language() or "zh-hans")
            raise forms.ValidationError(said, code="unfit") from unfit


class DayField(forms.DateField):
    """A day, chosen with the browser's own calendar."""

    default_validators = [
        MinValueValidator(date(1840, 1, 1), _("Choose %(limit_value)s or a later day.")),
        MaxValueValidator(horizon, _("Choose %(limit_value)s or an earlier day.")),
    ]
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Ticks(forms.CheckboxSelectMultiple):
    """A long list to tick in; with scripts it can be searched."""

    template_name = "web/ticks.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs={"wide": True, "class": "tick-one"}, **kwargs)


UNKNOWN = ("", _("not known"))
