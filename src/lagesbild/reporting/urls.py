# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a report: signed in under its round, and by a link that opens this one report."""

from django.urls import path

from lagesbild.dialogues.urls import ROUND
from lagesbild.reporting.views import by_link, files, reports

HERE = f"{ROUND}rapportera/"
LINK = "rapportera/<str:token>/"

app_name = "reporting"
urlpatterns = [
    path(HERE, reports.report_page, name="report"),
    path(f"{HERE}utkast/", reports.save, name="save"),
    path(f"{HERE}las/", reports.read, name="read"),
    path(f"{HERE}text/", reports.own_text, name="text"),
    path(f"{HERE}filer/", files.files_page, name="files"),
    path("d/<slug:slug>/rapporter/brev/<int:letter_id>/", files.letter_page, name="letter"),
    path(LINK, by_link.report_page, name="link_report"),
    path(f"{LINK}utkast/", by_link.save, name="link_save"),
    path(f"{LINK}las/", by_link.read, name="link_read"),
    path(f"{LINK}text/", by_link.own_text, name="link_text"),
]
