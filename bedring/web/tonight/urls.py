# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.tonight import notes, views

urlpatterns = [
    path("", views.tonight, name="tonight"),
    path("<uuid:session>/", views.session, name="session"),
    path("<uuid:session>/start", views.start, name="start_session"),
    path("<uuid:session>/close", views.close, name="close_session"),
    path("<uuid:session>/entries", views.entries, name="entries"),
    path("<uuid:session>/looks", views.looks, name="session_looks"),
    path("<uuid:session>/notes/", notes.notes, name="notes"),
    path("<uuid:session>/notes/drafts", notes.drafts, name="note_drafts"),
    path("<uuid:session>/notes/<str:key>/add", notes.add, name="note_add"),
    path("<uuid:session>/notes/<str:key>.txt", notes.text, name="note_text"),
    path("<uuid:session>/notes/<str:key>.pdf", notes.paper, name="note_paper"),
]
