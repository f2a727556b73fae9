# SPDX-License-Identifier: Apache-2.0
"""What the walls let be, each with its reason."""

OPEN_TABLES = {
    "kit_askedfor": "names of jobs and ids; no words of anybody",
    "people_account": "signing in comes before there is an actor; participants' accounts hold no name",
    "people_organisation": "says nothing of any person",
    "people_press": "ids of forms and addresses, for a day; no words of anybody",
    "people_signincode": "signing in comes before there is an actor; holds hashes only",
    "people_signin": "signing in comes before there is an actor; who is signed in and since when, nothing said",
    "people_signintry": "signing in comes before there is an actor; hashes of networks and times only",
    "trust_logseal": "digests only",
    "workbook_wording": "the programme's own words; names nobody",
}

OFF_THE_LEDGER = {
    "imr_sessions_said": "what the ledger itself keeps of entries, with their numbers",
    "imr_sessions_session": "its number is its place in the plan of a course, and is not given twice",
    "people_press": "the id of a form, kept for a day so that two presses are one; nothing is told of it",
    "people_tombstone": "written by a trigger, of rows that are gone",
    "trust_accesslog": "its trigger numbers and chains it; no device sends a look",
    "trust_logseal": "seals of the read log, made by a function",
    "trust_lookexplained": "what somebody said of a look, once",
    "trust_looktoexplain": "looks that a job asks about, once each",
    "workbook_wording": "named by the hash of its words; nobody's row",
}
"""Tables that are only added to, or numbered, or have ids made elsewhere, and do not stand on the ledger; and why."""

NO_TWIN = {
    "mine/gone.html": "says that a page is no longer here: there is nothing left to print",
    "mine/change_goal.html": "a form for the words that stand on the paper of My goal",
    "mine/show.html": "a button in other pages",
    "mine/handout.html": "its paper is the programme's own (handout_paper), in the person's words and variant",
}
"""Pages of mine without a paper beside them, and why."""

GIVES_ROWS = {"people.who_asks": "Django's own `request.user` is a row"}
"""Queries that give a screen a row, and why."""
