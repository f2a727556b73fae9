# SPDX-License-Identifier: Apache-2.0
"""An installation of any size, in one minute: rows written by PostgreSQL itself, each like one of the world's own."""

from dataclasses import dataclass

import psycopg

from tests.world import World


@dataclass(frozen=True)
class Size:
    """So many people over so many sites, eight in a group, with so many entries in all."""

    people: int
    sites: int
    entries: int


SMALL, LARGE = Size(500, 6, 10_000), Size(50_000, 60, 1_000_000)


def _like(table: str, template: str, source: str, **values: str) -> str:
    """Rows of `table` like the row `template`, one for each row of `source`, with these columns given in SQL."""
    given = ", ".join(f"'{column}', {value}" for column, value in values.items())
    return (
        f"INSERT INTO {table} SELECT made.* FROM {source}, (SELECT t FROM {table} t WHERE {template} LIMIT 1) like_this,"
        f" LATERAL jsonb_populate_record(like_this.t, jsonb_build_object({given})) made"
    )


def build_crowd(administrator: str, world: World, size: Size) -> None:
    """Everybody and everything of this size beside the world's own, past all triggers. `administrator`: their address."""
    goal, step, session = world.goal.id, world.step.id, world.session.id
    with psycopg.connect(administrator) as db:
        db.execute("SET LOCAL session_replication_role = replica")
        db.execute(
            f"CREATE TEMPORARY TABLE site ON COMMIT DROP AS SELECT n, gen_random_uuid() AS id"
            f" FROM generate_series(0, {size.sites - 1}) n"
        )
        db.execute(
            f"CREATE TEMPORARY TABLE person ON COMMIT DROP AS SELECT g AS n, g / 8 AS of, gen_random_uuid() AS id,"
            f" gen_random_uuid() AS account, s.id AS site FROM generate_series(0, {size.people - 1}) g"
            f" JOIN site s ON s.n = (g / 8) % {size.sites}"
        )
        db.execute(
            "CREATE TEMPORARY TABLE run ON COMMIT DROP AS SELECT of, gen_random_uuid() AS id, gen_random_uuid() AS leader,"
            " min(site::text)::uuid AS site FROM person GROUP BY of"
        )
        each = max(1, round(size.entries / size.people / 4))
        statements = [
            _like(
                "people_organisation", f"t.id = '{world.fjellvik.id}'", "site", id="site.id", name="'Site ' || site.n",
                lineage=f"to_jsonb(ARRAY(SELECT unnest(lineage) FROM people_organisation WHERE id = '{world.fjellvik.id}'"
                f" EXCEPT SELECT '{world.fjellvik.id}'::uuid) || site.id)",
            ),
            _like("people_account", f"t.id = '{world.ane.account_id}'", "person", id="person.account",
                  email="person.n || '@crowd.example'"),
            _like("people_account", f"t.id = '{world.birger.id}'", "run", id="run.leader",
                  email="'leader' || run.of || '@crowd.example'"),
            _like("people_participant", f"t.id = '{world.ane.id}'", "person", id="person.id",
                  organisation_id="person.site", account_id="person.account"),
            _like("people_membership", f"t.account_id = '{world.birger.id}'", "run", id="gen_random_uuid()",
                  account_id="run.leader", organisation_id="run.site"),
            _like("people_carerelation", f"t.account_id = '{world.birger.id}' AND t.participant_id = '{world.ane.id}'",
                  "person JOIN run USING (of)", id="gen_random_uuid()", account_id="run.leader",
                  participant_id="person.id", organisation_id="person.site"),
            _like("imr_sessions_course", f"t.id = '{world.group.id}'", "run", id="run.id", organisation_id="run.site",
                  name="'Group ' || run.of"),
            _like("imr_sessions_courseleader", f"t.course_id = '{world.group.id}' AND t.account_id = '{world.birger.id}'",
                  "run", id="gen_random_uuid()", course_id="run.id", account_id="run.leader", organisation_id="run.site"),
            _like("imr_sessions_enrolment", f"t.id = '{world.anes_place.id}'", "person JOIN run USING (of)",
                  id="gen_random_uuid()", course_id="run.id", participant_id="person.id", organisation_id="person.site"),
            _like("goals_goal", f"t.id = '{goal}'", "person", id="gen_random_uuid()", participant_id="person.id",
                  organisation_id="person.site"),
            _like("goals_step", f"t.id = '{step}'", "person", id="gen_random_uuid()", participant_id="person.id",
                  organisation_id="person.site", goal_id="NULL"),
            "CREATE TEMPORARY TABLE met ON COMMIT DROP AS SELECT run.*, k, gen_random_uuid() AS session"
            " FROM run, generate_series(1, 4) k",
            _like("imr_sessions_session", f"t.id = '{session}'", "met", id="met.session", course_id="met.id",
                  organisation_id="met.site", number="met.k", starts_at="now() - make_interval(days => 7 * (5 - met.k))"),
            _like("imr_sessions_entry", "t.kind = 'opened'", f"met JOIN person USING (of), generate_series(1, {each}) AS tap(n)",
                  id="gen_random_uuid()", made_at="now() - make_interval(days => 40, secs => tap.n)", session_id="met.session", organisation_id="met.site",
                  participant_id="person.id", kind="'presence'", says="'here'", value="'{\"here\": \"here\"}'::jsonb",
                  by_id="met.leader", number="nextval('imr_sessions_entry_numbers')"),
            "INSERT INTO imr_sessions_said (id, session_id, organisation_id, participant_id, kind, key, says, entry_id,"
            " by_id, made_at, number, others) SELECT DISTINCT ON (session_id, participant_id, kind, key)"
            " gen_random_uuid(), session_id, organisation_id, participant_id, kind, key, says, id, by_id, made_at,"
            " number, false FROM imr_sessions_entry e WHERE NOT EXISTS (SELECT FROM imr_sessions_said s WHERE s.session_id"
            " = e.session_id) ORDER BY session_id, participant_id, kind, key, number DESC",
        ]  # fmt: skip
        for statement in statements:
            db.execute(statement)
    with psycopg.connect(administrator, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
