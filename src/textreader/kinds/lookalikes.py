# SPDX-License-Identifier: EUPL-1.2
"""Digits and numerals that count nothing: numbers of laws, cases, pages, roads, clocks, lists."""

from __future__ import annotations

import re

from textreader.kinds.numbers import Number
from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import alternatives, lexicon, word_before

_LISTS = lexicon("lookalikes")
_LABEL = at_words(
    r"(?<!\w)(?:"
    + alternatives(_LISTS["labels"])
    + r")(?:\.|:|nummer|nr\.?)? {0,2}(?:nr\.? {0,2}|nummer {1,2})?$"
)
_LABEL_ENDS = frozenset(w.split()[-1].strip(".") for w in _LISTS["labels"]) | {"nr", "nummer"}
_LIST_ENDS = frozenset(("av", "och", "eller", "samt", "till", "-", "/", "respektive"))
_LABEL_LIST = at_words(
    r"(?<!\w)(?:"
    + alternatives(_LISTS["labels"])
    + r")\.? {0,2}[0-9]{1,4}[a-z]?(?: {0,2}[,-] {0,2}[0-9]{1,4}[a-z]?){0,4} {0,2}(?:och|eller|samt|till|av|,|-|/|respektive) {0,2}$"
)
#: "steg 3,4 procent" and "steg 12 öre" rose; "steg 2" is a step.
_MEASURED_AFTER = re.compile(
    r"(?:[.,][0-9]+)? {0,3}(?:%|procent|öre|kr(?!\w)|kronor|mkr|mnkr|tkr|miljon|miljard|enheter|punkter|indexenheter|personer|anställda)| {1,3}till {1,3}[0-9]"
)
#: "n=63": so many answered.
_SAMPLE = at_words(r"(?<!\w)n ?= ?$")
_PARAGRAPHS = re.compile(
    r"§{1,2} {0,2}[0-9]{1,3}(?: {0,2}(?:,|-|och|samt|till) {0,2}[0-9]{1,3}){0,5} {0,2}(?:,|-|och|samt|till) {0,2}$"
)
_STREET = at_words(
    r"(?:gatan|vägen|gränd|torget|stigen|allén|backen|gårdsvägen|leden|plan|kajen|esplanaden|kroken|långgatan) {1,2}$"
)
_GLUED = re.compile(r"[a-zåäöA-ZÅÄÖ_]-?$|[a-zåäö]/$|[0-9]$|§{1,2} {0,2}$|#$|[0-9][:.]$|[@/\\=&]$")
_AFTER = re.compile(
    r":[a-zåäö](?!\w)|:[0-9]|\+-[a-zåäö]| [a-h] §|[-][a-zåäö]|[a-zåäö]{1,}|§| §| kap(?!\w)|[a-z][0-9]|/[0-9]{2}(?![0-9])(?= |:)|e(?!\w)|:an?(?!\w)"
)
_CLOCK_BEFORE = at_words(
    r"(?<!\w)(?:kl|klockan|klocka)\.? {0,2}(?:[0-9]{1,2}(?:[.:][0-9]{2})? {0,2}(?:-|till|och) {0,2})?$"
)
_CLOCK = re.compile(
    r"(?:[01]?[0-9]|2[0-4])[.:][0-5][0-9](?![0-9])(?! {0,2}(?:%|procent|kr|mkr|mil|kronor|öre))"
)
_CLOCK_RANGE = re.compile(
    r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9])? {0,2}- {0,2}(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9])(?![0-9])"
)
_FROM_CLOCK = re.compile(
    r"(?:[01][0-9]|2[0-3])[.:][0-5][0-9] ?- ?(?:[01]?[0-9]|2[0-4])(?![0-9,.%])|0[6-9] ?- ?(?:1[0-9]|2[0-3])(?![0-9,.%])"
)
_HOURS = re.compile(
    r"(?:[01]?[0-9]|2[0-4]) {0,2}- {0,2}(?:[01]?[0-9]|2[0-4])(?![0-9,%]| {0,2}(?:%|procent|kr|mkr|personer|st))"
)
_OPEN_HOURS = at_words(
    r"(?<!\w)(?:öppet|öppettider|vardagar|dagligen|helger|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mån|tis|ons|tors?|fre|lör|sön|fm|em|tid)(?:ar|en)?:?(?: {1,3}[a-zåäö]+)? {1,3}$"
)
_PHONE = re.compile(
    r"(?:\+46|00[0-9]{2}|0[0-9]{1,3})(?: {0,1}\(0\))?[- /]{0,3}[0-9]{1,3}(?:[ -]?[0-9]{2,3}){1,4}(?![0-9])"
)
_NUMBER_LIKE = re.compile(
    r"[0-9]{6}-[0-9]{4}(?![0-9])|[0-9]{3,4}-[0-9]{4}(?![0-9])|(?:19|20)[0-9]{6}(?:-[0-9]{4})?(?![0-9])|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]|[0-9]{4}:[0-9]|[0-9]{4}/[0-9]{2}:[0-9]|[0-9]+/[0-9]{4}(?![0-9])|[0-9]{2,3} [0-9]{3} [0-9]{2} [0-9]{2}(?![0-9])|[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]|(?:19|20)[0-9]{2}/[0-9]{3,6}(?![0-9])|(?:19|20)[0-9]{2}-[0-9]{3}(?![0-9-])|[0-9]{2,4}-[0-9]{2,5}-[0-9]{2,5}"
)
_ABROAD = re.compile(r"[0-9]{1,3}(?: ?\(0\))?(?:[ -]?[0-9]{2,4}){2,5}(?![0-9])")
_POSTCODE_LABEL = at_words(r"(?<!\w)postn(?:umme)?r:? {1,2}$")
_POSTCODE = re.compile(r"[0-9]{3} [0-9]{2} {1,2}(?=[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ])")
_LIST_MARK = re.compile(r"[0-9]{1,2}[.)](?= )")
_HEADING = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.? {1,3}(?=[A-ZÅÄÖ])")
_SHARE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?![0-9])")


def skipped_to(document: Document, start: int) -> int | None:
    """The end of an identifier, telephone number or clock time that begins here, else None."""
    flat = document.flat
    before = flat[max(0, start - 12) : start]
    if match := _PHONE.match(flat, start):
        if flat[start] == "0" or flat[start : start + 2] == "00" or before.endswith("+"):
            return match.end()
    if before.endswith("+") and (abroad := _ABROAD.match(flat, start)):
        return abroad.end()
    if _POSTCODE_LABEL.search(before) and (
        match := re.compile(r"[0-9]{3} [0-9]{2}(?![0-9])").match(flat, start)
    ):
        return match.end()
    if match := _NUMBER_LIKE.match(flat, start):
        return _token_end(flat, match.end())
    if match := _CLOCK_RANGE.match(flat, start) or _FROM_CLOCK.match(flat, start):
        return match.end()
    if (match := _HOURS.match(flat, start)) and _OPEN_HOURS.search(flat, max(0, start - 26), start):
        return match.end()
    if _CLOCK_BEFORE.search(flat, max(0, start - 24), start):
        end = start
        while end < len(flat) and (flat[end].isdigit() or flat[end] in ".:"):
            end += 1
        return max(end, start + 1)
    if (match := _CLOCK.match(flat, start)) and _clock_around(flat, start, match.end()):
        return match.end()
    if match := _POSTCODE.match(document.text, start):
        return match.end() - 1
    return None


def _token_end(flat: str, end: int) -> int:
    while end < len(flat) and (flat[end].isalnum() or flat[end] in "-:/"):
        end += 1
    return end


def _clock_around(flat: str, start: int, end: int) -> bool:
    """ "10.30" is a clock time beside a weekday or alone; "3.1" with a noun is not."""
    if ":" in flat[start:end]:
        return True
    return len(flat[start:end]) == 5 and not re.match(r" {0,2}(?:%|pro|kr|m|ton|e)", flat[end : end + 6])


def counts_nothing(document: Document, number: Number) -> bool:
    """True for numbers of things, not of how many: "§ 67", "väg 84", "steg 2", "3:e", "SE3"."""
    flat, start, end = document.flat, number.start, number.end
    left = flat[max(0, start - 40) : start]
    if number.word:
        return _name_or_grade(document, number, left)
    if start and _GLUED.search(flat[max(0, start - 3) : start]) and not (number.sign or _SAMPLE.search(left)):
        return True
    after = flat[end : end + 12]
    if (match := _AFTER.match(after)) and not _unit_glued(after):
        return bool(match)
    if (
        _labelled(document, start, left)
        and not _MEASURED_AFTER.match(flat, end)
        and "," not in flat[start:end]
    ) or _PARAGRAPHS.search(left):
        return True
    if _is_numbered_thing(document, number, left):
        return True
    if _STREET.search(left) and not re.match(r" {0,2}(?:%|mkr|kr|personer)", after):
        return True
    if flat[start] == "0" and end - start > 1 and flat[start + 1].isdigit():
        return True
    return _line_number(document, number)


def _labelled(document: Document, start: int, left: str) -> bool:
    """A label on the same line and in the same sentence."""
    word = word_before(document.flat, start).strip(".:(")
    glued = not word and bool(left) and left[-1] in ".:-/"
    patterns = [_LABEL] if word in _LABEL_ENDS or glued else []
    if word in _LIST_ENDS or word[-1:].isdigit() or word.endswith(",") or glued:
        patterns.append(_LABEL_LIST)
    for pattern in patterns:
        if found := pattern.search(left):
            words = found[0].rstrip()
            if _parted(document.text, start - len(left) + found.start(), start):
                return False
            return not (words.endswith(".") and len(words) > 6)
    return False


#: "Riskklass 3", "Tunnelbanelinje 11": compounds of what is numbered rather than counted.
_NUMBERED = re.compile(
    r"(?<!\w)(?:[a-zåäö-]*(?:klass|klassen|nivå|nivån|fråga|frågan|linje|linjen|zon|nummer|fas|kapitel|hallen|match|betyg|betyget|kurs)"
    r"|hall|gate|säsong|kund|kvarteret [a-zåäö]+|reg\.?nr [a-zåäö]{3}|topp|topplistan|avfart|trafikplats|route|line|studio|euro|fond|salong|bar|pub|t-bana|mål [a-zö]) {1,2}$"
)
_ACRONYM = re.compile(
    r"(?:^|[^\w.:])(?!(?:AF|SEK|EUR|CA|MAX|MIN|TOT|ANTAL|VARSEL|SUMMA)(?!\w))[A-ZÅÄÖ]{2,5} $"
)


def _is_numbered_thing(document: Document, number: Number, left: str) -> bool:
    """A number right after a word for what is numbered, or after an acronym, with nothing counted."""
    if number.value != int(number.value) or number.sign:
        return document.flat[number.start : number.end].endswith(".0") and not number.sign
    text, start, end = document.text, number.start, number.end
    if text[start:end].endswith(".0") and number.value < 10:
        return True  # "Industri 4.0"
    if not re.match(
        r" {0,2}(?:[.,;:!?)]|$|\n| (?:är|har|var|och|i|på|för|enligt|visar|gäller|av)(?!\w))",
        document.flat[end : end + 12],
    ):
        return False
    if _NUMBERED.search(left) or _ACRONYM.search(text[max(0, start - 8) : start]):
        return True
    return 1990 <= number.value <= 2060 and end - start == 4 and bool(re.search(r"[0-9] $", left))


_UNIT_GLUED = at_words(
    r"(?:kr|mkr|tkr|mnkr|mdkr|kronor|procent|st|km|mil|kwh|mwh|gwh|mw|mån|m|år|dagar|veckor|tim|min|h|msek|milj|mdr|euro|pers|personer|sek|öre|%)(?!\w)"
)


def _unit_glued(after: str) -> bool:
    return bool(_UNIT_GLUED.match(after))


def _parted(text: str, label: int, number: int) -> bool:
    """A label and a number on two lines belong together only where a full line was wrapped."""
    breaks = text.count("\n", label, number)
    if breaks == 0:
        return False
    line_start = text.rfind("\n", 0, label) + 1
    return breaks > 1 or not text[line_start:label].strip()


def _wrapped(text: str, line_start: int) -> bool:
    """Does the line go on from a long line before that ends in the middle of a sentence?"""
    before = text[max(0, line_start - 90) : max(0, line_start - 1)]
    last = before[before.rfind("\n") + 1 :].rstrip()
    return len(last) > 30 and last[-1] not in ".!?:;"


def _line_number(document: Document, number: Number) -> bool:
    """ "2." before a list item, "3.1" before a heading."""
    text, start = document.text, number.start
    line_start = text.rfind("\n", 0, start) + 1
    before = text[line_start:start].strip(" \t#*_•-")
    if before and not re.fullmatch(r"[(\[]", before):
        return False
    if _LIST_MARK.match(document.flat, start):
        return not _wrapped(text, line_start)
    if re.match(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?[ \t]*\n[ \t]*[A-ZÅÄÖ]", text[start : start + 40]):
        return True
    heading = _HEADING.match(text, start)
    if heading is None or number.value > 30 or not text[heading.end() : heading.end() + 1].isupper():
        return False
    line_end = text.find("\n", start)
    line = text[start : line_end if line_end >= 0 else len(text)]
    return len(line) < 90 and not re.search(r"[.!?:,]\s*$", line.rstrip())


_OPENS_LINE = re.compile(r"(?:^|[.!?:;\n•*\-–|»\"”(]\s*|(?:^|[\n\[])\[?[0-9]{1,2}[.:][0-9]{2}\]? )$")
_GRADE = at_words(
    r"(?<!\w)(?:årskurs|åk|klass|kl|klockan|steg|nivå|fas|del|kapitel|omgång|grupp|punkt|kvartal|etapp|spår|alternativ|linje|zon|plats)(?: {1,3}\w+ {1,3}(?:och|eller|till))? {1,3}$"
)
_VAGUE = at_words(r"(?<!\w)(?:någon|något|några|flera|en|ett|till) {1,3}$")


def _name_or_grade(document: Document, number: Number, left: str) -> bool:
    """A numeral in a name ("Sju Sjöar"), a school year or a step."""
    text, start, end = document.text, number.start, number.end
    if _GRADE.search(left):
        return True
    if re.match(r"-|:|[a-zåäö]", document.flat[end : end + 1] or " ") and not re.match(
        r"-{1,2} ?(?:[0-9a-zåäö])", document.flat[end : end + 3]
    ):
        return True
    upper = text[start].isupper()
    if upper and (follow := re.compile(r" {1,2}([A-ZÅÄÖ])").match(text, end)) and follow:
        return True
    if upper and not _OPENS_LINE.search(text[max(0, start - 9) : start]):
        return True
    return bool(re.search(r"(?<!\w)(?:covid|topp|de)-$", left))
