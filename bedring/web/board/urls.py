# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.board import colleagues, groups, views

urlpatterns = [
    path("", views.board, name="board"),
    path("new/", groups.new_group, name="board_new_group"),
    path("groups/<uuid:course>/", groups.one_group, name="board_group"),
    path("groups/<uuid:course>/next", groups.plan, name="board_plan"),
    path("groups/<uuid:course>/leaders", groups.add_leader, name="board_add_leader"),
    path("groups/<uuid:course>/leaders/<uuid:leader>/end", groups.end_leader, name="board_end_leader"),
    path("groups/<uuid:course>/people", groups.register, name="board_register"),
    path("groups/<uuid:course>/people/<uuid:participant>", groups.give_place, name="board_give_place"),
    path("groups/<uuid:course>/places/<uuid:enrolment>/<str:change>", groups.change_place, name="board_change_place"),
    path("colleagues/", colleagues.colleagues, name="board_colleagues_first"),
    path("colleagues/<uuid:organisation>/", colleagues.colleagues, name="board_colleagues"),
    path("colleagues/roles/<uuid:membership>/end", colleagues.end_post, name="board_end_role"),
]
