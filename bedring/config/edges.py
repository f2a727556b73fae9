# SPDX-License-Identifier: Apache-2.0
"""The edges of the service: what comes in can be worked with, and every answer that goes out has the headers."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

GetResponse = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """The outermost: static files, redirects, 405 and faults too get the headers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        policy, _report_only = build_policy(), None
        self.headers = {
            "Content-Security-Policy": str(policy),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        }
        if settings.SECURE_HSTS_SECONDS:
            self.headers["Strict-Transport-Security"] = (
                f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
            )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 304)):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class InputMiddleware:
    """Takes out of what was sent the two things that no text can hold: NUL, and half of a character."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _tidied(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _tidied(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _tidied(sent: QueryDict) -> QueryDict:
    if not any(_odd(text) for key, texts in sent.lists() for text in (key, *texts)):
        return sent
    tidy = QueryDict(mutable=True, encoding=sent.encoding)
    for key, texts in sent.lists():
        tidy.setlist(_tidy(key), [_tidy(text) for text in texts])
    tidy._mutable = False
    return tidy


def _odd(text: str) -> bool:
    return "\0" in text or any("\ud800" <= c <= "\udfff" for c in text)


def _tidy(text: str) -> str:
    return "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff")
