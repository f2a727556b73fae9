# SPDX-License-Identifier: Apache-2.0
"""The site's own pages of the programme: change, preview, save, take away; earlier versions. Nobody is named here."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bedring.curriculum import commands
from bedring.curriculum import queries as curriculum
from bedring.curriculum.check import is_content
from bedring.kit.refusals import NotThere, Refused, SomebodyElseWrote
from bedring.sessions.access import check_can_change_pages
from bedring.sessions.commands.pages import put_page, take_page_away
from bedring.web.parts.fields import OwnWords
from bedring.web.signed_in import Request, staff_only


class PageForm(forms.Form):
    """The text of one file, as it stands on the disk."""

    text = OwnWords(
        label=gettext_lazy("The page"),
        who=gettext_lazy("Everybody who reads the programme here, as soon as it is saved."),
        rows=30,
        max_length=commands.LONGEST,
        strip=False,
        error_messages={"required": gettext_lazy("Write a few words first.")},
    )


def _name(request: Request) -> str:
    """The file asked for."""
    name = request.GET.get("name", "")
    if not is_content(name):
        raise NotThere
    return name


@require_GET
@staff_only
def pages(request: Request) -> HttpResponse:
    """Every file of the programme there is, by module; those of the site's own are marked."""
    site, language = check_can_change_pages(request.actor), get_language() or "nb"
    shelves: list[tuple[str, str, list[str]]] = []
    for edition in curriculum.editions():
        for module in curriculum.modules(edition.slug):
            if module.slug not in [slug for slug, _title, _files in shelves]:
                shelves.append((module.slug, module.title[language], curriculum.files_of(module.slug)))
    general = [
        *curriculum.files_of("", "editions"),
        *curriculum.files_of("", "words"),
        *curriculum.files_of("", "stories"),
    ]
    own = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()} if site.is_dir() else set()
    return render(request, "site/pages.html", {"shelves": shelves, "general": general, "own": own})


@require_http_methods(["GET", "POST"])
@staff_only
def edit(request: Request) -> HttpResponse:
    """One file: its text, what is to be mended in it, and how it will look."""
    site, name = check_can_change_pages(request.actor), _name(request)
    folders = tuple(settings.CONTENT_DIRS)
    now = commands.text_of(folders, name)
    form = PageForm(request.POST or None, initial={"text": now})
    context: dict[str, Any] = {"name": name, "form": form, "seen": commands.digest(now), "own": (site / name).is_file()}
    if request.method != "POST":
        return render(request, "site/edit.html", context)
    if "take_away" in request.POST:
        try:
            take_page_away(by=request.actor, name=name)
        except Refused as refused:
            return render(request, "site/edit.html", context | {"refused": refused.reason}, status=409)
        return redirect(f"{reverse('site_edit')}?name={name}")
    if not form.is_valid():
        return render(request, "site/edit.html", context, status=422)
    text, seen = form.cleaned_data["text"].replace("\r\n", "\n"), request.POST.get("seen", "")
    if "save" not in request.POST:
        problems = commands.problems_of(folders, name, text)
        page = curriculum.page_of(name, text, name.split(".")[-2])
        shown = {"problems": problems, "preview": page, "kind": name.split("/")[-2], "seen": seen}
        return render(request, "site/edit.html", context | shown, status=422 if problems else 200)
    try:
        problems = put_page(by=request.actor, name=name, text=text, seen=seen)
    except SomebodyElseWrote as other:
        return render(request, "site/edit.html", context | {"theirs": other.theirs}, status=409)
    if problems:
        return render(request, "site/edit.html", context | {"problems": problems, "seen": seen}, status=422)
    return redirect(f"{reverse('site_edit')}?name={name}&saved=yes")


@require_GET
@staff_only
def versions(request: Request) -> HttpResponse:
    """What stood in a file of the site's own before, newest first."""
    site, name = check_can_change_pages(request.actor), _name(request)
    return render(request, "site/versions.html", {"name": name, "versions": commands.versions(site, name)})
