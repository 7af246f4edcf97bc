# SPDX-License-Identifier: EUPL-1.2
"""The minutes as their page shows them: cut for who is looking, with margins for those who edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lagesbild.accounts.models import Person
from lagesbild.components.shapes import Badge, Link
from lagesbild.dialogues.models import Report
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.audience import RANK, Audience, Level
from lagesbild.minutes import rules, states
from lagesbild.minutes.blocks import BlockKind, Part, PartKind
from lagesbild.minutes.cutting import LEFT_OUT, Piece, Sighted, sight_all
from lagesbild.minutes.layout import ADDRESS
from lagesbild.minutes.models import Comment, Minutes, SectionCheck
from lagesbild.minutes.queries import Current, current_version, standing_of
from lagesbild.minutes.shapes import Row, Said, Section, Words
from lagesbild.minutes.words import ground_name, ground_reason


@dataclass(frozen=True)
class Look:
    """What the reader of the page has asked for."""

    level: Level | None = None
    """The edition to compare with; None shows everything."""
    hides: bool = False
    editing: str = ""
    adding: str = ""
    opening: str = ""

    @property
    def value(self) -> str:
        """The edition as an address names it."""
        return {Level.GROUP: "grupp", Level.PUBLIC: "offentlig"}.get(self.level or Level.COORDINATOR, "")

    @property
    def query(self) -> str:
        """The choice as an address carries it."""
        chosen = f"utgava={self.value}" if self.value else ""
        return "&".join(filter(None, (chosen, "dolj=1" if self.hides else "")))


@dataclass(frozen=True)
class Refusal:
    """A change that was turned away, shown where it was tried."""

    key: str
    sentence: str
    tried: str = ""
    now: str = ""


@dataclass
class Desk:
    """The minutes of a round and the person in front of them."""

    desk: DialogueDesk
    minutes: Minutes
    look: Look
    at: datetime
    refusal: Refusal | None = None
    current: Current = field(init=False)
    sighted: list[tuple[Part, list[Sighted]]] = field(init=False)
    comments: dict[str, list[Comment]] = field(init=False)
    checks: dict[int, SectionCheck] = field(init=False)
    standing: rules.Standing = field(init=False)
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.current = current_version(self.minutes)
        self.sighted = sight_all(self.current.blocks, removed=self.desk.coordinates)
        self.standing = standing_of(self.minutes)
        self.comments = {}
        mine = Comment.objects.filter(minutes=self.minutes).select_related("organisation")
        if not self.desk.coordinates:
            mine = mine.filter(organisation__in=self.audience.organisations)
        for comment in mine:
            self.comments.setdefault(comment.block, []).append(comment)
        checks = SectionCheck.objects.filter(sending__minutes=self.minutes, sending__purpose="comments")
        self.checks = {c.organisation_id: c for c in checks.order_by("sending_id")}
        self.people = dict(Person.objects.filter(pk__in=self._editors()).values_list("pk", "name"))
        places = {b.place.report for p in self.current.blocks for b in p.blocks if b.place}
        self.reports = {r.pk: r for r in Report.objects.filter(pk__in=places).select_related("round")}

    def _editors(self) -> set[int]:
        return {b.edited_by for p in self.current.blocks for b in p.blocks if b.edited_by}

    @property
    def audience(self) -> Audience:
        """Who is looking."""
        return self.desk.audience

    @property
    def may_edit(self) -> bool:
        """Whether the person may change the words now."""
        return self.desk.coordinates and rules.refusal_to_edit_at_all(self.standing) is None

    def may_comment(self, part: Part) -> bool:
        """Whether the person speaks for the part's member while comments are taken."""
        own = part.organisation is not None and part.organisation in self.audience.organisations
        return own and rules.refusal_to_comment(self.standing, own=True, at=self.at) is None

    def reads_all_of(self, part: Part) -> bool:
        """Whether the person reads the part whatever its levels: the coordinator, or its own member."""
        return self.desk.coordinates or (part.organisation in self.audience.organisations)


def sections(desk: Desk) -> list[Section]:
    """The document as this person reads it."""
    made = [_section(desk, part, blocks) for part, blocks in desk.sighted]
    kept = [s for s in made if s.rows or s.kind == PartKind.GROUP]
    return _with_groups(kept)


def _with_groups(found: Sequence[Section]) -> list[Section]:
    """A group's heading stands while a member below it does, and falls when all of them do."""
    kept: list[Section] = []
    for n, section in enumerate(found):
        below = []
        for following in found[n + 1 :]:
            if following.level <= section.level:
                break
            below.append(following)
        if section.kind == PartKind.GROUP and not section.rows:
            if not below:
                continue
            kept.append(replace(section, falls=all(s.falls for s in below)))
            continue
        kept.append(section)
    return kept


def _section(desk: Desk, part: Part, blocks: Sequence[Sighted]) -> Section:
    rows = [row for sighted in blocks if (row := _row(desk, part, sighted)) is not None]
    rows = _in_lists(rows)
    check = desk.checks.get(part.organisation or 0)
    approves = desk.may_comment(part) and check is not None and check.approved_at is None
    return Section(
        key=part.key,
        heading=part.heading,
        level=part.level,
        kind=part.kind,
        note=part.note,
        falls=bool(rows) and all(row.falls or row.removed for row in rows),
        badge=_badge(desk, part),
        rows=rows,
        adding=desk.may_edit and desk.look.adding == part.key,
        may_approve=part.organisation if approves else None,
    )


def _badge(desk: Desk, part: Part) -> Badge | None:
    if part.organisation is None or desk.standing.state == states.DRAFT:
        return None
    waiting = [c for b in part.blocks for c in desk.comments.get(b.key, []) if c.settled_at is None]
    if waiting and desk.reads_all_of(part):
        return Badge(text=swedish.counted(len(waiting), "synpunkt", "synpunkter"), tone="doubt")
    check = desk.checks.get(part.organisation)
    if check is None or not desk.reads_all_of(part):
        return None
    if check.approved_at is not None:
        when = swedish.day_short(timezone.localtime(check.approved_at), year=desk.at.year)
        return Badge(text=f"Godkänt {when}", tone="done")
    return Badge(text="Inget svar än" if desk.standing.state == states.OUT else "Inga synpunkter")


def _row(desk: Desk, part: Part, sighted: Sighted) -> Row | None:
    block, look = sighted.block, desk.look
    if not desk.reads_all_of(part):
        shown = sighted.shown_to(desk.audience.level)
        return _plain(desk, sighted, shown) if shown else None
    if not desk.desk.coordinates and _is_not_theirs(desk, sighted):
        return None
    falls = look.level is not None and not sighted.shown_to(look.level)
    if look.hides and look.level is not None:
        shown = sighted.shown_to(look.level)
        if not shown or block.removed:
            return None
        words = _words(shown, None)
    else:
        words = _words(sighted.pieces, look.level)
    held = sighted.held_from(Level.PUBLIC)
    trouble = desk.refusal if desk.refusal and desk.refusal.key == block.key else None
    return Row(
        key=block.key,
        kind=block.kind,
        level=sighted.level.value,
        levels=sorted(
            {p.level.value for p in sighted.pieces if p.text.strip()}, key=lambda v: RANK[Level(v)]
        ),
        words=words,
        label=block.label,
        what=block.what,
        detail=block.detail,
        falls=falls,
        removed=block.removed,
        was=block.composed if block.is_edited and block.composed != block.text else "",
        stale=block.stale,
        notes=_notes(desk, sighted),
        grounds=_grounds(desk, held),
        source=_source(desk, sighted),
        said=[_said(c) for c in desk.comments.get(block.key, [])],
        editing=desk.may_edit and (look.editing == block.key or bool(trouble and trouble.tried)),
        text=trouble.tried if trouble and trouble.tried else block.text,
        seen=block.text,
        member=part.organisation,
        theirs=trouble.now if trouble else "",
        error=trouble.sentence if trouble else "",
        may_comment=desk.may_comment(part),
    )


def _is_not_theirs(desk: Desk, sighted: Sighted) -> bool:
    """What a member does not meet in its own section: what was taken away, and the coordinator's own lines.

    It reads all of its own words; a line that somebody wrote into the section is read by its level.
    """
    block = sighted.block
    return block.removed or (block.place is None and not sighted.shown_to(desk.audience.level))


def _grounds(desk: Desk, held: Sequence[Piece]) -> list[tuple[str, str]]:
    """Why words are held back; the rule behind a ground stands where the page first names it."""
    found = []
    for code in dict.fromkeys(piece.ground for piece in held):
        found.append((ground_name(code), "" if code in desk.told else ground_reason(code)))
        desk.told.add(code)
    return found


def _plain(desk: Desk, sighted: Sighted, shown: Sequence[Piece]) -> Row:
    block = sighted.block
    return Row(
        key=block.key,
        kind=block.kind,
        level=sighted.level.value,
        words=_words(shown, None),
        label=block.label,
        what=block.what,
        detail=block.detail,
        source=_source(desk, sighted),
        notes=["Muntligt"] if block.spoken else [],
    )


def _words(pieces: Iterable[Piece], level: Level | None) -> list[Words]:
    found: list[Words] = []
    for piece in pieces:
        falls = level is not None and RANK[piece.level] > RANK[level]
        css = (
            "held-mark" if piece.text.strip() == LEFT_OUT else ("held" if piece.level != Level.PUBLIC else "")
        )
        at = 0
        for match in ADDRESS.finditer(piece.text):
            if match.start() > at:
                found.append(Words(text=piece.text[at : match.start()], css=css, falls=falls))
            found.append(Words(text=match.group(), css=css, falls=falls, url=match.group()))
            at = match.end()
        if at < len(piece.text):
            found.append(Words(text=piece.text[at:], css=css, falls=falls))
    return found


def _notes(desk: Desk, sighted: Sighted) -> list[str]:
    block = sighted.block
    notes = []
    if block.spoken:
        notes.append("Muntligt" + (", inte bekräftat av medlemmen." if block.unconfirmed else "."))
    if block.stale:
        notes.append("Rapporten säger något annat nu än när stycket ändrades. Din lydelse står kvar.")
    if block.is_edited:
        when = swedish.moment(timezone.localtime(datetime.fromisoformat(block.edited_at)), year=desk.at.year)
        who = desk.people.get(block.edited_by or 0) or "samordnaren"
        verb = "Borttaget" if block.removed else ("Ändrat" if block.composed else "Skrivet")
        notes.append(f"{verb} av {who} {when}.")
    return notes


def _source(desk: Desk, sighted: Sighted) -> Link | None:
    place = sighted.block.place
    report = desk.reports.get(place.report) if place else None
    if report is None:
        return None
    turn = report.round
    url = reverse("dialogues:review", args=[desk.desk.dialogue.slug, turn.address, report.pk])
    return Link(label="Rapporten", url=url)


def _said(comment: Comment) -> Said:
    when = swedish.moment(timezone.localtime(comment.at))
    return Said(
        pk=comment.pk,
        who=comment.organisation.name,
        when=when,
        text=comment.text,
        reply=comment.reply,
        open=comment.settled_at is None,
    )


def _in_lists(rows: Sequence[Row]) -> list[Row]:
    """Each row of the page stands alone, so an item's number or dash is written."""
    made, number = [], 0
    for row in rows:
        if row.kind != BlockKind.NUMBERED:
            number = 0
        elif not row.removed:
            number += 1
        sign = {BlockKind.NUMBERED: f"{number}.", BlockKind.BULLET: "–"}.get(BlockKind(row.kind), "")
        made.append(replace(row, sign=sign))
    return made


def falling(desk: Desk, level: Level) -> str:
    """What falls away in an edition, counted from the same ranges that cut it: "3 stycken, avsnittet från LRF"."""
    whole: list[str] = []
    paragraphs = parts_of_sentences = 0
    for part, blocks in desk.sighted:
        standing = [s for s in blocks if not s.block.removed and s.block.kind != BlockKind.HEADING]
        gone = [s for s in standing if not s.shown_to(level)]
        if standing and len(gone) == len(standing) and part.kind == PartKind.MEMBER:
            whole.append(part.heading)
        else:
            paragraphs += len(gone)
        cut = [s for s in standing if s not in gone and s.held_from(level)]
        parts_of_sentences += sum(len(s.held_from(level)) for s in cut)
    counted = [
        swedish.counted(paragraphs, "stycke", "stycken") if paragraphs else "",
        f"avsnittet från {whole[0]}"
        if len(whole) == 1
        else f"avsnitten från {swedish.listed(whole)}"
        if whole
        else "",
        swedish.counted(parts_of_sentences, "del av en mening", "delar av meningar")
        if parts_of_sentences
        else "",
    ]
    return swedish.listed([c for c in counted if c])
