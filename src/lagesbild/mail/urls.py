# SPDX-License-Identifier: EUPL-1.2
"""The outbox and what came in."""

from django.urls import path

from lagesbild.mail.views import letters, outbox

OUTBOX = "d/<slug:slug>/utkorg/"

app_name = "mail"
urlpatterns = [
    path("utkorg/", outbox.short_outbox, name="short_outbox"),
    path(OUTBOX, outbox.outbox_page, name="outbox"),
    path(f"{OUTBOX}<int:mail_id>/", outbox.mail_page, name="mail"),
    path(f"{OUTBOX}<int:mail_id>/kopiera/", outbox.copy_mail, name="copy"),
    path(f"{OUTBOX}<int:mail_id>/fil/", outbox.mail_file, name="file"),
    path(f"{OUTBOX}filer/", outbox.mail_files, name="files"),
    path(f"{OUTBOX}inkommet/", letters.letters_page, name="letters"),
    path(f"{OUTBOX}inkommet/<int:letter_id>/", letters.letter_page, name="letter"),
]
