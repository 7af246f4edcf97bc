# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out."""

from django.urls import path

from lagesbild.accounts import views

app_name = "accounts"
urlpatterns = [
    path("logga-in/", views.login_page, name="login"),
    path("logga-in/<str:token>/", views.login_link, name="login_link"),
    path("losenord/", views.password, name="password"),
    path("logga-ut/", views.logout, name="logout"),
    path("prova/", views.persona, name="persona"),
]
