# SPDX-License-Identifier: EUPL-1.2
"""The situation picture: one object that page, terminal, files and editions are made from.

Everything in it is already cut for one audience and one moment; what shows it never filters.
"""

from lagesbild.dialogues.picture.building import build_picture
from lagesbild.dialogues.picture.headline import headline
from lagesbild.dialogues.picture.standing import Standing, standing_at

__all__ = ["Standing", "build_picture", "headline", "standing_at"]
