# SPDX-License-Identifier: EUPL-1.2
"""Ids of rows as they are sent in addresses and forms."""

from __future__ import annotations


def row_id(text: str | None) -> int | None:
    """The id that a text holds; None for everything that no table can have.

    >>> row_id("12"), row_id("²"), row_id("-1"), row_id("9" * 30), row_id("")
    (12, None, None, None, None)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
