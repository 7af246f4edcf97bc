# SPDX-License-Identifier: EUPL-1.2
"""The order in which a text is read.

Each pass sees what the earlier ones found. Sections and sentences come first because every later
kind asks whose passage it stands in; dates come before quantities, so that "3 maj" is no three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from textreader import resolve, sections, sentences, source
from textreader.kinds import (  # the files of rules register what the others name
    asides,
    assessments,
    calls,
    changes,
    commitments,
    contradictions,
    date_rules,  # noqa: F401
    dates,
    links,
    organisations,
    persons,
    quantities,
    quantity_rules,  # noqa: F401
    tables,
)
from textreader.model import (
    Document,
    EarlierFigure,
    Fact,
    KnownOrganisation,
    Reading,
    Section,
    Sentence,
    sort_facts,
)
from textreader.tokens import scan

Pass = Callable[[Document], list[Fact]]


#: First the figures, which are then set in their context, then names and sentences.
FIGURES: tuple[Pass, ...] = (tables.find, dates.find, quantities.find, changes.find)
SENTENCES: tuple[Pass, ...] = (
    organisations.find,
    persons.find,
    asides.find,
    calls.find,
    commitments.find,
    assessments.find,
    contradictions.find,
)


def document_of(
    text: str,
    reference_date: date,
    known: Sequence[KnownOrganisation],
    earlier: Sequence[EarlierFigure] = (),
) -> Document:
    """The text made ready, with nothing read yet."""
    lowered = source.lower(text)
    flat = source.flatten(lowered)
    return Document(text, lowered, flat, reference_date, known, triggers=scan(flat), earlier=earlier)


def read(
    text: str,
    reference_date: date,
    *,
    known: Sequence[KnownOrganisation] = (),
    earlier: Sequence[EarlierFigure] = (),
) -> Reading:
    """Facts in a Swedish text as it was written on ``reference_date``.

    ``known`` are the installation's own organisations, joined to the shipped lexicon. ``earlier``
    are figures of earlier rounds (:func:`textreader.earlier_figures` takes them from a reading);
    where this text gives another figure for the same thing and days, the contradiction carries the
    earlier figure's source. Any text can be read; the same text and day always give the same facts.

    >>> from datetime import date
    >>> reading = read("Stödet höjs från 70 till 90 procent.", date(2026, 6, 15))
    >>> [(f.text, f.fields["value"], f.fields["before"]) for f in reading.of_kind("quantity")]
    [('70 till 90 procent', 90, 70)]
    """
    prepared = source.prepare(text)
    document = document_of(prepared.text, reference_date, known, earlier)
    run(document)
    reading = _reading(text, prepared, document)
    document.made.clear()  # what was made for the kinds points back at the document
    return reading


def run(document: Document) -> None:
    """All passes over a document made ready."""
    taken: set[str] = set()
    _add(document, links.find(document), taken)
    document.sections = sections.find_sections(document)
    document.sentences = sentences.split(document)
    for find in FIGURES:
        _add(document, find(document), taken)
    resolve.resolve(document)
    for find in SENTENCES:
        _add(document, find(document), taken)


def _add(document: Document, found: list[Fact], taken: set[str]) -> None:
    """One fact a kind and span: the first rule that understood it keeps it."""
    for fact in found:
        if fact.id in taken:
            document.lost(fact.start, fact.end, f"regeln {fact.rule} kom efter en annan på samma plats")
            continue
        taken.add(fact.id)
        document.facts.append(fact)


def _reading(text: str, prepared: source.Source, document: Document) -> Reading:
    """What was found, at its places in the text as given."""
    return Reading(
        text,
        document.reference_date,
        tuple(moved(fact, prepared, text) for fact in sort_facts(document.facts)),
        tuple(_moved_section(section, prepared) for section in document.sections),
        tuple(_moved_sentence(sentence, prepared) for sentence in document.sentences),
    )


def moved(fact: Fact, prepared: source.Source, text: str) -> Fact:
    """The fact at its place in the text as given."""
    if prepared.starts is None:
        return fact
    start, end = prepared.original(fact.start, fact.end)
    return replace(fact, start=start, end=end, text=text[start:end])


def _moved_section(section: Section, prepared: source.Source) -> Section:
    if prepared.starts is None:
        return section
    start, end = prepared.original(section.start, section.end)
    heading_start, heading_end = prepared.original(section.heading_start, section.heading_end)
    return replace(section, start=start, end=end, heading_start=heading_start, heading_end=heading_end)


def _moved_sentence(sentence: Sentence, prepared: source.Source) -> Sentence:
    if prepared.starts is None:
        return sentence
    start, end = prepared.original(sentence.start, sentence.end)
    return sentence._replace(start=start, end=end)
