# SPDX-License-Identifier: EUPL-1.2
"""Granska: one report, sentence by sentence, with the facts to decide about beside them.

Every act is a POST that redirects back to the next open card. Where htmx asks, the same act answers
with the rows that changed, the counter and the heading instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from lagesbild.accounts.models import Person
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues import accepting, reviewing
from lagesbild.dialogues.forms_review import ADDABLE, LevelForm, form_for
from lagesbild.dialogues.messages import sentence
from lagesbild.dialogues.permissions import refusal_to_review
from lagesbild.dialogues.proposals import is_figure
from lagesbild.dialogues.queries import latest_submission
from lagesbild.dialogues.review import Review, received_words
from lagesbild.dialogues.review_shapes import Look, Page
from lagesbild.dialogues.review_tools import FIGURES, find_words, first_reading
from lagesbild.dialogues.segments import RowSpan
from lagesbild.dialogues.views.review_desk import Desk, look_from, rows_asked_for, whole
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refusal, Refused
from lagesbild.sources.models import Fact


def _stale(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """The page anew where it shows another text than the member's newest.

    Row numbers, offsets and what one thinks that one accepts hold for the text that was looked at.
    """
    sent = request.POST if request.method == "POST" else request.GET
    asked = sent.get("version")
    current = desk.submission.version_id if desk.submission is not None else None
    if asked == str(current) or (asked is None and request.method != "POST"):
        return None
    messages.warning(request, sentence(Refusal("other_text")))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _back(desk, Look(show_all=look_from(sent).show_all))


# Answers ----------------------------------------------------------------------------------------


@require_safe
def review_page(request: HttpRequest, slug: str, address: str, report_id: int) -> HttpResponse:
    """The page, or with htmx the rows that open and close."""
    desk = Desk(request, slug, address, report_id)
    if desk.submission is None:
        return _without_text(request, desk)
    look = look_from(request.GET)
    if refusal_to_review(desk.audience) is not None:
        look = Look(show_all=look.show_all)
    if request.htmx:  # type: ignore[attr-defined]
        return _stale(request, desk) or _part(request, desk, look, rows_asked_for(request.GET))
    return _whole_page(request, desk, desk.review(look))


def _without_text(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Why there is nothing to read: nothing was sent, or nobody has read it through yet."""
    waits = latest_submission(desk.report) is not None
    title = _waiting_title(desk) if waits else _empty_title(desk)
    context = {"desk": desk, "title": title}
    return _private(
        render(request, "dialogues/review_empty_page.html", context, status=403 if waits else 200)
    )


def _waiting_title(desk: Desk) -> tuple[str, str]:
    who = desk.report.organisation.name if desk.report.organisation else "Mötet"
    return f"{who}: rapporten är inte genomläst än", sentence(Refusal("not_read_through"))


def _empty_title(desk: Desk) -> tuple[str, str]:
    who = desk.report.organisation.name if desk.report.organisation else "Mötet"
    if desk.report.nothing_new:
        return (
            f"{who}: inget nytt",
            "Medlemmen har svarat att inget är nytt sedan förra omgången. Det finns ingen text att granska, och inga tal ändras.",
        )
    return (
        f"{who} har inte skickat någon text",
        "Ett utkast läser bara medlemmen själv. När texten är skickad står den här, med de uppgifter som läsaren hittar.",
    )


def _context(desk: Desk, page: Page) -> dict[str, Any]:
    turn = desk.report.round
    return {
        "page": page,
        "desk": desk,
        "back": reverse("dialogues:round", args=[turn.dialogue.slug, turn.address]),
        "round_words": f"Omgången {swedish.day_short(turn.held_on, year=today().year)}",
        "received": received_words(page, today().year),
        "urls": {
            name: desk.url(name)
            for name in ("review", "add_fact", "accept_all", "accept_report", "sentence_level")
        },
    }


def _whole_page(request: HttpRequest, desk: Desk, review: Review) -> HttpResponse:
    page = review.page()
    return _private(render(request, "dialogues/review_page.html", _context(desk, page)))


def _part(
    request: HttpRequest,
    desk: Desk,
    look: Look,
    rows: Iterable[int],
    *,
    review: Review | None = None,
    said: str = "",
    learnt: str = "",
    undo: str = "",
) -> HttpResponse:
    """The rows that changed, with what counts them: one decision swaps one card and its line.

    ``said`` is why something was not done, ``learnt`` what else was, and ``undo`` the way back from it.
    """
    review = review or desk.review(look)
    page = review.page()
    changed = set(rows)
    for pk in (page.look.active, page.look.acted):
        changed |= page.where.get(pk, set()) if pk else set()
    if page.look.row:
        changed.add(page.look.row)
    context = {
        **_context(desk, page),
        "rows": [r for r in page.rows if r.number in changed],
        "part": True,
        "said": said,
        "learnt": learnt,
        "undo": undo,
    }
    return _private(render(request, "dialogues/_review_part.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """Part and page share an address, and both are somebody's own."""
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "private, no-store"
    return response


def _back(desk: Desk, look: Look, *, anchor: str = "") -> HttpResponse:
    """Redirect to the page as ``look`` says."""
    query: dict[str, Any] = {}
    if look.show_all:
        query["visa"] = "alla"
    for name, value in (("uppgift", look.active), ("nyss", look.acted), ("mening", look.row)):
        if value:
            query[name] = value
    address = desk.url() + (f"?{urlencode(query)}" if query else "") + (f"#{anchor}" if anchor else "")
    return HttpResponseRedirect(address)


# Acts -------------------------------------------------------------------------------------------


def _accept(review: Review, fact: Fact, by: Person) -> None:
    accepting.accept_fact(desk=review.desk, fact=fact, by=by, at=now())


def _reject(review: Review, fact: Fact, by: Person) -> None:
    reviewing.reject(fact=fact, by=by, at=now())


def _reopen(review: Review, fact: Fact, by: Person) -> None:
    reviewing.reopen(fact=fact, by=by, at=now())


def _undo(review: Review, fact: Fact, by: Person) -> None:
    reviewing.undo(desk=review.desk, fact=fact, by=by, at=now())


ACTS: dict[str, Callable[[Review, Fact, Person], None]] = {
    "accept": _accept,
    "reject": _reject,
    "reopen": _reopen,
    "undo": _undo,
}
#: Acts after which the next undecided fact opens.
MOVES_ON = ("accept", "reject", "change")


@require_POST
def decide(request: HttpRequest, slug: str, address: str, report_id: int, fact_id: int) -> HttpResponse:
    """Accept, change, reject, undo or open again one fact."""
    desk = Desk(request, slug, address, report_id)
    by, look = desk.by, look_from(request.POST)
    review = desk.review(replace(look, active=fact_id))
    # The undo of a toast says in its address what it does.
    fact, act = review.fact(fact_id), request.POST.get("gor") or request.GET.get("gor", "")
    learnt = ""
    if fact is None:
        return _refuse(request, desk, look, Refusal("no_longer_here"))
    if act == "change":
        figure = is_figure(fact)
        form = form_for(
            fact.kind, figure=figure, payload=review.payload(fact), series=review.series, data=request.POST
        )
        if form is None:
            return _refuse(request, desk, look, Refusal("bad_choice"))
        if not form.is_valid():
            again = replace(review.look, editing=True)
            review.look, review.bound_form = again, form
            return _show(request, desk, review)
        series = reviewing.change(desk=review.desk, fact=fact, changes=form.changes(), by=by, at=now())
        learnt = _learnt(review, form.changes(), series.name) if series is not None else ""
    elif act in ACTS:
        try:
            ACTS[act](review, fact, by)
        except Refused as no:
            return _refuse(request, desk, replace(look, active=fact_id), no.refusal)
    else:
        return _refuse(request, desk, look, Refusal("bad_choice"))
    return _after(request, desk, look, fact_id, moves_on=act in MOVES_ON, learnt=learnt)


def _learnt(review: Review, changes: Mapping[str, Any], series: str) -> str:
    """What a changed series means for the next time, in words."""
    who = review.report.organisation or "mötet"
    return (
        f"Nästa gång {who} skriver ”{changes['of']}” föreslås serien {series}. "
        "Ångra tar tillbaka både ändringen och det som lärts."
    )


def _after(
    request: HttpRequest, desk: Desk, look: Look, fact_id: int, *, moves_on: bool, learnt: str = ""
) -> HttpResponse:
    """Go on to the next open card; the way back stands on the one just decided about.

    ``learnt`` is what else the act did, with a way back of its own.
    """
    desk.submission = latest_submission(desk.report)  # the facts at hand were read before the act
    review = desk.review(
        replace(look, active=None, acted=fact_id if moves_on else None, row=None, editing=False)
    )
    fact = review.fact(fact_id)
    following = review.next_after(fact) if fact is not None and moves_on else fact
    review.look = replace(review.look, active=following.pk if following is not None else fact_id)
    if request.htmx:  # type: ignore[attr-defined]
        rows = rows_asked_for(request.POST) | _rows_of(review, fact_id)
        undo = desk.url("decide", fact_id) if learnt else ""
        return _part(request, desk, review.look, rows, review=review, learnt=learnt, undo=undo)
    if learnt:
        add_toast(request, learnt, undo_url=f"{desk.url('decide', fact_id)}?gor=undo")
    return _back(desk, review.look, anchor=f"f{review.look.active}")


def _rows_of(review: Review, fact_id: int) -> set[int]:
    """The rows that a fact's words stand in."""
    fact = review.fact(fact_id)
    if fact is None:
        return set()
    return {
        n for n, (row, _) in enumerate(review.row_spans, 1) if fact.start < row.end and row.start < fact.end
    }


def _show(request: HttpRequest, desk: Desk, review: Review) -> HttpResponse:
    """The review as it stands, with what is wrong in its open fields."""
    if request.htmx:  # type: ignore[attr-defined]
        return _part(request, desk, review.look, rows_asked_for(request.POST), review=review)
    return _whole_page(request, desk, review)


def _refuse(request: HttpRequest, desk: Desk, look: Look, refusal: Refusal) -> HttpResponse:
    """Say why not, on the page where one stood."""
    if request.htmx:  # type: ignore[attr-defined]
        return _part(request, desk, look, rows_asked_for(request.POST), said=sentence(refusal))
    messages.error(request, sentence(refusal))
    return _back(desk, look, anchor=f"f{look.active}" if look.active else "")


def _row_named(review: Review) -> RowSpan | None:
    """The sentence that a form speaks of; None where its number is none of this report's rows."""
    number, rows = review.look.row or 0, review.row_spans
    if not 1 <= number <= len(rows) or rows[number - 1][1] is not None:
        return None
    return rows[number - 1][0]


@require_POST
def add(request: HttpRequest, slug: str, address: str, report_id: int) -> HttpResponse:
    """Add a fact that a person marked in the text: added and accepted in one act."""
    desk = Desk(request, slug, address, report_id)
    by, look = desk.by, look_from(request.POST)
    if stale := _stale(request, desk):
        return stale
    review = desk.review(look)
    row = _row_named(review)
    if row is None or look.kind not in ADDABLE:
        return _refuse(request, desk, replace(look, row=None, kind=""), Refusal("bad_choice"))
    span, refusal = find_words(review, (row.start, row.end))
    if span is None or refusal is not None:
        return _refuse(request, desk, replace(look, kind=""), refusal or Refusal("words_not_found"))
    start = first_reading(review, span, look.kind)
    form = form_for(
        look.kind, figure=look.kind in FIGURES, payload=start, series=review.series, data=request.POST
    )
    assert form is not None
    if not form.is_valid():
        review.bound_form = form
        return _show(request, desk, review)
    payload = {**start, **form.changes()}
    fact = accepting.add_fact(
        desk=review.desk, start=span[0], end=span[1], kind=look.kind, payload=payload, by=by, at=now()
    )
    after = replace(look, row=None, words="", span=None, kind="")
    return _after(request, desk, after, fact.pk, moves_on=True)


@require_POST
def sentence_level(request: HttpRequest, slug: str, address: str, report_id: int) -> HttpResponse:
    """Choose who may read a sentence."""
    desk = Desk(request, slug, address, report_id)
    by, look = desk.by, look_from(request.POST)
    if stale := _stale(request, desk):
        return stale
    review, form = desk.review(look), LevelForm(request.POST)
    row = _row_named(review)
    if row is None or not form.is_valid():
        return _refuse(request, desk, replace(look, row=None), Refusal("bad_choice"))
    chosen = form.cleaned_data["niva"]
    level = reviewing.set_sentence_level(
        version=review.version, start=row.start, end=row.end, level=chosen, by=by, at=now()
    )
    if level != chosen:
        return _refuse(request, desk, look, Refusal("level_from_outside"))
    if request.htmx:  # type: ignore[attr-defined]
        return _part(request, desk, look, rows_asked_for(request.POST))
    return _back(desk, look, anchor=f"m{look.row}")


@require_POST
def accept_all(request: HttpRequest, slug: str, address: str, report_id: int) -> HttpResponse:
    """Accept every undecided fact that the text claims; ``angra`` takes that back again."""
    desk = Desk(request, slug, address, report_id)
    by = desk.by
    look = look_from(request.POST)
    since = whole(request.GET.get("angra"))
    if since is not None:
        return _undo_all(request, desk, look, since)
    if stale := _stale(request, desk):
        return stale
    review = desk.review(look)
    chosen = _facts_named(review, request.POST.get("dessa"))
    count, first = reviewing.accept_rest(desk=review.desk, facts=chosen, by=by, at=now())
    said = f"{swedish.counted(count, 'uppgift är godtagen', 'uppgifter är godtagna')}."
    if chosen is review.facts and (unsure := len(review.unclaimed_left())):
        said += f" {_unsure_words(unsure)}"
    if count:
        add_toast(request, said, undo_url=f"{desk.url('accept_all')}?angra={first}")
    else:
        messages.info(request, "Det fanns inget mer att godta på en gång.")
    return _back(desk, look)


def _facts_named(review: Review, ids: str | None) -> list[Fact]:
    """The facts that the button named, which one had before one's eyes; without names all of them."""
    if ids is None:
        return review.facts
    named = {whole(part) for part in ids.split(",")[:500]}
    return [fact for fact in review.facts if fact.pk in named]


def _unsure_words(count: int) -> str:
    """Why some facts are left when all were accepted."""
    if count == 1:
        return "1 uppgift är kvar: texten är inte säker på den, eller återger någon annan. Den granskar du för sig."
    return f"{count} uppgifter är kvar: texten är inte säker på dem, eller återger någon annan. Dem granskar du en i taget."


def _undo_all(request: HttpRequest, desk: Desk, look: Look, since: int) -> HttpResponse:
    review = desk.review(look)
    try:
        count = reviewing.undo_bulk(desk=review.desk, facts=review.facts, since=since, by=desk.by, at=now())
    except Refused as no:
        return _refuse(request, desk, look, no.refusal)
    messages.success(
        request, f"{swedish.counted(count, 'uppgift väntar', 'uppgifter väntar')} på granskning igen."
    )
    return _back(desk, look)


@require_POST
def accept_report(request: HttpRequest, slug: str, address: str, report_id: int) -> HttpResponse:
    """Receive the version as the report that counts, or open it again."""
    desk = Desk(request, slug, address, report_id)
    by, look = desk.by, look_from(request.POST)
    if desk.submission is None:
        return _refuse(request, desk, look, Refusal("no_text"))
    if stale := _stale(request, desk):
        return stale
    submission = desk.submission
    submission.report = desk.report
    if request.POST.get("gor") == "reopen":
        accepting.unaccept_version(submission=submission, by=by, at=now())
        hidden = "" if submission.version.is_history else " Gruppen ser den när du godtar den igen."
        messages.success(request, f"Rapporten är öppen igen. Medlemmen kan skicka en ny text.{hidden}")
    else:
        try:
            accepting.accept_version(submission=submission, by=by, at=now())
        except Refused as no:
            return _refuse(request, desk, look, no.refusal)
        messages.success(
            request,
            "Rapporten är godtagen, och gruppen kan läsa den. Det du inte har granskat blir inga tal i bilden.",
        )
    return _back(desk, look)
