# SPDX-License-Identifier: EUPL-1.2
"""Names of attachments come from outside: made harmless before anybody sees or stores them."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
_LONGEST = 120


def safe_filename(name: str | None, content_type: str, number: int) -> str:
    """The name without folders, control characters and signs that reverse the reading.

    A name with nothing left becomes "bilaga-1" with the ending of its type.

    >>> safe_filename("..\\\\\\\\..\\\\\\\\etc/rapport.pdf", "application/pdf", 1)
    'rapport.pdf'
    >>> safe_filename(None, "application/pdf", 2)
    'bilaga-2.pdf'
    """
    last = re.split(r"[\\/]", name or "")[-1]
    shown = "".join(" " if char.isspace() else char for char in last if _is_shown(char))
    shown = _FORBIDDEN.sub("_", " ".join(shown.split())).strip(". ")
    if not any(char.isalnum() for char in shown):
        return f"bilaga-{number}{mimetypes.guess_extension(content_type) or ''}"
    if _DEVICE.match(shown):
        shown = "_" + shown
    if len(shown) > _LONGEST:
        stem, dot, end = shown.rpartition(".")
        kept = dot + end if stem and len(end) <= 8 else ""
        shown = shown[: _LONGEST - len(kept)].rstrip(". ") + kept
    return shown


def _is_shown(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] != "C"
