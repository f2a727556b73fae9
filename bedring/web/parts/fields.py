# SPDX-License-Identifier: Apache-2.0
"""The form fields for what people write. Long text cannot be asked for without saying who reads it, and when."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from bedring.kit import text
from bedring.people.rules import LONGEST_ADDRESS


class _Described(BoundField):
    """Ties who reads it to the field for a screen reader, also where there is no other help."""

    @property
    def aria_describedby(self) -> str:
        error = f" {self.auto_id}_error" if self.errors else ""
        return f"{self.auto_id}_helptext{error}"


class _LongText(forms.Textarea):
    template_name = "parts/own_words.html"


TOO_LONG = {"max_length": _("Use %(limit_value)d characters or fewer. There are %(show_value)d now.")}
"""What is said of a text that is too long, in a form of ours."""


class ShortText(forms.CharField):
    """A short text in a form: a name, a place. Taken in as it is kept (kit/text.py); too long is told, never cut."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = TOO_LONG | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return text.one_line(super().to_python(value) or "")


class MailAddress(forms.EmailField):
    """An e-mail address: as long as there is room for where it is kept; longer is told by the field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = TOO_LONG | kwargs.get("error_messages", {})
        super().__init__(max_length=LONGEST_ADDRESS, **kwargs)


class OwnWords(forms.CharField):
    """Long text in a form. `who`: who reads it and when, in words; it stands beside the field."""

    bound_field_class = _Described

    def __init__(self, *, who: Any, rows: int = 4, **kwargs: Any) -> None:
        kwargs["error_messages"] = TOO_LONG | kwargs.get("error_messages", {})
        super().__init__(widget=_LongText(attrs={"rows": rows}), **kwargs)
        self.who = who

    def to_python(self, value: Any) -> str:
        written = super().to_python(value) or ""
        return text.kept(written) if self.strip else text.storable(written)
