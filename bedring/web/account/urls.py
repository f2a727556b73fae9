# SPDX-License-Identifier: Apache-2.0
"""Sign-in. Of allauth's pages only those we use; nobody signs up by themselves."""

from allauth.account import views as allauth
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path
from django.views.generic import RedirectView

from bedring.web.account import second_factor, views
from bedring.web.signed_in import signed_in, staff_only

to_ways_in = RedirectView.as_view(pattern_name="account_ways_in")

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("ways-in/", views.my_ways_in, name="account_ways_in"),
    path("lost-device", views.lost_device, name="account_lost_device"),
    path("offers/", views.offers, name="account_offers"),
    path("offers/<uuid:membership>", views.answer, name="account_answer_offer"),
    path("elsewhere/end", views.end_others, name="account_end_others"),
    # Without a password: those who take part, and those who support them.
    path("link/", views.link_by_mail, name="account_ask_for_link"),
    path("link/sent/", views.link_sent, name="account_link_sent"),
    path("link/<uuid:code>/<str:secret>/", views.link, name="account_link"),
    path("code/", views.printed_code, name="account_code"),
    path("pin/", views.my_pin, name="account_pin"),
    # Passwords: staff.
    path("password/change/", staff_only(allauth.password_change), name="account_change_password"),
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9a-f]{32})-(?P<key>[0-9A-Za-z-]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("reauthenticate/", signed_in(allauth.reauthenticate), name="account_reauthenticate"),
    # Second factors: staff.
    path("second-factor/", to_ways_in, name="mfa_index"),
    path("second-factor/use/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", staff_only(second_factor.SetUpApp.as_view()), name="mfa_activate_totp"),
    path("second-factor/app/away/", staff_only(second_factor.TakeAppAway.as_view()), name="mfa_deactivate_totp"),
    path("second-factor/codes/", staff_only(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", staff_only(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file/", staff_only(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    # Passkeys: everybody.
    path("passkeys/", to_ways_in, name="mfa_list_webauthn"),
    path("passkeys/login/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/add/", signed_in(second_factor.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("passkeys/again/", signed_in(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", signed_in(second_factor.RemovePasskey.as_view()), name="mfa_remove_webauthn"),
]
