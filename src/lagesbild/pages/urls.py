# SPDX-License-Identifier: EUPL-1.2
"""The start page, the picture and what stands around them."""

from django.urls import path

from lagesbild.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.start_page, name="start"),
    path("d/<slug:slug>/", views.picture_page, name="picture"),
    path("d/<slug:slug>/publicera/", views.publish_page, name="publish"),
    path("lagesbilder/<str:day>/", views.short_edition, name="short_edition"),
    path("d/<slug:slug>/lagesbilder/<str:day>/", views.edition_page, name="edition"),
    path("halsa/", views.health, name="health"),
]
