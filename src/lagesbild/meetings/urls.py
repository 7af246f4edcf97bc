# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a round's meeting and of its projector."""

from django.urls import path

from lagesbild.dialogues.urls import ROUND
from lagesbild.meetings.views import items, meeting, notes, projector

MEETING = f"{ROUND}mote/"

app_name = "meetings"
urlpatterns = [
    path(MEETING, meeting.meeting_page, name="meeting"),
    path(f"{MEETING}styr/", meeting.steer, name="steer"),
    path(f"{MEETING}narvaro/", meeting.attend, name="attend"),
    path(f"{MEETING}avsluta/", meeting.end, name="end"),
    path(f"{MEETING}anteckna/", notes.add, name="add_note"),
    path(f"{MEETING}rad/<int:note_id>/", notes.change, name="change_note"),
    path(f"{MEETING}dag/", notes.day, name="day"),
    path(f"{MEETING}punkt/<int:item_id>/", items.act, name="item"),
    path(f"{ROUND}visa/", projector.projector_page, name="projector"),
]
