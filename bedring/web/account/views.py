# SPDX-License-Identifier: Apache-2.0
"""Where people belong after signing in, and the ways in without a password."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.people import signin
from bedring.web.account.forms import CodeForm, LinkForm
from bedring.web.account.signing_in import sign_in
from bedring.web.jobs import send_link
from bedring.web.signed_in import signed_in


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Everybody to where they belong."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    actor = request.actor
    places = [(actor.is_staff, "tonight"), (actor.participant_id, "mine"), (actor.supports, "invited")]
    return redirect(next((place for fits, place in places if fits), "account_ways_in"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in here; the browser forgets what it kept."""
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same whether the address is known or not."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        limits = {"action": "link", "key": email.lower(), "amount": 5, "duration": 900}
        if _allowed(request, "link_ip", 30, 900) and ratelimit.consume(request, **limits):
            code = signin.make_link(email)
            if code:
                send_link.defer(code_id=str(code.id))
        return render(request, "account/link_sent.html")
    return render(request, "account/ask_for_link.html", {"form": form}, status=422 if form.errors else 200)


def _allowed(request: HttpRequest, action: str, amount: int, seconds: int) -> bool:
    """Not more than `amount` from one address in `seconds`."""
    return bool(ratelimit.consume(request, action=action, amount=amount, duration=seconds))


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: UUID, secret: str) -> HttpResponse:
    """Opening the link shows a button (mail scanners open links too); pressing it signs in and uses the link up."""
    if request.method == "GET":
        return render(request, "account/link.html")
    account = signin.use_link(code, secret)
    if account is None:
        return render(request, "account/link_old.html", status=410)
    return sign_in(request, account, "link")


@require_http_methods(["GET", "POST"])
def printed_code(request: HttpRequest) -> HttpResponse:
    """The code on the paper, and its PIN."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _allowed(request, "printed_ip", 30, 300):
            account = signin.use_printed_code(**form.cleaned_data)
            if account is not None:
                return sign_in(request, account, "printed")
        form.add_error(None, _("The code and the PIN do not fit together. Look at the paper and try again in a little while."))
    return render(request, "account/code.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@signed_in
def ways_in(request: HttpRequest) -> HttpResponse:
    """How one signs in, and what one can add."""
    return render(request, "account/ways_in.html", {"staff": request.actor.is_staff})
