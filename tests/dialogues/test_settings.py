# SPDX-License-Identifier: EUPL-1.2
"""The settings pages: what is asked, members in order, people, pasted addresses, rest and handover."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told

from lagesbild.accounts.models import Role
from lagesbild.dialogues.contacts import reached_through
from lagesbild.dialogues.models import Membership
from lagesbild.dialogues.models_settings import Contact, QuietPeriod
from lagesbild.dialogues.queries import audience_of, rounds_seen_by

TODAY = date(2026, 6, 15)
BASE = "/d/prov/installningar/"

SAVED = {
    "name": "Dialogen",
    "function_address": "forumet@prov.example",
    "standing_questions": "Hur är läget?\n\n  Vad  väntar ni er? \n",
    "crisis_questions": "Vad har hänt?\nVad behövs?\nVem gör vad?",
    "agenda_template": "Läget hos medlemmarna\nNästa möte",
    "deadline_workdays": "2",
    "deadline_clock": "12:00",
    "default_level": "group",
    "ordinal": "2",
    "weekday": "0",
    "months": ["2", "4", "6", "8", "10", "12"],
    "clock": "09:00",
    "minutes": "90",
    "place": "Residenset",
}


@pytest.fixture(autouse=True)
def _stand(stand_at):
    stand_at(TODAY)


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# ------------------------------------------------------------------ the dialogue


def test_settings_are_saved_whole_and_shown_again(dialogue, coordinator):
    page = coordinator.client.post(BASE, SAVED, follow=True)
    assert "Inställningarna är sparade." in words_of(page)
    dialogue.refresh_from_db()
    assert dialogue.standing_questions == ["Hur är läget?", "Vad väntar ni er?"]
    assert dialogue.rhythm.replace("\xa0", " ") == "andra måndagen varannan månad kl. 9.00"
    assert dialogue.rhythm_rule["minutes"] == 90
    assert 'value="forumet@prov.example"' in page.content.decode()
    assert "Inget hade ändrats." in words_of(coordinator.client.post(BASE, SAVED, follow=True))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"name": " "}, "Dialogen måste heta något."),
        ({"function_address": "forumet"}, "ingen e-postadress"),
        ({"months": []}, "Välj minst en månad"),
        ({"clock": ""}, "Skriv när mötet börjar."),
        ({"clock": "25:00"}, "inget klockslag"),
        ({"deadline_workdays": "-1"}, "Skriv 0 eller mer."),
        ({"crisis_questions": "a\nb\nc\nd"}, "Det är 4 rader, och 3 är det mesta."),
        ({"agenda_template": "x" * 201}, "längre än 200 tecken"),
    ],
)
def test_what_cannot_be_saved_says_why_and_saves_nothing(dialogue, coordinator, given, reason):
    page = coordinator.client.post(BASE, {**SAVED, **given})
    assert page.status_code == 422
    assert reason in words_of(page)
    dialogue.refresh_from_db()
    assert dialogue.function_address == ""


def test_settings_are_the_coordinators(dialogue, reporter, reader):
    for path in ("", "medlemmar/", "adresser/", "tysta-perioder/", "samordnare/"):
        for somebody in (reporter, reader):
            assert somebody.client.get(BASE + path).status_code == 403


# ------------------------------------------------------------------ members


def press(coordinator, path: str, act: str, **more):
    return coordinator.client.post(BASE + path, {"gor": act, **more}, follow=True)


def order(dialogue) -> list[str]:
    members = Membership.objects.filter(dialogue=dialogue).order_by("group__order", "order")
    return [m.organisation.name for m in members]


def test_groups_and_members_change_places_by_buttons(dialogue, coordinator):
    told.member(dialogue, "Smedringen", "Näringslivsorganisationer")
    told.member(dialogue, "Åbo kommun", "Kommuner")
    first, second = dialogue.memberships.filter(group__name="Näringslivsorganisationer")
    press(coordinator, "medlemmar/", f"medlem-ned:{first.pk}")
    assert order(dialogue) == ["Smedringen", "Företagarringen Provlän", "Åbo kommun"]
    group = dialogue.groups.get(name="Kommuner")
    press(coordinator, "medlemmar/", f"grupp-upp:{group.pk}")
    assert order(dialogue)[0] == "Åbo kommun"
    press(coordinator, "medlemmar/", f"grupp-upp:{group.pk}")  # already first
    assert order(dialogue)[0] == "Åbo kommun"
    assert press(coordinator, "medlemmar/", f"medlem-upp:{second.pk}").status_code == 200


def test_a_group_is_renamed_but_never_to_another_ones_name(dialogue, coordinator):
    told.member(dialogue, "Åbo kommun", "Kommuner")
    group = dialogue.groups.get(name="Kommuner")
    press(coordinator, "medlemmar/", f"grupp-namn:{group.pk}", name="Länets kommuner")
    group.refresh_from_db()
    assert group.name == "Länets kommuner"
    page = press(coordinator, "medlemmar/", f"grupp-namn:{group.pk}", name="Näringslivsorganisationer")
    assert "Det finns redan en grupp" in words_of(page)
    assert "måste heta något" in words_of(
        press(coordinator, "medlemmar/", f"grupp-namn:{group.pk}", name=" ")
    )
    assert "ligger kvar" in words_of(press(coordinator, "medlemmar/", f"grupp-bort:{group.pk}"))


def test_a_new_member_is_asked_from_its_day_and_leaves_with_one(dialogue, coordinator):
    form = {"name": "Almi Provlän", "group": "Näringslivsorganisationer", "joined_on": "2026-06-20"}
    press(coordinator, "medlemmar/", "lagg-till", **form)
    member = dialogue.memberships.get(organisation__name="Almi Provlän")
    assert member.joined_on == date(2026, 6, 20)
    page = press(coordinator, f"medlemmar/{member.pk}/", "avsluta", last_day="2026-06-01")
    assert "var organisationen inte medlem än" in words_of(page)
    press(coordinator, f"medlemmar/{member.pk}/", "avsluta", last_day="2026-08-31")
    member.refresh_from_db()
    assert member.left_before == date(2026, 9, 1)
    press(coordinator, f"medlemmar/{member.pk}/", "ateruppta")
    member.refresh_from_db()
    assert member.left_before is None


def test_a_member_of_another_dialogue_is_not_found(dialogue, coordinator, stranger):
    member = dialogue.memberships.get()
    assert stranger.client.get(f"/d/annan/installningar/medlemmar/{member.pk}/").status_code == 404


# ------------------------------------------------------------------ joining day


def test_a_new_members_people_see_rounds_from_its_joining_day_until_they_are_opened(
    dialogue, organisation, coordinator, reporter
):
    for day in (date(2026, 3, 2), date(2026, 6, 8)):
        told.held(dialogue, day)
    member = dialogue.memberships.get()
    member.joined_on = date(2026, 5, 1)
    member.save()
    page = words_of(reporter.client.get("/d/prov/omgangar/"))
    assert "8 juni" in page
    assert "2 mars" not in page
    for path in ("", "rapportera/"):
        assert reporter.client.get(f"/d/prov/omgangar/2026-03-02/{path}").status_code == 404
        assert reporter.client.get(f"/d/prov/omgangar/2026-06-08/{path}").status_code == 200
    assert reporter.client.get("/omgangar/2026-03-02/").status_code == 404
    press(coordinator, f"medlemmar/{member.pk}/", "oppna", sees_from="2026-03-01")
    assert reporter.client.get("/d/prov/omgangar/2026-03-02/").status_code == 200
    press(coordinator, f"medlemmar/{member.pk}/", "oppna", sees_from="")
    assert reporter.client.get("/d/prov/omgangar/2026-03-02/").status_code == 404


def test_a_picture_of_a_day_before_the_joining_shows_a_new_member_nothing(
    accepted, dialogue, organisation, coordinator, reporter
):
    day = "?som=2026-06-08"
    for somebody in (coordinator, reporter):
        assert "Grön omställning" in words_of(somebody.client.get(f"/d/prov/{day}"))
    dialogue.memberships.filter(organisation=organisation).update(joined_on=date(2026, 6, 10))
    assert "Grön omställning" not in words_of(reporter.client.get(f"/d/prov/{day}"))
    assert "Den dagen fanns ingen omgång än" in words_of(reporter.client.get(f"/d/prov/{day}"))
    assert "Grön omställning" in words_of(coordinator.client.get(f"/d/prov/{day}"))


def test_readers_and_coordinators_see_every_round(dialogue, coordinator, reader):
    told.held(dialogue, date(2026, 3, 2))
    dialogue.memberships.update(joined_on=date(2026, 5, 1))
    for somebody in (coordinator, reader):
        audience = audience_of(somebody.person, dialogue, day=TODAY)
        assert audience.sees_from is None
        assert rounds_seen_by(dialogue, audience).count() == 1


# ------------------------------------------------------------------ people


def test_an_ordinary_contact_and_a_substitute_both_report_and_the_first_is_written_to(
    dialogue, organisation, coordinator
):
    member = dialogue.memberships.get()
    path = f"medlemmar/{member.pk}/"
    press(coordinator, path, "lagg-till", email="Eva@Ring.example", name="Eva Ask", part="ordinary")
    press(coordinator, path, "lagg-till", email="bo@ring.example", name="Bo Berg", part="substitute")
    reached = reached_through(dialogue, day=TODAY)[organisation.pk]
    assert [p.email for p in reached.first] == ["eva@ring.example"]
    assert [p.name for p in reached.substitutes] == ["Bo Berg"]
    assert Role.objects.filter(organisation=organisation, kind="reporter").count() == 2
    eva = member.contacts.get(person__email="eva@ring.example")
    press(coordinator, path, f"bort:{eva.pk}")
    reached = reached_through(dialogue, day=TODAY)[organisation.pk]
    assert [p.email for p in reached.first] == ["bo@ring.example"]
    assert not Role.objects.filter(person=eva.person).exists()


def test_where_no_contact_is_named_those_who_report_are_written_to(dialogue, organisation, reporter):
    assert reached_through(dialogue, day=TODAY)[organisation.pk].first == [reporter.person]


ROW = (
    "Eva Ask <eva@foretagarringen.example>; Bo Berg <bo@smedringen.example>; "
    '"Ek, Ulf" <ulf@okand.example>; trasig@@x; Eva Ask <EVA@foretagarringen.example>'
)


def test_a_pasted_row_is_paired_by_domain_and_name_and_the_rest_asked_about(dialogue, coordinator):
    told.member(dialogue, "Smedringen Provlän", "Näringslivsorganisationer")
    page = coordinator.client.post(BASE + "adresser/", {"row": ROW})
    words = words_of(page)
    assert "1 behöver ditt svar" in words
    assert "trasig@@x" in words
    ring, smiths = dialogue.memberships.order_by("pk")
    selects = dict(
        re.findall(
            r'<select name="for-([^"]+)".*?(?:value="(\d+)" selected|</select>)', page.content.decode(), re.S
        )
    )
    assert selects == {
        "eva@foretagarringen.example": str(ring.pk),
        "bo@smedringen.example": str(smiths.pk),
        "ulf@okand.example": "",
    }
    assert Contact.objects.count() == 0


def test_pasted_people_are_added_at_once_and_taken_back_at_once(dialogue, coordinator):
    member = dialogue.memberships.get()
    page = press(
        coordinator, "adresser/", "lagg-till", row=ROW,
        **{"for-eva@foretagarringen.example": member.pk, "for-ulf@okand.example": member.pk},
    )  # fmt: skip
    assert "2 personer är tillagda" in words_of(page).replace("\xa0", " ")
    assert [c.part for c in member.contacts.order_by("pk")] == ["ordinary", "substitute"]
    assert member.contacts.get(part="substitute").person.name == "Ulf Ek"
    undo = re.search(r'action="([^"]+ta-tillbaka[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    coordinator.client.post(undo)
    assert Contact.objects.count() == 0
    assert not Role.objects.filter(kind="reporter").exists()


@pytest.mark.parametrize("row", ["", "   ", "Kalle Anka och hans vänner", "\x00", "<>;;<>"])
def test_a_row_without_addresses_adds_nobody_and_says_so(dialogue, coordinator, row):
    page = coordinator.client.post(BASE + "adresser/", {"row": row})
    assert page.status_code == 422
    assert "Vi hittade ingen e-postadress" in words_of(page)


def test_an_undo_that_is_forged_changes_nothing(dialogue, coordinator):
    assert coordinator.client.post(BASE + "adresser/?gor=ta-tillbaka&vilka=x").status_code == 404


# ------------------------------------------------------------------ rest and handover


def test_a_quiet_period_is_added_once_and_taken_away(dialogue, coordinator):
    form = {"name": "Sommaren", "starts_on": "2026-07-01", "last_day": "2026-08-09"}
    coordinator.client.post(BASE + "tysta-perioder/", form)
    period = QuietPeriod.objects.get()
    assert period.ends_before == date(2026, 8, 10)
    page = coordinator.client.post(BASE + "tysta-perioder/", {**form, "starts_on": "2026-08-09"})
    assert "Där ligger redan en tyst period" in words_of(page)
    backwards = {**form, "starts_on": "2026-12-24", "last_day": "2026-12-01"}
    assert "Byt dem." in words_of(coordinator.client.post(BASE + "tysta-perioder/", backwards))
    coordinator.client.post(BASE + "tysta-perioder/", {"ta-bort": period.pk})
    assert not QuietPeriod.objects.exists()


def test_a_dialogue_never_stands_without_a_coordinator(dialogue, coordinator):
    role = Role.objects.get(dialogue=dialogue, kind="coordinator")
    page = coordinator.client.post(BASE + "samordnare/", {"avsluta": role.pk})
    assert "måste ha en samordnare" in words_of(page)
    assert coordinator.client.get(BASE).status_code == 200


def test_coordinating_is_handed_over_and_ends_the_same_moment(dialogue, coordinator, make_somebody):
    coordinator.client.post(BASE + "samordnare/", {"email": "vikarie@prov.example", "name": "Vik Arie"})
    second = make_somebody("vikarie@prov.example")
    role = Role.objects.get(dialogue=dialogue, person=coordinator.person)
    second.client.post(BASE + "samordnare/", {"avsluta": role.pk})
    assert coordinator.client.get(BASE).status_code == 404
    assert "Har varit samordnare" in words_of(second.client.get(BASE + "samordnare/"))
    role.refresh_from_db()
    assert role.ends_before == TODAY
    assert role.starts_on < TODAY - timedelta(days=1)
