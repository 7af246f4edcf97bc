# SPDX-License-Identifier: EUPL-1.2
"""What the first run shows is what it loads: groups, one body under two names, text under a topic, doubles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import NOON, load_minutes

from lagesbild.dialogues.models import Dialogue, Group, Membership, Report, Round
from lagesbild.dialogues.models_first_run import PendingMinutes
from lagesbild.organisations.models import Alias, Organisation
from lagesbild.sources.models import TextVersion

PAGE = "/d/prov/borja/"

NEWEST = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-03-03

LÄNSSTYRELSEN
Lugnt läge. Länsstyrelsen skickar en lista över elstöden senast den 20 mars.

FÖRETAGARNA NORRSKOG
Orderingången har minskat med 10 %.

GRANBY KOMMUN
Tre nya butiker har öppnat i centrum.
"""
OLDER = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-01-13

Aktuellt från Länsstyrelsen
Länsstyrelsen skickar en lista över elstöden senast den 20 februari.

Företagarna
Orderingången har minskat med 12 %.

KOMMUNERNA

GRANBY:
Två nya butiker har öppnat i centrum.

ÄLVNÄS:
Lugnt läge. Vem ansvarar för bredbandet?

Regionen
Utlysningen öppnar den 15 april.
"""
BOTH = {"mars.txt": NEWEST, "januari.txt": OLDER}


@pytest.fixture(autouse=True)
def _at_noon(stand_at: Callable[..., None]) -> None:
    stand_at(NOON)


def send(client: Any, files: dict[str, str]) -> None:
    uploads = [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]
    client.post(f"{PAGE}filer/", {"filer": uploads})


def typed(client: Any, **by_label: str) -> dict[str, str]:
    """What the form of step two holds, with some fields changed, named by their labels."""
    form = client.get(PAGE).context["form"]
    fields = {f.html_name: "" if f.value() is False else str(f.value() or "") for f in form}
    names = {f.label: f.html_name for f in form}
    return fields | {names[label]: value for label, value in by_label.items()}


def press(client: Any, act: str = "las-in", **by_label: str) -> Any:
    return client.post(f"{PAGE}stammer/", typed(client, **by_label) | {"gor": act})


def shown(client: Any) -> dict[str, list[str]]:
    return dict(client.get(PAGE).context["look"].members_by_group)


def loaded() -> dict[str, list[str]]:
    """Members by group as they now are, the one that the dialogue had before left out."""
    rows = Membership.objects.exclude(organisation__name="Företagarringen Provlän").order_by(
        "group__order", "order"
    )
    groups: dict[str, list[str]] = {}
    for m in rows.select_related("group", "organisation"):
        groups.setdefault(m.group.name, []).append(m.organisation.name)
    return groups


# Groups -----------------------------------------------------------------------------------------


def test_the_groups_that_are_shown_are_the_groups_that_are_made(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    before = shown(coordinator.client)
    assert before["Kommunerna"] == ["Granby kommun", "Älvnäs kommun"]
    page = coordinator.client.get(PAGE)
    assert page.context["made_up"] == "5\xa0organisationer i 4\xa0grupper."
    assert page.context["group_shown"][-1] == (
        "Var sin grupp",
        ["Länsstyrelsen", "Företagarna Norrskog", "Regionen"],
    )
    press(coordinator.client)
    assert loaded() == before
    assert not any(name.isupper() for name in Group.objects.values_list("name", flat=True))


def test_read_in_one_at_a_time_the_groups_are_the_same(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    before = shown(coordinator.client)
    client, fields = coordinator.client, typed(coordinator.client) | {"gor": "las-in"}
    left = client.post(f"{PAGE}stammer/", fields, HTTP_ACCEPT="application/json").json()["left"]
    while left:
        left = client.post(f"{PAGE}las-in/", HTTP_ACCEPT="application/json").json()["left"]
    assert loaded() == before


def test_the_command_line_makes_no_group_for_a_municipality_alone(dialogue: Dialogue, db: None) -> None:
    load_minutes(dialogue, OLDER, "januari.txt")
    load_minutes(dialogue, NEWEST, "mars.txt")
    assert loaded()["Kommunerna"] == ["Granby kommun", "Älvnäs kommun"]
    assert "GRANBY KOMMUN" not in loaded()


def test_a_place_under_the_municipalities_becomes_its_municipality(
    coordinator: Any, dialogue: Dialogue
) -> None:
    text = "Minnesanteckningar\n2026-01-13\n\nKommunerna\n\nGranby kommun\nLugnt läge.\n\nSkördefesten i Tallås\nMånga kom.\n\nTallås\nTvå nya butiker har öppnat.\n"
    send(coordinator.client, {"a.txt": text})
    look = coordinator.client.get(PAGE).context["look"]
    asked = {h.words for h in look.unknown}
    if "Tallås" in asked:  # the reader is free to know it by itself
        press(coordinator.client, **{"Vad är ”Tallås”?": "member:Kommunerna"})
    else:
        press(coordinator.client)
    assert loaded()["Kommunerna"] == ["Granby kommun", "Tallås kommun"]


# Two names, one body ----------------------------------------------------------------------------


def test_a_short_and_a_long_name_are_proposed_as_one_member(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    pairs = coordinator.client.get(PAGE).context["pair_rows"]
    assert [(pair.name, pair.kept) for pair, _ in pairs] == [("Företagarna", "Företagarna Norrskog")]
    press(coordinator.client)
    member = Organisation.objects.get(name="Företagarna Norrskog")
    assert Report.objects.filter(organisation=member).count() == 2
    assert Alias.objects.get(text="företagarna").organisation == member


def test_whoever_says_that_they_are_two_gets_two(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client, "spara", **{"Vem är ”Företagarna”?": "tva"})
    before = shown(coordinator.client)
    assert before["Företagarna"] == ["Företagarna"]
    field = coordinator.client.get(PAGE).context["pair_rows"][0][1]
    assert field.value() == "tva", "it can still be changed"
    press(coordinator.client)
    assert loaded() == before


def test_a_renamed_member_takes_its_other_name_along(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client, **{"Namn på Företagarna Norrskog": "Företagarna i Norrskog"})
    member = Organisation.objects.get(name="Företagarna i Norrskog")
    assert Report.objects.filter(organisation=member).count() == 2
    assert not Organisation.objects.filter(name__in=["Företagarna", "Företagarna Norrskog"]).exists()


def test_a_member_that_is_there_is_proposed_for_another_length_of_its_name(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, {"a.txt": NEWEST.replace("FÖRETAGARNA NORRSKOG", "FÖRETAGARNA")})
    press(coordinator.client)
    send(coordinator.client, {"b.txt": OLDER.replace("Företagarna", "Företagarna Norrskog")})
    pairs = coordinator.client.get(PAGE).context["look"].pairs
    assert [(p.name, p.kept) for p in pairs] == [("Företagarna Norrskog", "Företagarna")]
    press(coordinator.client)
    assert Report.objects.filter(organisation__name="Företagarna").count() == 2
    assert not Organisation.objects.filter(name="Företagarna Norrskog").exists()


def test_two_names_in_one_text_are_two_bodies(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST + "\nFÖRETAGARNA\nLugnt läge i landet.\n"})
    assert coordinator.client.get(PAGE).context["look"].pairs == ()


# Text under a topic -----------------------------------------------------------------------------


def test_a_heading_that_names_a_member_is_proposed_as_its_text(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    ((heading, field),) = coordinator.client.get(PAGE).context["unknown_rows"]
    assert (heading.words, heading.named) == ("Aktuellt från Länsstyrelsen", "Länsstyrelsen")
    labels = dict(field.field.choices)
    assert "hör till Länsstyrelsen" in dict(labels["Text från en medlem"]).values()
    assert dict(labels["Text från en medlem"])[field.value()] == "hör till Länsstyrelsen"
    press(coordinator.client)
    assert Report.objects.filter(organisation__name="Länsstyrelsen").count() == 2
    assert not Group.objects.filter(name__icontains="aktuellt").exists()
    assert not Alias.objects.filter(text__icontains="aktuellt").exists(), "it is no name of theirs"

    send(coordinator.client, {"igen.txt": OLDER.replace("2026-01-13", "2025-11-04")})
    page = coordinator.client.get(PAGE)
    assert page.context["unknown_rows"] == []
    ((_, field),) = page.context["answered_rows"]
    assert "hör till Länsstyrelsen" in str(field), "the answer stands and can be changed"
    press(coordinator.client)
    assert Report.objects.filter(organisation__name="Länsstyrelsen").count() == 3


def test_text_under_a_topic_goes_along_with_its_members_new_name(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client, **{"Namn på Länsstyrelsen": "Länsstyrelsen i Provlän"})
    assert Report.objects.filter(organisation__name="Länsstyrelsen i Provlän").count() == 2
    assert not Organisation.objects.filter(name="Länsstyrelsen").exists()


def test_nobody_is_asked_about_headings_that_every_meeting_has(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST + "\nÖvrigt\nKaffe serverades.\n"})
    assert [h.words for h in coordinator.client.get(PAGE).context["look"].unknown] == []


# Almost the same --------------------------------------------------------------------------------


def nearly(text: str) -> str:
    return text.replace("Lugnt läge", "Ett lugnt läge")


def test_minutes_almost_the_same_as_loaded_ones_are_asked_about(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST})
    press(coordinator.client)
    send(coordinator.client, {"a.pdf.txt": nearly(NEWEST)})
    page = coordinator.client.get(PAGE)
    words = " ".join(page.content.decode().replace("&nbsp;", " ").split())
    assert "Liknar till 98 % det som redan är inläst för tisdag 3 mars 2026. Läs in ändå?" in words
    press(coordinator.client)
    assert (Round.objects.count(), TextVersion.objects.count()) == (1, 1)
    assert PendingMinutes.objects.get(filename="a.pdf.txt").state == "removed"


def test_whoever_wants_them_all_the_same_gets_them(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST})
    press(coordinator.client)
    send(coordinator.client, {"ny.txt": nearly(NEWEST)})
    press(coordinator.client, **{"Läs in ändå": "on"})
    assert (Round.objects.count(), TextVersion.objects.count()) == (1, 2)


def test_a_file_and_its_twin_dropped_together_are_read_in_once(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST, "tvilling.txt": nearly(NEWEST)})
    files = coordinator.client.get(PAGE).context["look"].files
    assert [(f.row.filename, f.alike_file) for f in files] == [("a.txt", ""), ("tvilling.txt", "a.txt")]
    answer = coordinator.client.post(
        f"{PAGE}stammer/", typed(coordinator.client) | {"gor": "las-in"}, follow=True
    )
    assert "tvilling.txt lästes inte in" in answer.content.decode()
    assert TextVersion.objects.count() == 1
    kept = PendingMinutes.objects.get(filename="tvilling.txt")
    coordinator.client.post(f"{PAGE}filer/{kept.pk}/ta-tillbaka/")
    assert coordinator.client.get(PAGE).context["look"].files[0].percent_alike >= 90, (
        "and is asked about still"
    )


def test_another_day_makes_it_another_meeting(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, {"a.txt": NEWEST, "b.txt": nearly(NEWEST)})
    row = PendingMinutes.objects.get(filename="b.txt")
    press(coordinator.client, "spara", **{"Mötesdag för b.txt": "2026-03-10"})
    row.refresh_from_db()
    assert row.plan["like"] is None
    press(coordinator.client)
    assert Round.objects.count() == 2


# After the run ----------------------------------------------------------------------------------


def test_the_same_promise_in_two_minutes_is_shown_once_with_the_earlier_day(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client)
    page = coordinator.client.get(PAGE)
    about = [row.found.source.label for row in page.context["rows"] if "elstöden" in _words_of(row)]
    assert about == ["Minnesanteckningarna 3\xa0mars (nämns också 13\xa0januari)"]


def _words_of(row: Any) -> str:
    return f"{row.found.before}{row.found.quote}{row.found.after}"


def test_the_end_tells_what_waits_and_every_link_leads_somewhere(
    coordinator: Any, dialogue: Dialogue
) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client)
    page = coordinator.client.get(f"{PAGE}?steg=klart")
    total = sum(left.facts for left in page.context["waiting"])
    assert total > 3
    assert f"{total}\xa0uppgifter väntar på granskning" in page.content.decode()
    assert "som du inte har svarat på ligger kvar" in page.content.decode()
    links = [part.partition('"')[0] for part in page.content.decode().split('href="')[1:]]
    inside = {link for link in links if link.startswith(("/d/", "?"))}
    assert any("/granska/" in link for link in inside)
    for link in inside:
        url = link.replace("&amp;", "&").partition("#")[0]
        assert coordinator.client.get(f"{PAGE}{url}" if url.startswith("?") else url).status_code == 200, link


def test_nothing_is_said_to_be_left_when_all_is_answered(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client)
    rows = coordinator.client.get(f"{PAGE}?steg=punkter&visa=alla").context["rows"]
    coordinator.client.post(f"{PAGE}punkter/", {"punkt": [row.pk for row in rows]})
    page = coordinator.client.get(f"{PAGE}?steg=klart").content.decode()
    assert "ligger kvar" not in page
    assert "Inget väntar på ditt svar." in page


def test_no_agenda_is_promised(coordinator: Any, dialogue: Dialogue) -> None:
    send(coordinator.client, BOTH)
    press(coordinator.client)
    page = coordinator.client.get(PAGE).content.decode()
    assert "dagordning" not in page
    assert "följs upp i lägesbilden" in page
