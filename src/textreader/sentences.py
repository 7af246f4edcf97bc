# SPDX-License-Identifier: EUPL-1.2
"""Where sentences begin and end: bullets, wrapped lines, abbreviations, "§", ellipses.

Headings and rows of tables are no sentences. A list item is one without its bullet and number.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from textreader.clauses import tags_of
from textreader.lines import Line, find_lines, is_log
from textreader.model import Document, Sentence

#: Words after which a full stop ends nothing.
_ABBREVIATED = frozenset(
    "bl a t ex m fl dvs d v s o osv etc ca c:a kl nr tel tfn resp inkl exkl ev evt event ang avd st s:t kr jfr jmf"
    " max min dr prof fr o m fom tom f n p g a pga i e s k sk m m mm enl proc milj mdr mkr tkr jan feb mar apr aug"
    " sep sept okt nov dec mån tis ons tors fre lör sön forts fig sid art kap bil åtg ordf vice sekr komm reg föret"
    " bl.a t.ex m.fl d.v.s o.s.v fr.o.m t.o.m f.n p.g.a m.m s.k e.d o.d dyl ing sthlm gbg vv".split()
)
_ENDS_IN_CHAT = frozenset(
    "jan feb mar apr jun jul aug sep sept okt nov dec mån milj mkr tkr kr st enl resp mm m.m".split()
)
_END = re.compile(
    r"[:;]-?\)+(?=\s|$)|[.!?…]+[\"”’'»)\]]*(?=\s|$)|(?<=[a-zåäö])[.!?](?=[A-ZÅÄÖ][a-zåäö ])|:(?=\s+[A-ZÅÄÖ”\"])"
)
_CLOCK_BEFORE = re.compile(r"\bkl\.? ?\d{1,2}$|(?<!\d)\d{1,2}/\d{1,2}$")
_LONGEST = 2400
_LETTERED = re.compile(
    r"(?i)\b(?:sal|linje|zon|klass|bilaga|alternativ|grupp|del|etapp|område|hus|plan|rum|spår) $"
)
_MAIL_HEAD = re.compile(r"[> ]*(?:Från|Skickat|Till|Kopia|Ämne|Datum|From|Sent|To|Subject|Cc|Svar till):\s")
_STAMP = re.compile(r"\[\d{1,2}[.:]\d{2}\]\s*")
#: In a log the clock stands first on each line, without brackets too.
_LOGGED = re.compile(r"(?:kl\.? ?)?\d{1,2}[.:]\d{2}(?: ?[-–:])?[ \t]+(?=[^\W\d]|[\[(])", re.IGNORECASE)
_BRACKET = re.compile(r"\s*([(\[][^()\[\]]{12,400}[)\]])(?=\s+[A-ZÅÄÖ])")
_OPENS = re.compile(r"[\s\"”“’'»(\[–-]*[A-ZÅÄÖÉ0-9§#@]")
_LEADS_ON = frozenset(
    "för av med till på i om och men eller som att från hos vid inom mot utan under över mellan en ett den det".split()
)


def split(document: Document) -> list[Sentence]:
    """The sentences of a text, each within one paragraph.

    >>> from datetime import date
    >>> text = "Kl. 9 möts vi bl.a. om lån. Sen fika.\\n- Ny kurs i maj"
    >>> found = split(Document(text, text.lower(), text.lower(), date(2026, 6, 15)))
    >>> [text[s.start:s.end] for s in found]
    ['Kl. 9 möts vi bl.a. om lån.', 'Sen fika.', 'Ny kurs i maj']
    """
    headings = _heading_spans(document)
    label_ends = dict(headings)
    chat = _is_chat(document.text)
    log = is_log(document.text)
    apart = document.made.get("lines_apart", False)
    out: list[Sentence] = []
    paragraph = -1
    for block, after_heading in _blocks(find_lines(document.text), headings):
        first = block[0]
        if first.gap or first.bullet or after_heading or apart or paragraph < 0:
            paragraph += 1
        start = max(first.content, label_ends.get(first.content, 0))
        stamp = _LOGGED.match(document.text, start, block[-1].end) if log else None
        start = stamp.end() if stamp else start
        end = block[-1].end
        for a, b in _sentences_in(document.text, start, end, chat):
            out.append(Sentence(a, b, paragraph, first.bullet))
    return out


def _heading_spans(document: Document) -> list[tuple[int, int]]:
    return sorted(
        (s.heading_start, s.heading_end) for s in document.sections if s.heading_end > s.heading_start
    )


def _blocks(lines: list[Line], headings: list[tuple[int, int]]) -> list[tuple[list[Line], bool]]:
    """Lines that make one run of text, and whether a heading or a table stands before them."""
    starts = [s for s, _ in headings]
    blocks: list[list[Line]] = []
    for line in lines:
        at = bisect_right(starts, line.content) - 1
        covered = at >= 0 and headings[at][0] <= line.content and headings[at][1] >= line.end - _slack(line)
        hashed = (
            at + 1 < len(starts)
            and line.start <= starts[at + 1] < line.end
            and headings[at + 1][1] >= line.end - _slack(line)
        )
        if covered or hashed or _row(line):
            blocks.append([])
        elif line.continues and blocks and blocks[-1]:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [(b, n == 0 or not blocks[n - 1]) for n, b in enumerate(blocks) if b]


def _slack(line: Line) -> int:
    return len(line.text) - len(line.text.rstrip())


def _row(line: Line) -> bool:
    """A row or a cell of a table, a bare number, a rule made of signs."""
    text = line.text
    if text.lstrip()[:1] == "|" or text.count("\t") > 1 or _MAIL_HEAD.match(text):
        return True
    return not any(c.isalpha() for c in text)


def _is_chat(text: str) -> bool:
    """Do sentences begin with small letters, as in notes typed in haste?"""
    small = len(re.findall(r"[a-zåäö)%]{3}[.!?] [a-zåäö]", text))
    return small >= 2 and small > 0.3 * len(re.findall(r"[.!?] [A-ZÅÄÖ]", text))


def _sentences_in(text: str, start: int, end: int, chat: bool) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        if match.start() < at:
            continue
        bracket = _BRACKET.match(text, at, end)
        if bracket is not None:  # a remark in brackets that stands before a sentence
            _append(text, at, bracket.end(1), out)
            at = bracket.end(1)
            if match.start() < at:
                continue
        opened = text.rfind("(", max(at, match.start() - 300), match.start())
        if (
            opened >= 0
            and text.find(")", opened, match.start()) < 0
            and text.find(")", match.start(), match.start() + 300) >= 0
        ):
            continue  # within a remark in brackets
        if not _is_end(text, at, match, end, chat):
            continue
        _append(text, at, match.end(), out)
        at = match.end()
    _append(text, at, end, out)
    return out


def _append(text: str, start: int, end: int, out: list[tuple[int, int]]) -> None:
    while start < end and (text[start].isspace() or text[start] in "”»"):
        start += 1
    stamp = _STAMP.match(text, start, end)
    if stamp is not None:
        start = stamp.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and any(c.isalnum() for c in text[start:end]):
        while end - start > _LONGEST:
            # no sentence is so long: a list without end, cut at a space so that work stays bounded
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut if cut > 0 else start + _LONGEST
            out.append((start, cut))
            start = cut + 1 if text[cut].isspace() else cut
        out.append((start, end))
    elif out and end > start and not text[start:end].isspace():
        out[-1] = (out[-1][0], end)


_NO_PART = re.compile(r"[^\w:.]")


def _word_before(said: str) -> str:
    """The letters, colons and full stops that ``said`` ends with, in small letters."""
    last = said.rpartition(" ")[2]
    return (last if last.isalnum() else _NO_PART.split(last)[-1]).lower()


def _is_end(text: str, start: int, match: re.Match[str], end: int, chat: bool) -> bool:
    """Does a sentence end at this mark?"""
    mark = match.group()
    after = text[match.end() : match.end() + 12]
    if match.end() >= end:
        return True
    if mark[0] in ":;":
        said = text[max(start, match.start() - 200) : match.start()].split()
        # a smile ends what it smiles at
        return len(mark) > 1 or len(said) >= 5 or said[-1:] in (["frågar"], ["undrar"])
    before = _word_before(text[max(start, match.start() - 14) : match.start()])
    if mark[0] == "…" or mark.startswith(".."):
        return bool(_OPENS.match(after)) and before not in _LEADS_ON
    if mark[0] in "!?":
        if text[start : start + 8].split("!", maxsplit=1)[0].strip().lower() in (
            "obs",
            "nb",
            "ps",
            "hej",
            "tack",
        ):
            return False
        return bool(_OPENS.match(after)) or mark[0] == "?" or after[:1] == "\n" or chat
    if len(before) == 1 and before.isalpha() and text[match.start() - 1].isupper():
        return bool(_LETTERED.search(text[max(0, match.start() - 16) : match.start() - 1]))  # else an initial
    if chat and before in _ENDS_IN_CHAT and (next_word := re.match(r"\s+([a-zåäö]+)", after)):
        return "finite" in tags_of(next_word.group(1))
    if before in _ABBREVIATED or re.fullmatch(r"(?:[a-zåäö]\.)+[a-zåäö]", before):
        # "m.m. Vi" ends a sentence although it is short; "ca. 40" does not.
        return before in (
            "mm",
            "m.m",
            "m.fl",
            "osv",
            "o.s.v",
            "etc",
            "mkr",
            "tkr",
            "kr",
            "dec",
            "nov",
            "okt",
            "apr",
        ) and bool(
            re.match(r"\s+[(\"”]?[A-ZÅÄÖ][a-zåäö]", after)
            or (before in ("mkr", "tkr", "kr", "m.m", "m.fl", "osv") and re.match(r"\s+\d", after))
        )
    if before.isdigit() and re.match(r"\s+[a-zåäö]", after):
        # "den 3. maj" goes on; "kl 13. länk kommer" does not, nor "den 4/9. sen"
        return chat and _CLOCK_BEFORE.search(text[max(0, match.start() - 9) : match.start()]) is not None
    if re.match(r"\s+[a-zåäö]", after) and not re.match(r"\s*\n", after):
        return (
            len(before) > 3
            or (chat and len(before) > 1 and before.isalpha())
            or (chat and text[match.start() - 1] in ")%")
        ) and before not in _LEADS_ON
    return True
