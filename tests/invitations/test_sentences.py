# SPDX-License-Identifier: EUPL-1.2
"""Every no of these rooms has its Swedish sentence: what happened, what is safe, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import lagesbild
from lagesbild.dialogues.messages_rounds import SENTENCES as OF_ROUNDS
from lagesbild.dialogues.states import BECAUSE
from lagesbild.invitations.messages import SENTENCES, sentence
from lagesbild.lib.refusal import Refusal

SOURCE = Path(lagesbild.__file__).parent
FILES = [
    *sorted((SOURCE / "invitations").glob("*.py")),
    *(
        SOURCE / "dialogues" / f"{name}.py"
        for name in ("operations_rounds", "operations_members", "operations_settings")
    ),
]


def test_each_code_that_is_raised_has_a_sentence():
    said = {
        code for path in FILES for code in re.findall(r'Refus(?:al|ed)\("(\w+)"', path.read_text("utf-8"))
    }
    assert len(said) > 10
    assert said | set(BECAUSE.values()) <= set(SENTENCES) | set(OF_ROUNDS)


def test_a_sentence_of_either_room_is_found():
    assert "redan varit" in sentence(Refusal("meeting_over"))
    assert "inställd" in sentence(Refusal("round_cancelled"))


def test_no_sentence_stands_without_a_code_that_gives_it():
    source = "".join(path.read_text("utf-8") for path in FILES)
    assert not [code for code in SENTENCES if f'"{code}"' not in source.replace(f'"{code}":', "", 1)]
