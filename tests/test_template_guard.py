# SPDX-License-Identifier: Apache-2.0
"""The guard notices a template that asks, and its list of exceptions holds nothing that has been mended."""

from django.template import Context, Template

from bedring.kit.rows import set_actor
from bedring.people.models import Participant
from tests.addresses import ROWS
from tests.template_guard import QUERYING, no_queries_from_templates
from tests.world import World


def test_a_template_that_walks_a_relation_is_noticed(world: World) -> None:
    set_actor(world.birger.id)
    ane = Participant.objects.get(id=world.ane.id)
    with no_queries_from_templates() as asked:
        Template("{{ person.organisation.name }}").render(Context({"person": ane}))
    assert len(asked) == 1
    assert "people_organisation" in asked[0]


def test_a_list_that_is_not_fetched_yet_is_noticed(world: World) -> None:
    set_actor(world.birger.id)
    with no_queries_from_templates() as asked:
        Template("{% for p in people %}{{ p.called }}{% endfor %}").render(
            Context({"people": Participant.objects.all()})
        )
    assert asked


def test_what_was_fetched_before_is_not(world: World) -> None:
    set_actor(world.birger.id)
    with no_queries_from_templates() as asked:
        people = list(Participant.objects.all())
        drawn = Template("{% for p in people %}{{ p.called }} {% endfor %}").render(Context({"people": people}))
    assert "Ane" in drawn
    assert not asked


def test_exceptions_are_addresses_that_are_there() -> None:
    assert {row.split()[1] for row in ROWS} >= QUERYING
