# SPDX-License-Identifier: EUPL-1.2
"""Which passage belongs to which body: headings, labels, groups.

Headings stand alone on their line, with or without empty lines, numbered, in capitals, with a
colon, as "§ 4 …" or marked with #; a label stands at the head of its line ("Tallås: två nya
butiker"). A heading that names nothing known becomes a topic without owner, so that a person can
be asked once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from textreader.bodies import Body, Roster, roster_of
from textreader.clauses import tags_of
from textreader.letterhead import REPORT, letterhead, sender_body, spoken_with
from textreader.lines import Line, find_lines, is_log
from textreader.model import Document, Section
from textreader.name_shapes import NAME
from textreader.patterns import at_words
from textreader.speakers import heading_body, label_end, people_of, place_body
from textreader.words import lexicon

_MARK = re.compile(
    r"^\s*(?:(?P<hash>#{1,6})\s+|(?P<par>§\s*\d+[a-z]?\.?\s*)|(?P<num>\d{1,2}(?:\.\d{1,2})*\.?\)?)\s+|(?P<bold>\*\*(?=[^*]+\*\*\s*$)))"
)
_PEOPLE_HEADINGS = (
    "närvarande",
    "deltagare",
    "närvaro",
    "frånvarande",
    "inbjudna",
    "kopia",
    "sändlista",
    "anmäld frånvaro",
)
#: An association tells by its last part what it is, whatever it is called.
_ASSOCIATION = at_words(
    r"(?:nätet|nätverket|klustret|förening|föreningen|centrum|alliansen|förbundet|kammaren|klubben|kooperativet|"
    r"stiftelsen|utvecklingsbolag|utvecklingsbolaget|näringslivsbolag|cooperative|cluster|science park|turism|förbund)(?: [\wåäö]+)?$"
)
_NO_ASSOCIATION = re.compile(
    r"\b(?:el|bredbands|väg|järnvägs|fiber|stam|region|mobil)nätet|\b(?:om|av|för|i|på|och)\b|^(?:köp|stads|handels)centrum"
)
#: Where a quoted mail begins: its sender owns what follows.
_WROTE = re.compile(
    r"[> ]*(?:(?:Den|On|Mån|Tis|Ons|Tor|Fre|Lör|Sön)\b.{4,60}\bskrev (.{3,80}):$|(?:Från|From): (.{3,80})$)"
)
_FINITE = at_words(
    r"\b(?:är|var|har|hade|ska|skall|kan|kommer|blir|blev|får|fick|finns|måste|bör|vill|går|gick|ser|tar|ger|håller|"
    r"söker|behövs|saknas|pågår|ökar|ökade|minskar|minskade|startar|startade|väntar|fortsätter)\b"
)


@dataclass(slots=True)
class _Heading:
    line: int
    start: int
    end: int
    words: str
    role: str
    body: Body | None = None
    owner: str | None = None
    level: int = 0
    kinds: tuple[str, ...] | None = None
    label: bool = False
    bare: bool = False


@lru_cache(maxsize=1)
def _known_headings() -> dict[str, tuple[str, str | None, tuple[str, ...] | None]]:
    """Words of a heading → role, owner as a group, kinds of body that stand under it."""
    rows = lexicon("headings")
    out: dict[str, tuple[str, str | None, tuple[str, ...] | None]] = {}
    for group in rows["group"]:
        for words in group["words"]:
            out[words] = ("group", group.get("collective"), tuple(group["kinds"]))
    for role in ("next_meeting", "decisions", "questions", "topic"):
        for words in rows[role]["words"]:
            out[words] = (role, None, None)
    return out


def find_sections(document: Document) -> list[Section]:
    """The passages of a text in its order; a label's passage lies inside its heading's.

    >>> from datetime import date
    >>> text = "Minnesanteckningar\\n\\nAlmi\\nFler söker lån.\\n\\nNästa möte\\nDen 3 maj."
    >>> [(s.role, s.owner) for s in find_sections(Document(text, text.lower(), text.lower(), date(2026, 6, 15)))]
    [('title', None), ('organisation', 'Almi'), ('next_meeting', None)]
    """
    text = document.text
    roster = roster_of(text, tuple(document.known))
    lines = find_lines(text)
    people = people_of(roster)
    headings = _find_headings(lines, roster, people)
    _settle_groups(headings, lines)
    document.made["spoken_with"] = spoken_with(text, lines) is not None
    document.made["lines_apart"] = lines_apart(text, lines, headings)
    return _passages(text, lines, headings, roster)


def _find_headings(lines: list[Line], roster: Roster, people: dict[str, Body]) -> list[_Heading]:
    out: list[_Heading] = []
    labelled = _labelled(lines, roster)
    listing = False  # inside a list of those present, where a body's name is no heading
    collective = False
    for i, line in enumerate(lines):
        if line.gap:
            listing = listing and line.gap < 1
        heading = None
        if not line.continues and not line.noise:
            heading = _quoted_mail(line, i, roster) or _line_heading(
                lines, i, roster, people, collective, first=not out
            )
            if heading is not None and listing and heading.role in ("organisation", "topic"):
                heading = None
            if (heading is None or heading.role == "topic") and not listing:
                heading = _label_heading(line, i, roster, people, collective, labelled) or heading
        if heading is None:
            continue
        words = heading.words.lower()
        if not heading.label:
            listing = any(words.startswith(w) for w in _PEOPLE_HEADINGS)
            collective = heading.kinds == ("municipality",) or (
                collective and heading.body is not None and heading.body.kind == "municipality"
            )
        out.append(heading)
    if not any(h.role in ("group", "collective") or (h.body is not None and not h.bare) for h in out):
        # "Ludvika" over a text about Ludvika is its subject, not a member that reports
        for heading in out:
            if heading.bare:
                heading.role, heading.body = "topic", None
    return out


def _line_heading(
    lines: list[Line], i: int, roster: Roster, people: dict[str, Body], collective: bool, *, first: bool
) -> _Heading | None:
    """The heading that a whole line is, None when it is none."""
    line = lines[i]
    raw = line.text.strip()
    if _MAIL_HEAD.match(raw) or len(raw) > 90 or "|" in raw or raw.count("\t") > 0:
        return None
    mark = _MARK.match(line.text)
    core = line.text[mark.end() :] if mark else line.text
    words = core.strip().strip("*_").rstrip(":").strip()
    if not words or (words[-1:] in ".!?;," and not words.endswith("...")):
        return None
    following = lines[i + 1] if i + 1 < len(lines) else None
    if line.bullet and not mark:
        return None
    start = line.start + len(line.text) - len(line.text.lstrip())
    level = _level(mark)
    found = _Heading(i, start, line.start + len(line.text.rstrip()), words, "topic", level=level)
    numbered = bool(mark and mark.group("num"))
    # A numbered or bare name in the midst of a list of such lines is an item.
    if numbered and following is not None and following.gap == 0 and following.number:
        return None
    if numbered and i and lines[i - 1].number and line.gap == 0 and len(lines[i - 1].said) < 60:
        return None
    known = _known_headings().get(words.lower())
    if known is not None:
        if following is None or not _cell(lines, i):
            found.role, found.owner, found.kinds = known
            return found
        return None
    body = heading_body(words, roster, None)
    if body is None and len(words.split()) <= 2 and following and not _FINITE.search(words):
        body = place_body(words) if collective else None if first else roster.place(words)
        found.bare = body is not None and not collective
    if (
        body is None
        and _ASSOCIATION.search(words.lower())
        and not _NO_ASSOCIATION.search(words.lower())
        and len(words.split()) <= 3
        and not first
    ):
        called = words.title() if words.isupper() else words
        body = Body(called, called, "business")
        roster.own.setdefault(words.lower(), body)
    if body is not None:
        if _cell(lines, i):
            return None
        found.role, found.body = "organisation", body
        return found
    return found if _is_topic(lines, i, words, mark, first) else None


def _quoted_mail(line: Line, i: int, roster: Roster) -> _Heading | None:
    """The line over a quoted mail: its sender owns what follows."""
    wrote = _WROTE.match(line.text.strip()) if i > 4 else None
    if wrote is None:
        return None
    body = sender_body(wrote.group(1) or wrote.group(2), roster)
    start = line.start + len(line.text) - len(line.text.lstrip())
    words = line.text.strip().lstrip("> ")
    return _Heading(
        i, start, line.start + len(line.text.rstrip()), words, "organisation" if body else "topic", body
    )


def _level(mark: re.Match[str] | None) -> int:
    if mark is None:
        return 0
    if mark.group("hash"):
        return len(mark.group("hash"))
    if mark.group("num"):
        return 1 + mark.group("num").strip(".)").count(".")
    return 1


def _cell(lines: list[Line], i: int) -> bool:
    """Is the line a cell of a table that was pasted line by line?"""
    for line in lines[i + 1 : i + 3]:
        if line.gap:
            return False
        if re.fullmatch(r"[\d\s.,%<–-]+(?:kr|mkr|tkr|st)?", line.text.strip()):
            return True
    return False


def _is_topic(lines: list[Line], i: int, words: str, mark: re.Match[str] | None, first: bool) -> bool:
    """A line that looks like a heading: marked, or short, set apart and without a verb."""
    line = lines[i]
    if not any(c.isalpha() for c in words):
        return False
    if mark and (mark.group("hash") or mark.group("par") or mark.group("bold")):
        return True
    count = len(words.split())
    if first and i == 0 and len(words) < 80 and i + 1 < len(lines):
        said = [tags_of(w) for w in re.findall(r"\w+", words.lower())]
        titled = REPORT.search(words) or (words[:1].isupper() and ": " not in words)
        return bool(titled) and not any("finite" in tags for tags in said)
    if _headline(lines, i, words):
        return True
    if count > 8 or _FINITE.search(words.lower()) or not words[:1].isupper():
        return False
    following = lines[i + 1] if i + 1 < len(lines) else None
    if following is None or _cell(lines, i) or re.search(r"https?:|www\.|@", words):
        return False
    letters = [c for c in words if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return True
    if mark and mark.group("num"):
        return count <= 7 and not following.text.lstrip()[:1].islower()
    apart = line.gap > 0 or i == 0
    numbers = re.search(r"\d", words) and not re.search(r"[§]", words)
    if not apart or line.bullet or (numbers and not (following.bullet and count <= 3)):
        return False  # "Enkät 3" over a list is a heading, "12 nya lån" is not
    longer = len(following.text.strip()) > len(words) or following.bullet or following.ended
    return count <= 6 and longer and not following.text.lstrip()[:1].islower()


def _headline(lines: list[Line], i: int, words: str) -> bool:
    """The headline of a notice: set apart near the top, with a verb but no full stop, over whole sentences."""
    if not 0 < i < 7 or i + 1 >= len(lines) or not words[:1].isupper() or len(words) > 90:
        return False
    line, following = lines[i], lines[i + 1]
    apart = line.gap > 0 and following.gap > 0 and not line.bullet and not following.bullet
    return apart and following.ended and len(following.said) > 80 and ":" not in words


def _label_heading(
    line: Line, i: int, roster: Roster, people: dict[str, Body], collective: bool, labelled: bool
) -> _Heading | None:
    """The label at the head of a line, when it names a body or somebody who speaks for one."""
    shift = line.content - line.start
    said = line.text[shift:]
    if line.number and not line.bullet:
        return None
    end = label_end(said)
    if end is None:
        return None
    words = said[:end].rstrip(": \t–—-")
    if said[:end].rstrip().endswith(("–", "-", "—")) and len(words.split()) > 4:
        return None
    body = heading_body(words, roster, people) or roster.place(words)
    colon = said[:end].rstrip().endswith(":")
    known = _known_headings().get(words.lower())
    if body is None and known is None and colon and not collective:
        body = _speaker_as_written(words)
    if body is None and known is None and (collective or (colon and labelled)):
        body = None if _ORDINARY_LABEL.match(words) else place_body(words)
    if body is None:
        if known is not None and known[0] == "next_meeting" and colon:
            start = line.start + shift
            return _Heading(i, start, start + end, words, "next_meeting")
        if known is not None and known[0] == "group" and known[1] and colon:
            start = line.start + shift
            return _Heading(i, start, start + end, words, "collective", None, known[1], label=True)
        return None
    start = line.start + shift
    return _Heading(i, start, start + end, words, "organisation", body, label=True)


def _speaker_as_written(words: str) -> Body | None:
    """The label of a log ("06.30 SMHI:"), or one that is an abbreviation, names a body as it is written."""
    stamp = _STAMP.match(words)
    said = words[stamp.end() :] if stamp else words
    if not re.fullmatch(
        rf"(?:{NAME})(?: (?:i |på )?(?:{NAME})){{0,2}}|[A-ZÅÄÖ]{{2,6}}", said
    ) or _ORDINARY_LABEL.match(said):
        return None
    if stamp is None and not (said.isupper() and 1 < len(said) < 6):
        return None
    return Body(said, said, "")


_MAIL_HEAD = re.compile(r"[> ]*(?:Till|Kopia|Cc|Ämne|Datum|Skickat|To|Subject|Sent|Date)\s*:")
_STAMP = re.compile(r"\[?(?:kl\.? ?)?\d{1,2}[.:]\d{2}\]? (?:[-–] )?", re.IGNORECASE)
_ORDINARY_LABEL = re.compile(
    r"(?i)(?:rättelse\w*|korr|uppdatering|telefon|tel|mobil|epost|e-post|adress|org\.?nr|vd|ceo|faq|kpi|bnp|pm|rsvp|fakta|tema|pris|kostnad|anmälan|varning|läge\w*|obs|beslut\w*|bestämt|frågor?|svar|tid|plats|datum|närvarande|kontakt|info\w*|behov|åtgärd\w*|nästa.*|övrigt|ps|nb|länk|mer|till|från|ämne|kopia|varsel|export|utfall|prognos|källa|anm|tack|läget|totalt|summa|kl\w*|sammanfattning\w*|därefter|bakgrund|resultat\w*|status|uppföljning|deltagare|ordförande|sekreterare|diskussion|kommentar\w*|exempel\w*|positivt|negativt|utmaning\w*|möjlighet\w*|oro|bra|dåligt|plus|minus)$"
)


def _labelled(lines: list[Line], roster: Roster) -> bool:
    """Do several lines begin with a body's label, so that an unknown one is a body's too?"""
    count = 0
    for line in lines:
        said = line.said
        end = label_end(said)
        if end is not None and said[:end].rstrip().endswith(":") and roster.resolve(said[:end].rstrip(": ")):
            count += 1
    return count >= 2


def _settle_groups(headings: list[_Heading], lines: list[Line]) -> None:
    """A group's heading with text of its own is a collective that reports as one."""
    for n, heading in enumerate(headings):
        if heading.role != "group":
            continue
        following = headings[n + 1] if n + 1 < len(headings) else None
        direct = following is not None and following.line == heading.line + 1
        if (
            direct
            and following is not None
            and not following.label
            and (following.role in ("organisation", "group") or _unknown(following))
        ):
            continue
        if heading.owner is not None and heading.line + 1 < len(lines):
            heading.role = "collective"
        else:
            heading.role = "topic"


def _unknown(heading: _Heading) -> bool:
    """A heading that may be a member's name: no known topic, and without mark or number."""
    return (
        heading.role == "topic"
        and not heading.level
        and len(heading.words.split()) <= 4
        and heading.words.lower() not in _known_headings()
    )


def _passages(text: str, lines: list[Line], headings: list[_Heading], roster: Roster) -> list[Section]:
    """Sections from headings: each ends at the next heading, a label at the next label too."""
    out: list[Section] = []
    opening = [h for h in headings[:1] if h.role == "topic" and h.line == 0]
    default = letterhead(
        text, lines, roster, headed=any(h.body is not None and not h.label for h in headings)
    )
    alone = _only_body(headings)
    if opening:
        headings[0].role = "title"
    elif not headings or headings[0].start > 0:
        end = next((h.start for h in headings if not h.label), len(text))
        first = next((h.start for h in headings), len(text))
        out.append(Section(0, max(end, first) if default else first, 0, 0, "", "title", default))
    group: _Heading | None = None
    ends = _ends(text, lines, headings)
    if lines_apart(text, lines, headings):
        _end_with_line(lines, headings, ends)
    for n, heading in enumerate(headings):
        end = ends[n]
        if heading.role in ("group", "collective") and not heading.label:
            group = heading
        elif not heading.label:
            group = _group_after(group, heading)
        owner = heading.owner if heading.role == "collective" else None
        if heading.body is not None:
            owner = roster.owner_name(heading.body)
        if heading.role == "title":
            owner = default
        above = group if group is not None and group is not heading else None
        section = Section(
            heading.start,
            end,
            heading.start,
            heading.end,
            heading.words,
            heading.role,
            owner,
            above.words if above else None,
        )
        if heading.role == "topic":
            section = _inherit(section, heading, headings[max(0, n - 40) : n], roster)
            if section.owner is None and heading.role == "topic":
                section = replace(section, owner=default or (roster.owner_name(alone) if alone else None))
        out.append(section)
    return out


def _only_body(headings: list[_Heading]) -> Body | None:
    """The body of a text that is one member's report: its first heading, and no other's."""
    bodies = {h.body for h in headings if h.body is not None and not h.label}
    if len(bodies) != 1 or any(h.role in ("group", "collective") for h in headings):
        return None
    body = next(iter(bodies))
    return body if any(h.body == body for h in headings[:2]) else None


def _inherit(section: Section, heading: _Heading, above: list[_Heading], roster: Roster) -> Section:
    """A topic of a deeper level ("## Lån" under "# Almi") belongs to the body above it."""
    for earlier in reversed(above[-40:]):
        if earlier.label or earlier.level >= heading.level:
            continue
        if earlier.body is not None and earlier.level:
            return replace(section, owner=roster.owner_name(earlier.body))
        return section
    return section


def _group_after(group: _Heading | None, heading: _Heading) -> _Heading | None:
    """The group that goes on under this heading: bodies of its kinds, unknown names, no topics."""
    if group is not None and _unknown(heading):
        return group  # a person will say whose it is
    if group is None or heading.body is None:
        return None
    if group.level and heading.level and heading.level <= group.level and group.level > 0:
        return group if _fits(group, heading) and heading.level > group.level else None
    return group if _fits(group, heading) else None


def _fits(group: _Heading, heading: _Heading) -> bool:
    return group.kinds is None or (heading.body is not None and heading.body.kind in group.kinds)


def _ends(text: str, lines: list[Line], headings: list[_Heading]) -> list[int]:
    """Where the passage of each heading ends."""
    ends = [0] * len(headings)
    next_any = next_heading = len(text)
    for n in range(len(headings) - 1, -1, -1):
        heading = headings[n]
        ends[n] = next_any if heading.label else next_heading
        next_any = heading.start
        next_heading = next_heading if heading.label else heading.start
    under_body = False
    for n, heading in enumerate(headings):
        if not heading.label:
            under_body = under_body or heading.body is not None or heading.role == "collective"
        elif under_body:
            ends[n] = _paragraph_end(lines, heading.line, ends[n])
    return ends


def lines_apart(text: str, lines: list[Line], headings: list[_Heading]) -> bool:
    """Is each line a matter of its own, as in a log, or in notes where nearly every line has its label?"""
    if is_log(text):
        return True
    labels = {h.line for h in headings if h.label}
    following = [n + 1 for n in labels if n + 1 < len(lines) and not lines[n + 1].gap]
    anew = [n for n in following if not lines[n].continues and not lines[n].bullet]
    return len(labels) >= 4 and sum(n in labels for n in anew) > 0.6 * len(following)


def _end_with_line(lines: list[Line], headings: list[_Heading], ends: list[int]) -> None:
    """What a label owns ends with its line; a wrapped line and the bullets under it go on."""
    for n, heading in enumerate(headings):
        if not heading.label:
            continue
        after = (line for line in lines[heading.line + 1 :] if not (line.continues or line.bullet))
        ends[n] = min(ends[n], next((line.start for line in after), ends[n]))


def _paragraph_end(lines: list[Line], number: int, end: int) -> int:
    """A label under a heading owns the rest of its paragraph."""
    for n in range(number + 1, len(lines)):
        line = lines[n]
        if line.start >= end:
            break
        if (line.gap and not line.continues) or line.bullet:
            return line.start
    return end


_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_DAY = re.compile(
    rf"""(?P<iso>(?P<y1>20\d\d|19\d\d)[-–./ ](?P<m1>\d\d)[-–./ ](?P<d1>\d\d))(?!\d)
    |(?P<d2>\d{{1,2}})(?::?e)?[ ](?P<m2>{"|".join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?[ ,]+(?P<y2>20\d\d|19\d\d)
    |(?<!\d)(?P<d3>\d{{1,2}})[/.](?P<m3>\d{{1,2}})[-–/. ](?P<y3>20\d\d|\d\d)(?!\d)
    |(?<!\d)(?P<y4>\d\d)(?P<m4>\d\d)(?P<d4>\d\d)(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)


def find_meeting_day(text: str) -> date | None:
    """The day of the meeting that minutes are from, out of their first lines; None when not said.

    >>> find_meeting_day("Minnesanteckningar från möte den 14 september 2026\\n\\nAlmi")
    datetime.date(2026, 9, 14)
    >>> find_meeting_day("Almi\\nFler söker lån.") is None
    True
    """
    head = find_lines(text[:3000])[:15]
    best: date | None = None
    for n, line in enumerate(head):
        for match in _DAY.finditer(line.text):
            day = _day_of(match)
            if day is None:
                continue
            meant = re.search(
                r"(?i)minnesanteckning|möte|protokoll|dialog|sammanträde|datum|tid\b|träff|avstämning",
                line.text,
            )
            if meant and not re.search(r"(?i)nästa|föregående|förra|senaste", line.text):
                return day
            if best is None and n < 6:
                best = day
    return best


def _day_of(match: re.Match[str]) -> date | None:
    for n in "1234":
        if match.group(f"d{n}"):
            month = match.group(f"m{n}").lower()
            number = (
                int(month)
                if month.isdigit()
                else next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
            )
            year = int(match.group(f"y{n}"))
            try:
                return date(year + 2000 if year < 100 else year, number, int(match.group(f"d{n}")))
            except ValueError:
                return None
    return None
