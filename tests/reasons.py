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

NO_TWIN = {
    "mine/gone.html": "says that a page is no longer here: there is nothing left to print",
    "mine/change_goal.html": "a form for the words that stand on the paper of My goal",
    "mine/show.html": "a button in other pages",
    "mine/handout.html": "its paper is the programme's own (handout_paper), in the person's words and variant",
    "mine/words.html": "not yet",
    "mine/people.html": "not yet",
}
"""Pages of mine without a paper beside them, and why."""
