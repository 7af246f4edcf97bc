# SPDX-License-Identifier: EUPL-1.2
"""Calling to a meeting: who gets which letter, what the calendar file says, what an answer does."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from called_forum import MEETING, TODAY, at
from django.test import Client
from icalendar import Calendar

from lagesbild.dialogues.models import Round
from lagesbild.dialogues.operations import report_nothing_new
from lagesbild.dialogues.operations_rounds import hold_round, open_crisis_round
from lagesbild.invitations.answering import answer_invitation
from lagesbild.invitations.calling import cancel_meeting, invite_members, move_meeting
from lagesbild.invitations.links import answer_token, answer_url, invitation_by
from lagesbild.invitations.messages import SENTENCES
from lagesbild.invitations.models import Invitation
from lagesbild.lib.refusal import Refused
from lagesbild.mail.attachments import Attachment
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.operations import mark_sent_by_hand

NOW = at(TODAY)


def event_of(mail: OutgoingMail):
    """The calendar file of a letter, read back."""
    (kept,) = mail.attachments
    calendar = Calendar.from_ical(Attachment.fetch(kept).content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def letters(**filters) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(cancelled_at__isnull=True, **filters).order_by("pk"))


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def called(forum):
    invite_members(turn=forum.turn, by=forum.by, at=NOW)
    return forum


# ------------------------------------------------------------------ the invitation


def test_every_members_contact_is_called_once_and_the_round_collects(called):
    assert [(i.person.name, i.organisation.name) for i in Invitation.objects.order_by("pk")] == [
        ("Eva Ask", called.ring.name),
        ("Bo Berg", called.smiths.name),
        ("Bo Berg", called.chamber.name),
    ]
    called.turn.refresh_from_db()
    assert called.turn.state == Round.State.COLLECTING
    assert invite_members(turn=called.turn, by=called.by, at=NOW) == []
    assert len(letters()) == 3


def test_the_calendar_file_is_one_event_of_the_forums_own_address(called):
    for mail in letters():
        calendar, event = event_of(mail)
        assert calendar["METHOD"] == "REQUEST"
        assert event["ORGANIZER"] == "mailto:forumet@prov.example"
        assert event["ATTENDEE"] == f"mailto:{mail.to_address}"
        assert event.decoded("DTSTART") == at(MEETING, 9)
        assert event.decoded("DTEND") == at(MEETING, 11)
        assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
        assert calendar.walk("VTIMEZONE")
        assert event["LOCATION"] == "Residenset"
        assert event["SEQUENCE"] == 0
        assert "1. Läget hos medlemmarna" in event["DESCRIPTION"]
    assert len({event_of(mail)[1]["UID"] for mail in letters()}) == 1


def test_nobody_sees_the_others_addresses(called):
    for mail in letters():
        whole = mail.text + mail.html + event_of(mail)[0].to_ical().decode()
        others = {"eva@ring.example", "bo@smeder.example"} - {mail.to_address}
        assert not [address for address in others if address in whole]


def test_the_letter_says_both_days_by_name_and_that_it_becomes_a_record(called):
    text = letters()[0].text.replace("\xa0", " ")
    assert "senast fredag 28 augusti kl. 12.00" in text
    assert "Rapporterna låses när mötet börjar" in text
    assert "allmän handling" in text
    assert answer_url(Invitation.objects.first()) in text


def test_open_items_stand_first_on_the_agenda(accepted, forum):
    from lagesbild.dialogues.agenda import agenda_of
    from lagesbild.lib.audience import COORDINATOR, PUBLIC

    points = agenda_of(forum.turn, audience=COORDINATOR, at=NOW, today=TODAY)
    assert points[0].is_open_item
    assert [p.title for p in points][-2:] == ["Läget hos medlemmarna", "Nästa möte"]
    assert any("utan besked sedan" in p.text for p in points)
    hidden = agenda_of(forum.turn, audience=PUBLIC, at=NOW, today=TODAY)
    assert not [p for p in hidden if p.is_open_item]  # the forum's default level is the group


def test_the_agenda_and_the_meeting_go_through_the_same_items(accepted, forum):
    from lagesbild.dialogues.agenda import agenda_of
    from lagesbild.lib.audience import COORDINATOR
    from lagesbild.meetings.queries import agenda_items

    points = agenda_of(forum.turn, audience=COORDINATOR, at=NOW, today=TODAY)
    items = agenda_items(forum.turn, at=NOW, audience=COORDINATOR)
    assert [p.title for p in points if p.is_open_item] == [" ".join(i.text.split()) for i in items]
    assert {i.kind for i in items} <= {"promise", "question", "action"}
    assert not [i for i in items if i.kind == "action" and i.due_before is None]


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_nobody_is_called_to_a_meeting_that_is_over(forum, state):
    if state == "held":
        hold_round(turn=forum.turn, by=forum.by, at=NOW)
    else:
        cancel_meeting(turn=forum.turn, because="Sjukdom", by=forum.by, at=NOW)
    with pytest.raises(Refused) as caught:
        invite_members(turn=forum.turn, by=forum.by, at=NOW)
    assert caught.value.refusal.code == f"round_{state}"
    assert not letters()


def test_a_dialogue_without_people_says_so(dialogue, coordinator, stand_at):
    from lagesbild.dialogues.operations_rounds import plan_meeting

    stand_at(TODAY)
    turn = plan_meeting(dialogue=dialogue, starts_at=at(MEETING, 9), by=coordinator.person, at=NOW)
    with pytest.raises(Refused) as caught:
        invite_members(turn=turn, by=coordinator.person, at=NOW)
    assert caught.value.refusal.code in SENTENCES


# ------------------------------------------------------------------ moved and cancelled


def test_a_moved_meeting_changes_the_event_and_asks_again(called):
    first = event_of(letters()[0])[1]
    for mail in letters():
        mark_sent_by_hand(mail=mail, by=called.by, at=NOW)
    invitation = Invitation.objects.first()
    answer_invitation(invitation=invitation, answer="yes", by=called.eva, at=NOW)
    token = answer_token(invitation)
    assert (
        move_meeting(turn=called.turn, starts_at=at(MEETING + timedelta(days=2), 13), by=called.by, at=NOW)
        == 3
    )
    mail = letters(sent_at__isnull=True)[0]
    calendar, event = event_of(mail)
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert event.decoded("DTSTART") == at(date(2026, 9, 2), 13)
    assert mail.subject.startswith("Ny tid")
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at) == ("", None)
    assert invitation_by(token) == invitation  # links that were mailed still answer


def test_a_letter_that_had_not_left_gives_way_to_the_new_time(called):
    move_meeting(turn=called.turn, starts_at=at(MEETING, 13), by=called.by, at=NOW)
    assert [m.key.rsplit(":", 1)[1] for m in letters()] == ["1", "1", "1"]


def test_another_place_alone_keeps_the_answers(called):
    answer_invitation(invitation=Invitation.objects.first(), answer="yes", by=called.eva, at=NOW)
    move_meeting(turn=called.turn, starts_at=at(MEETING, 9), place="Länshuset", by=called.by, at=NOW)
    assert Invitation.objects.first().answer == "yes"


def test_a_cancelled_meeting_leaves_the_calendars_and_says_why(called):
    uid = event_of(letters()[0])[1]["UID"]
    for mail in letters():
        mark_sent_by_hand(mail=mail, by=called.by, at=NOW)
    assert cancel_meeting(turn=called.turn, because="Sjukdom", by=called.by, at=NOW) == 3
    mail = letters(sent_at__isnull=True)[0]
    calendar, event = event_of(mail)
    assert (calendar["METHOD"], event["STATUS"], event["UID"], event["SEQUENCE"]) == (
        "CANCEL",
        "CANCELLED",
        uid,
        1,
    )
    assert "Sjukdom" in mail.text


def test_who_was_never_told_of_the_meeting_is_not_told_that_it_is_cancelled(called):
    assert cancel_meeting(turn=called.turn, because="Sjukdom", by=called.by, at=NOW) == 0
    assert not letters()


# ------------------------------------------------------------------ answering


def test_opening_the_link_three_times_changes_nothing_and_a_button_answers(called):
    from site_map import everything

    invitation = Invitation.objects.first()
    path = f"/svara/{answer_token(invitation)}/"
    before = everything()
    for _ in range(3):
        page = Client().get(path)
        assert page.status_code == 200
        assert "Kommer du på mötet?" in words_of(page)
    assert everything() == before
    page = Client().post(path, {"svar": "yes"}, follow=True)
    assert "Tack, svaret är sparat" in words_of(page)
    invitation.refresh_from_db()
    assert invitation.answer == "yes"
    Client().post(path, {"svar": "no"})
    invitation.refresh_from_db()
    assert invitation.answer == "no"


def test_a_substitute_is_named_and_called_to_the_same_event(called):
    invitation = Invitation.objects.first()
    path = f"/svara/{answer_token(invitation)}/"
    page = Client().post(path, {"svar": "substitute"})
    assert page.status_code == 422
    assert "Skriv vem som kommer" in words_of(page)
    Client().post(
        path, {"svar": "substitute", "substitute_name": "Ulf Ek", "substitute_email": "ulf@ring.example"}
    )
    mail = OutgoingMail.objects.get(to_address="ulf@ring.example")
    assert event_of(mail)[1]["UID"] == invitation.uid
    assert invitation.organisation.name in " ".join(mail.text.split())
    mark_sent_by_hand(mail=mail, by=called.by, at=NOW)
    Client().post(path, {"svar": "yes"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.substitute_name) == ("yes", "")
    gone = OutgoingMail.objects.get(to_address="ulf@ring.example", sent_at__isnull=True)
    assert event_of(gone)[0]["METHOD"] == "CANCEL"


@pytest.mark.parametrize("token", ["x", "1-1.forged", "1-1.", "999999-1.abc", "1" * 200])
def test_a_forged_or_broken_link_says_what_to_do(called, token):
    page = Client().get(f"/svara/{token}/")
    assert page.status_code == 404
    assert "Länken fungerar inte" in words_of(page)
    assert Client().post(f"/svara/{token}/", {"svar": "yes"}).status_code == 404


def test_a_link_that_was_revoked_answers_nothing(called):
    invitation = Invitation.objects.first()
    token = answer_token(invitation)
    invitation.link_number = 2
    invitation.save()
    assert Client().post(f"/svara/{token}/", {"svar": "yes"}).status_code == 404


@pytest.mark.parametrize("what", ["over", "cancelled", "left"])
def test_after_the_meeting_a_cancellation_or_leaving_the_link_says_so(called, stand_at, what):
    invitation = Invitation.objects.first()
    if what == "over":
        stand_at(at(MEETING, 11, 1))
    elif what == "cancelled":
        cancel_meeting(turn=called.turn, because="Sjukdom", by=called.by, at=NOW)
    else:
        called.dialogue.memberships.filter(organisation=called.ring).update(left_before=date(2026, 8, 20))
    path = f"/svara/{answer_token(invitation)}/"
    for page in (Client().get(path), Client().post(path, {"svar": "yes"})):
        assert page.status_code == 410
        assert "Det går inte att svara" in words_of(page)
    invitation.refresh_from_db()
    assert invitation.answer == ""


# ------------------------------------------------------------------ the coordinator's pages

BASE = "/d/prov/omgangar/2026-08-31/"


def test_the_next_step_is_one_button_that_follows_the_round(forum, coordinator):
    page = words_of(coordinator.client.get(BASE))
    assert "Nästa steg: kalla till mötet" in page
    assert page.count("Nästa steg:") == 1
    preview = words_of(coordinator.client.get(BASE + "kallelse/"))
    assert "Inget är skickat till 3 personer" in preview
    assert not OutgoingMail.objects.exists()
    coordinator.client.post(BASE + "kallelse/", {"gor": "kalla"})
    page = words_of(coordinator.client.get(BASE))
    assert "Nästa steg: ta emot rapporter" in page
    assert "0 ja, 0 nej, 3 har inte svarat" in page


def test_the_letter_shown_to_the_coordinator_holds_nobodys_link(called, coordinator):
    page = coordinator.client.get(BASE + "kallelse/").content.decode()
    for invitation in Invitation.objects.all():
        assert answer_token(invitation) not in page


def test_a_sample_goes_to_oneself_alone(forum, coordinator):
    coordinator.client.post(BASE + "kallelse/", {"gor": "prov"})
    (mail,) = letters()
    assert mail.to_address == coordinator.person.email
    assert mail.subject.startswith("Prov: Kallelse")
    assert not Invitation.objects.exists()


def test_what_was_told_on_the_telephone_is_written_in(called, coordinator):
    invitation = Invitation.objects.first()
    form = {"gor": "svar", "inbjudan": invitation.pk, "svar": "no"}
    assert coordinator.client.post(BASE + "kallelse/", form).status_code == 302
    invitation.refresh_from_db()
    assert invitation.answer == "no"


def test_without_a_mail_server_the_round_is_called_by_hand(called, coordinator):
    page = words_of(coordinator.client.get(BASE + "kallelse/"))
    assert "Kopiera till Outlook" in page
    assert "Eva Ask &lt;eva@ring.example&gt;; Bo Berg &lt;bo@smeder.example&gt;" in page
    ics = coordinator.client.get(BASE + "mote.ics")
    (event,) = Calendar.from_ical(ics.content).walk("VEVENT")
    assert event["UID"] == Invitation.objects.first().uid
    assert "ATTENDEE" not in event
    coordinator.client.post(BASE + "kallelse/", {"gor": "skickad"})
    assert not letters(sent_at__isnull=True)


def test_the_meeting_is_moved_and_cancelled_in_the_browser(called, coordinator):
    form = {"gor": "flytta", "held_on": "2026-09-02", "clock": "13:00", "ends": "15:00", "place": "Länshuset"}
    page = coordinator.client.post(BASE + "tid/", form, follow=True)
    assert page.redirect_chain[-1][0] == "/d/prov/omgangar/2026-09-02/"
    assert coordinator.client.get(BASE).status_code == 200  # the old address leads to the same round
    base = "/d/prov/omgangar/2026-09-02/tid/"
    past = coordinator.client.post(base, {**form, "held_on": "2026-08-01"})
    assert past.status_code == 422
    assert "har redan varit" in words_of(past)
    assert "innan det börjar" in words_of(coordinator.client.post(base, {**form, "ends": "12:00"}))
    assert "Skriv varför" in words_of(coordinator.client.post(base, {"gor": "stall-in", "because": " "}))
    page = coordinator.client.post(base, {"gor": "stall-in", "because": "Sjukdom."}, follow=True)
    assert "Mötet är inställt" in words_of(page)
    assert "är inställd" in words_of(coordinator.client.post(base, {"gor": "stall-in", "because": "Igen."}))
    coordinator.client.post(base, {"gor": "ta-tillbaka"})
    called.turn.refresh_from_db()
    assert called.turn.state == Round.State.PLANNED


def test_a_round_that_somebody_was_called_to_is_not_taken_away(called, coordinator):
    page = coordinator.client.post(f"{BASE}?gor=ta-bort", follow=True)
    assert "Ställ in den i stället." in words_of(page)
    assert Round.objects.filter(pk=called.turn.pk).exists()


def test_a_member_puts_the_meeting_in_a_calendar_of_its_own(called, make_somebody):
    eva = make_somebody("eva@ring.example")
    page = eva.client.get(BASE)
    assert "Lägg mötet i kalendern" in words_of(page)
    assert eva.client.get(f"{BASE}mote.ics")["Content-Type"].startswith("text/calendar")
    assert eva.client.get(f"{BASE}kallelse/").status_code == 403


# ------------------------------------------------------------------ crisis and leaving


def test_a_crisis_asks_three_questions_without_a_meeting(forum, coordinator):
    forum.dialogue.crisis_questions = ["Vad har hänt?", "Vad behövs?", "Vem gör vad?"]
    forum.dialogue.save()
    turn = open_crisis_round(dialogue=forum.dialogue, deadline_at=at(TODAY, 15), by=forum.by, at=NOW)
    page = coordinator.client.get("/d/prov/omgangar/2026-08-17/")
    assert "Nästa steg: fråga medlemmarna" in words_of(page)
    act = re.search(r'action="([^"]+gor=kalla)"', page.content.decode())[1]
    coordinator.client.post(act)
    coordinator.client.post(act)
    found = letters(round=turn)
    assert len(found) == 3
    assert all(not mail.attachments and "Vad behövs?" in mail.text for mail in found)


def test_an_organisation_that_leaves_before_the_day_is_not_called(forum):
    forum.dialogue.memberships.filter(organisation=forum.smiths).update(left_before=date(2026, 8, 20))
    report_nothing_new(turn=forum.turn, organisation=forum.ring, by=forum.eva, at=NOW)
    made = invite_members(turn=forum.turn, by=forum.by, at=NOW)
    assert {i.organisation for i in made} == {forum.ring, forum.chamber}
