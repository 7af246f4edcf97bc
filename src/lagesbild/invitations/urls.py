# SPDX-License-Identifier: EUPL-1.2
"""Addresses of invitations: the coordinator's pages of a round, and the link in a letter."""

from django.urls import path

from lagesbild.dialogues.urls import ROUND
from lagesbild.invitations import views

app_name = "invitations"
urlpatterns = [
    path(f"{ROUND}kallelse/", views.call_page, name="call"),
    path(f"{ROUND}mote.ics", views.calendar_file, name="calendar_file"),
    path(f"{ROUND}tid/", views.time_page, name="time"),
    path("svara/<str:token>/", views.answer_page, name="answer"),
]
