# SPDX-License-Identifier: EUPL-1.2
"""Every write to what came in and what was read in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

import textreader
from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.intake import Intake
from lagesbild.lib import blobs
from lagesbild.lib.audience import Level, strictest
from lagesbild.sources import rules
from lagesbild.sources.models import (
    Fact,
    FactDecision,
    Reading,
    Section,
    Source,
    TextVersion,
    VisibilityRange,
)
from lagesbild.sources.next_version import Step, carry_decisions, carry_ranges
from lagesbild.sources.queries import latest_decisions, live_ranges
from textreader.model import KnownOrganisation

log = logging.getLogger(__name__)

#: Said on the text's pages where the reader failed.
NOT_READ = "Texten är sparad men kunde inte läsas automatiskt. Lägg till uppgifterna för hand."

Verdict = FactDecision.Verdict

#: Kinds that hold back their own words when the version is cut, before any decision.
HELD_BACK = {"aside": Level.COORDINATOR, "person": Level.GROUP}

#: The ground of the range over a text that the reader could not read.
UNREAD = "unread"


def text_sha256(text: str) -> str:
    """The digest that tells a text from another, whatever file it came in."""
    return blobs.sha256_of(text.encode("utf-8", "surrogatepass"))


@transaction.atomic
def store_source(
    *, intake: Intake, content: bytes | None, filename: str, by: Person | None, at: datetime
) -> Source:
    """Keep what came in, with its original file where there is one."""
    digest = blobs.keep(settings.INSTALLATION.blobs, content) if content is not None else ""
    source = Source.objects.create(
        kind=intake.kind,
        blob_sha256=digest,
        filename=filename[:255],
        message_id=(intake.message_id or "")[:255],
        received_at=at,
        received_from=by,
    )
    note("store_source", source, by=by, at=at)
    return source


@transaction.atomic
def cut_version(
    *,
    source: Source,
    text: str,
    level: str,
    reference_date: date,
    known_from: datetime,
    cut_because: str,
    by: Person | None,
    at: datetime,
    intake: Intake | None = None,
    is_history: bool = False,
    known: Sequence[KnownOrganisation] = (),
    previous: TextVersion | None = None,
) -> TextVersion:
    """Freeze a text as the next version after ``previous``, or else of its source, and read it.

    Facts come out as suggestions; decisions on the version before, and who may read what, are
    carried where the sentence still stands. ``text`` must be canonical already.
    """
    previous = previous or source.versions.order_by("-number").first()
    version = TextVersion.objects.create(
        source=source,
        number=previous.number + 1 if previous else 1,
        text=text,
        sha256=text_sha256(text),
        page_map=[[page.number, page.start, page.end] for page in intake.pages] if intake else [],
        intake_notes=[n.text for n in intake.notes] if intake else [],
        previous=previous,
        cut_because=cut_because,
        level=level,
        reference_date=reference_date,
        known_from=known_from,
        is_history=is_history,
        created_at=at,
        created_by=by,
    )
    note("cut_version", version, by=by, at=at, source=source.pk)
    _read_or_keep(version, at, known)
    return version


def _read_or_keep(version: TextVersion, at: datetime, known: Sequence[KnownOrganisation]) -> None:
    """Read the version; a fault in the reader must never cost anybody their text."""
    try:
        with transaction.atomic():
            read_version(version=version, at=at, known=known)
    except Exception:
        log.exception("version %s could not be read", version.pk)
        version.intake_notes = [*version.intake_notes, NOT_READ]
        version.save(update_fields=["intake_notes"])
        _hold_back_unread(version, at)


def _hold_back_unread(version: TextVersion, at: datetime) -> None:
    """Nobody has told the asides and names of an unread text from the rest, so all of it is held back."""
    if not version.text:
        return
    before = [level for _, _, level in live_ranges(version.previous)] if version.previous else []
    VisibilityRange.objects.create(
        version=version,
        start=0,
        end=len(version.text),
        level=strictest(Level.GROUP, version.level, *before),
        ground=UNREAD,
        set_at=at,
    )


@transaction.atomic
def read_version(
    *, version: TextVersion, at: datetime, known: Sequence[KnownOrganisation] = ()
) -> textreader.Reading:
    """Read a version with the present reader and store what is new.

    The first time all facts are stored as suggestions. A later reader never touches a decided fact:
    where it reads something else, the difference is listed on the reading.
    """
    read = textreader.read(version.text, version.reference_date, known=known)
    reading, is_new = Reading.objects.get_or_create(
        version=version,
        reader_version=read.reader_version,
        reference_date=version.reference_date,
        defaults={"created_at": at},
    )
    if not is_new:
        return read
    standing = list(version.facts.all())
    if standing:
        _read_again(version, reading, read, standing, at)
        note("read_again", reading, by=None, at=at, version=version.pk)
        return read
    version.ranges.filter(ground=UNREAD, lifted_at__isnull=True).update(lifted_at=at)
    _hold_back(version, read, at)
    step = Step.between(version, read) if version.previous is not None else None
    if step is not None:
        carry_ranges(step, at)
    facts: dict[str, Fact] = {}
    _store_facts(version, reading, read.facts, live_ranges(version), facts)
    if step is not None:
        carry_decisions(step, facts, at)
    note("read_version", reading, by=None, at=at, version=version.pk)
    return read


def _hold_back(version: TextVersion, read: textreader.Reading, at: datetime) -> None:
    """Asides and names that are new to this version, whatever became of those that were found before."""
    standing = {(r.ground, r.start, r.end) for r in version.ranges.all()}
    VisibilityRange.objects.bulk_create(
        VisibilityRange(
            version=version,
            start=fact.start,
            end=fact.end,
            level=strictest(HELD_BACK[fact.kind], version.level),
            ground=fact.kind,
            set_at=at,
        )
        for fact in read.facts
        if fact.kind in HELD_BACK and (fact.kind, fact.start, fact.end) not in standing
    )


def _store_facts(
    version: TextVersion,
    reading: Reading,
    read_facts: Sequence[textreader.Fact],
    ranges: Sequence[tuple[int, int, str]],
    rows: dict[str, Fact],
) -> None:
    """Store suggestions and put them into ``rows``, by the reader's id."""
    fresh = {
        read_fact.id: Fact(
            version=version,
            reading=reading,
            start=read_fact.start,
            end=read_fact.end,
            quote=read_fact.text,
            kind=read_fact.kind,
            payload=_payload(read_fact),
            level=rules.level_of((read_fact.start, read_fact.end), ranges, version.level),
        )
        for read_fact in read_facts
    }
    Fact.objects.bulk_create(fresh.values())
    rows |= fresh
    _join(read_facts, fresh, rows)


def _join(
    read_facts: Sequence[textreader.Fact], suggestions: Mapping[str, Fact], rows: Mapping[str, Fact]
) -> None:
    """Tie suggestions to the population they stand under and the figure they are a share of."""
    joined = []
    for read_fact in read_facts:
        row = suggestions.get(read_fact.id)
        if row is None:
            continue
        within, relative_to = rows.get(read_fact.within or ""), rows.get(read_fact.relative_to or "")
        if (row.within, row.relative_to) != (within, relative_to):
            row.within, row.relative_to = within, relative_to
            joined.append(row)
    Fact.objects.bulk_update(joined, ["within", "relative_to"])


def _payload(read_fact: textreader.Fact) -> dict[str, Any]:
    """The reader's fields, with its rule and id, so that references between facts stay readable."""
    return {**read_fact.fields, "rule": read_fact.rule, "read_id": read_fact.id}


def _read_again(
    version: TextVersion, reading: Reading, read: textreader.Reading, standing: Sequence[Fact], at: datetime
) -> None:
    """Bring suggestions in step with a later reader; decided facts stay, with what it sees otherwise listed.

    A suggestion at the same words stays the same row, so that its address holds. One that was opened
    again is never deleted: its history stands.
    """
    _hold_back(version, read, at)
    decisions = latest_decisions(standing)
    decided = [
        f
        for f in standing
        if f.added_by_id or (f.pk in decisions and decisions[f.pk].verdict != Verdict.OPEN)
    ]
    suggested = {(f.kind, f.start, f.end): f for f in standing if f not in decided}
    rows: dict[str, Fact] = {}
    fresh, differences, seen = [], [], set()
    for read_fact in read.facts:
        place = (read_fact.kind, read_fact.start, read_fact.end)
        rival = next((f for f in decided if _overlaps(f, read_fact)), None)
        if place in suggested:
            row = rows[read_fact.id] = suggested.pop(place)
            row.payload, row.reading = _payload(read_fact), reading
        elif rival is None:
            fresh.append(read_fact)
        else:
            seen.add(rival.pk)
            rows[read_fact.id] = rival
            if (rival.start, rival.end) != place[1:] or _differs(rival, read_fact):
                differences.append(
                    {"lineage": str(rival.lineage), "was": rival.payload, "now": _payload(read_fact)}
                )
    differences += [
        {"lineage": str(f.lineage), "was": f.payload, "now": None}
        for f in decided
        if f.added_by_id is None and f.pk not in seen
    ]
    gone = [f.pk for f in suggested.values() if f.pk not in decisions]
    Fact.objects.bulk_update([f for f in rows.values() if f not in decided], ["payload", "reading"])
    _store_facts(version, reading, fresh, live_ranges(version), rows)
    _join(read.facts, {key: f for key, f in rows.items() if f not in decided}, rows)
    Fact.objects.filter(pk__in=gone).delete()
    refresh_levels(version)
    reading.differences = differences
    reading.save(update_fields=["differences"])


def _overlaps(fact: Fact, read_fact: textreader.Fact) -> bool:
    return fact.kind == read_fact.kind and fact.start < read_fact.end and read_fact.start < fact.end


def _differs(fact: Fact, read_fact: textreader.Fact) -> bool:
    bookkeeping = {"rule", "read_id"}
    old = {k: v for k, v in fact.payload.items() if k not in bookkeeping}
    return old != dict(read_fact.fields)


def add_sections(*, version: TextVersion, rows: Sequence[Section]) -> list[Section]:
    """Store a version's passages."""
    for row in rows:
        row.version = version
    return Section.objects.bulk_create(rows)


@transaction.atomic
def add_fact(
    *,
    version: TextVersion,
    start: int,
    end: int,
    kind: str,
    payload: dict[str, Any],
    by: Person,
    at: datetime,
) -> Fact:
    """A fact that a person saw where the reader did not; offsets are code points.

    Raises ``ValueError`` for a span outside the text.
    """
    if not 0 <= start < end <= len(version.text):
        raise ValueError("the span lies outside the text")
    ranges = live_ranges(version)
    fact = Fact.objects.create(
        version=version,
        start=start,
        end=end,
        quote=version.text[start:end],
        kind=kind,
        payload=payload,
        level=rules.level_of((start, end), ranges, version.level),
        added_by=by,
    )
    note("add_fact", fact, by=by, at=at, version=version.pk)
    return fact


def decide(
    *,
    fact: Fact,
    verdict: str,
    payload: dict[str, Any],
    by: Person | None,
    at: datetime,
    bulk: bool = False,
    undoes: FactDecision | None = None,
    needs_look: bool = False,
) -> FactDecision:
    """Add a decision; what it means for the fact's target is the caller's to write."""
    decision = FactDecision.objects.create(
        fact=fact,
        verdict=verdict,
        payload=payload,
        by=by,
        at=at,
        bulk=bulk,
        undoes=undoes,
        needs_look=needs_look,
    )
    note(f"fact_{verdict}", fact, by=by, at=at, decision=decision.pk, undoes=undoes.pk if undoes else None)
    return decision


@transaction.atomic
def set_visibility(
    *, version: TextVersion, start: int, end: int, level: str, ground: str, by: Person, at: datetime
) -> VisibilityRange:
    """Let fewer, or more, read a passage; the facts on it follow at once.

    Raises ``ValueError`` for a span outside the text.
    """
    if not 0 <= start < end <= len(version.text):
        raise ValueError("the span lies outside the text")
    row = VisibilityRange.objects.create(
        version=version, start=start, end=end, level=level, ground=ground, set_by=by, set_at=at
    )
    note("set_visibility", row, by=by, at=at, version=version.pk)
    refresh_levels(version)
    return row


@transaction.atomic
def lift_range(*, row: VisibilityRange, by: Person, at: datetime) -> None:
    """Take a range away again; the passage gets the version's own level."""
    row.lifted_at, row.lifted_by = at, by
    row.save(update_fields=["lifted_at", "lifted_by"])
    note("lift_range", row, by=by, at=at, version=row.version_id)
    refresh_levels(row.version)


def refresh_levels(version: TextVersion) -> None:
    """Bring the facts' levels in step with the version's ranges."""
    ranges = live_ranges(version)
    changed = []
    for fact in version.facts.all():
        level = rules.level_of((fact.start, fact.end), ranges, version.level)
        if fact.level != level:
            fact.level = level
            changed.append(fact)
    Fact.objects.bulk_update(changed, ["level"])
