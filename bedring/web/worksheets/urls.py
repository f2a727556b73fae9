# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.worksheets import paper, sheets, views

urlpatterns = [
    path("", views.mine, name="worksheets"),
    path("of/<uuid:participant>/", views.of_person, name="worksheets_of"),
    path("of/<uuid:participant>/begin", views.begin_with, name="worksheets_begin_with"),
    path("<uuid:sheet>/", sheets.sheet, name="sheet"),
    path("<uuid:sheet>/answers", sheets.answers, name="sheet_answers"),
    path("<uuid:sheet>/history/", sheets.history, name="sheet_history"),
    path("<uuid:sheet>/show", sheets.show, name="sheet_show"),
    path("<uuid:sheet>.pdf", paper.filled_in, name="sheet_paper"),
    path("<slug:module>/<slug:worksheet>/", views.about, name="worksheet"),
    path("<slug:module>/<slug:worksheet>/begin", views.begin, name="worksheet_begin"),
    path("<slug:module>/<slug:worksheet>.pdf", paper.blank, name="worksheet_paper"),
]
