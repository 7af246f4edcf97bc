# SPDX-License-Identifier: EUPL-1.2
"""Addresses of published minutes and of publishing them; the long forms are the ones cited."""

from django.urls import path

from lagesbild.minutes.urls import MINUTES
from lagesbild.publishing.views import archive, minutes

PUBLISHED = "d/<slug:slug>/minnesanteckningar/"

app_name = "publishing"
urlpatterns = [
    path("minnesanteckningar/", archive.archive_page, name="archive"),
    path("minnesanteckningar/flode.atom", archive.feed, name="minutes_feed"),
    path("minnesanteckningar/<turn:address>/", archive.short_minutes, name="short_minutes"),
    path("minnesanteckningar/<turn:address>.<slug:form>", archive.short_minutes, name="short_minutes_file"),
    path(f"{PUBLISHED}<turn:address>/", archive.minutes_page, name="minutes"),
    path(f"{PUBLISHED}<turn:address>.<slug:form>", archive.minutes_file, name="minutes_file"),
    path(f"{PUBLISHED}<int:minutes_edition_id>/dra-tillbaka/", minutes.withdraw, name="withdraw_minutes"),
    path(f"{PUBLISHED}<int:minutes_edition_id>/publicera-igen/", minutes.restore, name="restore_minutes"),
    path(f"{MINUTES}publicera/", minutes.publish_page, name="publish_minutes"),
    path(f"{MINUTES}fil.<slug:form>", minutes.draft_file, name="file"),
]
