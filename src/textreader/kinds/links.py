# SPDX-License-Identifier: EUPL-1.2
"""Web addresses, whole ones and bare domains, also over a line end."""

from __future__ import annotations

import re

from textreader.model import Document, Fact
from textreader.rule import Example, make, rule

WHOLE = rule(
    "link.whole",
    "En webbadress med https:// eller www. framför.",
    "https://… eller www.… till nästa mellanslag, över radbrytning när adressen fortsätter",
    Example("Mer på https://tallas.example/bredband.", "https://tallas.example/bredband", {"url": "https://tallas.example/bredband"}),
    Example("(se www.havsnas.example/lov)", "www.havsnas.example/lov", manner="news"),
    Example("https://region.example/nytt-om-\nstodet/", "https://region.example/nytt-om-\nstodet/", {"url": "https://region.example/nytt-om-stodet/"}, "mail"),
    never=("mejla eva@tallas.example", "https ska användas", "www är en förkortning"),
)  # fmt: skip
BARE = rule(
    "link.bare",
    "Ett domännamn som står ensamt, utan www.",
    "namn.se, namn.com … (kända toppdomäner), med stig efter",
    Example("Allt finns på Verksamt.se.", "Verksamt.se", {"url": "Verksamt.se"}),
    Example("Anmälan görs på tallas.se/anmalan före mötet", "tallas.se/anmalan", manner="news"),
    Example("kolla enkat.nu!", "enkat.nu", manner="chat"),
    never=("mejla eva@tallas.example", "Mötet är slut.Nu går vi hem", "ca 3.se"),
)  # fmt: skip

_TOPS = "se|nu|com|org|net|eu|info|gov|fi|no|dk|io|app|dev|example|edu|int|ax|biz"
_END = r"[^\s<>\"'”’)\]}|]"
_START = re.compile(
    rf"(?P<whole>https?://|www\.)(?=[\w\[])|(?<![\w@.-])(?P<bare>(?:[a-zåäö0-9][a-zåäö0-9-]{{0,62}}\.){{1,4}}(?:{_TOPS}))(?![\w@-]|\.[a-zåäö0-9])"
)
_REST = re.compile(rf"{_END}{{1,2000}}")
_PATH = re.compile(rf"[/?#]{_END}{{0,2000}}")
_TRAILING = ".,;:!?…*_"
_NEXT_LINE = re.compile(r"[ \t]?\n[ \t]*")
_CONTINUES = re.compile(r"[a-zåäö0-9%_./?=&#~+-]+", re.IGNORECASE)


def find(document: Document) -> list[Fact]:
    """All addresses, each time one stands there."""
    facts: list[Fact] = []
    text, lowered = document.text, document.lowered
    place = 0
    while match := _START.search(lowered, place):
        if match["whole"]:
            found = _whole(text, match.start(), match.end())
            name = WHOLE
        else:
            found = _bare(text, match)
            name = BARE
        if found is None:
            place = match.end()
            continue
        end, url = found
        facts.append(make(document, "link", match.start(), end, name, url=url))
        place = end
    return facts


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


def _whole(text: str, start: int, after: int) -> tuple[int, str] | None:
    rest = _REST.match(text, after)
    if rest is None or (start and text[start - 1] == "@"):
        return None
    end = rest.end()
    pieces = [text[start:end]]
    for _ in range(4):
        onward = _continuation(text, pieces[-1], end)
        if onward is None:
            break
        begin, end = onward
        pieces.append(text[begin:end])
    end = _trim(text, start, end)
    url = "".join(pieces)
    while url and url[-1] in _TRAILING:
        url = url[:-1]
    if "." not in url[len("https://") :] and "://" in url and "localhost" not in url:
        return None
    if "://" not in url and url.count(".") < 2:
        return None
    return end, url


def _continuation(text: str, piece: str, end: int) -> tuple[int, int] | None:
    """Where an address goes on after a line end: it breaks at a hyphen or slash, or into a path."""
    line_end = _NEXT_LINE.match(text, end)
    if line_end is None or piece[-1] not in "-/_=&?":
        return None
    word = _CONTINUES.match(text, line_end.end())
    if word is None:
        return None
    whole = _REST.match(text, word.start())
    if whole is None or re.match(r"(?:https?:|www\.)", whole[0], re.IGNORECASE):
        return None
    if piece[-1] == "/" and not re.search(r"[/.?=-]", whole[0].rstrip(".")):
        return None
    return whole.start(), whole.end()


def _bare(text: str, match: re.Match[str]) -> tuple[int, str] | None:
    name = match["bare"]
    written = text[match.start() : match.end()]
    label = name.rsplit(".", 1)[0]
    if len(label) < 2 or label.isdigit() or not re.search("[a-zåäö]", label):
        return None
    # "slut.Nu": a full stop without its space, not a domain.
    top = written.rsplit(".", 1)[1]
    if top[0].isupper() and not written.isupper():
        return None
    end = match.end()
    if path := _PATH.match(text, end):
        end = _trim(text, match.start(), path.end())
    return end, text[match.start() : end]
