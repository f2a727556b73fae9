# SPDX-License-Identifier: Apache-2.0
"""What stands in every form. A builtin: no form can be made without it."""

from uuid import uuid4

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

register = template.Library()


class FormNode(CsrfTokenNode):
    """The token against other sites, and the id by which two presses of this form's button are one."""

    def render(self, context: template.Context) -> str:
        token = super().render(context)
        return token + format_html('<input type="hidden" name="press" value="{}">', uuid4()) if token else token


@register.tag
def csrf_token(parser: object, token: object) -> FormNode:
    """In the place of Django's tag of this name."""
    return FormNode()
