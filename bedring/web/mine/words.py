# SPDX-License-Identifier: Apache-2.0
"""My words: what illness, symptoms and the rest are called on the pages I read; their paper twin."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedring.curriculum import queries as curriculum
from bedring.people.commands import choose_words
from bedring.trust import queries as trust
from bedring.web.mine.forms import ChosenWordsForm, example
from bedring.web.parts import answers
from bedring.web.parts.reading import language
from bedring.web.parts.sections import Line, Section, paper
from bedring.web.signed_in import Request, participant_only


def sections(words: Mapping[str, str]) -> list[Section]:
    """The words that stand on my pages now: chosen, or else those of the place."""
    reads, lines = language(), []
    for name, term in curriculum.vocabulary().terms.items():
        known = {choice.slug: choice for choice in term.choices}
        chosen = known.get(words.get(name, "")) or known[term.default]
        lines.append(Line(example(chosen[reads]), term.about[reads]))
    return [Section("now", _("On my pages it says now"), lines)]


def _lead() -> str:
    return _("Words matter. Choose those you like best. The handouts and worksheets you read here then use them.")


@require_http_methods(["GET", "POST"])
@participant_only
def words(request: Request) -> HttpResponse:
    """The words as they are, and all there are to choose from."""
    chosen = trust.myself(request.actor).words
    form = ChosenWordsForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        choose_words(by=request.actor, words=form.cleaned_data)
        return redirect("mine")
    return answers.page(request, "mine/words.html", {"form": form, "lead": _lead(), "sections": sections(chosen)})


@require_GET
@participant_only
def words_paper(request: Request) -> HttpResponse:
    """The paper twin of My words."""
    told = sections(trust.myself(request.actor).words)
    return paper(request, "mine/words.typ", "/mine/words/", _("My words"), told, _lead())
