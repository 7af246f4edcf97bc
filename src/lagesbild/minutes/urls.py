# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the minutes in the making."""

from django.urls import path

from lagesbild.dialogues.urls import ROUND
from lagesbild.minutes import views

MINUTES = f"{ROUND}minnesanteckningar/"

app_name = "minutes"
urlpatterns = [
    path(MINUTES, views.minutes_page, name="page"),
    path(f"{MINUTES}andra/", views.change, name="change"),
    path(f"{MINUTES}svara/", views.answer, name="answer"),
]
