# SPDX-License-Identifier: EUPL-1.2
"""A report's next text: which decisions come along, what happens to figures, who may read."""

from __future__ import annotations

from datetime import date

import pytest
from forum import ACCEPTED, SENT, Forum, at, fact_of
from scripted_reader import Script

import textreader
from lagesbild.dialogues import accepting, operations
from lagesbild.dialogues.models import Report, Submission
from lagesbild.indicators.models import Observation
from lagesbild.lib.audience import PUBLIC
from lagesbild.lib.refusal import Refused
from lagesbild.sources import operations as sources
from lagesbild.sources.models import FactDecision, TextVersion
from lagesbild.sources.queries import latest_decisions, text_for

FIRST = "Läget är lugnt. Vi har 123 varslade hos oss. Det kom 20 nya i maj."
AGAIN = at("2026-06-12", 9)
TAKEN = at("2026-06-13", 9)


@pytest.fixture
def first(forum: Forum, script: Script) -> Submission:
    """A report of which everything is accepted."""
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    script.says("132", "quantity", value=132, unit="count", of="varslade")
    script.says("20", "quantity", value=20, unit="count", of="nyanställda")
    sent = forum.send(FIRST)
    forum.accept(sent.version)
    accepting.accept_version(submission=sent, by=forum.coordinator, at=ACCEPTED)
    return sent


def decision(version: TextVersion, words: str) -> FactDecision | None:
    fact = fact_of(version, words)
    return latest_decisions([fact]).get(fact.pk)


def values() -> list[int]:
    return [
        int(o.value)
        for o in Observation.objects.filter(known_until__isnull=True).order_by("value")
        if o.value
    ]


# Decisions come along, or do not ------------------------------------------------------------------


def test_a_decision_in_an_untouched_sentence_comes_along_and_says_so(forum: Forum, first: Submission) -> None:
    second = forum.send("Något nytt först. " + FIRST, sent_at=AGAIN)
    old, new = decision(first.version, "123"), decision(second.version, "123")
    assert old is not None
    assert new is not None
    assert (new.verdict, new.payload, new.by) == (old.verdict, old.payload, old.by)
    assert (new.carried_from, new.needs_look) == (old, False)
    assert fact_of(second.version, "123").lineage == fact_of(first.version, "123").lineage
    assert second.version.previous == first.version


def test_what_came_along_is_the_same_figure_and_not_one_more(forum: Forum, first: Submission) -> None:
    before = list(Observation.objects.values_list("pk", "known_from", "known_until"))
    second = forum.send("Något nytt först. " + FIRST, sent_at=AGAIN)
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    assert list(Observation.objects.values_list("pk", "known_from", "known_until")) == before


def test_a_decision_in_a_changed_sentence_is_to_be_looked_over(forum: Forum, first: Submission) -> None:
    second = forum.send(FIRST.replace("Vi har 123", "Vi har nu 123"), sent_at=AGAIN)
    carried = decision(second.version, "123")
    assert carried is not None
    assert carried.needs_look
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    assert values() == [20, 123]


def test_looking_over_confirms_the_decision_once(forum: Forum, first: Submission) -> None:
    second = forum.send(FIRST.replace("Vi har 123", "Vi har nu 123"), sent_at=AGAIN)
    forum.accept(second.version, "123", when=TAKEN)
    forum.accept(second.version, "123", when=TAKEN)
    looked = decision(second.version, "123")
    assert looked is not None
    assert not looked.needs_look
    assert fact_of(second.version, "123").decisions.count() == 2
    assert values() == [20, 123]


def test_a_changed_span_is_a_suggestion_and_the_old_figure_stands_until_the_text_is_accepted(
    forum: Forum, first: Submission
) -> None:
    second = forum.send(FIRST.replace("123", "132"), sent_at=AGAIN)
    assert decision(second.version, "132") is None
    assert values() == [20, 123]
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    assert values() == [20]
    assert [o.known_until for o in Observation.objects.filter(value=123)] == [TAKEN]
    assert Observation.objects.known_at(at("2026-06-12")).filter(value=123).exists()


def test_a_removed_sentence_ends_its_figure_only_when_the_text_is_accepted(
    forum: Forum, first: Submission
) -> None:
    second = forum.send("Läget är lugnt. Det kom 20 nya i maj.", sent_at=AGAIN)
    assert values() == [20, 123]
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    assert values() == [20]


def test_opening_the_accepted_text_again_lets_the_figure_stand_as_before(
    forum: Forum, first: Submission
) -> None:
    second = forum.send("Läget är lugnt. Det kom 20 nya i maj.", sent_at=AGAIN)
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    accepting.unaccept_version(submission=second, by=forum.coordinator, at=at("2026-06-14"))
    assert values() == [20, 123]
    accepting.accept_version(submission=second, by=forum.coordinator, at=at("2026-06-15"))
    assert values() == [20]


def test_opening_the_text_again_brings_nothing_back_that_was_taken_back_before(
    forum: Forum, first: Submission
) -> None:
    accepting.unaccept_fact(fact=fact_of(first.version, "123"), by=forum.coordinator, at=ACCEPTED)
    second = forum.send("Läget är lugnt. Det kom 20 nya i maj.", sent_at=AGAIN)
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    accepting.unaccept_version(submission=second, by=forum.coordinator, at=at("2026-06-14"))
    assert values() == [20]


def test_a_figure_that_two_versions_ago_said_ends_too(forum: Forum, first: Submission) -> None:
    forum.send("Läget är lugnt. Det kom 20 nya i maj.", sent_at=AGAIN)
    third = forum.send("Läget är lugnt. Det kom 20 nya i maj. Tack.", sent_at=at("2026-06-12", 15))
    accepting.accept_version(submission=third, by=forum.coordinator, at=TAKEN)
    assert values() == [20]


def test_ambiguous_sentences_become_suggestions(forum: Forum, first: Submission) -> None:
    second = forum.send(FIRST + " Vi har 123 varslade hos oss.", sent_at=AGAIN)
    facts = list(second.version.facts.filter(quote="123"))
    assert len(facts) == 2
    assert latest_decisions(facts) == {}


def test_a_rejection_holds_while_quote_and_sentence_stand(forum: Forum, first: Submission) -> None:
    accepting.reject_fact(fact=fact_of(first.version, "123"), by=forum.coordinator, at=ACCEPTED)
    second = forum.send("Hej. " + FIRST, sent_at=AGAIN)
    carried = decision(second.version, "123")
    assert carried is not None
    assert carried.verdict == "rejected"
    third = forum.send(FIRST.replace("Vi har 123", "Vi har nu 123"), sent_at=at("2026-06-12", 15))
    assert decision(third.version, "123") is None


def test_a_decision_whose_population_has_changed_is_to_be_looked_over(forum: Forum, script: Script) -> None:
    """The sentence is untouched, but it now stands under another panel."""
    for panel, n in (("De 63 företagen", 63), ("De 41 företagen", 41)):
        script.says(panel, "quantity", value=n, unit="count", of="företagen", role="population")
        script.says("927", "quantity", value=927, unit="count", of="korttidsarbete", within=panel)
    first = forum.send("De 63 företagen har svarat. Det är 927 i korttidsarbete.")
    forum.accept(first.version)
    script.lines = [line for line in script.lines if "63" not in f"{line.quote}{line.within}"]
    second = forum.send("De 41 företagen har svarat. Det är 927 i korttidsarbete.", sent_at=AGAIN)
    carried = decision(second.version, "927")
    assert carried is not None
    assert carried.needs_look


def test_a_decision_that_the_reader_now_reads_otherwise_is_to_be_looked_over(
    forum: Forum, script: Script
) -> None:
    """ "Next week" of an untouched sentence is another week when the text is sent a week later."""
    script.says("nästa vecka", "promise", due_from="2026-06-15", due_to="2026-06-21")
    first = forum.send("Vi återkommer nästa vecka.")
    forum.accept(first.version)
    script.forget()
    script.says("nästa vecka", "promise", due_from="2026-06-22", due_to="2026-06-28")
    second = forum.send("Vi återkommer nästa vecka.", sent_at=at("2026-06-17"))
    carried = decision(second.version, "nästa vecka")
    assert carried is not None
    assert carried.needs_look


def test_what_a_person_added_comes_along_where_its_words_stand(forum: Forum, first: Submission) -> None:
    start = FIRST.index("lugnt")
    accepting.add_fact(
        desk=accepting.Desk.for_version(first.version),
        start=start,
        end=start + 5,
        kind="need",
        payload={},
        by=forum.colleague,
        at=ACCEPTED,
    )
    second = forum.send("Hej. " + FIRST, sent_at=AGAIN)
    added = fact_of(second.version, "lugnt")
    assert (added.added_by, added.start) == (forum.colleague, start + 5)
    carried = decision(second.version, "lugnt")
    assert carried is not None
    assert carried.verdict == "accepted"


def test_a_decision_that_came_along_cannot_be_undone_but_opened(forum: Forum, first: Submission) -> None:
    second = forum.send("Hej. " + FIRST, sent_at=AGAIN)
    fact = fact_of(second.version, "123")
    with pytest.raises(Refused) as refused:
        accepting.undo_decision(
            desk=accepting.Desk.for_version(second.version), fact=fact, by=forum.coordinator, at=TAKEN
        )
    assert refused.value.refusal.code == "carried_decision"
    assert Observation.objects.known_at(at("2026-06-12")).filter(value=123).exists()
    accepting.unaccept_fact(fact=fact, by=forum.coordinator, at=TAKEN)
    assert values() == [20]
    assert Observation.objects.known_at(at("2026-06-12")).filter(value=123).exists()


def test_undoing_a_look_over_leaves_the_decision_to_be_looked_over_again(
    forum: Forum, first: Submission
) -> None:
    second = forum.send(FIRST.replace("Vi har 123", "Vi har nu 123"), sent_at=AGAIN)
    forum.accept(second.version, "123", when=TAKEN)
    accepting.undo_decision(
        desk=accepting.Desk.for_version(second.version),
        fact=fact_of(second.version, "123"),
        by=forum.coordinator,
        at=TAKEN,
    )
    restored = decision(second.version, "123")
    assert restored is not None
    assert restored.needs_look
    assert values() == [20, 123]


def test_accepting_a_text_twice_changes_nothing_and_a_withdrawn_one_is_refused(
    forum: Forum, first: Submission
) -> None:
    accepting.accept_version(submission=first, by=forum.colleague, at=TAKEN)
    assert (first.accepted_by, first.accepted_at) == (forum.coordinator, ACCEPTED)
    first.withdrawn_at = TAKEN
    with pytest.raises(Refused):
        accepting.accept_version(submission=first, by=forum.coordinator, at=TAKEN)


# What comes in is kept ----------------------------------------------------------------------------


def test_every_file_that_comes_in_is_kept_as_it_came(forum: Forum, script: Script) -> None:
    first = forum.send("Läget är lugnt.", content=b"first file")
    second = forum.send("Läget är oroligt.", content=b"second file", sent_at=AGAIN)
    assert first.version.source.blob_sha256 != second.version.source.blob_sha256
    assert second.version.source.received_at == AGAIN
    assert (second.version.previous, second.version.number) == (first.version, 2)
    assert first.report == second.report


def test_a_member_that_had_nothing_new_may_still_send_a_report(forum: Forum, script: Script) -> None:
    operations.report_nothing_new(turn=forum.turn, organisation=forum.ring, by=None, at=SENT)
    sent = forum.send("Läget är lugnt.", sent_at=AGAIN)
    report = Report.objects.get(round=forum.turn, organisation=forum.ring)
    assert (sent.report, report.nothing_new, report.source) == (report, False, sent.version.source)


def test_a_text_sent_after_midnight_is_read_as_of_the_swedish_day(forum: Forum, script: Script) -> None:
    from datetime import UTC, datetime

    sent = forum.send("Läget är lugnt.", sent_at=datetime(2026, 6, 10, 22, 30, tzinfo=UTC))
    assert sent.version.reference_date == date(2026, 6, 11)


# Who may read comes along -------------------------------------------------------------------------


def hide(forum: Forum, version: TextVersion, words: str, level: str = "coordinator") -> None:
    start = version.text.index(words)
    sources.set_visibility(
        version=version,
        start=start,
        end=start + len(words),
        level=level,
        ground="chosen",
        by=forum.coordinator,
        at=ACCEPTED,
    )


@pytest.mark.parametrize(
    ("new", "hidden"),
    [
        ("Hej. " + FIRST, "Vi har 123 varslade hos oss."),
        (FIRST.replace("Vi har", "Vi har nu"), "Vi har nu 123 varslade hos oss."),
    ],
    ids=["untouched", "changed"],
)
def test_a_passage_that_was_held_back_is_held_back_in_the_next_text(
    forum: Forum, first: Submission, new: str, hidden: str
) -> None:
    hide(forum, first.version, "Vi har 123 varslade hos oss.")
    second = forum.send(new, sent_at=AGAIN).version
    shown = text_for(second, audience=PUBLIC)
    assert shown == new.replace(hidden, "█" * len(hidden))
    assert fact_of(second, "123").level == "coordinator"
    (row,) = second.ranges.all()
    assert row.carried_from is not None
    assert row.carried_from.version == first.version


def test_part_of_a_changed_sentence_that_was_held_back_holds_all_of_it_back(
    forum: Forum, first: Submission
) -> None:
    hide(forum, first.version, "123 varslade")
    second = forum.send(FIRST.replace("123 varslade", "ungefär 123 varslade"), sent_at=AGAIN).version
    assert "varslade" not in text_for(second, audience=PUBLIC)


def test_several_sentences_that_were_held_back_are_so_with_what_is_put_between_them(
    forum: Forum, first: Submission
) -> None:
    hide(forum, first.version, "Läget är lugnt. Vi har 123 varslade hos oss.")
    second = forum.send(FIRST.replace("lugnt. ", "lugnt. Bolaget är litet. "), sent_at=AGAIN).version
    assert text_for(second, audience=PUBLIC).lstrip("█") == " Det kom 20 nya i maj."


def test_a_passage_that_was_opened_is_opened_again_only_where_it_is_untouched(
    forum: Forum, script: Script
) -> None:
    forum.dialogue.default_level = "group"
    forum.dialogue.save()
    first = forum.send(FIRST).version
    hide(forum, first, "Läget är lugnt.", level="public")
    hide(forum, first, "Det kom 20 nya i maj.", level="public")
    second = forum.send(FIRST.replace("20 nya", "2 000 nya"), sent_at=AGAIN).version
    assert text_for(second, audience=PUBLIC).rstrip("█") == "Läget är lugnt."


def test_a_lifted_range_does_not_come_along(forum: Forum, first: Submission) -> None:
    hide(forum, first.version, "Vi har 123 varslade hos oss.")
    sources.lift_range(row=first.version.ranges.get(), by=forum.coordinator, at=ACCEPTED)
    assert not forum.send("Hej. " + FIRST, sent_at=AGAIN).version.ranges.exists()


def test_an_aside_that_a_person_released_stays_released_while_its_sentence_stands(
    forum: Forum, script: Script
) -> None:
    script.says("Detta är internt.", "aside")
    first = forum.send("Läget är lugnt. Detta är internt.").version
    assert "internt" not in text_for(first, audience=PUBLIC)
    sources.lift_range(row=first.ranges.get(), by=forum.coordinator, at=ACCEPTED)
    second = forum.send("Hej. Läget är lugnt. Detta är internt.", sent_at=AGAIN).version
    assert "internt" in text_for(second, audience=PUBLIC)


def test_what_came_along_into_a_passage_that_is_held_back_is_held_back_on_the_picture(
    forum: Forum, first: Submission, script: Script
) -> None:
    script.says("Vi har 123 varslade hos oss.", "aside")
    forum.send("Hej. " + FIRST, sent_at=AGAIN)
    assert {o.value: o.audience for o in Observation.objects.all()} == {123: "coordinator", 20: "public"}


# A fault in the reader ----------------------------------------------------------------------------


def test_a_text_that_cannot_be_read_is_kept_and_shown_to_nobody_outside_the_group(
    forum: Forum, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody has told its asides and names from the rest."""

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(textreader, "read", fault)
    version = forum.send("Läget är lugnt.").version
    assert version.text == "Läget är lugnt."
    assert version.intake_notes
    assert "lugnt" not in text_for(version, audience=PUBLIC)
    assert "could not be read" in caplog.text


def test_accepting_a_text_that_cannot_be_read_ends_no_figure(
    forum: Forum, first: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what is gone from it."""

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(textreader, "read", fault)
    second = forum.send("Hej. " + FIRST, sent_at=AGAIN)
    accepting.accept_version(submission=second, by=forum.coordinator, at=TAKEN)
    assert values() == [20, 123]
