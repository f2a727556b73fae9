# SPDX-License-Identifier: Apache-2.0
"""What jobs need of accounts: whom to send mail to in which language, and what has run out."""

from django.db import migrations

from bedring.kit.rowsecurity import for_job, let_jobs

HELD = "id, account_id, organisation_id, starts, ends, accepted_at"


class Migration(migrations.Migration):
    dependencies = [("people", "0014_offered_roles"), ("kit", "0002_jobs")]
    operations = [
        let_jobs("people_account", columns="id, email, language, is_active, password, last_login"),
        let_jobs("people_organisation"),
        for_job("people_membership", "mail_password_link", columns=HELD),
        for_job("people_membership", "mail_offer", columns=HELD),
        let_jobs("people_signincode", may="SELECT, DELETE", columns="id, account_id, kind, used_at, expires_at"),
        let_jobs("people_signintry", may="SELECT, DELETE", columns="at"),
        let_jobs("people_press", may="SELECT, DELETE", columns="at"),
        let_jobs("people_signin", may="SELECT, DELETE", columns="expire_date"),
    ]
