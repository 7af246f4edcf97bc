# SPDX-License-Identifier: EUPL-1.2
app_name = "dialogues"
urlpatterns: list[object] = []
