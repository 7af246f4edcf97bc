# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues, rounds and reports; the long forms under ``/d/<slug>/`` are the ones cited."""

from django.urls import path, register_converter

from lagesbild.dialogues.views import first_run, members, review, rounds, settings


class RoundAddress:
    """A round's day, with ``-2`` for the second one of a day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-\d{1,2})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RoundAddress, "turn")

ROUND = "d/<slug:slug>/omgangar/<turn:address>/"
REVIEW = f"{ROUND}granska/<int:report_id>/"
BEGIN = "d/<slug:slug>/borja/"
SETTINGS = "d/<slug:slug>/installningar/"

app_name = "dialogues"
urlpatterns = [
    path("omgangar/", rounds.short_rounds, name="short_rounds"),
    path("omgangar/<turn:address>/", rounds.short_round, name="short_round"),
    path("d/<slug:slug>/omgangar/", rounds.rounds_page, name="rounds"),
    path(ROUND, rounds.round_page, name="round"),
    path(REVIEW, review.review_page, name="review"),
    path(f"{REVIEW}uppgift/<int:fact_id>/", review.decide, name="decide"),
    path(f"{REVIEW}lagg-till/", review.add, name="add_fact"),
    path(f"{REVIEW}synlighet/", review.sentence_level, name="sentence_level"),
    path(f"{REVIEW}godta-alla/", review.accept_all, name="accept_all"),
    path(f"{REVIEW}godta-rapporten/", review.accept_report, name="accept_report"),
    path(SETTINGS, settings.settings_page, name="settings"),
    path(f"{SETTINGS}medlemmar/", members.members_page, name="members"),
    path(f"{SETTINGS}medlemmar/<int:member_id>/", members.member_page, name="member"),
    path(f"{SETTINGS}adresser/", members.addresses_page, name="addresses"),
    path(f"{SETTINGS}tysta-perioder/", settings.quiet_page, name="quiet"),
    path(f"{SETTINGS}samordnare/", settings.coordinators_page, name="coordinators"),
    path("borja/", first_run.short_first_run, name="first_run"),
    path(BEGIN, first_run.first_run, name="first_run_of"),
    path(f"{BEGIN}filer/", first_run.add_files, name="first_run_files"),
    path(f"{BEGIN}text/", first_run.add_text, name="first_run_text"),
    path(f"{BEGIN}filer/<int:pk>/ta-bort/", first_run.remove_file, name="first_run_remove"),
    path(f"{BEGIN}filer/<int:pk>/ta-tillbaka/", first_run.put_back_file, name="first_run_put_back"),
    path(f"{BEGIN}stang-listan/", first_run.put_away, name="first_run_put_away"),
    path(f"{BEGIN}stammer/", first_run.check, name="first_run_check"),
    path(f"{BEGIN}las-in/", first_run.load, name="first_run_load"),
    path(f"{BEGIN}punkter/", first_run.carry_all, name="first_run_carry"),
    path(f"{BEGIN}punkter/<int:fact_id>/", first_run.answer, name="first_run_answer"),
]
