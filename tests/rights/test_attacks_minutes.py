# SPDX-License-Identifier: EUPL-1.2
"""What one tries against minutes: words that were held back or taken back, looked for in every edition."""

from __future__ import annotations

from typing import Any

import pytest
from forum import ACCEPTED, SENT, at, make_forum

from lagesbild.accounts.operations import ensure_person, ensure_user, give_role
from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.operations import receive_report
from lagesbild.dialogues.reviewing import set_sentence_level
from lagesbild.intake import take_in_text
from lagesbild.lib.audience import Level
from lagesbild.minutes.adjusting import adjust, finalise, send_out
from lagesbild.minutes.operations import add_block, begin_minutes, compose_again, correct, set_block_level
from lagesbild.minutes.queries import current_version
from lagesbild.publishing.edition import Edition
from lagesbild.publishing.minutes_operations import publish_minutes
from lagesbild.publishing.standing import standing_edition
from lagesbild.reporting.sending import withdraw_report
from lagesbild.sources.models import TextVersion

AFTER = at("2026-06-15", 13)
LATER = at("2026-06-16", 9)
TABLE = "Vi ser detta.\n\n| Ort | Varslade |\n| Granberga | 17 |\n| Tallås | 23 |\n\nResten är lugnt.\n"


@pytest.fixture
def forum(db: None) -> Any:
    """Three members and nothing sent yet."""
    return make_forum()


def sent(forum: Any, text: str, *, accepted: bool = True, filename: str = "") -> Any:
    made = receive_report(
        turn=forum.turn, organisation=forum.ring, intake=take_in_text(text), content=text.encode() if filename else None,
        filename=filename, channel="upload" if filename else "form", sent_at=SENT, by=forum.coordinator, at=SENT,
    )  # fmt: skip
    if accepted:
        accept_version(submission=made, by=forum.coordinator, at=ACCEPTED)
    return made


def minutes_of(forum: Any) -> Any:
    return begin_minutes(turn=forum.turn, by=forum.coordinator, at=AFTER)


def published(forum: Any, level: Level = Level.PUBLIC) -> Any:
    return publish_minutes(turn=forum.turn, level=level, by=forum.coordinator, at=AFTER).edition


def words(edition: Edition) -> str:
    return str(edition.to_dict())


def take_back(forum: Any, submission: Any) -> None:
    withdraw_report(report=submission.report, by=forum.coordinator, at=LATER)


def mask(version: Any, passage: str) -> None:
    masked = version.text.replace(passage, "█" * len(passage))
    TextVersion.objects.filter(pk=version.pk).update(text=masked)


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.GROUP])
def test_a_withdrawn_table_leaves_what_was_published(forum: Any, level: Level) -> None:
    submission = sent(forum, TABLE)
    minutes_of(forum)
    edition = published(forum, level)
    assert "Tallås" in words(standing_edition(edition))
    take_back(forum, submission)
    assert "Tallås" not in words(standing_edition(edition))


def test_a_masked_cell_is_masked_in_what_was_published(forum: Any) -> None:
    submission = sent(forum, TABLE)
    minutes_of(forum)
    edition = published(forum)
    mask(submission.version, "Granberga")
    assert "Granberga" not in words(standing_edition(edition))


def corrected(forum: Any) -> Any:
    """Final minutes with one correction, published."""
    submission = sent(forum, "Vägen till Granberga är stängd i tre veckor.\n")
    minutes = minutes_of(forum)
    send_out(minutes=minutes, purpose="comments", until=at("2026-06-20"), by=forum.coordinator, at=AFTER)
    adjust(minutes=minutes, by=forum.coordinator, at=AFTER)
    finalise(minutes=minutes, by=forum.coordinator, at=AFTER)
    block = next(b for p in current_version(minutes).blocks for b in p.blocks if "Granberga" in b.text)
    correct(
        minutes=minutes, key=block.key, words="Vägen till Tallås är stängd i tre veckor.", because="Fel ort",
        asked_by=None, by=forum.coordinator, at=AFTER,
    )  # fmt: skip
    return submission


def test_the_correction_of_a_withdrawn_text_leaves_what_was_published(forum: Any) -> None:
    submission = corrected(forum)
    edition = published(forum)
    assert "Granberga" in words(standing_edition(edition))
    take_back(forum, submission)
    assert "Granberga" not in words(standing_edition(edition))
    assert "Tallås" not in words(standing_edition(edition))


def test_the_correction_of_a_masked_text_does_not_say_it(forum: Any) -> None:
    submission = corrected(forum)
    edition = published(forum)
    mask(submission.version, "Granberga")
    assert "Granberga" not in words(standing_edition(edition))


def test_a_withdrawn_heading_within_a_report_leaves_what_was_published(forum: Any) -> None:
    submission = sent(
        forum, "Varsel i Granberga\n\nSjutton personer är varslade.\n\nTallås\n\n| A | B |\n| c | 4 |\n"
    )
    minutes_of(forum)
    edition = published(forum)
    take_back(forum, submission)
    said = words(standing_edition(edition))
    assert "Granberga" not in said
    assert "Tallås" not in said


def test_a_masked_heading_within_a_report_is_masked_in_what_was_published(forum: Any) -> None:
    submission = sent(forum, "Varsel i Granberga\n\nSjutton personer är varslade.\n")
    minutes_of(forum)
    edition = published(forum)
    assert "Granberga" in words(standing_edition(edition))
    mask(submission.version, "Granberga")
    assert "Granberga" not in words(standing_edition(edition))
    assert "Sjutton" in words(standing_edition(edition))


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.GROUP])
def test_a_files_name_waits_until_its_text_is_read_through(forum: Any, level: Level) -> None:
    sent(forum, "Läget är lugnt.\n", accepted=False, filename="varsel-granverken.txt")
    minutes = minutes_of(forum)
    assert any("granverken" in b.text for p in current_version(minutes).blocks for b in p.blocks)
    add_block(
        minutes=minutes, part="files", after="", words="Allt är öppet.", level="public", by=forum.coordinator, at=AFTER
    )  # fmt: skip
    assert "granverken" not in words(standing_edition(published(forum, level)))


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.GROUP])
def test_a_withdrawn_files_name_leaves_what_was_published(forum: Any, level: Level) -> None:
    submission = sent(forum, "Läget är lugnt.\n", filename="varsel-granverken.txt")
    minutes_of(forum)
    edition = published(forum, level)
    take_back(forum, submission)
    assert "granverken" not in words(standing_edition(edition))


def test_a_files_name_is_held_back_by_hand_and_stays_so(forum: Any) -> None:
    sent(forum, "Läget är lugnt.\n", filename="varsel-granverken.txt")
    minutes = minutes_of(forum)
    block = next(b for p in current_version(minutes).blocks for b in p.blocks if "granverken" in b.text)
    set_block_level(
        minutes=minutes, key=block.key, level="coordinator", ground="chosen", by=forum.coordinator, at=AFTER
    )
    compose_again(minutes=minutes, by=forum.coordinator, at=AFTER)
    said = words(standing_edition(published(forum, Level.GROUP)))
    assert "granverken" not in said
    assert "Läget är lugnt" in said


def test_a_line_of_nobodys_that_was_held_back_by_hand_stays_so(forum: Any) -> None:
    from lagesbild.dialogues.operations import report_nothing_new

    report_nothing_new(turn=forum.turn, organisation=forum.chamber, by=forum.coordinator, at=ACCEPTED)
    minutes = minutes_of(forum)
    block = next(b for p in current_version(minutes).blocks for b in p.blocks if "Inget nytt" in b.text)
    set_block_level(
        minutes=minutes, key=block.key, level="coordinator", ground="chosen", by=forum.coordinator, at=AFTER
    )
    sent(forum, "Läget är lugnt.\n")
    compose_again(minutes=minutes, by=forum.coordinator, at=AFTER)
    assert "Inget nytt" not in words(standing_edition(published(forum, Level.GROUP)))


def client_of(forum: Any, organisation: Any) -> Any:
    from django.test import Client

    person = ensure_person(email="medlem@prov.example", name="Medlem", by=None, at=SENT)
    give_role(
        person=person, kind="reporter", starts_on=at("2025-01-01").date(), organisation=organisation, by=None, at=SENT
    )  # fmt: skip
    client = Client()
    client.force_login(ensure_user(person=person, at=SENT))
    return client


def test_a_member_does_not_read_the_coordinators_own_lines_in_its_section(forum: Any, stand_at: Any) -> None:
    sent(forum, "Läget är lugnt.\n")
    minutes = minutes_of(forum)
    add_block(
        minutes=minutes, part=f"o{forum.ring.pk}", after="", words="Internt: ring Granverken före mötet.",
        level="coordinator", by=forum.coordinator, at=AFTER,
    )  # fmt: skip
    send_out(minutes=minutes, purpose="comments", until=at("2026-06-20"), by=forum.coordinator, at=AFTER)
    stand_at(LATER)
    page = client_of(forum, forum.ring).get(f"/d/provforum/omgangar/{forum.turn.address}/minnesanteckningar/")
    assert page.status_code == 200
    assert "Läget är lugnt" in page.content.decode()
    assert "Granverken" not in page.content.decode()


def test_words_held_back_after_the_minutes_were_begun_are_in_no_edition(forum: Any) -> None:
    text = "Läget är lugnt. Vi lovar att ringa Granverken.\n"
    submission = sent(forum, text)
    forum.accept(submission.version)
    minutes = minutes_of(forum)
    start = text.index("Vi lovar")
    set_sentence_level(
        version=submission.version, start=start, end=len(text) - 1, level="coordinator", by=forum.coordinator, at=AFTER
    )  # fmt: skip
    for level in (Level.PUBLIC, Level.GROUP):
        assert "Granverken" not in words(standing_edition(published(forum, level)))
    compose_again(minutes=minutes, by=forum.coordinator, at=AFTER)
    for level in (Level.PUBLIC, Level.GROUP):
        assert "Granverken" not in words(standing_edition(published(forum, level)))


def test_a_member_that_joined_later_reads_no_groups_edition_from_before(forum: Any, stand_at: Any) -> None:
    """The archive, its search, the page and the files; what is published for everybody it reads as everybody."""
    from django.urls import reverse

    from lagesbild.dialogues.operations import ensure_member
    from lagesbild.organisations.operations import ensure_organisation

    sent(forum, "Granverken varslar.\n")
    minutes_of(forum)
    published(forum, Level.GROUP)
    late = ensure_organisation(
        name="Sena ringen", kind="business_association", by=forum.coordinator, at=AFTER
    )
    ensure_member(
        dialogue=forum.dialogue, organisation=late, group=forum.dialogue.groups.first(),
        joined_on=at("2026-07-01").date(), by=forum.coordinator, at=AFTER,
    )  # fmt: skip
    stand_at(at("2026-07-02"))
    client = client_of(forum, late)
    day = forum.turn.address
    page = reverse("publishing:minutes", args=["provforum", day])
    file = reverse("publishing:minutes_file", args=["provforum", day, "txt"])
    archive = reverse("publishing:archive")
    for path in (page, file, archive, f"{archive}?q=Granverken"):
        assert "varslar" not in client.get(path).content.decode(), path
    assert client.get(page).status_code == 404
    published(forum, Level.PUBLIC)
    assert "varslar" in client.get(page).content.decode()
