# SPDX-License-Identifier: EUPL-1.2
"""The start page, the picture and what stands around them."""

from django.urls import path

from lagesbild.pages.views import editions, health, help, picture, way_in

app_name = "pages"
EDITIONS = "d/<slug:slug>/lagesbilder/"
urlpatterns = [
    path("", picture.start_page, name="start"),
    path("d/<slug:slug>/", picture.picture_page, name="picture"),
    path("d/<slug:slug>/publicera/", editions.publish_page, name="publish"),
    path("lagesbilder/<str:day>/", editions.short_edition, name="short_edition"),
    path(f"{EDITIONS}<str:day>/", editions.edition_page, name="edition"),
    path(f"{EDITIONS}<int:edition_id>/dra-tillbaka/", editions.withdraw, name="withdraw"),
    path(f"{EDITIONS}<int:edition_id>/publicera-igen/", editions.restore, name="restore"),
    path("inloggningslank/", way_in.ask_for_link_page, name="ask_for_link"),
    path("hjalp/sa-bra-laser-vi/", help.reader_quality_page, name="reader_quality"),
    path("halsa/", health.health, name="health"),
]
