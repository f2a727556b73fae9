# SPDX-License-Identifier: Apache-2.0
"""What courses, places, sessions, notes and taps are called."""

from django.utils.translation import gettext_lazy as _

from bedring.kit.words import Words
from bedring.sessions.rules.entries import EntryKind, Family, SessionPart
from bedring.sessions.rules.places import Change, EnrolmentState
from bedring.sessions.rules.refusing import WhyNot
from bedring.sessions.rules.states import Format, NoteKind, NotHeld, SessionState

FORMAT = Words(Format, {Format.GROUP: _("group"), Format.INDIVIDUAL: _("one to one")})

SESSION_STATE = Words(
    SessionState,
    {
        SessionState.PLANNED: _("planned"),
        SessionState.OPEN: _("begun"),
        SessionState.CLOSED: _("held"),
        SessionState.CALLED_OFF: _("called off"),
    },
)

NOT_HELD = Words(
    NotHeld,
    {
        NotHeld.ILL: _("somebody who leads is ill"),
        NotHeld.HOLIDAY: _("a holiday"),
        NotHeld.ROOM: _("no room"),
        NotHeld.NOBODY: _("nobody can come"),
        NotHeld.OTHER: _("something else"),
    },
)

CHANGE = Words(
    Change,
    {
        Change.ENROL: _("has a place since"),
        Change.PAUSE: _("takes a break from"),
        Change.RESUME: _("back from"),
        Change.LEAVE: _("left"),
        Change.COMPLETE: _("completed"),
        Change.TAKE_BACK: _("taken back"),
    },
    "trail",
)

CHANGE_ASKED = Words(
    Change,
    {
        Change.ENROL: _("Give %(name)s a place?"),
        Change.PAUSE: _("Does %(name)s take a break?"),
        Change.RESUME: _("Is %(name)s back?"),
        Change.LEAVE: _("Has %(name)s left?"),
        Change.COMPLETE: _("Has %(name)s completed the programme?"),
        Change.TAKE_BACK: _("Take back what was changed for %(name)s?"),
    },
    "question",
)

ENROLMENT_STATE = Words(
    EnrolmentState,
    {
        EnrolmentState.NONE: _("has no place"),
        EnrolmentState.ACTIVE: _("takes part"),
        EnrolmentState.PAUSED: _("takes a break"),
        EnrolmentState.LEFT: _("has left"),
        EnrolmentState.COMPLETED: _("has completed"),
    },
)

NOTE_KIND = Words(
    NoteKind,
    {
        NoteKind.DRAFT: _("draft"),
        NoteKind.SIGNED: _("signed"),
        NoteKind.ADDENDUM: _("added later"),
        NoteKind.BEGUN: _("begun, not added yet"),
    },
)

SESSION_PART = Words(
    SessionPart,
    {
        SessionPart.WELCOME: _("Welcome"),
        SessionPart.LAST_TIME: _("Last time"),
        SessionPart.HOME_PRACTICE: _("Home practice"),
        SessionPart.GOALS: _("Goals round"),
        SessionPart.AGENDA: _("Agenda"),
        SessionPart.TEACH: _("Teach and practise"),
        SessionPart.NEXT_STEP: _("Next step"),
        SessionPart.SUM_UP: _("Sum up"),
    },
)

FAMILY = Words(
    Family,
    {
        Family.MOTIVATIONAL: _("Motivation"),
        Family.EDUCATIONAL: _("Teaching"),
        Family.COGNITIVE_BEHAVIOURAL: _("Practice and thought"),
        Family.SKILL: _("Skill trained"),
    },
)

ENTRY_KIND = Words(
    EntryKind,
    {
        EntryKind.OPENED: _("the session was begun"),
        EntryKind.CLOSED: _("the session was closed"),
        EntryKind.SIGNED: _("a note was signed"),
        EntryKind.NOT_HELD: _("the session was called off"),
        EntryKind.LEADING: _("who leads"),
        EntryKind.PRESENCE: _("who is here"),
        EntryKind.STEP_LOOK: _("how a step went"),
        EntryKind.GOAL: _("a goal"),
        EntryKind.NEXT_STEP: _("a next step"),
        EntryKind.HOME_LOOK: _("how home practice went"),
        EntryKind.HOME_PRACTICE: _("home practice"),
        EntryKind.TECHNIQUE: _("a way of working"),
        EntryKind.HANDOUT: _("a handout"),
        EntryKind.PRACTISED: _("something practised"),
        EntryKind.TOPIC: _("the topic"),
        EntryKind.PART: _("the part of the session"),
        EntryKind.REMARK: _("a remark"),
    },
)

WHY_NOT = Words(
    WhyNot,
    {
        WhyNot.NOT_UNDERSTOOD: _("This could not be understood."),
        WhyNot.CANNOT_BE_KEPT: _("There is a character in this that cannot be kept. Write it once more by hand."),
        WhyNot.TOO_LONG: _("This is too long to be kept. Make it shorter, and it is taken in."),
        WhyNot.NO_SUCH_TOPIC: _("There is no such topic in the programme any more."),
        WhyNot.NOT_IN_GROUP: _("This person is not in the group."),
        WhyNot.SIGNED: _("The note is signed. Add to the note instead."),
        WhyNot.NOT_OPEN: _("The session has not been started."),
        WhyNot.STEP_NOT_THERE: _("This step has changed in the meantime. Load the page again."),
        WhyNot.ID_TAKEN: _("This was already used for something else."),
        WhyNot.SOMEBODY_WROTE: _("Something had been written here in the meantime."),
    },
)
