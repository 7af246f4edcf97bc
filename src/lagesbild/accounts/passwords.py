# SPDX-License-Identifier: EUPL-1.2
"""What a password must not be, each objection in a sentence that says what to do instead."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from django.contrib.auth import password_validation as django_rules
from django.core.exceptions import ValidationError

INSTEAD = "Ta hellre några ord efter varandra som bara du kommer att tänka på."
#: Letters that are often written with another sign.
_IN_DISGUISE = str.maketrans("013457@$!", "oieastasi")


class NotLikeThePerson(django_rules.UserAttributeSimilarityValidator):
    """Not the person's own address or name."""

    def get_error_message(self) -> str:
        """The objection in Swedish."""
        return f"Lösenordet liknar din e-postadress eller ditt namn. {INSTEAD}"

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError``: one sentence, whichever of the two it is like."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(self.get_error_message(), code="password_too_similar") from None


class LongEnough(django_rules.MinimumLengthValidator):
    """At least so many signs."""

    def get_error_message(self) -> str:
        """The objection in Swedish."""
        return f"Lösenordet är för kort. Det behöver minst {self.min_length} tecken."


class NotCommon(django_rules.CommonPasswordValidator):
    """Neither on Django's list nor a common Swedish word with digits around it."""

    def get_error_message(self) -> str:
        """The objection in Swedish."""
        return f"Lösenordet är lätt att gissa, eftersom många använder det. {INSTEAD}"

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError``."""
        super().validate(password, user)
        if is_common_in_swedish(password):
            raise ValidationError(self.get_error_message(), code="password_too_common")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    lines = resources.files("lagesbild.accounts").joinpath("common_words_sv.txt").read_text("utf-8")
    return frozenset(line.strip() for line in lines.splitlines() if line.strip() and not line.startswith("#"))


def is_common_in_swedish(password: str) -> bool:
    """Whether nothing is left of a password but common words, digits and signs.

    >>> is_common_in_swedish("L0senord1234!"), is_common_in_swedish("hejhejhejhej")
    (True, True)
    >>> is_common_in_swedish("gran tall björk en")
    False
    """
    low = password.casefold()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", low)
    for letters in (low, core.translate(_IN_DISGUISE)):
        parts = [p for p in re.split(r"[\W\d_]+", letters) if p]
        # One word with anything around it, or the same one again and again.
        if all(_is_common(p) for p in parts) and len({_once(p) for p in parts}) <= 1:
            return True
    return False


def _is_common(word: str) -> bool:
    return _once(word) in _words() or len(set(word)) <= 2


def _once(word: str) -> str:
    """A word written several times over, once."""
    repeated = re.fullmatch(r"(.+?)\1+", word)
    return repeated.group(1) if repeated else word
