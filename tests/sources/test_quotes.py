# SPDX-License-Identifier: EUPL-1.2
"""A passage is quoted in its own sentence, whatever stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lagesbild.lib.audience import COORDINATOR, PUBLIC
from lagesbild.sources.quotes import Quotes

if TYPE_CHECKING:
    from forum import Forum
    from scripted_reader import Script


def test_an_item_of_a_list_is_quoted_without_its_bullet(forum: Forum, script: Script) -> None:
    version = forum.send("Konkurser\n- 14 konkurser i januari, mot 13 i fjol.\n- Inga fler väntas.").version
    start = version.text.index("14")
    found = Quotes(COORDINATOR).of(version, start, start + 2, organisation_id=None)
    assert (found.before, found.quote, found.after) == ("", "14", " konkurser i januari, mot 13 i fjol.")


def test_the_words_before_a_passage_stay_in_its_item(forum: Forum, script: Script) -> None:
    version = forum.send("Läget\n- Enligt kammaren 14 konkurser.\n").version
    start = version.text.index("14")
    assert (
        Quotes(COORDINATOR).of(version, start, start + 2, organisation_id=None).before == "Enligt kammaren "
    )


def test_what_is_held_back_is_cut_from_around_a_passage(forum: Forum, script: Script) -> None:
    script.says("Berg säljer snart", "aside")
    version = forum.send("Enligt kammaren (Berg säljer snart) gick 14 företag i konkurs.").version
    start = version.text.index("14")
    found = Quotes(PUBLIC).of(version, start, start + 2, organisation_id=None)
    assert (found.before, found.after) == ("gick ", " företag i konkurs.")
