# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of minutes."""

from __future__ import annotations

from lagesbild.dialogues.models import Round
from lagesbild.minutes.blocks import Parts
from lagesbild.minutes.composing import compose


def parts_of(turn: Round) -> Parts:
    """The round's minutes as they stand; where none have been begun, as its reports give them."""
    return compose(turn)
