# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.mine import people, views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("paper.pdf", views.paper, name="mine_paper"),
    path("goal/", views.goal, name="mine_goal"),
    path("goal/<uuid:goal>/show", views.show_goal, name="mine_goal_show"),
    path("goal/<uuid:goal>/<slug:move>", views.move_goal, name="mine_goal_move"),
    path("step/", views.step, name="mine_step"),
    path("step/<uuid:step>/look", views.look, name="mine_look"),
    path("step/<uuid:step>/<slug:move>", views.move_step, name="mine_step_move"),
    path("handouts/", views.handouts, name="mine_handouts"),
    path("handouts/<slug:module>/<slug:topic>/", views.handout, name="mine_handout"),
    path("words/", people.words, name="mine_words"),
    path("people/", people.people, name="mine_people"),
    path("people/<uuid:supporter>/remove", people.remove, name="mine_remove_supporter"),
    path("people/share", people.share_step, name="mine_share"),
    path("people/<uuid:share>/take-back", people.take_share_back, name="mine_take_back"),
    path("privacy/", people.privacy, name="mine_privacy"),
]
