# SPDX-License-Identifier: Apache-2.0
"""One group: who leads it, who has a place in it, when it meets next."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme
from bedring.people.queries import colleagues, places_led
from bedring.people.rules import MEET_HERE, Actor
from bedring.sessions.commands import courses
from bedring.sessions.queries.site import GroupPage, group, people_called, registered_like
from bedring.sessions.queries.site import place as place_in
from bedring.sessions.rules.places import LAST_NOTES, Change
from bedring.sessions.rules.states import LARGEST_GROUP, Format, NotHeld
from bedring.sessions.words import CHANGE_ASKED
from bedring.web.groups.forms import NEW, CallOffForm, GroupForm, LeaderForm, NewGroupForm, PersonForm, SessionForm
from bedring.web.signed_in import Request, staff_only

BESIDE = {"email_taken": "email", "long_called": "called"}
"""The field beside which a refusal is told."""


@require_http_methods(["GET", "POST"])
@staff_only
def new_group(request: Request) -> HttpResponse:
    """Open a group or a course for one."""
    sites = [(str(one.id), one.name) for one in places_led(request.actor, MEET_HERE)]
    if not sites:
        raise NotThere
    form = NewGroupForm(request.POST or None, sites=sites)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        course = courses.open_course(
            by=request.actor,
            organisation_id=found["organisation"],
            name=found["name"],
            place=found["place"],
            format=Format(found["format"]),
            edition=found["edition"],
            every_days=found["every_days"],
            minutes=found["minutes"],
        )
        return redirect("groups_group", course.id)
    return render(request, "groups/new_group.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@staff_only
def one_group(request: Request, course: UUID) -> HttpResponse:
    """The group's page. POST changes its name, place, pace and length."""
    page = group(request.actor, course)
    form = GroupForm(request.POST or None, prefix="group", initial=_as_it_is(page))
    if request.method == "POST" and form.is_valid():
        courses.change_course(by=request.actor, course_id=course, **form.cleaned_data)
        return redirect("groups_group", course)
    return _page(request, page, **({"group": form} if form.is_bound else {}))


@require_POST
@staff_only
def plan(request: Request, course: UUID) -> HttpResponse:
    """Plan the next session, or move the one that is planned."""
    page = group(request.actor, course)
    form = SessionForm(request.POST, prefix="session", **_where(page))
    if form.is_valid():
        form.check_still(page.next.id if page.next else None)
    if not form.is_valid():
        return _page(request, page, session=form)
    found = {key: form.cleaned_data[key] for key in ("starts_at", "place", "module", "topic")}
    if page.next:
        courses.move_session(by=request.actor, session_id=page.next.id, **found)
    else:
        courses.plan_session(by=request.actor, course=page.id, **found)
    return redirect("groups_group", course)


@require_POST
@staff_only
def add_leader(request: Request, course: UUID) -> HttpResponse:
    """Let a colleague lead the group from today."""
    page = _run_by(request.actor, course)
    form = LeaderForm(request.POST, colleagues=_colleagues(request.actor, page), prefix="leader")
    if not form.is_valid():
        return _page(request, page, leader=form)
    courses.appoint_leader(by=request.actor, course=page.id, account_id=form.cleaned_data["account"])
    return redirect("groups_group", course)


@require_POST
@staff_only
def end_leader(request: Request, course: UUID, leader: UUID) -> HttpResponse:
    """From now on they do not lead it."""
    courses.end_leading(by=request.actor, leader_id=leader)
    return redirect("groups_group", course)


@require_POST
@staff_only
def register(request: Request, course: UUID) -> HttpResponse:
    """Register somebody new and give them a place, in one go."""
    page = _run_by(request.actor, course)
    form = PersonForm(request.POST, prefix="person")
    if form.is_valid():
        found = form.cleaned_data
        known = [] if found["another"] else registered_like(request.actor, page.id, found["name"])
        if known:
            form.ask_whether(known)
            return _page(request, page, person=form)
        try:
            courses.register_and_enrol(
                by=request.actor, course=page.id, name=found["name"], called=found["called"], email=found["email"]
            )
        except Refused as refused:
            if refused.code not in BESIDE:
                raise
            form.add_error(BESIDE[refused.code], str(refused.reason))
        else:
            return redirect("groups_group", course)
    return _page(request, page, person=form)


@require_POST
@staff_only
def give_place(request: Request, course: UUID, participant: UUID) -> HttpResponse:
    """Give a place to somebody who is registered here already."""
    page = _run_by(request.actor, course)
    typed = request.POST.get("find", "")
    known = {one.person.id for one in registered_like(request.actor, page.id, typed) if not one.has_place}
    if participant not in known | {one.id for one in people_called(request.actor, page.id, typed)}:
        raise NotThere
    courses.enrol(by=request.actor, course=page.id, participant=participant)
    return redirect("groups_group", course)


@require_http_methods(["GET", "POST"])
@staff_only
def change_place(request: Request, course: UUID, enrolment: UUID, change: str) -> HttpResponse:
    """Take a break, come back, leave, complete; or take back. GET says what will happen, and asks."""
    if change not in list(Change) or change == Change.ENROL:
        raise NotThere
    if request.method == "POST":
        seen = _id(request.POST.get("seen", ""))
        courses.change_enrolment(by=request.actor, enrolment_id=enrolment, change=Change(change), seen=seen)
        return redirect("groups_group", course)
    page, place = place_in(request.actor, course, enrolment)
    until = clock.today(page.zone) + LAST_NOTES
    question = CHANGE_ASKED[Change(change)] % {"name": place.called}
    context = {"page": page, "place": place, "change": Change(change), "question": question, "until": until}
    return render(request, "groups/change_place.html", context)


@require_POST
@staff_only
def not_held(request: Request, course: UUID, session: UUID) -> HttpResponse:
    """Call off a session, and say why."""
    form = CallOffForm(request.POST, prefix="off")
    if not form.is_valid():
        return _page(request, group(request.actor, course), off=form)
    courses.call_off(by=request.actor, session_id=session, why=NotHeld(form.cleaned_data["why"]))
    return redirect("groups_group", course)


@require_POST
@staff_only
def held_after_all(request: Request, course: UUID, session: UUID) -> HttpResponse:
    """Take back that a session was called off."""
    courses.hold_after_all(by=request.actor, session_id=session)
    return redirect("groups_group", course)


def _id(text: str) -> UUID | None:
    """An id that a form carries; None for nonsense, and where there is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _run_by(actor: Actor, course: UUID) -> GroupPage:
    """The group, for its programme leader alone: 404 for a stranger, 403 for those who only lead it."""
    page = group(actor, course)
    check_can_run_programme(actor, page.organisation_id)
    return page


def _as_it_is(page: GroupPage) -> dict[str, Any]:
    return {"name": page.name, "place": page.place, "every_days": page.every_days, "minutes": page.minutes}


def _where(page: GroupPage) -> dict[str, str]:
    return {"edition": page.edition, "zone": page.zone}


def _planned(page: GroupPage) -> dict[str, Any]:
    if page.next is None:
        return {"place": page.place, "of": NEW}
    at = page.next.starts_at.astimezone(ZoneInfo(page.zone))
    topic = f"{page.next.module}/{page.next.topic}" if page.next.module else ""
    return {"of": str(page.next.id), "day": at.date(), "clock": at.time(), "place": page.next.place, "topic": topic}


def _colleagues(actor: Actor, page: GroupPage) -> list[tuple[str, str]]:
    leads = {leader.account_id for leader in page.leaders}
    return [(str(a.id), a.name) for a in colleagues(actor, page.organisation_id) if a.id not in leads]


def _page(request: Request, page: GroupPage, **bound: Form) -> HttpResponse:
    """The group's page with its forms; those of `bound` as they were sent."""
    find = request.GET.get("find", "").strip()
    context: dict[str, Any] = {
        "page": page,
        "largest": LARGEST_GROUP,
        "session_form": SessionForm(prefix="session", initial=_planned(page), **_where(page)),
        "off_form": CallOffForm(prefix="off"),
    }
    if page.runs:
        context |= {
            "group_form": GroupForm(prefix="group", initial=_as_it_is(page)),
            "leader_form": LeaderForm(colleagues=_colleagues(request.actor, page), prefix="leader"),
            "person_form": PersonForm(prefix="person"),
            "find": find,
            "found": people_called(request.actor, page.id, find) if find else [],
        }
    context |= {f"{name}_form": form for name, form in bound.items() if page.runs or name in ("session", "off")}
    return render(request, "groups/group.html", context | {"bound": list(bound)}, status=_status(*bound.values()))


def _status(*forms: Form) -> int:
    return 422 if any(form.errors for form in forms) else 200
