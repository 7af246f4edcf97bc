# SPDX-License-Identifier: EUPL-1.2
"""The beginning of a text, cut at a word."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis; what is cut off is never half a word.

    >>> shortened("Läget är gott och stabilt.", 14)
    'Läget är gott …'
    """
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(None, 1)[0][:longest].rstrip(" ,.;:") + " …"
