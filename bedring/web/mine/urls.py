# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.mine import goal, handouts, people, privacy, step, views, words

urlpatterns = [
    path("", views.mine, name="mine"),
    path("paper.pdf", views.paper, name="mine_paper"),
    path("goal/", goal.goal, name="mine_goal"),
    path("goal.pdf", goal.goal_paper, name="mine_goal_paper"),
    path("goal/<uuid:goal>/show", goal.show_goal, name="mine_goal_show"),
    path("goal/<uuid:goal>/<slug:move>", goal.move_goal, name="mine_goal_move"),
    path("step/", step.step, name="mine_step"),
    path("step.pdf", step.step_paper, name="mine_step_paper"),
    path("step/<uuid:step>/look", step.look, name="mine_look"),
    path("step/<uuid:step>/show", step.show_step, name="mine_step_show"),
    path("step/<uuid:step>/<slug:move>", step.move_step, name="mine_step_move"),
    path("handouts/", handouts.handouts, name="mine_handouts"),
    path("handouts.pdf", handouts.handouts_paper, name="mine_handouts_paper"),
    path("handouts/<slug:module>/<slug:topic>/", handouts.handout, name="mine_handout"),
    path("words/", words.words, name="mine_words"),
    path("words.pdf", words.words_paper, name="mine_words_paper"),
    path("people/", people.people, name="mine_people"),
    path("people.pdf", people.people_paper, name="mine_people_paper"),
    path("people/<uuid:supporter>/remove", people.remove, name="mine_remove_supporter"),
    path("people/share", people.share_step, name="mine_share"),
    path("people/<uuid:share>/take-back", people.take_share_back, name="mine_take_back"),
    path("privacy/", privacy.privacy, name="mine_privacy"),
    path("privacy.pdf", privacy.privacy_paper, name="mine_privacy_paper"),
]
