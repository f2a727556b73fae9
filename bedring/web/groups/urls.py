# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.groups import colleagues, groups, looks, views

urlpatterns = [
    path("", views.groups_page, name="groups"),
    path("new/", groups.new_group, name="groups_new_group"),
    path("<uuid:course>/", groups.one_group, name="groups_group"),
    path("<uuid:course>/next", groups.plan, name="groups_plan"),
    path("<uuid:course>/sessions/<uuid:session>/off", groups.not_held, name="groups_call_off"),
    path("<uuid:course>/sessions/<uuid:session>/on", groups.held_after_all, name="groups_hold_after_all"),
    path("<uuid:course>/leaders", groups.add_leader, name="groups_add_leader"),
    path("<uuid:course>/leaders/<uuid:leader>/end", groups.end_leader, name="groups_end_leader"),
    path("<uuid:course>/people", groups.register, name="groups_register"),
    path("<uuid:course>/people/<uuid:participant>", groups.give_place, name="groups_give_place"),
    path("<uuid:course>/places/<uuid:enrolment>/<str:change>", groups.change_place, name="groups_change_place"),
    path("looks/", looks.looks, name="groups_looks"),
    path("looks/<uuid:found>", looks.explained, name="groups_look_explained"),
    path("colleagues/", colleagues.colleagues, name="groups_colleagues_first"),
    path("colleagues/<uuid:organisation>/", colleagues.colleagues, name="groups_colleagues"),
    path("colleagues/<uuid:organisation>/peers-print", colleagues.peers_print, name="groups_peers_print"),
    path("colleagues/roles/<uuid:membership>/end", colleagues.end_post, name="groups_end_role"),
]
