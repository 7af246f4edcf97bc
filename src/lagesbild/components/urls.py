# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from lagesbild.components import views

app_name = "components"
urlpatterns = [path("hjalp/byggstenar/", views.building_blocks, name="building_blocks")]
