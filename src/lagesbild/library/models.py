# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from lagesbild.sources.models import FromFact


class Link(FromFact):
    """A web address that a member recommended."""

    dialogue = models.ForeignKey("dialogues.Dialogue", on_delete=models.CASCADE, related_name="links")
    url = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.url
