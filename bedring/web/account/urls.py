# SPDX-License-Identifier: Apache-2.0
"""Sign-in. Of allauth's pages only those we use; nobody signs up by themselves."""

from allauth.account import views as allauth
from django.urls import include, path

from bedring.web.account import views

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<uidb36>-<key>/",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    path("link/", views.ask_for_link, name="account_ask_for_link"),
    path("link/<uuid:code>/<str:secret>/", views.link, name="account_link"),
    path("code/", views.printed_code, name="account_code"),
    path("ways-in/", views.ways_in, name="account_ways_in"),
    path("2fa/", include("allauth.mfa.urls")),
]
