# SPDX-License-Identifier: Apache-2.0
"""Language, colours, leaving at once, and the gallery of all components."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from bedring.kit.refusals import NotThere
from bedring.people.commands import choose_language
from bedring.web.parts.samples import samples
from bedring.web.parts.storage import MANIFEST

BUILT = MANIFEST.parent
YEAR = 365 * 86400


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Back to where one was, if that is a page of ours."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language from now on."""
    response, wanted = _back(request), request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            choose_language(account=request.user, language=wanted)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_POST
def colour_scheme(request: HttpRequest) -> HttpResponse:
    """Light or dark colours from now on."""
    response, wanted = _back(request), request.POST.get("scheme", "")
    if wanted in ("light", "dark", "auto"):
        response.set_cookie(
            "colour_scheme", wanted, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response


def second_broom(request: HttpRequest) -> str:
    """What the browser is told to empty besides: its storage, unless our own script has swept it already.

    The script leaves what waits, sealed, and the worker that opens Help now without network; the header could not.
    """
    return "" if request.POST.get("swept") == "yes" else ', "storage"'


@csrf_exempt  # a page left open too long has an old token, and must still be left at once; nothing but leaving is done
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the sign-in, have the browser forget, and show an ordinary page. Not for another site to press."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise NotThere
    logout(request)
    response = HttpResponseRedirect(reverse("left"))
    response["Clear-Site-Data"] = f'"cache", "cookies"{second_broom(request)}'
    return response


@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """An ordinary page that says nothing of where one was."""
    return render(request, "parts/left.html")


@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """What the worker shows without network: an empty page, of nobody."""
    return render(request, "parts/shell.html")


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. Switched off (BEDRING_OFFLINE), it empties what it kept, and ends itself."""
    words = (BUILT / ("sw.js" if settings.OFFLINE else "sw-off.js")).read_text()
    return HttpResponse(words, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for those who build. Not there in production."""
    if settings.PRODUCTION:
        raise NotThere
    return render(request, "parts/gallery.html", samples())
