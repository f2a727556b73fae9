# SPDX-License-Identifier: Apache-2.0
"""Tell apart those who share a name in a group there is already."""

from django.db import migrations

from bedring.kit.text import compared, told_apart


def tell_apart(apps, schema_editor):
    groups = {}
    for place in apps.get_model("imr_sessions", "Enrolment").objects.select_related("participant"):
        person = place.participant
        groups.setdefault((place.course_id, compared(person.called_alone)), {})[person.id] = person
    for people in groups.values():
        alike = list(people.values())
        shown = told_apart([(p.called_alone, p.name, str(p.id)) for p in alike])
        for person, name in zip(alike, shown, strict=True):
            if name != person.called_alone and not person.apart:
                person.apart = name.removeprefix(person.called_alone).strip()
                person.save(update_fields=["apart"])


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0008_said"), ("people", "0009_namesakes")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
