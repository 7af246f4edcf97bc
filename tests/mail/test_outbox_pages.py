# SPDX-License-Identifier: EUPL-1.2
"""A coordinator sees what leaves, holds it, sends it by hand, and sees to what came in."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from outbox import answer_to

from lagesbild.audit.models import AuditEntry
from lagesbild.mail import operations, registry
from lagesbild.mail.attachments import calendar_file
from lagesbild.mail.inbox import keep_letter, see_to
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.sending import send_due

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
WHO = {"by": None, "at": NOON}
Queue = Callable[..., OutgoingMail]
OUTBOX = "/d/prov/utkorg/"
LATER = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def _at_noon(stand_at: Callable[[datetime], None]) -> None:
    stand_at(NOON)


def text_of(page: Any) -> str:
    assert page.status_code == 200
    return str(page.content.decode())


def now(row: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=row.pk)


def test_the_short_address_leads_to_ones_only_outbox(coordinator: Any, reporter: Any) -> None:
    assert coordinator.client.get("/utkorg/")["Location"] == OUTBOX
    assert reporter.client.get("/utkorg/").status_code == 404


def test_an_empty_outbox_says_what_will_stand_there(coordinator: Any) -> None:
    page = text_of(coordinator.client.get(OUTBOX))
    assert "Inget väntar på att gå ut" in page
    assert "ingen mejlserver" in page


def test_what_leaves_and_when_is_shown_before_it_does(coordinator: Any, posted: Any, queue: Queue) -> None:
    queue(due_at=LATER)
    page = text_of(coordinator.client.get(OUTBOX))
    assert "Ett mejl på väg ut" in page
    assert "onsdag 17\xa0juni kl.\xa012.00" in page
    assert "Planerat" in page


def test_the_moment_shown_is_the_one_when_it_may_leave(
    coordinator: Any, posted: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_office_hours", {"prov"})
    queue(due_at=datetime(2026, 6, 19, 8, tzinfo=UTC))
    assert "måndag 22\xa0juni kl.\xa08.00" in text_of(coordinator.client.get(OUTBOX))


def test_without_a_mail_server_due_mail_waits_for_a_person(coordinator: Any, queue: Queue) -> None:
    queue()
    page = text_of(coordinator.client.get(OUTBOX))
    assert "Ett mejl väntar på dig" in page


def test_another_dialogues_mail_is_not_here(coordinator: Any, stranger: Any, queue: Queue) -> None:
    row = queue()
    assert stranger.client.get(f"{OUTBOX}{row.pk}/").status_code == 404
    assert stranger.client.get(f"/d/annan/utkorg/{row.pk}/").status_code == 404
    assert "Hur är läget?" not in text_of(stranger.client.get("/d/annan/utkorg/"))


def test_a_long_outbox_costs_no_more_questions_than_a_short_one(
    coordinator: Any, posted: Any, queue: Queue, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        queue(f"prov:{number}", due_at=LATER)
    with django_assert_max_num_queries(25):
        coordinator.client.get(OUTBOX)


# One mail -----------------------------------------------------------------------------------------


def test_looking_never_shows_the_readers_own_link(coordinator: Any, queue: Queue) -> None:
    row = queue(
        text="Svara här: https://lansforum.example/rapportera/hemlig-nyckel/", secrets=["hemlig-nyckel"]
    )
    page = text_of(coordinator.client.get(f"{OUTBOX}{row.pk}/"))
    assert "hemlig-nyckel" not in page
    assert "rapportera/•••/" in page


def test_a_mail_is_held_released_and_removed_by_buttons(coordinator: Any, posted: Any, queue: Queue) -> None:
    row = queue()
    page = f"{OUTBOX}{row.pk}/"
    coordinator.client.post(f"{page}?gor=hall-inne")
    assert now(row).held_by == coordinator.person
    assert send_due(at=NOON) == 0
    assert "Släpp det" in text_of(coordinator.client.get(page))
    coordinator.client.post(f"{page}?gor=slapp")
    assert now(row).held_at is None
    coordinator.client.post(f"{page}?gor=ta-bort")
    assert now(row).cancelled_by == coordinator.person
    assert send_due(at=LATER) == 0
    assert "Borttaget" in text_of(coordinator.client.get(page))


def test_a_mail_is_sent_before_its_day(coordinator: Any, posted: Any, queue: Queue) -> None:
    row = queue(due_at=LATER)
    coordinator.client.post(f"{OUTBOX}{row.pk}/?gor=skicka")
    assert send_due(at=NOON) == 1


def test_an_act_on_what_has_left_changes_nothing_and_says_so(
    coordinator: Any, posted: Any, queue: Queue
) -> None:
    row = queue()
    send_due(at=NOON)
    done = coordinator.client.post(f"{OUTBOX}{row.pk}/?gor=ta-bort", follow=True)
    assert "redan gått iväg" in text_of(done)
    assert now(row).cancelled_at is None


def test_an_act_that_does_not_exist_is_not_found(coordinator: Any, queue: Queue) -> None:
    assert coordinator.client.post(f"{OUTBOX}{queue().pk}/?gor=explodera").status_code == 404


def test_a_failure_says_why_and_what_to_do(coordinator: Any, posted: Any, queue: Queue) -> None:
    row = queue(to_address="borta@prov.example")
    posted.keeps.to_recipients = {"borta@prov.example": "550 5.1.1 No such user"}
    send_due(at=NOON)
    page = text_of(coordinator.client.get(f"{OUTBOX}{row.pk}/"))
    assert "Kom inte fram" in page
    assert "Kontrollera att den är rätt" in page
    assert "Skicka igen" in page
    posted.keeps.to_recipients = {}
    coordinator.client.post(f"{OUTBOX}{row.pk}/?gor=skicka")
    assert send_due(at=NOON) == 1


def test_what_nobody_knows_is_settled_by_a_person(coordinator: Any, posted: Any, queue: Queue) -> None:
    row = queue()
    posted.keeps.hang_up = True
    send_due(at=NOON)
    page = f"{OUTBOX}{row.pk}/"
    assert "Osäkert om det kom fram" in text_of(coordinator.client.get(page))
    assert "kan inte tas bort" in text_of(coordinator.client.post(f"{page}?gor=ta-bort", follow=True))
    coordinator.client.post(f"{page}?gor=skickat")
    assert now(row).sent_through == "hand"


# Without a mail server ------------------------------------------------------------------------------


def test_a_mail_is_copied_out_with_its_links_and_that_is_written_down(
    coordinator: Any, queue: Queue, reporter: Any
) -> None:
    token = operations.make_reply_token(person=reporter.person, purpose="prov", target="7", **WHO)
    row = queue(text="Svara: https://x.example/hemligt/", secrets=["hemligt"], reply_token=token)
    page = text_of(coordinator.client.post(f"{OUTBOX}{row.pk}/kopiera/"))
    assert "https://x.example/hemligt/" in page
    assert f"forum+{token}@lansforum.example" in page
    assert AuditEntry.objects.filter(operation="copy_mail", by=coordinator.person).count() == 1
    assert coordinator.client.get(f"{OUTBOX}{row.pk}/kopiera/").status_code == 405


def test_the_file_is_a_draft_that_a_mail_program_opens(coordinator: Any, queue: Queue) -> None:
    row = queue(
        subject="Kallelse: möte 21 september",
        html="<p>Välkommen!</p>",
        attachments=[calendar_file(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
    )
    answer = coordinator.client.post(f"{OUTBOX}{row.pk}/fil/")
    assert "kallelse-mote-21-september" in answer["Content-Disposition"]
    draft = email.message_from_bytes(answer.content, policy=email.policy.default)
    assert draft["X-Unsent"] == "1"
    assert draft["Subject"] == "Kallelse: möte 21 september"
    assert draft["To"] == "Rapportor <rapportor@prov.example>"
    kinds = {part.get_content_type() for part in draft.walk()}
    assert {"text/plain", "text/html", "text/calendar"} <= kinds


def test_all_that_waits_is_taken_out_at_once(coordinator: Any, queue: Queue) -> None:
    for key, due_at in (("a", NOON), ("b", NOON), ("c", LATER)):
        queue(key, due_at=due_at)
    assert "Hämta alla 2 som .eml-filer" in text_of(coordinator.client.get(OUTBOX))
    answer = coordinator.client.post(f"{OUTBOX}filer/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        drafts = [email.message_from_bytes(archive.read(name)) for name in archive.namelist()]
    assert [draft["X-Unsent"] for draft in drafts] == ["1", "1"]


def test_what_was_sent_by_hand_is_not_sent_again(coordinator: Any, queue: Queue) -> None:
    row = queue(text="hemligt", secrets=["hemligt"])
    coordinator.client.post(f"{OUTBOX}{row.pk}/?gor=skickat")
    assert "Skickat för hand" in text_of(coordinator.client.get(OUTBOX))
    assert now(row).text == "•••"
    for door in ("kopiera", "fil"):
        done = coordinator.client.post(f"{OUTBOX}{row.pk}/{door}/", follow=True)
        assert "utplånade" in text_of(done)


# What came in -------------------------------------------------------------------------------------


def test_a_letter_that_belongs_to_nothing_is_shown_with_why_and_laid_aside(coordinator: Any) -> None:
    row = see_to(incoming=keep_letter(content=answer_to(text="Vi såg 9 varsel.\n"), at=NOON), at=NOON)
    assert "1\xa0brev har kommit in" in text_of(coordinator.client.get(OUTBOX))
    page = text_of(coordinator.client.get(f"{OUTBOX}inkommet/{row.pk}/"))
    assert "Vi såg 9 varsel." in page
    assert "saknar nyckeln" in page
    coordinator.client.post(f"{OUTBOX}inkommet/{row.pk}/")
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("dropped", coordinator.person)
    assert "har kommit in" not in text_of(coordinator.client.get(OUTBOX))
    assert "Lagt åt sidan" in text_of(coordinator.client.get(f"{OUTBOX}inkommet/"))


def test_a_room_offers_its_way_on_beside_such_a_letter(
    coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lagesbild.components.shapes import Link

    offer = Link(label="Lägg i rapporten från Företagarringen", url="/nagonstans/")
    monkeypatch.setattr(registry, "_actions", [lambda incoming, person: offer])
    row = see_to(incoming=keep_letter(content=answer_to(), at=NOON), at=NOON)
    assert "Lägg i rapporten från Företagarringen" in text_of(
        coordinator.client.get(f"{OUTBOX}inkommet/{row.pk}/")
    )


def test_a_letter_cannot_bring_markup_into_the_page(coordinator: Any) -> None:
    letter = answer_to(text="<script>alert(1)</script>\n", Subject="<b>x</b>", From='"<i>" <a@b.example>')
    row = see_to(incoming=keep_letter(content=letter, at=NOON), at=NOON)
    for page in (f"{OUTBOX}inkommet/", f"{OUTBOX}inkommet/{row.pk}/"):
        shown = text_of(coordinator.client.get(page))
        assert "<script>alert" not in shown
        assert "<b>x</b>" not in shown
        assert "<i>" not in shown


def test_a_letter_to_another_dialogue_is_not_here(
    coordinator: Any, stranger: Any, monkeypatch: pytest.MonkeyPatch, dialogue: Any
) -> None:
    monkeypatch.setattr(registry, "_address_rules", [lambda addresses: dialogue.pk])
    row = see_to(incoming=keep_letter(content=answer_to(), at=NOON), at=NOON)
    assert row.dialogue == dialogue
    assert stranger.client.get(f"/d/annan/utkorg/inkommet/{row.pk}/").status_code == 404
