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
