# SPDX-License-Identifier: Apache-2.0
# mypy: allow-subclassing-any, no-warn-return-any
"""Where people belong after signing in, and the ways in without a password."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bedring.kit import later
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.text import address
from bedring.kit.words import called
from bedring.people.commands import answer_offer
from bedring.people.queries import my_offers
from bedring.people.rules import Role
from bedring.people.signin.devices import forget_devices
from bedring.people.signin.links import ask_for_link, link_is_good, use_link
from bedring.people.signin.open import end_sign_ins, my_sign_ins
from bedring.people.signin.places import TriedFrom
from bedring.people.signin.printed import choose_pin, has_own_pin, is_used_here, mark_for, use_printed_code
from bedring.people.signin.tries import What, count_try, too_many_tries
from bedring.people.signin.ways import ways_in
from bedring.web.account.adapter import wrong_code
from bedring.web.account.forms import CodeForm, LinkForm, PinForm
from bedring.web.account.second_factor import factors_of
from bedring.web.account.signing_in import OPENED_HERE, in_language_of, opened_here, pin_was_chosen, sign_in
from bedring.web.account.strength import is_recent, is_without_password
from bedring.web.parts.views import second_broom
from bedring.web.signed_in import Request, signed_in

SAID = {"yes": gettext_lazy("You have the role from now on."), "no": gettext_lazy("You said no. Nothing has changed.")}
"""What is said after an answer to an offer."""


@require_safe
def front(request: Request) -> HttpResponse:
    """Everybody to where they belong. Who is offered a role comes to that first, until they answer or ask for later."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    actor = request.actor
    if "later" not in request.GET and not actor.light and my_offers(actor):
        return redirect("account_offers")
    leads_all = actor.is_staff and all(post.role is Role.PROGRAMME_LEADER for post in actor.posts)
    places = [
        (leads_all, "groups"),
        (actor.is_staff, "tonight"),
        (actor.participant_id, "mine"),
        (actor.supports, "invited"),
    ]
    return redirect(next((place for fits, place in places if fits), "account_ways_in"))


class SignInView(LoginView):
    """One page for everybody: first those who take part, then those who work here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail": _mail_goes_out()}


def _mail_goes_out() -> bool:
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the sign-in here; the browser forgets what it kept."""
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = f'"cache"{second_broom(request)}'
    return response


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _network(request: Request) -> str:
    return str(get_adapter().get_client_ip(request))


@require_http_methods(["GET", "HEAD", "POST"])
def link_by_mail(request: Request) -> HttpResponse:
    """Ask for a link by e-mail. The answer, and the work behind it, is the same whether the address is known or not."""
    if not _mail_goes_out():
        raise NotThere
    form = LinkForm(_posted(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/ask_for_link.html", {"form": form}, status=422 if form.errors else 200)
    email, network = form.cleaned_data["email"], _network(request)
    if too_many_tries(What.LINK, network) or not ratelimit.consume(request, action="link", key=address(email)):
        return ratelimit.respond_429(request)
    count_try(What.LINK, network)
    later.ask("mail_sign_in_link", link_id=str(ask_for_link(email)))
    return redirect("account_link_sent")


@require_safe
def link_sent(request: Request) -> HttpResponse:
    """What happens now."""
    return render(request, "account/link_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, code: UUID, secret: str) -> HttpResponse:
    """Opening the link shows a button (mail scanners open links too); pressing it signs in and uses the link up."""
    account = use_link(code, secret) if request.method == "POST" else None
    if account is not None:
        return sign_in(request, account, "link")
    if request.method == "POST" or not link_is_good(code, secret):
        return render(request, "account/link_old.html", status=410)
    return render(request, "account/link.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def printed_code(request: Request) -> HttpResponse:
    """The code on the paper, and its PIN."""
    form, place = CodeForm(_posted(request)), TriedFrom(_network(request), request.COOKIES.get(OPENED_HERE, ""))
    if request.method == "POST" and form.is_valid():
        if too_many_tries(What.PRINTED, place.network) and not is_used_here(form.cleaned_data["code"], place):
            return ratelimit.respond_429(request)
        account = use_printed_code(**form.cleaned_data, place=place)
        if account is not None:
            own = has_own_pin(account)
            response = sign_in(request, account, "printed" if own else "first_paper")
            response = response if own else in_language_of(account, redirect("account_pin"))
            return opened_here(mark_for(account), response)
        count_try(What.PRINTED, place.network)
        form.add_error(None, wrong_code())
    return render(request, "account/code.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@signed_in
def my_ways_in(request: Request) -> HttpResponse:
    """How one signs in, and what one can add."""
    open_now = my_sign_ins(request.actor, request.session.session_key)
    context = {"ways": ways_in(request.actor), "staff": request.actor.is_staff, "sign_ins": open_now}
    return render(request, "account/ways_in.html", context | factors_of(request))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_pin(request: Request) -> HttpResponse:
    """A PIN of one's own for the paper one has."""
    if ways_in(request.actor).paper is None:
        raise NotThere
    light = request.actor.light
    if not light and not is_recent(request):
        raise Refused(_("Sign in anew first, so that nobody else can choose a PIN for you."), "sign_in_anew")
    form = PinForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            choose_pin(by=request.actor, pin=form.cleaned_data["pin"], here=request.session.session_key)
        except Refused as refusal:
            form.add_error("pin", str(refusal.reason))
        else:
            pin_was_chosen(request)
            return redirect("mine" if light else "account_ways_in")
    return render(request, "account/pin.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@signed_in
def offers(request: Request) -> HttpResponse:
    """The roles one is offered, each to say yes or no to."""
    mine = [(offer, called(offer.role)) for offer in my_offers(request.actor)]
    return render(request, "account/offers.html", {"offers": mine})


@require_POST
@signed_in
def answer(request: Request, membership: UUID) -> HttpResponse:
    """Yes or no to one of them. Who came in without a password is sent a link to choose one, and begins anew by it."""
    said = request.POST.get("answer")
    if said not in SAID:
        raise NotThere
    answer_offer(by=request.actor, membership_id=membership, yes=said == "yes")
    if said == "yes" and is_without_password(request):
        later.ask("mail_password_link", account_id=str(request.actor.account_id))
        logout(request)
        return redirect("account_reset_password_done")
    messages.success(request, SAID[said])
    return redirect("front")


@require_POST
@signed_in
def end_others(request: Request) -> HttpResponse:
    """End the sign-ins on all other devices."""
    end_sign_ins(request.actor.account_id, but=request.session.session_key)
    messages.success(request, _("You are signed in here, and nowhere else."))
    return redirect("account_ways_in")


@require_POST
@signed_in
def lost_device(request: Request) -> HttpResponse:
    """A device is lost: it is signed out, and what lies sealed on it can be opened by nobody any more."""
    end_sign_ins(request.actor.account_id, but=request.session.session_key)
    forget_devices(by=request.actor)
    messages.success(request, _("The lost device is signed out, and nobody can open what was kept on it."))
    return redirect("account_ways_in")
