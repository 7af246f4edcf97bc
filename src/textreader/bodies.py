# SPDX-License-Identifier: EUPL-1.2
"""Which words name a body, and what it is called.

The lexicon of Swedish public and business bodies, the places and their municipalities, the
installation's own register, and what the text itself tells ("Tallås kommun" makes "Tallås" a
municipality) meet in one :class:`Roster` a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from textreader.model import KnownOrganisation
from textreader.name_shapes import GAP, LONG_HEAD, NAME, PATTERNS, UPPER, stretches
from textreader.words import lexicon


@dataclass(frozen=True, slots=True)
class Body:
    """A body: ``short`` is what an owner is called, ``full`` its full usual name."""

    short: str
    full: str
    kind: str = ""


class Mention(NamedTuple):
    """A body named at ``start:end``; ``how`` tells by what kind of evidence."""

    start: int
    end: int
    body: Body
    how: str


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    written: tuple[str, ...]
    body: Body
    any_case: bool
    place: bool


def municipality_called(place: str) -> str:
    """What the municipality of a place is called.

    >>> municipality_called("Falun"), municipality_called("Leksand"), municipality_called("Mora")
    ('Falu kommun', 'Leksands kommun', 'Mora kommun')
    """
    called: dict[str, str] = _places()["called"]
    if place in called:
        return called[place]
    return f"{place} kommun" if place[-1:] in "aeiouyåäösxz" else f"{place}s kommun"


@lru_cache(maxsize=1)
def _places() -> dict[str, Any]:
    return lexicon("places")


@lru_cache(maxsize=1)
def county_bodies() -> dict[str, tuple[str, str]]:
    """Name of a county or region as people say it → (board, region)."""
    out: dict[str, tuple[str, str]] = {}
    for name, county in _places()["counties"].items():
        for said in (name, *county.get("also", ())):
            out[said] = (f"Länsstyrelsen i {county['board']}", county["region"])
    return out


@lru_cache(maxsize=1)
def municipalities() -> dict[str, str]:
    """Place → what its municipality is called."""
    counties = _places()["counties"].values()
    return {p: municipality_called(p) for c in counties for p in c["municipalities"]}


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w&+.’'-]*[\w&+’'-]", phrase))


@lru_cache(maxsize=1)
def _shipped() -> tuple[dict[str, list[_Alias]], dict[str, Body]]:
    """Aliases by their first word in small letters, and bodies by whole alias in small letters."""
    by_first: dict[str, list[_Alias]] = {}
    whole: dict[str, Body] = {}
    shipped = lexicon("organisations")
    for row in shipped["body"]:
        short, full = row["short"], row.get("name", row["short"])
        body = Body(row.get("owner", short), full, row["kind"])
        lower, place = bool(row.get("lower")), bool(row.get("place"))
        for alias in dict.fromkeys((short, *row.get("also", ()))):
            _add_alias(by_first, whole, alias, body, lower, place)
        for alias in row.get("heading", ()):  # only as a heading or a label
            whole.setdefault(alias.lower(), body)
    for company in shipped["companies"]["names"]:
        _add_alias(by_first, whole, company, Body(company, company, "company"), False, False)
    for said, (board, region) in county_bodies().items():
        _add_alias(by_first, whole, region, Body(region, region, "region"), False, False)
        whole.setdefault(f"länsstyrelsen {said.lower()}", Body("Länsstyrelsen", board, "county_board"))
    for called in municipalities().values():
        _add_alias(by_first, whole, called, Body(called, called, "municipality"), False, False)
    return by_first, whole


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    """The words that a shipped alias can begin with, in the genitive too."""
    first = _shipped()[0]
    return frozenset(first) | {word + "s" for word in first}


def _add_alias(
    by_first: dict[str, list[_Alias]],
    whole: dict[str, Body],
    alias: str,
    body: Body,
    lower: bool,
    place: bool,
) -> None:
    written = _split(alias)
    if not written:
        return
    words = tuple(w.lower() for w in written)
    short_form = len(written) == 1 and (alias.isupper() or len(alias) <= 3)
    any_case = (lower and not short_form) or len(written) > 2
    by_first.setdefault(words[0], []).append(_Alias(words, written, body, any_case, place))
    whole.setdefault(alias.lower(), body)


# Abbreviations that are ordinary small words as well: only in capitals, and not among capitals.
_SMALL_WORDS = frozenset(
    "in om an av på en se du ni ta ha va ja nu så ut ett med men och att det den de vi är hos till per er el ur us"
    " åk le be by fa ro so re al am da do ge gå he kl la man mer min nej nya oss si sin sig ska som tre två upp var"
    " via vid år än åt".split()
)
# Aliases that are ordinary words as well: at the head of a sentence they are read as the word.
_ALSO_WORDS = frozenset(
    "kommunal metall handels södra bring meta rise connect apple bra formas sj jm unionen".split()
)
_WORD = re.compile(r"[\w&][\w&+’'-]*")
_STARTERS = frozenset(
    "i på från till av hos för med och men även inom både samt att det den de vi om när där en ett"
    " under enligt mellan kring vid över mot utan efter före inför tack nu så alla flera några"
    " här idag tidigare sedan bland samtliga varje nya stora övriga hela bara också inte vår våra"
    " någon varje vilken er deras ingen annan denna respektive egen liten stor"
    " kontakta kontakt fråga svar beslut möte".split()
)

_COUNTY = re.compile(rf"(?<!\w)({NAME})s? län(?!\w)")


class Roster:
    """The bodies that a text can name.

    >>> roster = Roster("Tallås kommun öppnar. Regionen väntar.")
    >>> [(m.body.short, m.how) for m in roster.mentions()]
    [('Tallås kommun', 'municipality'), ('Regionen', 'lexicon')]
    >>> roster.resolve("TALLÅS").short
    'Tallås kommun'
    """

    def __init__(self, text: str, known: Sequence[KnownOrganisation] = ()) -> None:
        self.text = text
        shipped_first, shipped_whole = _shipped()
        self._by_first = shipped_first
        self._whole = shipped_whole
        self.own: dict[str, Body] = {}
        self._known_first: dict[str, list[_Alias]] = {}
        for organisation in known:
            self._join(organisation)
        self._pattern_mentions = list(self._find_patterns())
        self._mentions: list[Mention] | None = None
        self._learn_places()
        self.region, self.board = self._home()

    def _join(self, organisation: KnownOrganisation) -> None:
        shipped = self._whole.get(organisation.name.lower())
        full = shipped.full if shipped else organisation.name
        body = Body(organisation.name, full, organisation.kind or (shipped.kind if shipped else ""))
        for alias in (organisation.name, *organisation.aliases):
            if alias.strip() and (alias.strip() not in _SMALL_WORDS):
                lower = len(alias) > 3 and not alias.isupper() and " " in alias
                _add_alias(self._known_first, self.own, alias.strip(), body, lower, False)
                self.own[alias.strip().lower()] = body

    def _learn_places(self) -> None:
        """ "Tallås kommun" once in the text makes "Tallås" mean that municipality."""
        for mention in self._pattern_mentions:
            if mention.how == "municipality":
                called = mention.body.short
                place = called.rpartition(" ")[0]
                self.own.setdefault(place.lower(), mention.body)
                if place.endswith("s") and len(place) > 4:
                    self.own.setdefault(place[:-1].lower(), mention.body)
            elif mention.how == "region":
                place = mention.body.short.partition(" ")[2]
                if place.lower() not in self.own:
                    self.own[f"region {place}".lower()] = mention.body

    def _learned(self) -> Iterator[Mention]:
        """ "Industrigruppen Sjöland" once makes "Industrigruppen" mean it in the rest of the text."""
        heads: dict[str, Body] = {}
        for mention in self._pattern_mentions:
            first, _, rest = mention.body.short.partition(" ")
            if mention.how == "headed" and rest and LONG_HEAD.fullmatch(first):
                heads.setdefault(first, mention.body)
        if heads:
            again = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, heads))})s?(?![\w-])")
            for match in again.finditer(self.text):
                yield Mention(match.start(), match.end(), heads[match[1]], "headed")

    def _home(self) -> tuple[str | None, str | None]:
        """The region and the county board that "Regionen", "Länsstyrelsen" mean in this text."""
        regions = Counter(m.body.short for m in self._pattern_mentions if m.how == "region")
        boards = Counter(m.body.full for m in self._pattern_mentions if m.how == "board")
        region = regions.most_common(1)[0][0] if regions else None
        board = boards.most_common(1)[0][0] if boards else None
        if board is None:
            counties = Counter(_COUNTY.findall(self.text) if " län" in self.text else ())
            place = region.partition(" ")[2].split()[0] if region and " " in region else None
            for said, (shipped_board, shipped_region) in county_bodies().items() if region else ():
                if region in (shipped_region, f"Region {said}"):
                    board = shipped_board
            if board is None and counties:
                board = f"Länsstyrelsen i {counties.most_common(1)[0][0]} län"
            elif board is None and place:
                board = f"Länsstyrelsen i {place if place.endswith('s') else place + 's'} län"
        return region, board

    def full_name(self, body: Body) -> str:
        """The body's full name in this text: "Länsstyrelsen" is the county's own board."""
        if body.short == "Länsstyrelsen" and body.full == "Länsstyrelsen":
            return self.board or body.full
        if body.short == "Regionen":
            return self.region or body.full
        return body.full

    def owner_name(self, body: Body) -> str:
        """What the body is called as an owner in this text."""
        if body.short == "Länsstyrelsen" and self.board and body.full not in ("Länsstyrelsen", self.board):
            return body.full  # another county's board
        return (self.region or body.short) if body.short == "Regionen" else body.short

    def place(self, phrase: str) -> Body | None:
        """The municipality that a bare place name stands for, of the county's list or the text's."""
        said = " ".join(phrase.split()).strip(" .:*_#–-")
        called = municipalities().get(said.title() if said.isupper() else said)
        return self._whole.get(called.lower()) if called else None

    def resolve(self, phrase: str) -> Body | None:
        """The body that a whole phrase names, None when it names none.

        >>> Roster("").resolve("AF").short
        'Arbetsförmedlingen'
        >>> Roster("").resolve("Läget i länet") is None
        True
        """
        written = " ".join(phrase.split()).strip(" .:*_#–-")
        said = written.lower()
        if not said or len(said) > 80 or (said in _SMALL_WORDS and not written.isupper()):
            return None
        for candidate in (said, said.removesuffix("s")):
            body = self.own.get(candidate) or self._whole.get(candidate)
            if body is not None:
                return body
        return self._resolve_pattern(" ".join(phrase.split()).strip(" .:*_#–-"))

    def _resolve_pattern(self, phrase: str) -> Body | None:
        words = phrase.split()
        if phrase.isupper():
            words = [w.capitalize() if len(w) > 4 else w for w in words]
        if (
            1 < len(words) < 4
            and words[0][:1].isupper()
            and words[-1].lower() in ("kommun", "kommuns", "stad")
        ):
            called = f"{' '.join(words[:-1])} {words[-1].lower().removesuffix('s')}"
            called = called.title().replace(" Kommun", " kommun").replace(" Stad", " stad")
            return Body(called, called, "municipality")
        if len(words) > 1 and words[0].lower() == "region" and len(words) <= 4:
            name = " ".join(["Region", *words[1:]])
            return Body(name, name, "region")
        if words[0].lower() == "länsstyrelsen" and len(words) <= 5:
            rest = " ".join(w for w in words[1:] if w.lower() not in ("i", "län"))
            known = self._whole.get(f"länsstyrelsen {rest.lower()}")
            return known or Body("Länsstyrelsen", " ".join(words), "county_board")
        first = self._whole.get(words[0].lower())
        if first and len(words) <= 4 and first.kind in ("business", "education", "company"):
            name = " ".join(words)
            # "Almi Mitt", "Företagarna Tallås": the body with its place.
            if all(w[:1].isupper() for w in words[1:]) or all(w in ("i", "och") for w in words[1:2]):
                return Body(name, name, first.kind)
        match = PATTERNS.fullmatch(" ".join(words))
        if match and match.lastgroup in ("company", "tailed", "headed"):
            kind = "education" if re.search(r"universitet|högskol|Campus", phrase) else "company"
            return Body(phrase, phrase, kind if match.lastgroup != "headed" else "business")
        return None

    def mentions(self) -> list[Mention]:
        """Every place where a body is named by a name of its own, in order, none overlapping."""
        if self._mentions is None:
            self._mentions = self._find_mentions()
        return self._mentions

    def _find_mentions(self) -> list[Mention]:
        found = [*self._pattern_mentions, *self._scan(), *self._learned()]
        found.sort(key=lambda m: (m.start, -(m.end - m.start), m.how != "lexicon"))
        out: list[Mention] = []
        for mention in found:
            if not out or mention.start >= out[-1].end:
                out.append(mention)
            elif mention.end - mention.start > out[-1].end - out[-1].start and mention.how != "headed":
                out[-1] = mention
        return out

    def _scan(self) -> Iterator[Mention]:
        """Words of the lexicon and of the installation's register."""
        text, by_first, known = self.text, self._by_first, self._known_first
        end_of_last = 0
        starters = _starters()
        for match in _WORD.finditer(text):
            word = match[0].lower()
            if (word not in starters and not known) or match.start() < end_of_last:
                continue
            rows = known.get(word, []) + by_first.get(word, []) if known else by_first.get(word)
            if not rows:
                bare = word.removesuffix("s").removesuffix(":")
                if bare == word:
                    continue
                rows = known.get(bare, []) + by_first.get(bare, [])
                if not rows:
                    continue
            hit = self._longest(match, rows)
            if hit is not None:
                end_of_last = hit.end
                yield hit

    def _longest(self, first: re.Match[str], rows: Sequence[_Alias]) -> Mention | None:
        text = self.text
        best: Mention | None = None
        for alias in rows:
            end = self._alias_end(first, alias)
            if end is None or (best is not None and end <= best.end):
                continue
            # "Almi-lån", "SCB:s" is a genitive, "AF-chef" a compound; an address is none.
            after = text[end : end + 2]
            if after[:1] == "-" and after[1:2].isalnum():
                continue
            if (after[:1] in "@/" and after) or text[first.start() - 1 : first.start()] in ("@", "/", "."):
                continue
            if re.match(r"\.[a-z]{2,}", text[end : end + 4]):
                continue
            body, how = alias.body, "lexicon"
            if alias.place:
                extended = _PLACE_AFTER.match(text, end)
                if extended and extended.group(1) not in _STARTERS:
                    end = extended.end()
                    name = " ".join(text[first.start() : end].split())
                    body = Body(name, name, body.kind)
            best = Mention(first.start(), end, body, how)
        return best

    def _alias_end(self, first: re.Match[str], alias: _Alias) -> int | None:
        """Where the alias ends when it stands at this word as it may be written, else None."""
        text, start = self.text, first.start()
        at, last = start, len(alias.words) - 1
        for i, (word, written) in enumerate(zip(alias.words, alias.written, strict=True)):
            if i:
                gap = _GAP.match(text, at)
                if gap is None:
                    return None
                at = gap.end()
            piece = text[at : at + len(word)]
            if piece.lower() != word:
                return None
            if not alias.any_case and not _same_case(piece, written, alias):
                return None
            at += len(word)
            if i == last:
                genitive = _GENITIVE.match(text, at)
                at = genitive.end() if genitive else at
            if at < len(text) and (text[at].isalnum() or text[at] == "_"):
                return None
        if len(alias.words) == 1 and alias.words[0] in _SMALL_WORDS and self._in_capitals(start, at):
            return None  # "VI LÄGGER IN …" names nobody
        if len(alias.words) == 1 and alias.words[0] in _ALSO_WORDS and self._opens_sentence(start):
            return None
        return at

    def _in_capitals(self, start: int, end: int) -> bool:
        """Are the words beside this one in capitals too, as in a heading?"""
        before = re.search(rf"([{UPPER}]{{3,}})[ \t]+$", self.text[max(0, start - 30) : start])
        after = re.match(rf"[ \t]+([{UPPER}]{{3,}})(?!\w)", self.text[end : end + 30])
        return before is not None or after is not None

    def _opens_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - 6) : start].rstrip(" \t\"”'(–-")
        return not before or before[-1] in ".!?:\n•*"

    def _find_patterns(self) -> Iterator[Mention]:
        for start, end in stretches(self.text):
            for match in PATTERNS.finditer(self.text, start, end):
                how = match.lastgroup or ""
                if how == "county":
                    how = "board"
                mention = self._from_pattern(match, how)
                if mention is not None:
                    yield mention

    def _from_pattern(self, match: re.Match[str], how: str) -> Mention | None:
        start, end = match.span()
        if start and (self.text[start - 1].isalnum() or self.text[start - 1] in "@/_"):
            return None
        said = " ".join(match.group().split())
        first, _, rest = said.partition(" ")
        if first.lower() in _STARTERS and rest and how in ("municipality", "company", "tailed"):
            if len(rest.split()) < 2 and how == "municipality" and " " not in rest:
                return None
            start += len(first) + 1
            said = rest
            while start < end and self.text[start].isspace():
                start += 1
        if how == "municipality":
            called = re.sub(r"(?i)kommuns?$", "kommun", re.sub(r"(?i)stads?$", "stad", said))
            known = self._whole.get(called.lower())
            return Mention(start, end, known or Body(called, called, "municipality"), how)
        if how == "region":
            said = said.title() if said.isupper() else said
            known = self._whole.get(said.lower().removesuffix("s")) or self._whole.get(said.lower())
            name = known.short if known else said
            return Mention(start, end, Body(name, name, "region"), how)
        if how == "board":
            return Mention(start, end, Body("Länsstyrelsen", said[0].upper() + said[1:], "county_board"), how)
        if how == "short":  # "Skogslunda k."
            called = municipality_called(re.sub(r" (?:k|kn|kmn)\.?$", "", said))
            known = self._whole.get(called.lower())
            return Mention(start, end, known or Body(called, called, "municipality"), "municipality")
        if how == "authority":
            name = said.removesuffix("s")
            return Mention(start, end, self._whole.get(name.lower()) or Body(name, name, "authority"), how)
        if how == "ministry":
            return Mention(start, end, Body(said, said[0].upper() + said[1:], "government"), how)
        kind = "education" if re.search(r"universitet|högskol|Campus", said) else "company"
        if how == "headed":
            kind = kind if kind == "education" else "business"
        return Mention(start, end, Body(said, said, kind), how)


_GENITIVE = re.compile(r":?s(?!\w)")
_GAP = re.compile(GAP)
_PLACE_AFTER = re.compile(rf"[ ]((?:{NAME}))(?:[ ](?:{NAME}))?(?:[ ]län)?(?!\w|\.\w)")


def _same_case(piece: str, written: str, alias: _Alias) -> bool:
    """Abbreviations as written or all capitals; names with a capital first letter."""
    if len(alias.written) == 2 and piece[:1].islower() and alias.written[0] != alias.written[0].upper():
        return len(piece) > 3  # "samling näringsliv"
    if written.isupper() or len(written) <= 3:
        return piece == written or (piece.isupper() and len(piece) > 1 and piece.lower() not in _SMALL_WORDS)
    return piece[:1] == written[:1] or piece.isupper() or (piece[:1].isupper() and written[:1].islower())


@lru_cache(maxsize=4)
def roster_of(text: str, known: tuple[KnownOrganisation, ...]) -> Roster:
    """The roster of a text, made once while its kinds are read."""
    return Roster(text, known)
