# SPDX-License-Identifier: EUPL-1.2
"""Two editions from one source: what is held back stays held back in every place, for everybody it is held from."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import docx
import pypdfium2
import pytest

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Dialogue, Submission
from lagesbild.dialogues.operations import ensure_round, receive_report
from lagesbild.dialogues.picture import build_picture, standing_at
from lagesbild.dialogues.visibility import set_visibility
from lagesbild.intake import take_in, take_in_text
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.refusal import Refused
from lagesbild.minutes import adjusting, operations
from lagesbild.minutes.queries import current_version
from lagesbild.publishing.edition import lines_of
from lagesbild.publishing.exporter import Setting
from lagesbild.publishing.falling import falling_away
from lagesbild.publishing.formats import exporters
from lagesbild.publishing.minutes_edition import edition_of_round
from lagesbild.publishing.minutes_operations import last_minutes_edition, publish_minutes
from lagesbild.publishing.operations import withdraw_edition
from lagesbild.publishing.standing import standing_edition

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
OPEN, GROUP, OFFICE = "trettiosju", "fyrtioen", "femtiotre"
TEXT = f"""\
Vi har {OPEN} nya medlemmar i år.

Ett företag med {GROUP} anställda i Granberga förhandlar om kortare tid.

Styrelsen har sagt nej till {OFFICE} ansökningar.

(Per, det här ska inte med i anteckningarna.)

Kontakta Karin Almgren om underlaget.
"""
PLACES = ["page", "archive", "search", "html", "docx", "pdf", "txt", "picture"]
MAY_READ = {
    ("public", OPEN): True,
    ("public", GROUP): False,
    ("public", OFFICE): False,
    ("public", "ska inte med"): False,
    ("public", "Almgren"): False,
    ("group", OPEN): True,
    ("group", GROUP): True,
    ("group", OFFICE): False,
    ("group", "ska inte med"): False,
    ("group", "Almgren"): True,
}


@pytest.fixture
def told(dialogue, organisation, coordinator, stand_at):
    """A round whose report has one passage for each level, read through and published for both."""
    stand_at(NOON.date())
    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    dialogue.refresh_from_db()
    turn = ensure_round(dialogue=dialogue, held_on=NOON.date(), by=None, at=NOON)
    sent = receive_report(
        turn=turn, organisation=organisation, intake=take_in_text(TEXT), content=None, filename="",
        channel="form", sent_at=NOON, by=coordinator.person, at=NOON,
    )  # fmt: skip
    for words, level in ((f"med {GROUP} anställda", "group"), (f"till {OFFICE} ansökningar", "coordinator")):
        start = sent.version.text.index(words)
        set_visibility(
            version=sent.version, start=start, end=start + len(words), level=level, ground="business",
            by=coordinator.person, at=NOON,
        )  # fmt: skip
    accept_version(submission=sent, by=coordinator.person, at=NOON)
    minutes = operations.begin_minutes(turn=turn, by=coordinator.person, at=NOON)
    adjusting.adjust(minutes=minutes, by=coordinator.person, at=NOON)
    adjusting.finalise(minutes=minutes, by=coordinator.person, at=NOON)
    for level in (Level.GROUP, Level.PUBLIC):
        publish_minutes(turn=turn, level=level, by=coordinator.person, at=NOON)
    return turn


def words_in(content: bytes, form: str) -> str:
    if form == "docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    if form == "pdf":
        return "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(content))
    return content.decode()


def read_in(place: str, turn, client, level: str) -> str:
    """What an audience reads in one place."""
    slug, day = turn.dialogue.slug, turn.address
    if place == "page":
        return client.get(f"/d/{slug}/minnesanteckningar/{day}/").content.decode()
    if place == "archive":
        return client.get(f"/d/{slug}/minnesanteckningar/{day}.txt").content.decode()
    if place == "search":
        found = [client.get("/minnesanteckningar/", {"q": q}).content.decode() for q in (OPEN, GROUP, OFFICE, "almgren", "inte med i")]  # fmt: skip
        return "\n".join(re.sub(r"<title>.*?</title>|<h1>.*?</h1>|value=\"[^\"]*\"|</?mark>", "", page, flags=re.S) for page in found)  # fmt: skip
    if place == "picture":
        standing = standing_at(turn.dialogue, today=NOON.date())
        return str(build_picture(turn.dialogue, audience=Audience(Level(level)), standing=standing))
    response = client.get(f"/d/{slug}/minnesanteckningar/{day}.{place}")
    return words_in(response.content, place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("level", ["public", "group"])
def test_each_audience_reads_in_each_place_exactly_what_is_open_to_it(told, visitor, reader, place, level):
    read = read_in(place, told, visitor if level == "public" else reader.client, level)
    for (audience, words), may in MAY_READ.items():
        if audience == level and (place != "picture" or not may):
            assert (words in read) is may, (place, level, words)


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_outsiders_read_the_public_edition_only(told, visitor, stranger, who):
    client = visitor if who == "visitor" else stranger.client
    page = client.get(f"/d/{told.dialogue.slug}/minnesanteckningar/{told.address}/").content.decode()
    assert "Offentlig utgåva" in page
    assert "Ett företag" in page
    assert GROUP not in page


def test_a_sentence_half_public_keeps_its_open_half(told):
    said = "\n".join(lines_of(edition_of_round(told, Level.PUBLIC)))
    assert "Ett företag [utelämnat] i Granberga förhandlar om kortare tid." in said


def test_what_falls_away_is_shown_with_its_ground_before_publishing(told):
    reasons = {r.name: [f.words for f in r.fallen] for r in falling_away(told, Level.PUBLIC)}
    assert f"med {GROUP} anställda" in reasons["Enskilds affärsförhållanden"]
    assert "Karin Almgren" in reasons["Personnamn"]
    assert any("ska inte med" in w for w in reasons["Internt tillägg"])
    assert all(r.reason for r in falling_away(told, Level.PUBLIC))


def test_nothing_that_others_read_changes_but_by_a_named_persons_act(told, visitor, coordinator):
    page = f"/d/{told.dialogue.slug}/minnesanteckningar/{told.address}/"
    before = visitor.get(page).content.decode()
    feed = visitor.get("/minnesanteckningar/flode.atom").content
    minutes = told.minutes
    block = next(b for p in current_version(minutes).blocks for b in p.blocks if OPEN in b.text)
    operations.correct(
        minutes=minutes, key=block.key, words="Vi har nya medlemmar.", because="Fel siffra.", asked_by=None,
        by=coordinator.person, at=NOON,
    )  # fmt: skip
    assert visitor.get(page).content.decode() == before
    assert visitor.get("/minnesanteckningar/flode.atom").content == feed
    publish_minutes(turn=told, level=Level.PUBLIC, by=coordinator.person, at=NOON)
    after = visitor.get(page).content.decode()
    assert "Vi har nya medlemmar." in after
    assert "Rättelse 1" in after


def test_a_correction_does_not_tell_what_was_held_back_in_the_words_it_corrects(told, coordinator, reader):
    minutes = told.minutes
    for words, new in ((GROUP, "Ett företag i Granberga förhandlar."), (OFFICE, "Styrelsen har sagt nej.")):
        block = next(b for p in current_version(minutes).blocks for b in p.blocks if words in b.text)
        operations.correct(
            minutes=minutes, key=block.key, words=new, because="Fel.", asked_by=None, by=coordinator.person,
            at=NOON,
        )  # fmt: skip
    public, group = (
        "\n".join(lines_of(edition_of_round(told, level))) for level in (Level.PUBLIC, Level.GROUP)
    )
    assert GROUP not in public
    assert OFFICE not in public
    assert GROUP in group
    assert OFFICE not in group
    assert "Den gäller text som inte ingår i den här utgåvan." in public
    page = reader.client.get(
        f"/d/{told.dialogue.slug}/omgangar/{told.address}/minnesanteckningar/"
    ).content.decode()
    assert GROUP in page
    assert OFFICE not in page


def test_publishing_twice_gives_one_edition(told, coordinator):
    again = publish_minutes(turn=told, level=Level.PUBLIC, by=coordinator.person, at=NOON)
    assert not again.is_new


def test_what_was_not_seen_is_not_published(told, coordinator):
    with pytest.raises(Refused, match="changed_since_seen"):
        publish_minutes(turn=told, level=Level.PUBLIC, by=coordinator.person, at=NOON, seen_sha256="0" * 64)


def test_a_withdrawn_edition_is_gone_from_page_file_feed_list_and_search(told, visitor, coordinator):
    withdraw_edition(edition=last_minutes_edition(told, Level.PUBLIC), by=coordinator.person, at=NOON)
    base = f"/d/{told.dialogue.slug}/minnesanteckningar/{told.address}"
    assert [visitor.get(base + end).status_code for end in ("/", ".txt", ".docx")] == [404, 404, 404]
    assert visitor.get(f"/minnesanteckningar/{told.address}/").status_code == 404
    for address in (
        "/minnesanteckningar/flode.atom",
        "/minnesanteckningar/",
        f"/minnesanteckningar/?q={OPEN}",
    ):
        assert f"minnesanteckningar/{told.address}" not in visitor.get(address).content.decode()


@pytest.mark.parametrize("level", ["public", "group"])
def test_a_report_taken_back_leaves_every_edition_and_file(told, visitor, reader, coordinator, level):
    Submission.objects.update(withdrawn_at=NOON + timedelta(hours=1), withdrawn_by=coordinator.person)
    client = visitor if level == "public" else reader.client
    for place in ("page", "archive", "search", "html", "docx", "pdf", "txt"):
        read = read_in(place, told, client, level)
        assert OPEN not in read, place
        assert (
            "Företagarringen" not in re.sub(r"<header.*?</header>", "", read, flags=re.S) or place == "search"
        )
    row = last_minutes_edition(told, Level(level))
    assert OPEN in str(row.values)  # the original is kept, locked


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.GROUP])
def test_letters_masked_for_good_are_masked_in_what_was_published(told, level):
    version = Submission.objects.get().version
    masked = version.text.replace(OPEN, "█" * len(OPEN))
    type(version).objects.filter(pk=version.pk).update(text=masked)
    said = "\n".join(lines_of(standing_edition(last_minutes_edition(told, level))))
    assert f"Vi har {'█' * len(OPEN)} nya medlemmar i år." in said
    assert OPEN not in said
    assert OPEN not in "\n".join(lines_of(edition_of_round(told, level)))


def test_a_draft_is_marked_and_a_final_text_is_not(told, dialogue, coordinator):
    assert edition_of_round(told, Level.GROUP).mark == ""
    other = ensure_round(dialogue=dialogue, held_on=NOON.date() + timedelta(days=70), by=None, at=NOON)
    assert edition_of_round(other, Level.GROUP).mark == "UTKAST"
    with pytest.raises(Refused, match="empty_minutes"):
        publish_minutes(turn=other, level=Level.GROUP, by=coordinator.person, at=NOON)


@pytest.mark.parametrize("form", ["docx", "txt", "pdf"])
def test_published_minutes_read_back_give_the_same_facts(loaded, dialogue, form):
    import textreader

    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    type(loaded.version).objects.filter(pk=loaded.version.pk).update(level="public")
    loaded.turn.dialogue.refresh_from_db()
    made = exporters()[form].render(edition_of_round(loaded.turn, Level.PUBLIC), Setting())
    back = take_in(made, f"ut.{form}")
    held_on = loaded.turn.held_on

    def facts(text: str) -> set[tuple[str, ...]]:
        kinds = ("quantity", "promise", "question", "call")
        found = textreader.read(text, held_on).facts
        days = {
            ("date", str(f.fields.get("from")), str(f.fields.get("to"))) for f in found if f.kind == "date"
        }
        return days | {(f.kind, " ".join(f.text.split())) for f in found if f.kind in kinds}

    wanted = facts(loaded.version.text)
    assert wanted - facts(back.text) == set()
    assert len(wanted) > 10


@pytest.mark.parametrize("path", ["/minnesanteckningar/", "/minnesanteckningar/?q=medlemmar", "/minnesanteckningar/2026-06-15/"])  # fmt: skip
def test_the_archive_leads_to_the_minutes(told, visitor, path):
    page = visitor.get(path, follow=True).content.decode()
    assert f"/d/{told.dialogue.slug}/minnesanteckningar/{told.address}" in page


def test_every_section_has_a_permanent_address_and_can_be_cited(told, visitor):
    address = f"/d/{told.dialogue.slug}/minnesanteckningar/{told.address}/"
    page = visitor.get(address).content.decode()
    anchors = re.findall(r'<section id="(avsnitt-[^"]+)"', page)
    assert anchors
    for anchor in anchors:
        assert f"http://testserver{address}#{anchor}" in page


def test_the_feed_is_the_same_for_everybody(told, visitor, coordinator):
    feeds = {c.get("/minnesanteckningar/flode.atom").content for c in (visitor, coordinator.client)}
    assert len(feeds) == 1
    assert f"/minnesanteckningar/{told.address}/".encode() in feeds.pop()
