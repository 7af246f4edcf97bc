# SPDX-License-Identifier: EUPL-1.2
"""Actions, promises, decisions, needs and questions, clause by clause.

The order follows the decision tree of the conventions: what asks is a question; what is settled is a
decision and nothing else; else what others are to get is a promise; else what is done is an action.
A need may stand beside any of them.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from textreader.clauses import Clause, clauses_of
from textreader.kinds import actions, asides, decisions, needs, promises, questions
from textreader.kinds.judging import Situation, Verdict
from textreader.model import Document, Fact
from textreader.owners import Owners, owners_of
from textreader.rule import make


def find(document: Document) -> list[Fact]:
    """Everything that bodies do, want, ask, settle and promise in a text."""
    owners = owners_of(document)
    sentences = [c for c in clauses_of(document) if c]
    shut = [(f.start, f.end) for f in document.of_kind("aside") if f.rule not in asides.UNBRACKETED]
    notes = [(f.start, f.end) for f in document.of_kind("aside") if f.rule in asides.UNBRACKETED]
    names = tuple(f.start for f in document.of_kind("call", "scheme", "training"))
    out: list[Fact] = []
    for n, clauses in enumerate(sentences):
        sentence = clauses[0].sentence
        if _inside(shut, sentence.start) or _inside(shut, (sentence.start + sentence.end) // 2):
            continue
        verdicts = [
            (c, _situation(owners, c, clauses[i - 1] if i and _leans(c) else None, names))
            for i, c in enumerate(clauses)
        ]
        question = questions.judge(verdicts[0][1], clauses)
        if question is not None:
            following = _in_passage(owners, clauses, sentences[n + 1 : n + 4])
            question.fields["answered"] = questions.is_answered(
                clauses, following, _inside(notes, sentence.start), _other_speaker(owners, clauses, following)
            )
            out.append(_fact(document, question, sentence.start, sentence.end))
            if question.rule == questions.DIRECT:
                continue
        judged = [(c, list(_judge(s, asking=question is not None))) for c, s in verdicts]
        _inherit(judged)
        _both_decided(judged, owners)
        for verdict, start, end in _spans(judged):
            begin = start
            if verdict.kind == "promise":
                begin = _with_thing(judged, start)
            if (
                verdict.rule == actions.HAPPENS
                and n
                and re.match(r"(?:finns nu|nu finns|är nu)\b", clauses[0].flat)
            ):
                begin = _with_title(sentences[n - 1], start, sentence.paragraph)
            out.append(_fact(document, verdict, begin, end))
    return out


def _leans(clause: Clause) -> bool:
    """Does the clause speak of the clause's before: by sharing its subject, or by a pronoun?"""
    return clause.continues or clause.words[0].low in ("den", "det", "de", "dessa", "detta")


def _with_title(before: list[Clause], start: int, paragraph: int) -> int:
    """ "Utbildningssidan. Finns nu på webben.": what is spoken of stands alone before."""
    first = before[0]
    titled = len(before) == 1 and first.finite() is None and len(first.words) <= 6
    return first.start if titled and first.sentence.paragraph == paragraph else start


def _with_thing(judged: list[tuple[Clause, list[Verdict]]], start: int) -> int:
    """ "Analysen är försenad, kommer v. 46.": what is promised stands in the clause before."""
    for (before, told), (clause, _) in itertools.pairwise(judged):
        if clause.start == start and clause.continues and not told and not clause.has("thing"):
            return before.start if before.has("thing") else start
    return start


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _situation(
    owners: Owners, clause: Clause, before: Clause | None = None, names: tuple[int, ...] = ()
) -> Situation:
    subject, company = owners.subject(clause)
    section = owners.section(clause.start)
    context = owners.context(clause)
    if company and subject in (
        section.owner if section is not None else None,
        owners.speakers.get(clause.sentence.start),
    ):
        company = False  # a company that takes part and reports
    return Situation(
        clause,
        owners,
        subject,
        company,
        context,
        section.role if section is not None else "",
        section.heading.lower() if section is not None else "",
        bisect_left(names, clause.start) < bisect_left(names, clause.end),
        before,
    )


def _in_passage(owners: Owners, question: list[Clause], following: list[list[Clause]]) -> list[list[Clause]]:
    """The sentences before the next heading; a label on the line of its words is no heading."""
    here = owners.section(question[0].start)
    for n, clauses in enumerate(following):
        there = owners.section(clauses[0].start)
        if there is here or there is None or there.heading.lower().startswith("svar"):
            continue
        if (
            there.start >= question[-1].end
            and "\n" in owners.document.text[there.heading_end : clauses[0].start]
        ):
            return following[:n]
    return following


def _other_speaker(owners: Owners, question: list[Clause], following: list[list[Clause]]) -> bool:
    """Does another label stand before the next sentence?"""
    if not following:
        return False
    first = owners.section(question[0].start)
    after = owners.section(following[0][0].start)
    return (
        first is not after
        and after is not None
        and first is not None
        and after.role == "organisation"
        and after.start >= question[-1].end
        and following[0][0].start - after.heading_end < 3
        and "\n" not in owners.document.text[after.heading_end : following[0][0].start]
    )


def _judge(situation: Situation, *, asking: bool) -> Iterator[Verdict]:
    if asking:
        return
    decision = decisions.judge(situation)
    if decision is not None:
        yield decision
        return
    need = needs.judge(situation)
    if need is not None:
        yield need
    promise = promises.judge(situation)
    if promise is not None:
        yield promise
        return
    if need is not None and need.rule in (needs.MUST, needs.WISH):
        return
    action = actions.judge(situation)
    if action is not None:
        if need is not None and action.rule not in (actions.HAPPENS, actions.COMMISSION):
            return
        yield action
    elif need is None and _under_list_heading(situation):
        yield from _by_heading(situation)


def _under_list_heading(situation: Situation) -> bool:
    return (
        situation.clause.number == 0
        and situation.clause.sentence.bullet
        and situation.role in ("topic", "organisation")
    )


def _by_heading(situation: Situation) -> Iterator[Verdict]:
    """List items under headings that say what the items are."""
    heading = situation.heading
    if re.fullmatch(r"(?:behov|önskemål|medskick)(?: .*)?", heading):
        yield Verdict("need", needs.LACK, {"owner": situation.owner, "due_from": None, "due_to": None})


def _inherit(judged: list[tuple[Clause, list[Verdict]]]) -> None:
    """ "… och rekryterar två": the second verb's owner is the first's, where it says none."""
    for (_, before), (clause, after) in itertools.pairwise(judged):
        if not clause.continues or not before:
            continue
        for verdict in after:
            for earlier in before:
                if verdict.kind in ("action", "promise") and earlier.kind in ("action", "promise"):
                    verdict.fields["owner"] = earlier.fields["owner"]
                    if "samma dag" in clause.flat:
                        verdict.fields |= {d: earlier.fields[d] for d in ("due_from", "due_to")}


def _both_decided(judged: list[tuple[Clause, list[Verdict]]], owners: Owners) -> None:
    """ "Beslutade att … och att …": the second thing is as settled as the first."""
    for n in range(1, len(judged)):
        clause, told = judged[n]
        before = next((v for v in judged[n - 1][1] if v.kind == "decision"), None)
        if before is None or not re.match(r"(?:(?:och|samt) )?att ", clause.flat):
            continue
        since, until = owners.due(clause, ahead=True)
        told[:] = [Verdict("decision", before.rule, {**before.fields, "due_from": since, "due_to": until})]


def _spans(judged: list[tuple[Clause, list[Verdict]]]) -> Iterator[tuple[Verdict, int, int]]:
    """Spans of the verdicts: neighbours of one kind with equal fields are one fact."""
    sentence = judged[0][0].sentence
    open_: dict[str, tuple[Verdict, int, int, int]] = {}
    done: list[tuple[Verdict, int, int]] = []
    for n, (clause, verdicts) in enumerate(judged):
        for verdict in verdicts:
            if verdict.whole_sentence:
                done.append((verdict, sentence.start, sentence.end))
                continue
            earlier = open_.get(verdict.kind)
            if (
                earlier is not None
                and earlier[3] == n - 1
                and _same(earlier[0], verdict, goes_on=clause.continues)
            ):
                open_[verdict.kind] = (earlier[0], earlier[1], clause.end, n)
                continue
            if earlier is not None:
                done.append(earlier[:3])
            open_[verdict.kind] = (verdict, clause.start, clause.end, n)
        # a clause that says nothing of its own and has no subject belongs to the one before it
        said_by = "sayer" in clause.words[0].tags
        if (
            not verdicts
            and clause.continues
            and not said_by
            and clause.end - clause.start < 0.5 * (sentence.end - sentence.start)
        ):
            for kind, (verdict, start, _, last) in list(open_.items()):
                if last == n - 1:
                    open_[kind] = (verdict, start, clause.end, n)
    done += [entry[:3] for entry in open_.values()]
    yield from sorted(done, key=lambda d: (d[1], d[2]))


def _same(a: Verdict, b: Verdict, *, goes_on: bool) -> bool:
    """Equal fields; a clause that goes on without a day of its own has that of the one before."""
    keys = ["owner", "due_from", "due_to", "status"]
    if goes_on and b.kind == "promise" and b.fields["due_to"] is None:
        keys.remove("due_from")
        keys.remove("due_to")
    return all(a.fields.get(k) == b.fields.get(k) for k in keys)


def _fact(document: Document, verdict: Verdict, start: int, end: int) -> Fact:
    return make(document, verdict.kind, start, end, verdict.rule, **verdict.fields)
