"""Form of how somebody wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuequ.web.forms import Form

from ..models import Delivery
from ..services.deliveries import NewDelivery


class HourField(forms.TimeField):
    """A time of day in hours and minutes."""

    widget = forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M"], **kwargs)


class DeliveryForm(Form):
    """Address, how often, and the quiet hours."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only you see it. It is used once you have followed the link sent to it."),
    )
    digest = forms.ChoiceField(
        label=_("Unread notices by e-mail"),
        choices=Delivery.Digest.choices,
        help_text=_("One e-mail with everything new; in the product you see them in any case."),
    )
    quiet_from = HourField(label=_("Quiet hours from"))
    quiet_until = HourField(
        label=_("Quiet hours until"),
        help_text=_("Nothing is sent in between. Twice the same time: no quiet hours."),
    )

    def values(self) -> NewDelivery:
        """What the service takes."""
        return NewDelivery(**self.cleaned_data)
