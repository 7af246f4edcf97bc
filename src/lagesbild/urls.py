# SPDX-License-Identifier: EUPL-1.2
"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("lagesbild.components.urls")),
    path("", include("lagesbild.pages.urls")),
    path("", include("lagesbild.accounts.urls")),
    path("", include("lagesbild.mail.urls")),
    path("", include("lagesbild.dialogues.urls")),
    path("", include("lagesbild.reporting.urls")),
    path("", include("lagesbild.minutes.urls")),
    path("", include("lagesbild.publishing.urls")),
    path("", include("lagesbild.invitations.urls")),
    path("", include("lagesbild.meetings.urls")),
]
