# SPDX-License-Identifier: EUPL-1.2
"""The canonical text: how bytes become the characters that every offset counts.

A byte order mark decides, else UTF-8, else cp1252. `\\r\\n` and `\\r` become `\\n`, NUL
becomes U+FFFD, and nothing else changes: no normalisation, no trimming. From here on
an offset is a number of code points.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from lagesbild.intake.refusal import IntakeRefused

MAX_CHARACTERS = 20_000_000
REPLACEMENT = "\ufffd"

# Half a UTF-16 pair is no character: it can be neither stored nor hashed.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def canonical(text: str) -> str:
    """Apply the rules for line ends and NUL to text that is already decoded.

    A lone surrogate, which no decoder makes, is treated like NUL.

    >>> canonical("a\\r\\nb\\rc\\0")
    'a\\nb\\nc\\ufffd'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub(REPLACEMENT, text)


def decode(content: bytes) -> str:
    """Bytes to characters by the canonical rule, line ends not yet touched.

    UTF-16 without a byte order mark is recognised when nothing else it could be makes
    sense. Bytes that cp1252 does not define become U+FFFD.

    >>> decode("å".encode("cp1252")), decode(b"\\xef\\xbb\\xbf\\xc3\\xa5")
    ('å', 'å')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if wide := _wide_encoding(content):
        return content.decode(wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave every second byte NUL, and only those."""
    if len(content) < 8 or len(content) % 2:
        return None
    half = len(content) // 2
    even, odd = content[0::2].count(0), content[1::2].count(0)
    for encoding, nul, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if nul > 0.6 * half and other == 0:
            try:
                content.decode(encoding)
            except UnicodeDecodeError:
                return None
            return encoding
    return None


def is_blank(text: str) -> bool:
    """Nothing a person could read: spaces, line ends, invisible marks, replaced bytes."""
    return not any(char != REPLACEMENT and unicodedata.category(char)[0] in "LNPSM" for char in text)


def checked(text: str, *, blank: str = "only_spaces") -> str:
    """The text itself, or IntakeRefused when it is blank (code `blank`) or far too long."""
    if len(text) > MAX_CHARACTERS:
        raise IntakeRefused("too_much_text")
    if is_blank(text):
        raise IntakeRefused(blank)
    return text
