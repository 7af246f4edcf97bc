# SPDX-License-Identifier: EUPL-1.2
"""Every write to what came in and what was read in it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import textreader
from django.conf import settings
from django.db import transaction
from textreader.model import KnownOrganisation

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.intake import Intake
from lagesbild.lib.audience import Level
from lagesbild.sources import blobs, rules
from lagesbild.sources.models import (
    Fact,
    FactDecision,
    Reading,
    Section,
    Source,
    TextVersion,
    VisibilityRange,
)
from lagesbild.sources.queries import latest_decisions

log = logging.getLogger(__name__)

#: Said on the text's pages where the reader failed.
NOT_READ = "Texten är sparad men kunde inte läsas automatiskt. Lägg till uppgifterna för hand."

#: Kinds that hold back their own words when the version is cut, before any decision.
HELD_BACK = {"aside": Level.COORDINATOR, "person": Level.GROUP}


def text_sha256(text: str) -> str:
    """The digest that tells a text from another, whatever file it came in."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
) -> TextVersion:
    """Freeze a text as the source's next version and read it.

    Facts come out as suggestions; decisions on the version before are carried where the sentence
    still stands. ``text`` must be canonical already.
    """
    previous = source.versions.order_by("-number").first()
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
        _read_again(version, reading, read, standing)
        return read
    ranges = _hold_back(version, read, at)
    facts = _store_facts(version, reading, read.facts, ranges)
    if version.previous is not None:
        _carry_decisions(version, read, facts, at)
    return read


def _hold_back(version: TextVersion, read: textreader.Reading, at: datetime) -> list[tuple[int, int, str]]:
    rows = [
        VisibilityRange(
            version=version,
            start=fact.start,
            end=fact.end,
            level=HELD_BACK[fact.kind],
            ground=fact.kind,
            set_at=at,
        )
        for fact in read.facts
        if fact.kind in HELD_BACK
    ]
    VisibilityRange.objects.bulk_create(rows)
    return [(row.start, row.end, row.level) for row in rows]


def _store_facts(
    version: TextVersion,
    reading: Reading,
    read_facts: Sequence[textreader.Fact],
    ranges: Sequence[tuple[int, int, str]],
) -> dict[str, Fact]:
    """Store suggestions; returned by the reader's id, with ``within`` and ``relative_to`` joined."""
    rows: dict[str, Fact] = {}
    for read_fact in read_facts:
        span = (read_fact.start, read_fact.end)
        rows[read_fact.id] = Fact(
            version=version,
            reading=reading,
            start=read_fact.start,
            end=read_fact.end,
            quote=read_fact.text,
            kind=read_fact.kind,
            payload=_payload(read_fact),
            level=rules.level_of(span, ranges, version.level),
        )
    Fact.objects.bulk_create(rows.values())
    joined = []
    for read_fact in read_facts:
        if read_fact.within or read_fact.relative_to:
            row = rows[read_fact.id]
            row.within = rows.get(read_fact.within or "")
            row.relative_to = rows.get(read_fact.relative_to or "")
            joined.append(row)
    Fact.objects.bulk_update(joined, ["within", "relative_to"])
    return rows


def _payload(read_fact: textreader.Fact) -> dict[str, Any]:
    """The reader's fields, with its rule and id, so that references between facts stay readable."""
    return {**read_fact.fields, "rule": read_fact.rule, "read_id": read_fact.id}


def _read_again(
    version: TextVersion, reading: Reading, read: textreader.Reading, standing: Sequence[Fact]
) -> None:
    """Put a later reader's suggestions in place of undecided ones; list what it sees otherwise."""
    decided = {fact_id for fact_id, d in latest_decisions(standing).items() if d.verdict != "open"}
    kept = [f for f in standing if f.pk in decided or f.added_by_id]
    ranges = [(r.start, r.end, r.level) for r in version.ranges.filter(lifted_at__isnull=True)]
    Fact.objects.filter(pk__in=[f.pk for f in standing if f not in kept]).delete()
    fresh, differences = [], []
    for read_fact in read.facts:
        rival = next(
            (f for f in kept if f.kind == read_fact.kind and f.start < read_fact.end and read_fact.start < f.end), None
        )
        if rival is None:
            fresh.append(read_fact)
        elif (rival.start, rival.end) != (read_fact.start, read_fact.end) or _differs(rival, read_fact):
            differences.append({"lineage": str(rival.lineage), "was": rival.payload, "now": _payload(read_fact)})
    found = {(f.kind, f.start) for f in read.facts}
    differences += [
        {"lineage": str(f.lineage), "was": f.payload, "now": None}
        for f in kept
        if f.added_by_id is None and (f.kind, f.start) not in found
    ]
    _store_facts(version, reading, fresh, ranges)
    reading.differences = differences
    reading.save(update_fields=["differences"])


def _differs(fact: Fact, read_fact: textreader.Fact) -> bool:
    bookkeeping = {"rule", "read_id"}
    old = {k: v for k, v in fact.payload.items() if k not in bookkeeping}
    return old != dict(read_fact.fields)


def _carry_decisions(
    version: TextVersion, read: textreader.Reading, facts: dict[str, Fact], at: datetime
) -> None:
    previous = version.previous
    assert previous is not None
    old_facts = list(previous.facts.all())
    decisions = {pk: d for pk, d in latest_decisions(old_facts).items() if d.verdict != "open"}
    by_pk = {f.pk: f for f in old_facts}
    old_read = textreader.read(previous.text, previous.reference_date)
    carried = rules.carry_spans(
        previous.text,
        [(s.start, s.end) for s in old_read.sentences],
        version.text,
        [(s.start, s.end) for s in read.sentences],
        {pk: (by_pk[pk].start, by_pk[pk].end) for pk in decisions},
    )
    here = {(f.kind, f.start, f.end): f for f in facts.values()}
    for pk, place in carried.items():
        if place.span is None:
            continue
        old, decision = by_pk[pk], decisions[pk]
        if decision.verdict == "rejected" and place.how is not rules.Carry.UNTOUCHED:
            # A rejection holds while quote and sentence stand, and no longer.
            continue
        fact = here.get((old.kind, *place.span)) or _place_again(version, old, place.span)
        fact.lineage = old.lineage
        fact.save(update_fields=["lineage"])
        FactDecision.objects.create(
            fact=fact,
            verdict=decision.verdict,
            payload=decision.payload,
            by=decision.by,
            at=at,
            carried_from=decision,
            needs_look=place.how is rules.Carry.LOOK_OVER,
        )


def _place_again(version: TextVersion, old: Fact, span: rules.Span) -> Fact:
    """A decided fact that the reader does not see in the new text stands where its words stand."""
    ranges = [(r.start, r.end, r.level) for r in version.ranges.filter(lifted_at__isnull=True)]
    return Fact.objects.create(
        version=version,
        start=span[0],
        end=span[1],
        quote=version.text[span[0] : span[1]],
        kind=old.kind,
        payload=old.payload,
        level=rules.level_of(span, ranges, version.level),
        added_by=old.added_by,
    )


def add_sections(*, version: TextVersion, rows: Sequence[Section]) -> list[Section]:
    """Store a version's passages."""
    for row in rows:
        row.version = version
    return Section.objects.bulk_create(rows)


@transaction.atomic
def add_fact(
    *, version: TextVersion, start: int, end: int, kind: str, payload: dict[str, Any], by: Person, at: datetime
) -> Fact:
    """A fact that a person saw where the reader did not; offsets are code points.

    Raises ``ValueError`` for a span outside the text.
    """
    if not 0 <= start < end <= len(version.text):
        raise ValueError("the span lies outside the text")
    ranges = [(r.start, r.end, r.level) for r in version.ranges.filter(lifted_at__isnull=True)]
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
) -> FactDecision:
    """Add a decision; what it means for the fact's target is the caller's to write."""
    decision = FactDecision.objects.create(
        fact=fact, verdict=verdict, payload=payload, by=by, at=at, bulk=bulk, undoes=undoes
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
    ranges = [(r.start, r.end, r.level) for r in version.ranges.filter(lifted_at__isnull=True)]
    changed = []
    for fact in version.facts.all():
        level = rules.level_of((fact.start, fact.end), ranges, version.level)
        if fact.level != level:
            fact.level = level
            changed.append(fact)
    Fact.objects.bulk_update(changed, ["level"])
