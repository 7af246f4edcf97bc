# SPDX-License-Identifier: EUPL-1.2
"""The first run as the page lays it out: steps, sentences and what can be said of them, in Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lagesbild.components.shapes import CardAction, Found, Link, SourceMark, WalkStep
from lagesbild.dialogues.first_look import FirstLook, LeftToReview
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.without_news import Finding, Findings, Shown, with_texts
from lagesbild.lib import swedish
from lagesbild.lib.audience import COORDINATOR
from lagesbild.sources.quotes import Quotes, one_line

#: The steps of the run. Two more belong between "punkter" and "klart" when mail exists: the addresses
#: from the last invitation, and the day of the next meeting.
FILES, CHECK, FOUND, DONE = "filer", "stammer", "punkter", "klart"
STEPS = (FILES, CHECK, FOUND, DONE)

TEMPLATES = {
    step: f"dialogues/_first_run_{name}.html"
    for step, name in zip(STEPS, ("files", "check", "found", "done"), strict=True)
}

COMING = {
    CHECK: (
        "Stämmer det vi hittade?",
        "Du får se mötesdag, organisationer och grupper, och rätta det som är fel.",
    ),
    FOUND: (
        "Vad saknar besked?",
        "Vi visar löften och frågor som ingen verkar ha svarat på, var och en med sin mening.",
    ),
    DONE: ("Sedan är ni igång", "Ni granskar det som lästs ut i egen takt. Inget skickas."),
}


@dataclass(frozen=True)
class Progress:
    """What the run has come to, in numbers: all that the steps' words need."""

    waiting: int
    loaded: int
    members: int
    groups: int
    left: int = 0
    """Promises and questions that nobody has answered for; counted in the last step only."""


def walk(step: str, title: str, lead: str, dialogue: Dialogue, progress: Progress) -> list[WalkStep]:
    """The steps with the present one open; done ones tell what came of them."""
    here = STEPS.index(step)
    return [
        WalkStep(title=title, text=lead, state="now", template=TEMPLATES[name])
        if name == step
        else _done(name, dialogue, progress)
        if i < here
        else WalkStep(title=COMING[name][0], text=COMING[name][1])
        for i, name in enumerate(STEPS)
    ]


def _done(step: str, dialogue: Dialogue, progress: Progress) -> WalkStep:
    address = reverse("dialogues:first_run_of", args=[dialogue.slug])
    if step == FILES:
        text = (
            f"{swedish.counted(progress.waiting, 'fil', 'filer')} väntar på ditt besked."
            if progress.waiting
            else f"{swedish.counted(progress.loaded, 'fil är inläst', 'filer är inlästa')}."
        )
        more = Link(label="Lägg till fler", url=f"{address}?steg={FILES}")
        return WalkStep(
            title="Börja med era senaste minnesanteckningar", text=text, state="done", change=more
        )
    if step == CHECK:
        members = swedish.counted(progress.members, "organisation", "organisationer")
        groups = swedish.counted(progress.groups, "grupp", "grupper")
        return WalkStep(title=COMING[CHECK][0], text=f"Ja. {members} i {groups}.", state="done")
    if not progress.left:
        return WalkStep(title=COMING[FOUND][0], text="Inget väntar på ditt svar.", state="done")
    back = Link(label="Visa dem igen", url=f"{address}?steg={FOUND}")
    left = swedish.counted(
        progress.left, "punkt som du inte har svarat på", "punkter som du inte har svarat på"
    )
    text = f"{left[:1].upper() + left[1:]} ligger kvar."
    return WalkStep(title=COMING[FOUND][0], text=text, state="done", change=back)


# Headings ----------------------------------------------------------------------------------------


def check_title(look: FirstLook, *, year: int) -> str:
    """ "Vi hittade mötet 14 september och 11 organisationer. Stämmer det?" """
    members = swedish.counted(len(look.members), "organisation", "organisationer") if look.members else ""
    days = look.days
    if not days:
        found = f"Vi hittade {members} men ingen mötesdag." if members else "Vi hittade ingen mötesdag."
        return f"{found} {'Vilken dag hölls mötet?' if len(look.files) == 1 else 'Vilka dagar hölls mötena?'}"
    meetings = (
        f"mötet {swedish.day_short(days[0], year=year)}"
        if len(days) == 1
        else swedish.counted(len(days), "möte", "möten")
    )
    return f"Vi hittade {meetings} {f'och {members}' if members else 'men inga organisationer'}. Stämmer det?"


def made_up(look: FirstLook) -> str:
    """ "11 organisationer i 6 grupper": what reading in will make, in the words of what it has made."""
    members = swedish.counted(len(look.members), "organisation", "organisationer")
    return f"{members} i {swedish.counted(len(look.members_by_group), 'grupp', 'grupper')}."


def rows_of_groups(look: FirstLook) -> list[tuple[str, list[str]]]:
    """Names under their groups, to be read at a glance; those with a group of their own in one row, last."""
    alone = {m.name for m in look.members if m.stands_alone}
    rows = [(group, names) for group, names in look.members_by_group if not set(names) <= alone]
    single = [name for _, names in look.members_by_group if set(names) <= alone for name in names]
    label = "En grupp för sig" if len(single) == 1 else "Var sin grupp"
    return [*rows, *([(label, single)] if single else [])]


def waiting_words(waiting: Sequence[LeftToReview]) -> str:
    """How many suggestions wait for a person, and where to begin."""
    if not waiting:
        return "Allt är granskat."
    count = sum(w.facts for w in waiting)
    return f"{swedish.counted(count, 'uppgift', 'uppgifter')} väntar på granskning. Börja med det senaste mötet, de äldre kan vänta."


def found_title(findings: Findings) -> str:
    """ "Tre löften saknar besked. En fråga är obesvarad." """
    promises, questions = findings.count("promise"), findings.count("question")
    clauses = []
    if promises:
        clauses.append(f"{swedish.spelled(promises, 'ett löfte', 'löften')} saknar besked.")
    if questions:
        verb = "är obesvarad" if questions == 1 else "är obesvarade"
        clauses.append(f"{swedish.spelled(questions, 'en fråga', 'frågor')} {verb}.")
    if not clauses:
        return "Inget väntar på besked"
    return " ".join(c[:1].upper() + c[1:] for c in clauses)


def found_lead(shown: Iterable[Finding], *, today: date) -> str:
    """Where the sentences stand and what today is, so that nobody has to count."""
    days = sorted({f.report.round.held_on for f in shown}, reverse=True)
    if not days:
        return "Alla löften och frågor i de inlästa anteckningarna är besvarade eller ligger framåt i tiden."
    of = swedish.listed([swedish.day_short(d, year=today.year) for d in days[:4]])
    return (
        f"Det här stod i anteckningarna från {of}. I{swedish.NBSP}dag är det {swedish.day(today, year=today.year)}. "
        "Det du tar med följs upp i lägesbilden, under Lovat och Obesvarade frågor, tills någon ger besked."
    )


# Findings ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FoundRow:
    """A finding on the page: with its three answers, or with what was answered and a way back."""

    pk: int
    found: Found
    answer: str = ""
    url: str = ""


def found_rows(findings: Iterable[Finding], dialogue: Dialogue, *, year: int) -> list[FoundRow]:
    """Findings as the page shows them; a constant number of queries."""
    quotes = Quotes(COORDINATOR)
    return [_row(shown, dialogue, quotes, year) for shown in with_texts(findings)]


def _row(shown: Shown, dialogue: Dialogue, quotes: Quotes, year: int) -> FoundRow:
    finding, fact = shown.finding, shown.finding.fact
    url = reverse("dialogues:first_run_answer", args=[dialogue.slug, fact.pk])
    quote = quotes.of(shown.version, fact.start, fact.end, organisation_id=None)
    text, (start, end) = shown.version.text, shown.mark
    is_promise = fact.kind == "promise"
    found = Found(
        kind="promise" if is_promise else "question",
        who=finding.who,
        before=quote.before + one_line(text[fact.start : start]),
        quote=one_line(text[start:end]).strip(),
        after=one_line(text[end : fact.end]) + quote.after,
        source=SourceMark(label=_place(shown, year), url=_review_url(finding, dialogue)),
        actions=() if finding.verdict else _actions(is_promise, finding.who),
        post_url="" if finding.verdict else url,
    )
    return FoundRow(fact.pk, found, _answer(finding, is_promise) if finding.verdict else "", url)


def _place(shown: Shown, year: int) -> str:
    day = swedish.day_short(shown.finding.report.round.held_on, year=year)
    start = shown.finding.fact.start
    page = next((number for number, first, last in shown.version.page_map if first <= start < last), None)
    also = swedish.listed([swedish.day_short(d, year=year) for d in shown.finding.also])
    return (
        f"Minnesanteckningarna {day}"
        + (f", sidan {page}" if page else "")
        + (f" (nämns också {also})" if also else "")
    )


def _review_url(finding: Finding, dialogue: Dialogue) -> str:
    address = finding.report.round.address
    return (
        reverse("dialogues:review", args=[dialogue.slug, address, finding.report.pk]) + f"#f{finding.fact.pk}"
    )


def _actions(is_promise: bool, who: str) -> tuple[CardAction, ...]:
    return (
        CardAction(label="Ta med till nästa möte", name="svar", value="ta-med", plain=True, spoken=who),
        CardAction(
            label="Redan klart" if is_promise else "Redan besvarad",
            name="svar",
            value="klart",
            plain=True,
            spoken=who,
        ),
        CardAction(
            label="Inget löfte" if is_promise else "Ingen fråga",
            name="svar",
            value="inget",
            plain=True,
            spoken=who,
        ),
    )


def _answer(finding: Finding, is_promise: bool) -> str:
    if finding.verdict == "rejected":
        return "Inget löfte." if is_promise else "Ingen fråga."
    if finding.is_closed:
        return "Redan klart." if is_promise else "Redan besvarad."
    return "Följs upp i lägesbilden."
