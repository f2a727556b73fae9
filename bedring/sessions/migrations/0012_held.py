# SPDX-License-Identifier: Apache-2.0
"""What a session was is written down: who was expected, who led, what its pages were called. And calling off.

Of sessions held before this, what their entries and places tell is written down now; the titles are those of today.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import PERSON, STAFF, protect

NOT_HELD = ["ill", "holiday", "room", "nobody", "other"]
KINDS = [
    "opened", "closed", "signed", "not_held", "presence", "step_look", "goal", "next_step", "home_look",
    "home_practice", "technique", "handout", "practised", "topic", "part", "remark",
]  # fmt: skip
OF_MY_COURSES = "session_id = ANY(ARRAY(SELECT bedring_my_sessions()))"

WRITE_DOWN = """
UPDATE imr_sessions_session s SET closed_at = c.at
FROM (SELECT session_id, min(made_at) AS at FROM imr_sessions_entry WHERE kind = 'closed' GROUP BY 1) c
WHERE c.session_id = s.id;

UPDATE imr_sessions_session s SET nth = n.nth
FROM (SELECT id, row_number() OVER (PARTITION BY course_id ORDER BY opened_at, number) AS nth
      FROM imr_sessions_session WHERE opened_at IS NOT NULL) n
WHERE n.id = s.id;

INSERT INTO imr_sessions_expected (id, session_id, organisation_id, participant_id, called, steps, at)
SELECT gen_random_uuid(), s.id, s.organisation_id, p.id, trim(p.called || ' ' || p.apart), '{}', s.opened_at
FROM imr_sessions_session s
JOIN imr_sessions_enrolment e ON e.course_id = s.course_id
JOIN people_participant p ON p.id = e.participant_id
WHERE s.opened_at IS NOT NULL AND (
  EXISTS (SELECT FROM imr_sessions_entry t WHERE t.session_id = s.id AND t.participant_id = p.id)
  OR (SELECT v.change FROM imr_sessions_enrolmentevent v WHERE v.enrolment_id = e.id AND v.at <= s.opened_at
      ORDER BY v.at DESC LIMIT 1) IN ('enrol', 'resume'));

INSERT INTO imr_sessions_ledby (id, session_id, organisation_id, account_id, name, came_at)
SELECT gen_random_uuid(), s.id, s.organisation_id, a.id, a.name, min(t.made_at)
FROM imr_sessions_session s
JOIN imr_sessions_entry t ON t.session_id = s.id AND t.kind <> 'signed'
JOIN people_account a ON a.id = t.by_id
GROUP BY s.id, s.organisation_id, a.id, a.name;

INSERT INTO imr_sessions_held (id, session_id, organisation_id, course, titles, numbers)
SELECT gen_random_uuid(), s.id, s.organisation_id, c.name, '{}', '{}'
FROM imr_sessions_session s JOIN imr_sessions_course c ON c.id = s.course_id WHERE s.closed_at IS NOT NULL;
"""


def _row() -> tuple[str, models.Field]:  # type: ignore[type-arg]
    return "id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _to(model: str, related: str = "+") -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("imr_sessions", "0011_one_open_leading"),
        ("people", "0013_ends_now"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            "entry", "kind", models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=20)
        ),
        migrations.AddField("courseleader", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("courseleader", "notes_until", models.DateField(null=True)),
        migrations.AddField("session", "closed_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "held_on", models.DateField(null=True)),
        migrations.AddField("session", "nth", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "session",
            "called_off",
            models.CharField(blank=True, choices=[(w, w) for w in NOT_HELD], default="", max_length=10),
        ),
        migrations.AddField(
            "session",
            "stands_for",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instead",
                to="imr_sessions.session",
            ),
        ),
        migrations.CreateModel(
            name="Expected",
            fields=[
                _row(),
                ("called", models.CharField(max_length=330)),
                ("steps", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("organisation", _to("people.organisation")),
                ("participant", _to("people.participant")),
                ("session", _to("imr_sessions.session", "expected")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("session"), models.F("participant"), name="expected_once_in_a_session"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="LedBy",
            fields=[
                _row(),
                ("name", models.CharField(max_length=200)),
                ("came_at", models.DateTimeField(null=True)),
                ("account", _to(settings.AUTH_USER_MODEL)),
                ("organisation", _to("people.organisation")),
                ("session", _to("imr_sessions.session", "led_by")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("session"), models.F("account"), name="led_once_by_one")
                ]
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                _row(),
                ("course", models.CharField(max_length=100)),
                ("titles", models.JSONField(default=dict)),
                ("numbers", models.JSONField(default=dict)),
                ("organisation", _to("people.organisation")),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held", to="imr_sessions.session"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(WRITE_DOWN, migrations.RunSQL.noop),
        protect("imr_sessions_expected", see=PERSON, write=f"{STAFF} AND {PERSON}"),
        protect("imr_sessions_ledby", see=STAFF, write=STAFF),
        protect("imr_sessions_held", see=f"{STAFF} OR {OF_MY_COURSES}", write=STAFF),
    ]
