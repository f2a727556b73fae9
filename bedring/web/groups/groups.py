# SPDX-License-Identifier: Apache-2.0
"""One group: who leads it, who has a place in it, when it meets next."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme, prints_at
from bedring.people.commands import account_for_participant, register_participant
from bedring.people.queries import colleagues, organisations
from bedring.people.rules import READS_RECORD, Actor, OrganisationKind, Role
from bedring.sessions.commands import courses
from bedring.sessions.queries.site import GroupPage, group, people_called, registered_like
from bedring.sessions.rules.places import Change, EnrolmentState
from bedring.sessions.rules.states import LARGEST_GROUP, Format
from bedring.web.groups.forms import GroupForm, LeaderForm, NewGroupForm, PersonForm, SessionForm
from bedring.web.signed_in import Request, staff_only

BESIDE = {"email_taken": "email", "long_called": "called"}
"""The field beside which a refusal is told."""
OPEN = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


@require_http_methods(["GET", "POST"])
@staff_only
def new_group(request: Request) -> HttpResponse:
    """Open a group or a course for one."""
    sites = [(str(o.id), o.name) for o in _sites(request.actor)]
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


def _sites(actor: Actor) -> list[Any]:
    """Where this programme leader can have groups: centres and units."""
    reach = actor.reach(Role.PROGRAMME_LEADER)
    return [
        o for o in organisations(actor) if o.id in reach and o.kind in (OrganisationKind.CENTRE, OrganisationKind.UNIT)
    ]


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
    if not form.is_valid():
        return _page(request, page, session=form)
    found = {key: form.cleaned_data[key] for key in ("starts_at", "place", "module", "topic")}
    if page.next:
        courses.move_session(by=request.actor, session_id=page.next.id, **found)
    else:
        courses.plan_session(by=request.actor, course=page.course, **found)
    return redirect("groups_group", course)


@require_POST
@staff_only
def add_leader(request: Request, course: UUID) -> HttpResponse:
    """Let a colleague lead the group from today."""
    page = _run_by(request.actor, course)
    form = LeaderForm(request.POST, colleagues=_colleagues(request.actor, page), prefix="leader")
    if not form.is_valid():
        return _page(request, page, leader=form)
    courses.appoint_leader(by=request.actor, course=page.course, account_id=form.cleaned_data["account"])
    return redirect("groups_group", course)


@require_POST
@staff_only
def end_leader(request: Request, course: UUID, leader: UUID) -> HttpResponse:
    """After today they do not lead it."""
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
        known = [] if found["another"] else registered_like(request.actor, page.course, found["name"])
        if known:
            form.ask_whether(known)
            return _page(request, page, person=form)
        try:
            account = account_for_participant(email=found["email"]) if found["email"] else None
            person = register_participant(
                by=request.actor,
                organisation_id=page.course.organisation_id,
                name=found["name"],
                called=found["called"],
                account=account,
            )
            courses.enrol(by=request.actor, course=page.course, participant=person)
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
    known = [k.participant for k in registered_like(request.actor, page.course, typed) if not k.has_place]
    found = [p for p in [*people_called(request.actor, page.course, typed), *known] if p.id == participant]
    if not found:
        raise NotThere
    courses.enrol(by=request.actor, course=page.course, participant=found[0])
    return redirect("groups_group", course)


@require_POST
@staff_only
def change_place(request: Request, course: UUID, enrolment: UUID, change: str) -> HttpResponse:
    """Take a break, come back, leave, complete."""
    if change not in list(Change) or change == Change.ENROL:
        raise NotThere
    courses.change_enrolment(by=request.actor, enrolment_id=enrolment, change=Change(change))
    return redirect("groups_group", course)


def _run_by(actor: Actor, course: UUID) -> GroupPage:
    """The group, for its programme leader alone: 404 for a stranger, 403 for those who only lead it."""
    page = group(actor, course)
    check_can_run_programme(actor, page.course.organisation_id)
    return page


def _as_it_is(page: GroupPage) -> dict[str, Any]:
    course = page.course
    return {"name": course.name, "place": course.place, "every_days": course.every_days, "minutes": course.minutes}


def _where(page: GroupPage) -> dict[str, str]:
    return {"edition": page.course.edition, "zone": page.course.organisation.time_zone}


def _planned(page: GroupPage) -> dict[str, Any]:
    if page.next is None:
        return {"place": page.course.place}
    at = page.next.starts_at.astimezone(ZoneInfo(page.course.organisation.time_zone))
    topic = f"{page.next.module}/{page.next.topic}" if page.next.module else ""
    return {"day": at.date(), "clock": at.time(), "place": page.next.place, "topic": topic}


def _colleagues(actor: Actor, page: GroupPage) -> list[tuple[str, str]]:
    leads = {leader.account_id for leader in page.leaders}
    return [(str(a.id), a.name) for a in colleagues(actor, page.course.organisation_id) if a.id not in leads]


def _page(request: Request, page: GroupPage, **bound: Form) -> HttpResponse:
    """The group's page with its forms; those of `bound` as they were sent."""
    find = request.GET.get("find", "").strip()
    runs = page.course.organisation_id in request.actor.reach(Role.PROGRAMME_LEADER)
    context: dict[str, Any] = {
        "page": page,
        "runs": runs,
        "here": [(e, p) for e, p in page.places if e.state in OPEN],
        "earlier": [(e, p) for e, p in page.places if e.state not in OPEN],
        "largest": LARGEST_GROUP,
        "held": page.held,
        "prints": prints_at(request.actor, page.course.organisation),
        "reads": page.course.organisation_id in request.actor.reach(*READS_RECORD),
        "session_form": SessionForm(prefix="session", initial=_planned(page), **_where(page)),
    }
    if runs:
        context |= {
            "group_form": GroupForm(prefix="group", initial=_as_it_is(page)),
            "leader_form": LeaderForm(colleagues=_colleagues(request.actor, page), prefix="leader"),
            "person_form": PersonForm(prefix="person"),
            "find": find,
            "found": people_called(request.actor, page.course, find) if find else [],
        }
    context |= {f"{name}_form": form for name, form in bound.items() if runs or name == "session"}
    return render(request, "groups/group.html", context | {"bound": list(bound)}, status=_status(*bound.values()))


def _status(*forms: Form) -> int:
    return 422 if any(form.errors for form in forms) else 200
