# SPDX-License-Identifier: EUPL-1.2
"""The first run, from files to rounds: what is promised to a coordinator with twenty old minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import MINUTES, NOON

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues.models import (
    Dialogue,
    Group,
    HeadingMeaning,
    Membership,
    PendingMinutes,
    Report,
    Round,
)
from lagesbild.dialogues.picture import build_picture, standing_at
from lagesbild.indicators.models import Observation
from lagesbild.lib.audience import PUBLIC, Level
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Fact, FactDecision, Source, TextVersion

PAGE = "/d/prov/borja/"


@pytest.fixture(autouse=True)
def _at_noon(stand_at: Callable[..., None]) -> None:
    stand_at(NOON)


def minutes_of(day: str, *, figure: int = 1, extra: str = "") -> str:
    """Minutes of an invented county, different for every day."""
    return f"""\
Minnesanteckningar Näringslivsdialog Provlän
{day}

Statliga myndigheter

Länsstyrelsen
{figure} ansökningar har kommit in. Länsstyrelsen skickar en förteckning {figure} senast den 1 april 2026.

Arbetsförmedlingen
{figure + 10} personer är varslade.

Kvarnbacken
Det kom {figure + 20} besökare till mässan.

Framtidsfrågor
Vi följer elpriset.
{extra}"""


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def send(client: Any, *files: SimpleUploadedFile) -> Any:
    return client.post(f"{PAGE}filer/", {"filer": list(files)})


def typed(client: Any, **changes: str) -> dict[str, str]:
    """What the form of step two holds, with something changed."""
    form = client.get(PAGE).context["form"]
    fields = {field.html_name: str(field.value() or "") for field in form}
    assert changes.keys() <= fields.keys() | {"gor"}
    return fields | changes


def say_yes(client: Any, **changes: str) -> Any:
    return client.post(f"{PAGE}stammer/", typed(client, **changes) | {"gor": "las-in"})


def field_for(client: Any, label: str) -> str:
    """The name of the field with this label."""
    form = client.get(PAGE).context["form"]
    return next(field.html_name for field in form if field.label == label)


def everything() -> dict[str, int]:
    """How many rows there are of all that the run can write."""
    models = (
        PendingMinutes,
        HeadingMeaning,
        Source,
        TextVersion,
        Fact,
        FactDecision,
        Round,
        Report,
        Organisation,
        Membership,
        Group,
        AuditEntry,
    )
    return {model.__name__: model.objects.count() for model in models}


# Twenty files -----------------------------------------------------------------------------------


def test_twenty_files_at_once_become_twenty_dated_rounds_and_a_corrupt_one_stops_none(
    coordinator: Any, dialogue: Dialogue
) -> None:
    days = [date(2024 + i // 12, i % 12 + 1, 10).isoformat() for i in range(20)]
    files = [upload(f"möte {i}.txt", minutes_of(day, figure=i + 1)) for i, day in enumerate(days)]
    files.insert(7, upload("trasig.pdf", b"%PDF-1.7\nslut"))
    assert send(coordinator.client, *files)["Location"] == PAGE

    page = coordinator.client.get(PAGE)
    assert page.context["title"].startswith("Vi hittade 20\xa0möten och")
    assert [row.filename for row in page.context["refused"]] == ["trasig.pdf"]
    assert "Filen är skadad" in page.content.decode()
    assert not Round.objects.exists(), "nothing is read in before the yes"

    assert say_yes(coordinator.client)["Location"] == PAGE
    assert sorted(r.held_on.isoformat() for r in Round.objects.all()) == days
    assert PendingMinutes.objects.filter(state="loaded").count() == 20
    for turn in Round.objects.all():
        assert {r.organisation.name for r in turn.reports.filter(organisation__isnull=False)} >= {
            "Länsstyrelsen",
            "Arbetsförmedlingen",
        }


def test_the_order_of_groups_and_members_is_that_of_the_newest_minutes(
    coordinator: Any, dialogue: Dialogue
) -> None:
    old = (
        "Minnesanteckningar\n2024-03-05\n\nMyndigheter\n\nSkatteverket\nLugnt.\n\nLänsstyrelsen\nLugnt här.\n"
    )
    new = "Minnesanteckningar\n2025-03-05\n\nMyndigheter\n\nLänsstyrelsen\nLugnt i år.\n\nSkatteverket\nLugnt nu.\n"
    send(coordinator.client, upload("a.txt", old), upload("b.txt", new))
    say_yes(coordinator.client)
    members = Membership.objects.exclude(organisation__name="Företagarringen Provlän").order_by(
        "group__order", "order"
    )
    assert [m.organisation.name for m in members] == ["Länsstyrelsen", "Skatteverket"]
    assert {m.joined_on for m in members} == {date(2024, 3, 5)}


def test_nothing_is_accepted_and_no_old_fact_reaches_the_public_picture(
    coordinator: Any, dialogue: Dialogue
) -> None:
    dialogue.default_level = Level.PUBLIC  # the widest a dialogue can be
    dialogue.save()
    send(coordinator.client, upload("a.txt", MINUTES))
    say_yes(coordinator.client)
    assert Fact.objects.count() > 5
    assert not FactDecision.objects.exists()
    assert not Observation.objects.exists()
    picture = build_picture(dialogue, audience=PUBLIC, standing=standing_at(dialogue, today=NOON.date()))
    for part in ("changes", "news", "deadlines", "promises", "actions", "questions", "measures", "concerns"):
        assert picture[part] == []
    assert picture["next_meeting"] is None


# Unknown headings -------------------------------------------------------------------------------


def test_an_unknown_heading_is_asked_about_once_for_all_files(coordinator: Any, dialogue: Dialogue) -> None:
    send(
        coordinator.client,
        *(upload(f"{d}.txt", minutes_of(d)) for d in ("2025-02-04", "2025-04-01", "2025-06-03")),
    )
    asked = coordinator.client.get(PAGE).context["unknown_rows"]
    assert [(h.words, len(h.files)) for h, _ in asked] == [("Kvarnbacken", 3), ("Framtidsfrågor", 3)]
    assert asked[0][0].taste.startswith("Det kom 21 besökare")

    say_yes(
        coordinator.client,
        **{field_for(coordinator.client, "Vad är ”Kvarnbacken”?"): "member:Statliga myndigheter"},
    )
    kvarnbacken = Organisation.objects.get(name="Kvarnbacken")
    assert kvarnbacken.memberships.get().group.name == "Statliga myndigheter"
    assert kvarnbacken.reports.count() == 3

    send(coordinator.client, upload("ny.txt", minutes_of("2025-09-02", figure=7)))
    page = coordinator.client.get(PAGE)
    assert page.context["unknown_rows"] == [], "neither heading is asked about again"
    assert [h.words for h, _ in page.context["answered_rows"]] == ["Framtidsfrågor"]
    say_yes(coordinator.client)
    assert kvarnbacken.reports.count() == 4


def test_text_under_a_heading_that_is_only_a_heading_belongs_to_the_one_above(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    say_yes(coordinator.client)
    report = Report.objects.get(organisation__name="Arbetsförmedlingen")
    text = TextVersion.objects.get().text[report.section.start : report.section.end]
    assert "besökare till mässan" in text


def test_a_heading_called_a_group_rules_over_the_members_that_follow(
    coordinator: Any, dialogue: Dialogue
) -> None:
    text = "Minnesanteckningar\n2025-02-04\n\nLänsstyrelsen\nLugnt läge.\n\nÖvriga röster\nHär följer de andra.\n\nAlmi\nFler söker lån.\n\nFöretagarna\nLugnt läge.\n"
    send(coordinator.client, upload("a.txt", text))
    name = field_for(coordinator.client, "Vad är ”Övriga röster”?")
    say_yes(coordinator.client, **{name: "group"})
    assert {
        m.group.name for m in Membership.objects.filter(organisation__name__in=["Almi", "Företagarna"])
    } == {"Övriga röster"}


# Corrections ------------------------------------------------------------------------------------


def test_a_wrong_meeting_day_is_corrected_before_anything_is_read_in(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    row = PendingMinutes.objects.get()
    say_yes(coordinator.client, **{f"dag_{row.pk}": "2025-02-11"})
    assert [r.held_on for r in Round.objects.all()] == [date(2025, 2, 11)]
    version = TextVersion.objects.get()
    assert version.reference_date == date(2025, 2, 11)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("", "Ange den, eller ta bort filen"),
        ("2026-06-16", "har inte varit än"),
        ("i tisdags", "2020-06-15"),
        ("0202-01-01", "året"),
    ],
)
def test_a_day_that_cannot_be_right_is_told_and_nothing_is_read_in(
    coordinator: Any, dialogue: Dialogue, day: str, says: str
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    row = PendingMinutes.objects.get()
    kept = field_for(coordinator.client, "Namn på Länsstyrelsen")
    before = everything()
    answer = say_yes(coordinator.client, **{f"dag_{row.pk}": day, kept: "Länsstyrelsen i Provlän"})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Länsstyrelsen i Provlän" in answer.content.decode(), "what was typed is kept"
    assert everything() == before


def test_a_file_without_a_day_is_asked_for_one(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, upload("anteckning.txt", "Länsstyrelsen\nLugnt läge i länet.\n"))
    page = coordinator.client.get(PAGE)
    assert page.context["title"] == "Vi hittade 1\xa0organisation men ingen mötesdag. Vilken dag hölls mötet?"
    assert say_yes(coordinator.client).status_code == 422
    assert not Round.objects.exists()


def test_names_and_groups_are_corrected_in_all_files_and_remembered(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, *(upload(f"{d}.txt", minutes_of(d)) for d in ("2025-02-04", "2025-04-01")))
    client = coordinator.client
    changes = {
        field_for(client, "Namn på Länsstyrelsen"): "Länsstyrelsen i Provlän",
        field_for(client, "Gruppen Statliga myndigheter"): "Myndigheter",
        field_for(client, "Grupp för Arbetsförmedlingen"): "-",
    }
    client.post(f"{PAGE}stammer/", typed(client, **changes) | {"gor": "spara"})
    assert not Round.objects.exists()
    assert ("Myndigheter", ["Länsstyrelsen i Provlän"]) in client.get(PAGE).context["group_shown"]

    send(client, upload("till.txt", minutes_of("2025-09-02", figure=5)))
    say_yes(client)
    member = Membership.objects.get(organisation__name="Länsstyrelsen i Provlän")
    assert member.group.name == "Myndigheter"
    assert Report.objects.filter(organisation=member.organisation).count() == 3
    assert not Membership.objects.filter(organisation__name="Arbetsförmedlingen").exists()
    assert not Group.objects.filter(name="Statliga myndigheter").exists()


def test_a_member_that_the_dialogue_has_is_recognised_and_not_moved(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(
        coordinator.client,
        upload("a.txt", "Minnesanteckningar\n2025-02-04\n\nFöretagarringen\nLugnt läge bland medlemmarna.\n"),
    )
    page = coordinator.client.get(PAGE)
    assert page.context["group_shown"] == [("Näringslivsorganisationer", ["Företagarringen Provlän"])]
    assert page.context["member_rows"] == []
    say_yes(coordinator.client)
    assert Group.objects.count() == 1
    assert Membership.objects.count() == 1


# The same text twice ----------------------------------------------------------------------------


def test_the_same_text_is_noticed_while_it_waits_and_after_it_is_read_in(
    coordinator: Any, dialogue: Dialogue
) -> None:
    text = minutes_of("2025-02-04")
    send(coordinator.client, upload("a.txt", text), upload("kopia.txt", text))
    assert [row.because for row in PendingMinutes.objects.filter(state="refused")] == [
        "Samma text finns redan i listan, som a.txt. Den läses in en gång."
    ]
    say_yes(coordinator.client)
    assert TextVersion.objects.count() == 1

    send(coordinator.client, upload("igen.txt", text.replace("\n", "\r\n")))
    refused = PendingMinutes.objects.get(state="refused")
    assert (
        refused.because == "Samma text är redan inläst i omgången 4\xa0februari 2025. Inget har dubblerats."
    )
    assert Round.objects.count() == 1


def test_two_texts_of_the_same_day_are_pointed_out(coordinator: Any, dialogue: Dialogue) -> None:
    send(
        coordinator.client,
        upload("a.txt", minutes_of("2025-02-04")),
        upload("b.txt", "Minnesanteckningar\n2025-02-04\n\nAlmi\nEtt annat möte, om bredbandet i fjällen.\n"),
    )
    files = coordinator.client.get(PAGE).context["look"].files
    assert [f.same_day for f in files] == [("b.txt",), ("a.txt",)]


def test_a_second_yes_reads_nothing_in_again(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    answers = typed(coordinator.client) | {"gor": "las-in"}
    coordinator.client.post(f"{PAGE}stammer/", answers)
    before = everything()
    coordinator.client.post(f"{PAGE}stammer/", answers)
    coordinator.client.post(f"{PAGE}las-in/")
    assert everything() == before


# Text of every kind -----------------------------------------------------------------------------


def test_strange_characters_lose_no_text_and_move_no_place(coordinator: Any, dialogue: Dialogue) -> None:
    odd = "😀 flera\x00rader\u00ad med a\u030angstro\u0308m och \u202evänster\u202c"
    text = minutes_of("2025-02-04", extra=f"\nAlmi\n{odd} 7 personer är varslade.\n").replace("\n", "\r\n")
    send(coordinator.client, upload("a.txt", text))
    say_yes(coordinator.client)
    version = TextVersion.objects.get()
    assert odd.replace("\x00", "\ufffd") in version.text
    assert "\r" not in version.text
    for fact in Fact.objects.all():
        assert fact.quote == version.text[fact.start : fact.end]


def test_pasted_text_goes_the_same_way(coordinator: Any, dialogue: Dialogue) -> None:
    answer = coordinator.client.post(f"{PAGE}text/", {"text": minutes_of("2025-02-04")})
    assert answer["Location"] == PAGE
    say_yes(coordinator.client)
    assert Source.objects.get().kind == "paste"
    assert Report.objects.filter(organisation__name="Länsstyrelsen").exists()


def test_a_paste_that_cannot_be_read_stays_in_the_field(coordinator: Any, dialogue: Dialogue) -> None:
    answer = coordinator.client.post(f"{PAGE}text/", {"text": " \n\t "})
    assert answer.status_code == 422
    assert "Det finns ingen text" in answer.content.decode()
    assert not PendingMinutes.objects.exists()


def test_a_letter_that_only_carries_minutes_gives_the_minutes(coordinator: Any, dialogue: Dialogue) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Anteckningar", "a@prov.example", "b@prov.example"
    letter.set_content("Hej!\n\nHär kommer anteckningarna.\n")
    letter.add_attachment(
        minutes_of("2025-02-04").encode(), maintype="text", subtype="plain", filename="möte.txt"
    )
    send(coordinator.client, upload("brev.eml", bytes(letter)))
    assert [row.filename for row in PendingMinutes.objects.filter(state="waiting")] == ["möte.txt"]


def test_a_file_over_the_limit_is_turned_away_by_its_size(coordinator: Any, dialogue: Dialogue) -> None:
    send(
        coordinator.client,
        upload("stor.txt", b" " * (26 * 1024 * 1024)),
        upload("a.txt", minutes_of("2025-02-04")),
    )
    refused = PendingMinutes.objects.get(state="refused")
    assert refused.because.startswith("Filen är 26 MB och gränsen är 25 MB. Inget har sparats.")
    assert PendingMinutes.objects.get(state="waiting").filename == "a.txt"


def test_a_newer_intake_that_reads_the_file_otherwise_moves_no_place(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    row = PendingMinutes.objects.get()
    row.text_sha256 = "0" * 64  # as if the text had come out differently then
    for passage in row.plan["passages"]:
        passage["start"], passage["end"] = 0, 1
    row.save()
    say_yes(coordinator.client)
    report = Report.objects.get(organisation__name="Arbetsförmedlingen")
    assert TextVersion.objects.get().text[report.section.start :].startswith("Arbetsförmedlingen")


def test_the_real_minutes_go_through(coordinator: Any, dialogue: Dialogue, shared: Any) -> None:
    """One meeting, every member under its group, nothing to ask that the text answers."""
    path = shared / "minutes" / "2020-06-15.txt"
    send(coordinator.client, upload(path.name, path.read_bytes()))
    page = coordinator.client.get(PAGE)
    assert page.context["look"].days == [date(2020, 6, 15)]
    assert page.context["unknown_rows"] == []
    groups = dict(page.context["group_shown"])
    assert len(groups["Näringslivsorganisationer"]) == 5
    say_yes(coordinator.client)
    assert coordinator.client.get(PAGE).context["title"].startswith(("Två löften", "Tre löften"))


# Coming and going -------------------------------------------------------------------------------


def test_what_waits_is_there_after_a_lost_browser(
    coordinator: Any, dialogue: Dialogue, make_somebody: Any
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    deputy = make_somebody("vikarie@prov.example", "coordinator", dialogue=dialogue)
    page = deputy.client.get("/borja/", follow=True)
    assert [file.row.filename for file in page.context["look"].files] == ["a.txt"]


def test_leaving_a_file_out_keeps_what_was_typed_and_can_be_undone(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(
        coordinator.client,
        upload("a.txt", minutes_of("2025-02-04")),
        upload("b.txt", minutes_of("2025-04-01", figure=4)),
    )
    keep, drop = PendingMinutes.objects.order_by("pk")
    answers = typed(coordinator.client, **{f"dag_{keep.pk}": "2025-02-05"})
    coordinator.client.post(f"{PAGE}filer/{drop.pk}/ta-bort/", answers)
    keep.refresh_from_db()
    assert keep.held_on == date(2025, 2, 5)
    page = coordinator.client.get(PAGE)
    assert [file.row.pk for file in page.context["look"].files] == [keep.pk]
    coordinator.client.post(f"{PAGE}filer/{drop.pk}/ta-tillbaka/")
    assert len(coordinator.client.get(PAGE).context["look"].files) == 2


def test_a_file_that_has_vanished_from_the_disk_stops_no_other(
    coordinator: Any, dialogue: Dialogue, settings: Any
) -> None:
    from lagesbild.lib.blobs import path_of

    send(
        coordinator.client,
        upload("a.txt", minutes_of("2025-02-04")),
        upload("b.txt", minutes_of("2025-04-01", figure=4)),
    )
    lost = PendingMinutes.objects.get(filename="b.txt")
    path_of(settings.INSTALLATION.blobs, lost.source.blob_sha256).unlink()
    page = coordinator.client.post(
        f"{PAGE}stammer/", typed(coordinator.client) | {"gor": "las-in"}, follow=True
    )
    assert "b.txt går inte att läsa från disken" in page.content.decode()
    assert [r.held_on for r in Round.objects.all()] == [date(2025, 2, 4)]


def test_the_script_reads_in_one_file_at_a_time(coordinator: Any, dialogue: Dialogue) -> None:
    client = coordinator.client
    send(
        client, upload("a.txt", minutes_of("2025-02-04")), upload("b.txt", minutes_of("2025-04-01", figure=4))
    )
    saved = client.post(
        f"{PAGE}stammer/", typed(client) | {"gor": "las-in"}, headers={"accept": "application/json"}
    )
    counts = [saved.json()["left"]] + [
        client.post(f"{PAGE}las-in/", headers={"accept": "application/json"}).json()["left"] for _ in range(2)
    ]
    assert counts == [2, 1, 0]


def test_sending_no_file_says_so(coordinator: Any, dialogue: Dialogue) -> None:
    page = coordinator.client.post(f"{PAGE}filer/", follow=True)
    assert "Välj minst en fil först" in page.content.decode()


# Rights and reading -----------------------------------------------------------------------------

PRESSES = (
    "filer/",
    "text/",
    "filer/1/ta-bort/",
    "filer/1/ta-tillbaka/",
    "stang-listan/",
    "stammer/",
    "las-in/",
    "punkter/",
    "punkter/1/",
)


def test_only_the_dialogues_coordinator_finds_the_page(
    reader: Any, reporter: Any, stranger: Any, visitor: Any, dialogue: Dialogue
) -> None:
    for somebody in (reader, reporter, stranger):
        assert somebody.client.get(PAGE).status_code == 404
        for press in PRESSES:
            assert somebody.client.post(f"{PAGE}{press}").status_code == 404
    assert visitor.get(PAGE)["Location"] == "/logga-in/?next=/d/prov/borja/"
    for press in PRESSES:
        assert visitor.post(f"{PAGE}{press}")["Location"].startswith("/logga-in/")
    assert reader.client.get("/borja/").status_code == 404
    assert stranger.client.get("/borja/")["Location"] == "/d/annan/borja/"


def test_one_who_coordinates_two_dialogues_chooses(coordinator: Any, stranger: Any) -> None:
    from lagesbild.accounts.operations import give_role

    other = Dialogue.objects.get(slug="annan")
    give_role(
        person=coordinator.person,
        kind="coordinator",
        dialogue=other,
        starts_on=date(2020, 1, 1),
        by=None,
        at=NOON,
    )
    page = coordinator.client.get("/borja/")
    assert [d.slug for d in page.context["dialogues"]] == ["annan", "prov"]


def test_another_dialogues_file_cannot_be_touched(
    coordinator: Any, stranger: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    row = PendingMinutes.objects.get()
    assert stranger.client.post(f"/d/annan/borja/filer/{row.pk}/ta-bort/").status_code == 404
    row.refresh_from_db()
    assert row.state == "waiting"


def test_looking_changes_nothing_and_presses_need_a_post(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, upload("a.txt", minutes_of("2025-02-04")))
    before = everything()
    for query in ("", "?steg=filer", "?steg=punkter", "?steg=klart", "?steg=hittepa", "?visa=alla"):
        assert coordinator.client.get(f"{PAGE}{query}").status_code == 200
    for press in PRESSES:
        assert coordinator.client.get(f"{PAGE}{press}").status_code == 405
    say_yes(coordinator.client)
    after = everything()
    for query in ("", "?steg=filer", "?steg=punkter", "?steg=klart", "?steg=punkter&visa=alla"):
        assert coordinator.client.get(f"{PAGE}{query}").status_code == 200
    assert everything() == after != before


def test_an_empty_start_teaches(coordinator: Any, dialogue: Dialogue) -> None:
    page = coordinator.client.get("/borja/", follow=True)
    words = page.content.decode()
    assert page.context["title"] == "Börja med era senaste minnesanteckningar"
    assert "lagesbild demo" in words
    assert "Vi har inga äldre anteckningar" in words
    assert len(page.content) < 100_000


def test_a_dialogue_that_is_going_is_offered_to_add_old_minutes(
    coordinator: Any, dialogue: Dialogue, accepted: Any
) -> None:
    page = coordinator.client.get(PAGE)
    assert page.context["title"] == "Lägg till äldre minnesanteckningar"
    assert "lagesbild demo" not in page.content.decode()


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_files(
    coordinator: Any, dialogue: Dialogue
) -> None:
    counts = []
    for part in (range(2), range(2, 14)):
        send(
            coordinator.client,
            *(upload(f"{i}.txt", minutes_of(f"2024-{i % 12 + 1:02}-0{i // 12 + 1}", figure=i)) for i in part),
        )
        with CaptureQueriesContext(connection) as found:
            page = coordinator.client.get(PAGE)
        counts.append(len(found))
        assert len(page.content) < 100_000
    assert counts[0] == counts[1]
