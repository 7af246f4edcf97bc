# SPDX-License-Identifier: EUPL-1.2
"""An edition holds what was published, by whom, and nothing else changes it."""

from __future__ import annotations

from datetime import date

import pytest
import told
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues.models import Dialogue, Edition
from lagesbild.dialogues.picture import standing_at
from lagesbild.dialogues.queries import last_edition
from lagesbild.lib.refusal import Refused
from lagesbild.publishing.editions import draft_of, is_intact, sha256_of
from lagesbild.publishing.operations import publish_picture, restore_edition, withdraw_edition

TODAY = date(2026, 6, 15)
AT = told.noon(TODAY)


@pytest.fixture
def spring(dialogue, coordinator):
    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    dialogue.refresh_from_db()
    told.tell_spring(dialogue, coordinator.person)
    return dialogue


def publish(dialogue, by, **more) -> Edition:
    return publish_picture(
        dialogue=dialogue, standing=standing_at(dialogue, today=TODAY), by=by, at=AT, **more
    )


def test_an_edition_keeps_values_digest_round_person_and_time(spring, coordinator):
    edition = publish(spring, coordinator.person)
    edition.refresh_from_db()
    assert edition.values["audience"] == "public"
    assert edition.values["changes"]
    assert edition.round.address == "2026-06-08"
    assert (edition.released_by, edition.released_at) == (coordinator.person, AT)
    assert is_intact(edition)


def test_values_changed_behind_the_back_are_seen(spring, coordinator):
    edition = publish(spring, coordinator.person)
    edition.values["headline"] = ["Allt är bra"]
    assert not is_intact(edition)


def test_the_same_picture_is_published_once(spring, coordinator):
    assert publish(spring, coordinator.person) == publish(spring, coordinator.person)
    assert Edition.objects.count() == 1


def test_a_withdrawn_picture_can_be_published_anew(spring, coordinator):
    first = publish(spring, coordinator.person)
    withdraw_edition(edition=first, by=coordinator.person, at=AT)
    assert publish(spring, coordinator.person) != first


def test_every_act_leaves_an_audit_line_without_words_or_names(spring, coordinator):
    edition = publish(spring, coordinator.person)
    withdraw_edition(edition=edition, by=coordinator.person, at=AT)
    restore_edition(edition=edition, by=coordinator.person, at=AT)
    lines = AuditEntry.objects.filter(object_type="dialogues.Edition").order_by("pk")
    assert [line.operation for line in lines] == ["publish_picture", "withdraw_edition", "restore_edition"]
    assert all(isinstance(value, int) for line in lines for value in line.ids.values())


def test_withdrawing_or_restoring_twice_is_refused(spring, coordinator):
    edition = publish(spring, coordinator.person)
    with pytest.raises(Refused, match="not_withdrawn"):
        restore_edition(edition=edition, by=coordinator.person, at=AT)
    withdraw_edition(edition=edition, by=coordinator.person, at=AT)
    with pytest.raises(Refused, match="already_withdrawn"):
        withdraw_edition(edition=edition, by=coordinator.person, at=AT)


def test_the_last_edition_is_the_newest_that_is_not_withdrawn(spring, coordinator):
    first = publish(spring, coordinator.person)
    panel = told.member(spring, told.PANEL, "Näringslivsorganisationer")
    said = [("99 personer", "quantity", told.figure("varslade", 99, "varslade"))]
    told.tell(
        told.held(spring, date(2026, 6, 12)), panel, "99 personer är varslade.", said, by=coordinator.person
    )
    second = publish(spring, coordinator.person)
    assert last_edition(spring) == second
    withdraw_edition(edition=second, by=coordinator.person, at=AT)
    assert last_edition(spring) == first


def test_nothing_is_published_before_the_first_round(dialogue, coordinator):
    with pytest.raises(Refused, match="no_round"):
        publish(dialogue, coordinator.person)


def test_a_digest_of_another_picture_is_refused_and_nothing_written(spring, coordinator):
    with pytest.raises(Refused, match="changed_since_seen"):
        publish(spring, coordinator.person, seen_sha256="0" * 64)
    assert not Edition.objects.exists()


def test_the_draft_counts_what_falls_away(dialogue, coordinator):
    told.tell_spring(dialogue, coordinator.person)
    draft = draft_of(dialogue, standing=standing_at(dialogue, today=TODAY))
    assert draft.kept == 0
    assert (4, "siffra", "siffror") in draft.falls_away
    assert (2, "löfte", "löften") in draft.falls_away


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_digest_depends_on_the_values_and_not_on_their_order(values):
    assert sha256_of(values) == sha256_of(dict(reversed(list(values.items()))))
    assert sha256_of(values) != sha256_of({**values, "more": [values]})
