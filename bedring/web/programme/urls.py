# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.programme import paper, views

urlpatterns = [
    path("", views.programme, name="programme"),
    path("workbook.pdf", paper.workbook, name="workbook_paper"),
    path("<slug:module>.pdf", paper.booklet, name="booklet_paper"),
    path("<slug:module>/<slug:topic>/", views.topic, name="topic"),
    path("<slug:module>/<slug:topic>/show/", views.show, name="topic_show"),
    path("<slug:module>/<slug:topic>/handout.pdf", paper.handout, name="handout_paper"),
    path("<slug:module>/<slug:topic>/pack.pdf", paper.pack, name="pack_paper"),
]
