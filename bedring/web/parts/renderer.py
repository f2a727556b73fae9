# SPDX-License-Identifier: Apache-2.0
from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms look like the rest: label, help and error by the field."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
