# SPDX-License-Identifier: EUPL-1.2
"""The projector can never show a draft, a private or plain line, an aside, held-back words or a mail address.

A canary (a word that stands nowhere else) lies in each of those places; every combination of what the
meeting does with who is in the room is looked at, as the page, as its part and as values.
"""

from __future__ import annotations

import itertools
from dataclasses import asdict
from typing import Any

import pytest
import told

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Report
from lagesbild.dialogues.operations import receive_report
from lagesbild.dialogues.visibility import set_visibility
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import close_item
from lagesbild.intake import take_in_text
from lagesbild.meetings.models import Attendance, Meeting
from lagesbild.meetings.operations import add_guest, attend, darken, freeze, give_floor, show
from lagesbild.meetings.projector import slide_of

#: Never, whoever is in the room.
NEVER = {
    "xdraft": "a draft",
    "xprivate": "a line of the coordinator's own",
    "xnotering": "a plain line",
    "xremoved": "a line that was taken away",
    "xaside": "an aside in a report",
    "xtyped": "an aside in a typed line",
    "xreason": "an aside in a reason",
    "xheld": "words held back for the coordinator",
    "xunread": "a report that nobody has read through",
    "xwithdrawn": "a report that was taken back",
    "xmail": "a mail address",
    "xpost": "a mail address in a typed line",
    "xitem": "an item that only the coordinator reads",
    "xguestname": "a guest's name",
}
#: Not when a guest is there.
GROUP = {
    "Xnamn": "a person's name",
    "xgroup": "words for the group",
    "xgitem": "an item of the group",
    "xpromise": "an unconfirmed promise",
}
#: For everybody: without these the test would pass on an empty page.
PUBLIC = {"xopen": "the report", "xbeslut": "a decision", "xpitem": "an open item"}

TEXT = """\
Läget är xopen lugnt (internt: xaside lägger ner).
Skriv till xmail@prov.example om ni vill veta mer.
Detta är xheld hemligt.
Detta är xgroup för gruppen.
Greta Xnamnsson är med i dag.
"""


@pytest.fixture
def stage(hall: Any) -> Any:
    """The meeting with a canary in every place."""
    by = {"by": hall.lead.person, "at": hall.at()}
    hall.turn.dialogue.default_level = "public"
    hall.turn.dialogue.save()
    ringen, lst = hall.members["ringen"], hall.members["lst"]
    sent = _send(hall, ringen, TEXT)
    accept_version(submission=sent, **by)
    for words, level in (
        ("Detta är xheld hemligt.", "coordinator"),
        ("Detta är xgroup för gruppen.", "group"),
    ):
        start = sent.version.text.index(words)
        set_visibility(
            version=sent.version, start=start, end=start + len(words), level=level, ground="chosen", **by
        )
    Report.objects.filter(pk=sent.report_id).update(draft_text="xdraft nästa version")
    _send(hall, lst, "Läget är xunread lugnt.")
    Report.objects.create(
        round=hall.turn, organisation=hall.members["lillby"], channel="form", draft_text="xdraft från Lillby"
    )
    gone = _send(hall, hall.members["lillby"], "Läget är xwithdrawn lugnt.")
    accept_version(submission=gone, **by)
    gone.withdrawn_at, gone.withdrawn_by = hall.at(), hall.lead.person
    gone.save()
    FollowUpItem.objects.filter(pk=hall.promise.pk).update(
        text="xpitem skickas", audience="public", owner=ringen
    )
    FollowUpItem.objects.filter(pk=hall.question.pk).update(
        text="När kommer xgitem?", audience="group", owner=ringen
    )
    _item(hall, "xitem är hemlig", "coordinator", ringen)
    hall.add("xnotering om läget", "ringen")
    hall.add("xprivate tanke", "ringen", kind="decision", is_private=True)
    hall.add("xpromise skickas (internt: xtyped tjata)", "ringen", kind="promise")
    hall.add("xbeslut gäller, fråga xpost@prov.example", kind="decision")
    removed = hall.add("xremoved beslut", kind="decision")
    removed.removed_at, removed.removed_by = hall.at(), hall.lead.person
    removed.save()
    closed = _item(hall, "Frågan om vägen", "public", ringen)
    because = "Svar: ja (internt: xreason ring), skriv till xmail@prov.example"
    close_item(item=closed, because=because, by=hall.lead.person, at=hall.at(3))
    return hall


def _send(hall: Any, organisation: Any, text: str) -> Any:
    return receive_report(
        turn=hall.turn, organisation=organisation, intake=take_in_text(text), content=None, filename="",
        channel="form", sent_at=hall.at(), by=hall.lead.person, at=hall.at(),
    )  # fmt: skip


def _item(hall: Any, text: str, audience: str, owner: Any) -> FollowUpItem:
    return FollowUpItem.objects.create(
        dialogue=hall.turn.dialogue, round=hall.promise.round, kind="question", text=text, audience=audience,
        owner=owner, known_from=told.noon(hall.promise.round.held_on), recorded_at=hall.at(),
    )  # fmt: skip


SPEAKERS = ("", "ringen", "lst", "lillby")
GUESTS = ("", "invited", "member")


@pytest.mark.parametrize("guest", GUESTS)
def test_no_canary_is_ever_shown(stage, guest):
    by = {"by": stage.lead.person, "at": stage.at(5)}
    if guest == "invited":
        add_guest(turn=stage.turn, name="xguestname Vägförening", **by)
    elif guest:
        attend(turn=stage.turn, organisation=stage.members["storby"], kind=Attendance.Kind.GUEST, **by)
    forbidden = NEVER | (GROUP if guest else {})
    seen: set[str] = set()
    for speaker, shown, frozen in itertools.product(SPEAKERS, Meeting.Shown.values, (False, True)):
        organisation = stage.members[speaker] if speaker else None
        give_floor(turn=stage.turn, organisation=organisation, topic="open", **by)
        show(turn=stage.turn, shown=shown, **by)
        freeze(turn=stage.turn, on=frozen, **by)
        slide = slide_of(stage.turn, now=stage.at(10))
        page = stage.lead.client.get(stage.path("visa/"))
        said = str(asdict(slide)) + page.content.decode()
        leaks = {word: why for word, why in forbidden.items() if word in said}
        assert not leaks, (speaker, shown, frozen)
        assert "@prov.example" not in said
        seen |= {word for word in (*GROUP, *PUBLIC) if word in said}
    assert seen == {*PUBLIC, *(() if guest else GROUP)}


def test_everybody_is_shown_the_same_and_a_dark_one_nothing(stage, reader, reporter):
    """The slide is made for the room: a member's own reporter reads no more of its text here."""
    by = {"by": stage.lead.person, "at": stage.at(5)}
    give_floor(turn=stage.turn, organisation=stage.members["ringen"], **by)
    for part in ("", "?bild=1"):
        pages = {who.client.get(stage.path(f"visa/{part}")).content for who in (stage.lead, reader, reporter)}
        assert len(pages) == 1
        assert "xopen" in pages.pop().decode()
    darken(turn=stage.turn, on=True, **by)
    page = stage.lead.client.get(stage.path("visa/")).content.decode()
    assert not [word for word in (*NEVER, *GROUP, *PUBLIC) if word in page]


def test_a_frozen_picture_stands_still_and_still_obeys(stage):
    by = {"by": stage.lead.person, "at": stage.at(5)}
    give_floor(turn=stage.turn, organisation=stage.members["ringen"], **by)
    freeze(turn=stage.turn, on=True, **by)
    give_floor(turn=stage.turn, organisation=stage.members["storby"], **by)
    stage.add("Ett sent beslut", kind="decision", minute=7)
    slide = slide_of(stage.turn, now=stage.at(10))
    assert (slide.title, slide.is_frozen) == ("Företagarringen Provlän", True)
    assert any("xgroup" in line for line in slide.paragraphs)
    version = stage.turn.reports.get(organisation=stage.members["ringen"]).submissions.get().version
    set_visibility(
        version=version, start=0, end=len(version.text), level="coordinator", ground="chosen", **by
    )
    assert slide_of(stage.turn, now=stage.at(10)).paragraphs == ()
    freeze(turn=stage.turn, on=False, **by)
    assert slide_of(stage.turn, now=stage.at(10)).title == "Storby kommun"


def test_it_follows_the_meeting_and_says_what_it_shows(stage):
    by = {"by": stage.lead.person, "at": stage.at(5)}
    give_floor(turn=stage.turn, organisation=stage.members["storby"], **by)
    slide = slide_of(stage.turn, now=stage.at(10))
    assert slide.paragraphs == ("Tre krogar har stängt.",)
    assert slide.edition == "Gruppens utgåva"
    assert slide.following.startswith("Härnäst: ")
    add_guest(turn=stage.turn, name="Vägföreningarna", **by)
    assert slide_of(stage.turn, now=stage.at(10)).edition.startswith("Offentlig utgåva")
    show(turn=stage.turn, shown="agreed", **by)
    slide = slide_of(stage.turn, now=stage.at(10))
    assert [(p.label, p.text) for p in slide.main] == [("Beslut", "xbeslut gäller, fråga")]


def test_before_it_begins_it_says_so_and_asks_for_a_login(hall, visitor, stranger):
    assert "Mötet har inte börjat" in hall.lead.client.get(hall.path("visa/")).content.decode()
    assert visitor.get(hall.path("visa/")).status_code == 302
    assert stranger.client.get(hall.path("visa/")).status_code == 404
