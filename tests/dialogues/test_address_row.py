# SPDX-License-Identifier: EUPL-1.2
"""A pasted row of addresses: what is read out of it, and when a member is proposed."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues import address_row, text_short
from lagesbild.dialogues.address_row import PRIVATE_DOMAINS, Candidate, Pasted, member_for, read_row

MEMBERS = [
    Candidate(1, ("Region Provlän",), frozenset()),
    Candidate(2, ("Länsstyrelsen i Provlän", "länsstyrelsen"), frozenset()),
    Candidate(3, ("Åbyns kommun",), frozenset()),
    Candidate(4, ("Almi Provlän", "almi"), frozenset({"almi.example"})),
    Candidate(5, ("Handelskammaren Provlän", "handelskammaren"), frozenset()),
    Candidate(6, ("Handelskammaren Norr",), frozenset({"delad.example"})),
    Candidate(7, ("Företagscentrum",), frozenset({"delad.example"})),
]


def proposed(email: str) -> int | None:
    return member_for(Pasted("", email, email), MEMBERS)


@pytest.mark.parametrize("module", [address_row, text_short])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("email", "member"),
    [
        ("a@regionprovlan.example", 1),
        ("a@lansstyrelsen.example", 2),  # å ä ö as domains write them
        ("a@abyns.example", 3),
        ("a@almi.example", 4),  # its people write from there
        ("a@handelskammaren.example", None),  # two bear the name
        ("a@delad.example", None),  # two write from there
        ("a@provlan.example", None),  # a word that many share
        ("a@okand.example", None),
    ],
)
def test_only_a_clear_candidate_is_proposed(email, member):
    assert proposed(email) == member


@pytest.mark.parametrize("domain", sorted(PRIVATE_DOMAINS))
def test_a_private_address_tells_of_no_organisation(domain):
    named = [Candidate(1, (domain.split(".", maxsplit=1)[0],), frozenset({domain}))]
    assert member_for(Pasted("", f"a@{domain}", ""), named) is None


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("eva@a.example", [("", "eva@a.example")]),
        ("Till: Eva Ask <EVA@a.example>", [("Eva Ask", "eva@a.example")]),
        ("x@a.example, Ask, Eva <eva@a.example>", [("", "x@a.example"), ("Eva Ask", "eva@a.example")]),
        ("Eva (IUC) <eva@a.example>\nBo <bo@b.example>", [("Eva", "eva@a.example"), ("Bo", "bo@b.example")]),
        ("<mailto:eva@a.example>", [("", "eva@a.example")]),
        ("eva@a.example; Eva <eva@a.example>", [("", "eva@a.example")]),
        ("Eva <eva@>; d@@x", [("Eva", ""), ("", "")]),
        ("", []),
    ],
)
def test_a_row_is_read_as_people_write_it(row, found):
    assert [(p.name, p.email) for p in read_row(row)] == found


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
    | st.text(alphabet='ab<>;,"@. \n', max_size=200)
)
def test_whatever_is_pasted_each_address_comes_once_and_is_one(row):
    people = read_row(row)
    emails = [p.email for p in people if p.email]
    assert len(set(emails)) == len(emails)
    assert all(e == e.lower() and e.count("@") == 1 and " " not in e for e in emails)
