# SPDX-License-Identifier: EUPL-1.2
"""From the reports to final minutes: composed, edited, sent out, commented, adjusted, corrected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from forum import ACCEPTED, Forum, at

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues import accepting
from lagesbild.dialogues.operations import ensure_round
from lagesbild.dialogues.operations_rounds import cancel_round
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refused
from lagesbild.minutes import adjusting, operations
from lagesbild.minutes.blocks import Block
from lagesbild.minutes.composing import compose
from lagesbild.minutes.cutting import sight_all
from lagesbild.minutes.messages import SENTENCES
from lagesbild.minutes.models import BlockEdit, Minutes, MinutesVersion
from lagesbild.minutes.queries import current_version
from lagesbild.organisations.operations import ensure_organisation

DAY = at("2026-06-16", 9)
LAST = at("2026-06-23", 16)


def parts(minutes: Minutes):
    return current_version(Minutes.objects.get(pk=minutes.pk)).blocks


def the(minutes: Minutes, words: str) -> Block:
    return next(b for p in parts(minutes) for b in p.blocks if words in b.text)


def edit(forum: Forum, minutes: Minutes, words: str, to: str, *, seen: str | None = None) -> Block:
    return operations.edit_block(
        minutes=minutes, key=the(minutes, words).key, words=to, seen=seen, by=forum.coordinator, at=DAY
    )


def send_out(forum: Forum, minutes: Minutes, *, purpose: str = "comments", until=LAST):
    return adjusting.send_out(minutes=minutes, purpose=purpose, until=until, by=forum.coordinator, at=DAY)


def refused(code: str):
    assert code in SENTENCES
    return pytest.raises(Refused, match=f"^{code}$")


# Composing --------------------------------------------------------------------------------------


def test_members_stand_in_their_order_with_their_own_words(forum):
    found = [(p.kind, p.heading, [b.text for b in p.blocks]) for p in compose(forum.turn)]
    assert found == [
        ("group", "Näringslivet", []),
        (
            "member",
            "Företagarringen",
            [
                "Orderingången har minskat med 15 % sedan mars.",
                "Ett verkstadsföretag i Granberga med 40 anställda förhandlar om kortare arbetstid.",
                "Ny svetskurs i augusti",
                "Vi skickar en lista senast den 26 juni.",
            ],
        ),
        ("member", "Provläns handelskammare", ["Inget nytt."]),
    ]


def test_every_block_of_a_report_leads_to_its_words(forum):
    sent = forum.turn.reports.get(organisation=forum.ring).submissions.get()
    for part in compose(forum.turn):
        for block in part.blocks:
            if block.place is not None:
                said = sent.version.text[block.place.start : block.place.end]
                assert " ".join(said.split()) == block.text
                assert block.place.report == sent.report_id


def test_a_round_without_reports_gives_empty_minutes_that_can_be_begun(forum):
    turn = forum.round_on("2026-09-01")
    minutes = operations.begin_minutes(turn=turn, by=forum.coordinator, at=DAY)
    assert [p.kind for p in parts(minutes)] == []


def test_municipalities_without_news_stand_in_one_line(forum):
    from lagesbild.dialogues.operations import ensure_group, ensure_member, report_nothing_new

    group = ensure_group(dialogue=forum.dialogue, name="Kommuner", by=None, at=DAY)
    for name in ("Granberga kommun", "Tallås kommun"):
        town = ensure_organisation(name=name, kind="municipality", by=None, at=DAY)
        ensure_member(dialogue=forum.dialogue, organisation=town, group=group, joined_on=forum.turn.held_on, by=None, at=DAY)  # fmt: skip
        report_nothing_new(turn=forum.turn, organisation=town, by=None, at=DAY)
    last = compose(forum.turn)[-1]
    assert (last.heading, [b.text for b in last.blocks]) == (
        "Kommuner",
        ["Inget nytt från Granberga kommun och Tallås kommun."],
    )


def test_a_cancelled_meeting_gets_no_minutes(forum):
    turn = ensure_round(dialogue=forum.dialogue, held_on=date(2026, 9, 1), state="planned", by=None, at=DAY)
    cancel_round(turn=turn, because="Storm", by=forum.coordinator, at=DAY)
    with refused("round_cancelled"):
        operations.begin_minutes(turn=turn, by=forum.coordinator, at=DAY)


def test_beginning_twice_gives_the_same_minutes(forum, minutes):
    assert operations.begin_minutes(turn=forum.turn, by=forum.coordinator, at=DAY) == minutes
    assert MinutesVersion.objects.count() == 1


# Editing ----------------------------------------------------------------------------------------


def test_an_edit_is_kept_beside_the_reports_words_and_can_be_undone(forum, minutes):
    edit(forum, minutes, "svetskurs", "Kurs i svetsning i augusti.")
    block = the(minutes, "svetsning")
    assert (block.composed, block.edited_by) == ("Ny svetskurs i augusti", forum.coordinator.pk)
    (tracked,) = BlockEdit.objects.all()
    assert (tracked.before, tracked.after) == ("Ny svetskurs i augusti", "Kurs i svetsning i augusti.")
    operations.undo_edits(minutes=minutes, key=block.key, by=forum.coordinator, at=DAY)
    assert not the(minutes, "Ny svetskurs i augusti").is_edited


def test_two_coordinators_on_one_paragraph_lose_no_word(forum, minutes):
    edit(forum, minutes, "svetskurs", "Den ena.", seen="Ny svetskurs i augusti")
    block = the(minutes, "Den ena.")
    with refused("changed_meanwhile") as caught:
        operations.edit_block(
            minutes=minutes, key=block.key, words="Den andra.", seen="Ny svetskurs i augusti",
            by=forum.colleague, at=DAY,
        )  # fmt: skip
    assert caught.value.refusal.details["now"] == "Den ena."
    assert the(minutes, "Den ena.").text == "Den ena."


def test_two_coordinators_on_two_paragraphs_both_get_through(forum, minutes):
    edit(forum, minutes, "svetskurs", "Den ena.", seen="Ny svetskurs i augusti")
    edit(forum, minutes, "Orderingången", "Den andra.", seen="Orderingången har minskat med 15 % sedan mars.")
    assert the(minutes, "Den ena.")
    assert the(minutes, "Den andra.")


def test_composing_again_takes_in_a_new_report_and_keeps_the_edits(forum, minutes):
    edit(forum, minutes, "svetskurs", "Kurs i svetsning i augusti.")
    sent = forum.send("Orderingången har minskat med 18 % sedan mars.\n\n- Ny svetskurs i augusti\n")
    accepting.accept_version(submission=sent, by=forum.coordinator, at=ACCEPTED)
    assert operations.compose_again(minutes=minutes, by=forum.coordinator, at=DAY) == 0
    assert the(minutes, "18 %")
    assert the(minutes, "Kurs i svetsning i augusti.")
    with pytest.raises(StopIteration):
        the(minutes, "15 %")


def test_a_renamed_member_keeps_its_edits_under_its_new_name(forum, minutes):
    edit(forum, minutes, "svetskurs", "Kurs i svetsning i augusti.")
    forum.ring.name = "Ringen i Provlän"
    forum.ring.save()
    operations.compose_again(minutes=minutes, by=forum.coordinator, at=DAY)
    assert "Ringen i Provlän" in [p.heading for p in parts(minutes)]
    assert the(minutes, "Kurs i svetsning i augusti.")


def test_an_edit_that_would_cut_a_held_back_passage_is_refused(forum, minutes):
    block = the(minutes, "Granberga")
    text = forum.turn.reports.get(organisation=forum.ring).submissions.get().version
    start = text.text.index("i Granberga med 40 anställda")
    forum_hides(forum, text, start, start + len("i Granberga med 40 anställda"))
    with refused("cuts_held_back"):
        edit(forum, minutes, "Granberga", "Ett företag med 40 personer i norr förhandlar.")
    edit(forum, minutes, "Granberga", "Där förhandlar ett företag i Granberga med 40 anställda.")
    assert shown(minutes, block.key) == "Där förhandlar ett företag [utelämnat]."
    edit(forum, minutes, "Granberga", "Ett företag förhandlar.")
    assert shown(minutes, block.key) == "Ett företag förhandlar."


def forum_hides(forum, version, start, end):
    from lagesbild.dialogues.visibility import set_visibility

    set_visibility(version=version, start=start, end=end, level="coordinator", ground="business", by=forum.coordinator, at=DAY)  # fmt: skip


def shown(minutes, key, level=Level.PUBLIC):
    sighted = next(s for _, blocks in sight_all(parts(minutes)) for s in blocks if s.block.key == key)
    return "".join(p.text for p in sighted.shown_to(level))


def test_a_paragraph_of_ones_own_has_a_level_of_its_own(forum, minutes):
    part = parts(minutes)[1]
    made = operations.add_block(
        minutes=minutes, part=part.key, after=part.blocks[0].key, words="Bara för gruppen.", level="group",
        by=forum.coordinator, at=DAY,
    )  # fmt: skip
    assert [b.text for b in parts(minutes)[1].blocks][1] == "Bara för gruppen."
    assert shown(minutes, made.key) == ""
    assert shown(minutes, made.key, Level.GROUP) == "Bara för gruppen."


def test_the_level_of_a_reports_words_is_chosen_in_the_report(forum, minutes):
    block = the(minutes, "Orderingången")
    level = operations.set_block_level(
        minutes=minutes, key=block.key, level="group", ground="business", by=forum.coordinator, at=DAY
    )
    assert level is Level.GROUP
    assert shown(minutes, block.key) == ""
    fact = forum.turn.reports.get(organisation=forum.ring).submissions.get().version.facts.get(kind="quantity", quote="15 %")  # fmt: skip
    assert fact.level == "group"


def test_an_unread_report_cannot_be_opened_from_the_minutes(forum, minutes):
    forum.send("Två nya butiker i Tallås.", by=forum.board)
    operations.compose_again(minutes=minutes, by=forum.coordinator, at=DAY)
    block = the(minutes, "butiker")
    assert shown(minutes, block.key, Level.GROUP) == ""
    with refused("not_read_through"):
        operations.set_block_level(minutes=minutes, key=block.key, level="public", ground="chosen", by=forum.coordinator, at=DAY)  # fmt: skip


# To the members and back --------------------------------------------------------------------------


def test_a_sending_says_its_purpose_and_asks_each_member_about_its_section(forum, minutes):
    sending = send_out(forum, minutes)
    assert (sending.purpose, sending.closes_at) == ("comments", LAST)
    assert {c.organisation for c in sending.checks.all()} == {forum.ring, forum.chamber}
    information = send_out(forum, minutes, purpose="information")
    assert (information.purpose, information.closes_at) == ("information", None)
    assert Minutes.objects.get().state == "out"


def test_a_member_comments_on_its_own_section_only(forum, minutes):
    send_out(forum, minutes)
    mine, theirs = the(minutes, "Inget nytt").key, the(minutes, "svetskurs").key
    adjusting.comment(minutes=minutes, organisation=forum.chamber, block=mine, words="Jo, en sak.", by=forum.colleague, at=DAY)  # fmt: skip
    with refused("not_own_section"):
        adjusting.comment(minutes=minutes, organisation=forum.chamber, block=theirs, words="Fel.", by=forum.colleague, at=DAY)  # fmt: skip


def test_a_comment_after_the_last_day_is_refused(forum, minutes):
    send_out(forum, minutes)
    key = the(minutes, "Inget nytt").key
    with refused("too_late"):
        adjusting.comment(minutes=minutes, organisation=forum.chamber, block=key, words="Sent.", by=forum.colleague, at=LAST)  # fmt: skip


def test_a_comment_takes_the_members_approval_back_and_waits_for_an_answer(forum, minutes):
    sending = send_out(forum, minutes)
    adjusting.approve_section(minutes=minutes, organisation=forum.ring, by=forum.colleague, at=DAY)
    assert sending.checks.get(organisation=forum.ring).approved_at == DAY
    made = adjusting.comment(minutes=minutes, organisation=forum.ring, block=the(minutes, "svetskurs").key, words="Det är en kurs till.", by=forum.colleague, at=DAY)  # fmt: skip
    assert sending.checks.get(organisation=forum.ring).approved_at is None
    with refused("unsettled_comments"):
        adjusting.adjust(minutes=minutes, by=forum.coordinator, at=DAY)
    adjusting.settle_comment(comment=made, reply="Infört.", by=forum.coordinator, at=DAY)
    adjusting.adjust(minutes=minutes, by=forum.coordinator, at=DAY)
    with refused("already_settled"):
        adjusting.settle_comment(comment=made, reply="Igen.", by=forum.colleague, at=DAY)


def test_no_comments_by_the_last_day_means_adjusted(forum, minutes):
    send_out(forum, minutes)
    assert adjusting.close_by_silence(at=LAST - timedelta(minutes=1)) == []
    assert adjusting.close_by_silence(at=LAST) == [minutes]
    assert adjusting.close_by_silence(at=LAST) == []
    minutes.refresh_from_db()
    assert (minutes.state, minutes.by_silence, minutes.state_at) == ("adjusted", True, LAST)


def test_a_comment_that_is_left_keeps_silence_from_closing(forum, minutes):
    send_out(forum, minutes)
    adjusting.comment(minutes=minutes, organisation=forum.ring, block=the(minutes, "svetskurs").key, words="Fel.", by=forum.colleague, at=DAY)  # fmt: skip
    assert adjusting.close_by_silence(at=LAST) == []


@pytest.mark.parametrize(("until", "code"), [(None, "no_last_day"), (DAY, "last_day_passed")])
def test_sending_out_needs_a_day_ahead(forum, minutes, until, code):
    with refused(code):
        send_out(forum, minutes, until=until)


# Final --------------------------------------------------------------------------------------------


def finalise(forum, minutes):
    adjusting.adjust(minutes=minutes, by=forum.coordinator, at=DAY)
    return adjusting.finalise(minutes=minutes, by=forum.coordinator, at=LAST)


def test_final_is_an_act_with_a_day_and_a_name_and_nothing_is_edited_after_it(forum, minutes):
    version = finalise(forum, minutes)
    assert (version.finalised_at, version.finalised_by) == (LAST, forum.coordinator)
    with refused("is_final"):
        edit(forum, minutes, "svetskurs", "Nej.")
    with refused("is_final"):
        operations.compose_again(minutes=minutes, by=forum.coordinator, at=LAST)
    version.parts = []
    with pytest.raises(ValueError, match="immutable"):
        version.save()


def test_adjusted_text_is_closed_until_it_is_opened_again(forum, minutes):
    adjusting.adjust(minutes=minutes, by=forum.coordinator, at=DAY)
    with refused("is_adjusted"):
        edit(forum, minutes, "svetskurs", "Nej.")
    adjusting.take_back(minutes=minutes, by=forum.coordinator, at=DAY)
    edit(forum, minutes, "svetskurs", "Ja.")


def test_a_draft_is_not_made_final_in_one_step(forum, minutes):
    with refused("wrong_state"):
        adjusting.finalise(minutes=minutes, by=forum.coordinator, at=DAY)


def test_corrections_are_numbered_versions_and_what_stood_stays(forum, minutes):
    first = finalise(forum, minutes)
    for number, (old, new) in enumerate(
        (("15 %", "Minus 16 % sedan mars."), ("svetskurs", "Svetskurs i september.")), 1
    ):
        made = operations.correct(
            minutes=minutes, key=the(minutes, old).key, words=new, because="Fel siffra.", asked_by=forum.ring,
            by=forum.coordinator, at=LAST,
        )  # fmt: skip
        assert (made.number, made.after, made.version.number) == (number, new, number + 1)
    assert made.version.corrects.corrects == first
    assert "15 %" in str(MinutesVersion.objects.get(pk=first.pk).parts)
    with refused("no_reason"):
        operations.correct(minutes=minutes, key=the(minutes, "16 %").key, words="Annat.", because=" ", asked_by=None, by=forum.coordinator, at=LAST)  # fmt: skip


def test_a_draft_is_edited_not_corrected(forum, minutes):
    with refused("not_final"):
        operations.correct(minutes=minutes, key=the(minutes, "15 %").key, words="Annat.", because="Fel.", asked_by=None, by=forum.coordinator, at=DAY)  # fmt: skip


def test_the_database_holds_one_text_in_the_making(minutes):
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesVersion.objects.create(minutes=minutes, number=2, created_at=DAY)


def test_every_write_leaves_a_line_without_words(forum, minutes):
    edit(forum, minutes, "svetskurs", "Kurs.")
    send_out(forum, minutes)
    lines = AuditEntry.objects.filter(object_type__startswith="minutes.").order_by("pk")
    assert [line.operation for line in lines] == ["begin_minutes", "edit_minutes", "send_out_minutes", "send_minutes"]  # fmt: skip
    assert ensure_round(dialogue=forum.dialogue, held_on=forum.turn.held_on, by=None, at=DAY) == forum.turn
    assert "svetskurs" not in str([line.ids for line in lines])
