# SPDX-License-Identifier: EUPL-1.2
"""Words and addresses that a PDF breaks over two lines: joined how, or not at all.

A hyphen at a line's end is either the typesetter's, and goes, or the writer's, and
stays. The document itself is asked first: a word that it writes whole elsewhere, with
or without the hyphen, is written that way here too. Otherwise these rules:

- before "och", "eller" and the like the hyphen stands for the rest of a word: kept,
  with a space ("närings- och arbetsliv");
- between two months, weekdays or seasons it means "to": kept ("april-juni");
- after a capital inside the word or an abbreviation (YH-, FoU-), a digit (covid-19), a
  single letter (e-post), before a capital or a digit: kept, no space;
- else the word was divided: the hyphen goes ("närings-|livet").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HYPHENS = "\u2010\u00ad-"
_ENDS_IN_PART = re.compile(rf"(\w[\w–/{HYPHENS}]*)[{HYPHENS}]")
_FIRST_WORD = re.compile(r"\w+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_HANGING = frozenset("och eller samt respektive resp som till men alternativt and or".split())
_TIMES = frozenset(
    (
        "januari februari mars april maj juni juli augusti september oktober november december "
        "jan feb mar apr jun jul aug sep sept okt nov dec "
        "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors tor fre lör sön "
        "vår sommar höst vinter våren sommaren hösten vintern"
    ).split()
)
_KEEP = re.compile(r".*\d|.*\w.*[A-ZÅÄÖ]|\w|[A-ZÅÄÖ]+")
_ADDRESS_END = re.compile(r"(?:https?://|ftp://|www\.).*", re.I)
_ADDRESS_GOES_ON = re.compile(r"[/?&=#%_~.:-]")
_ADDRESS_PAUSES = re.compile(r"[/?&=#%_~.:-]$")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """All words that stand whole on a line, in lower case: the document's own evidence."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line))


def joined_word(before: str, after: str, words: frozenset[str]) -> tuple[str, str] | None:
    """How a line that ends in a hyphen goes on: the line as it should end and what to put
    between it and the next, or None when the hyphen divides no word.

    >>> joined_word("stöd till närings-", "livet i länet", frozenset())
    ('stöd till närings', '')
    >>> joined_word("en YH-", "utbildning", frozenset())
    ('en YH-', '')
    >>> joined_word("närings-", "och arbetsliv", frozenset())
    ('närings-', ' ')
    """
    if not before.endswith(tuple(HYPHENS)):
        return None
    part, rest = _ENDS_IN_PART.fullmatch(_last_token(before)), _FIRST_WORD.match(after)
    if part is None or rest is None:
        return None
    first, second, bare = part[1].lstrip(HYPHENS), rest[0], before[:-1]
    if first.lower() in _TIMES and second.lower() in _TIMES:
        return before, ""
    if second.lower() in _HANGING:
        return before, " "
    if before.endswith("\u00ad"):  # a soft hyphen is never the writer's
        return bare, ""
    with_hyphen, without = f"{first}-{second}".lower(), f"{first}{second}".lower()
    if without in words and with_hyphen not in words:
        return bare, ""
    if len(first) > 4 and (first + second).isupper():
        return bare, ""
    if with_hyphen in words or _KEEP.fullmatch(first) or not second[0].islower():
        return before, ""
    return bare, ""


def continues_address(before: str, after: str, urls: tuple[str, ...]) -> bool:
    """Whether `after` begins with the rest of an address that `before` ends in.

    A hyperlink over both lines settles it; else the shape: the address stops at a sign
    that addresses break at, or the next word has such signs inside and begins small.

    >>> continues_address("se www.example.se/stod/", "ansok", ())
    True
    >>> continues_address("se www.example.se", "Ansök i dag", ())
    False
    """
    broken = _ADDRESS_END.search(_last_token(before))
    goes_on = re.match(r"\S+", after)
    if broken is None or goes_on is None or _ADDRESS_END.match(after):
        return False  # no address, or the next one begins
    rest = goes_on[0].rstrip(".,;:)!?»”\"'")
    if urls:
        return any(broken[0] + rest in url or _bare(broken[0] + rest) in url for url in urls)
    if after[0].isupper() or (broken[0].endswith((".", ":")) and not _ADDRESS_GOES_ON.search(rest)):
        return False
    if _ADDRESS_PAUSES.search(broken[0]):
        return True
    return len(broken[0]) > 12 and _ADDRESS_GOES_ON.search(rest[1:]) is not None and "/" in rest


def _last_token(words: str) -> str:
    parts = words.rsplit(maxsplit=1)
    return parts[-1].lstrip("(”\"'»") if parts else ""


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", address)
