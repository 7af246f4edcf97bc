# SPDX-License-Identifier: EUPL-1.2
"""What a password must not be, and that every objection is Swedish and says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.accounts.passwords import is_common_in_swedish

ADDRESS = "anna.granberg@regionen.example"


def objections(password: str) -> list[str]:
    try:
        validate_password(password, get_user_model()(username=ADDRESS, email=ADDRESS))
    except ValidationError as fault:
        return list(fault.messages)
    return []


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("kort", "minst 12 tecken"),
        ("anna.granberg", "liknar din e-postadress eller ditt namn"),
        ("lösenord1234", "lätt att gissa"),
        ("Losenord2026!", "lätt att gissa"),
        ("L0senord1234!", "lätt att gissa"),
        ("hejhejhejhej", "lätt att gissa"),
        ("Sommaren-2026", "lätt att gissa"),
        ("Välkommen 123", "lätt att gissa"),
        ("102030405060", "lätt att gissa"),
        ("lägesbild2026", "lätt att gissa"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_in_swedish(password: str, says: str) -> None:
    found = objections(password)
    assert any(says in sentence for sentence in found), found
    assert all("alltför" not in s and "användarnamn" not in s for s in found)


@pytest.mark.parametrize("password", ["gran tall björk en", "sommarens blå cykel", "hej du glada råtta 7"])
def test_words_after_one_another_are_good(password: str) -> None:
    assert objections(password) == []


@given(st.text(max_size=60))
def test_any_text_is_judged(password: Any) -> None:
    assert is_common_in_swedish(password) in (True, False)


@given(st.sampled_from(["lösenord", "sommaren", "qwertyuiop"]), st.text("0123456789!?. -", max_size=8))
def test_signs_and_digits_around_a_common_word_make_it_no_better(word: str, around: str) -> None:
    assert is_common_in_swedish(f"{around}{word.upper()}{around}")
