# SPDX-License-Identifier: EUPL-1.2
"""Each name means one body, however it is written."""

from __future__ import annotations

import pytest
from forum import Forum, at
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.organisations.models import Alias, Organisation
from lagesbild.organisations.operations import add_alias, ensure_organisation
from lagesbild.organisations.queries import find_organisation, known_organisations, name_key
from lagesbild.organisations.rules import guess_kind

NOW = at("2026-06-15")


@pytest.mark.parametrize(
    "written",
    ["Företagarringen", "FÖRETAGARRINGEN", " Företagarringen: ", "Företagarringens", "företagarringen."],
)
def test_a_body_is_found_by_its_name_however_written(forum: Forum, written: str) -> None:
    assert find_organisation(written) == forum.ring


@pytest.mark.parametrize("written", ["Företagarring", "ringen", "", "  ", "s", ":"])
def test_a_name_that_nobody_bears_means_nobody(forum: Forum, written: str) -> None:
    assert find_organisation(written) is None


def test_a_name_that_ends_in_s_is_not_taken_for_a_genitive_of_itself(forum: Forum) -> None:
    kiruna = ensure_organisation(name="Provnäs", by=None, at=NOW)
    other = ensure_organisation(name="Provnä", by=None, at=NOW)
    assert (find_organisation("Provnäs"), find_organisation("Provnä")) == (kiruna, other)


def test_the_same_body_is_made_once_under_any_of_its_names(forum: Forum) -> None:
    made = ensure_organisation(name="Nya Ringen", aliases=["NR", "Ringen (ny)"], by=None, at=NOW)
    for name in ("nr", "NYA RINGEN", "Ringen (ny)"):
        assert ensure_organisation(name=name, by=None, at=NOW) == made
    assert Organisation.objects.filter(pk=made.pk).count() == 1


def test_a_name_stays_with_the_body_that_bore_it_first(forum: Forum) -> None:
    late = ensure_organisation(name="Sena ringen", aliases=["Företagarringen"], by=None, at=NOW)
    assert find_organisation("Företagarringen") == forum.ring
    assert add_alias(organisation=late, text="Företagarringen", by=None, at=NOW) is None
    assert find_organisation("Sena ringen") == late


def test_an_alias_longer_than_a_name_can_be_is_cut_and_found(forum: Forum) -> None:
    long = "Föreningen " + "för mycket långa namn " * 12
    made = ensure_organisation(name=long, by=None, at=NOW)
    assert find_organisation(long) == made
    assert ensure_organisation(name=long, by=None, at=NOW) == made


@pytest.mark.parametrize("nothing", ["", "  ", ":", "."])
def test_nothing_is_no_name(forum: Forum, nothing: str) -> None:
    before = Alias.objects.count()
    assert add_alias(organisation=forum.ring, text=nothing, by=None, at=NOW) is None
    assert Alias.objects.count() == before


def test_the_register_goes_to_the_reader_with_all_names(forum: Forum) -> None:
    add_alias(organisation=forum.ring, text="Ringen", by=None, at=NOW)
    known = known_organisations(Organisation.objects.prefetch_related("aliases").filter(pk=forum.ring.pk))
    assert known[0].name == "Företagarringen"
    assert "ringen" in known[0].aliases


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(f"  {name}\n") == key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Länsstyrelsen i Provlän", "county_administrative_board"),
        ("Region Provlän", "region"),
        ("Kommunerna", "collective"),
        ("Norrby kommun", "municipality"),
        ("Norrby stad", "municipality"),
        ("Arbetsförmedlingen", "authority"),
        ("Provläns högskola", "university"),
        ("Gruvan AB", "company"),
        ("Provläns handelskammare", "business_association"),
        ("Regionförbundet", "other"),
        ("Något helt annat", "other"),
    ],
)
def test_a_name_tells_what_kind_of_body_it_is(name: str, kind: str) -> None:
    assert str(guess_kind(name)) == kind
