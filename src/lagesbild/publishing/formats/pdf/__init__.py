# SPDX-License-Identifier: EUPL-1.2
"""PDF/UA-1 and PDF/A-2a in one file: tagged, with language, title, bookmarks and links."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from lagesbild.publishing.edition import Edition
from lagesbild.publishing.exporter import Exporter, Setting

LAYOUT = Path(__file__).with_name("document.typ")
STANDARDS: list[Any] = ["ua-1", "a-2a"]
#: Letters that the fonts which come with the type setter hold; an archive file may miss no letter.
_NOT_IN_FONTS = re.compile(r"[^\n\u0020-\u007e\u00a0-\u024f\u02c6-\u02dd\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u202f\u2030-\u203a\u20ac\u2116\u2122\u2190-\u2193\u2200-\u22ff\u2588\u25a0-\u25cf\ufffd]")  # fmt: skip


class Pdf:
    """A file to hand out and to keep for good."""

    identifier = "pdf"
    name = "PDF"
    suffix = ".pdf"
    media_type = "application/pdf"

    def render(self, edition: Edition, setting: Setting) -> bytes:
        """The same edition made at the same moment is the same file, byte for byte.

        Letters that the fonts lack stand as U+FFFD: an archive file may not leave them to the viewer.
        """
        language, _, region = edition.language.partition("-")
        inputs = {
            "edition": json.dumps(_printable(edition.to_dict()), ensure_ascii=False),
            "lang": language or "sv",
            "region": region or "SE",
            "contents": "Innehåll",
        }
        made: Any = _compiler().compile(
            LAYOUT.read_bytes(),
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=int(setting.made_at.timestamp()),
        )
        return bytes(made)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    # Only the fonts that come with it: the same file on every machine.
    return typst.Compiler(ignore_system_fonts=True)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_IN_FONTS.sub("\ufffd", value)
    if isinstance(value, list):
        return [_printable(v) for v in value]
    if isinstance(value, dict):
        return {k: _printable(v) if k != "url" else v for k, v in value.items()}
    return value


EXPORTER: Exporter = Pdf()
