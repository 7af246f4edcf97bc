# SPDX-License-Identifier: EUPL-1.2
"""What a member is told once something has come in, and what it can still do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lagesbild.components.shapes import Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.queries import latest_submission
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.permissions import refusal_to_write
from lagesbild.reporting.states import until_words
from lagesbild.sources.models import Source

if TYPE_CHECKING:
    from lagesbild.reporting.forms import TextOrFileForm


@dataclass(frozen=True)
class Receipt:
    """The words of the receipt and the ways on from it."""

    clauses: tuple[str, ...]
    basis: str
    notes: tuple[str, ...]
    links: tuple[Link, ...]


def receipt_page(request: HttpRequest, desk: WritingDesk) -> HttpResponse | None:
    """The receipt for what came in last; None where nothing has."""
    receipt = _receipt(desk)
    if receipt is None:
        return None
    context = {"receipt": receipt, "desk": desk}
    return render(request, "reporting/receipt_page.html", context)


def _receipt(desk: WritingDesk) -> Receipt | None:
    report = desk.report
    if report is None:
        return None
    submission = latest_submission(report)
    if submission is not None:
        return _of_text(desk, report, submission)
    if report.nothing_new:
        return Receipt(
            clauses=("Tack,", "svaret är mottaget"),
            basis=f"Inget nytt från {desk.organisation.name}. Siffrorna från förra gången behåller sina datum. {until_words(desk, now())}",
            notes=(),
            links=(Link(label="Skriv något ändå", url=desk.url()), *_to_round(desk)),
        )
    if report.submissions.filter(withdrawn_at__isnull=False).exists():
        return Receipt(
            clauses=("Texten är", "tillbakadragen"),
            basis="Den läses bara av er och samordnaren, och har tagits bort ur lägesbilden. Originalet finns kvar låst, eftersom det är en allmän handling.",
            notes=(),
            links=(Link(label="Skriv en ny", url=desk.url()), *_to_round(desk)),
        )
    return None


def _of_text(desk: WritingDesk, report: Report, submission: Submission) -> Receipt:
    when = swedish.moment(timezone.localtime(submission.sent_at), year=today().year)
    found = submission.version.facts.count()
    read = (
        f"Läsaren hittade {swedish.counted(found, 'uppgift', 'uppgifter')} i den. Samordnaren bekräftar dem innan något syns i lägesbilden."
        if found
        else "Läsaren hittade inga siffror, datum eller löften i den. Texten är sparad som den är."
    )
    may_change = refusal_to_write(desk, at=now()) is None
    links = [Link(label="Ändra", url=desk.url())] if may_change else []
    links.append(Link(label="Hämta min text", url=desk.url("text")))
    if not desk.token:
        place = [desk.dialogue.slug, desk.turn.address]
        links.append(Link(label="Läs er text", url=reverse("dialogues:review", args=[*place, report.pk])))
    until = until_words(desk, now()) if may_change else ""
    return Receipt(
        clauses=("Tack,", "rapporten är mottagen"),
        basis=f"Den kom in {when}. {until} {read}",
        notes=tuple(submission.version.intake_notes),
        links=(*links, *_to_round(desk)),
    )


def _to_round(desk: WritingDesk) -> tuple[Link, ...]:
    if desk.token:
        return ()
    place = [desk.dialogue.slug, desk.turn.address]
    return (Link(label="Till omgången", url=reverse("dialogues:round", args=place)),)


def after_nothing_new(request: HttpRequest, desk: WritingDesk, report: Report) -> HttpResponse:
    """Back to the round with a way to take it back; by a link, the receipt."""
    if desk.token:
        return HttpResponseRedirect(desk.url(kvitto=1))
    address = reverse("dialogues:round", args=[desk.dialogue.slug, desk.turn.address])
    add_toast(
        request,
        f"Inget nytt från {desk.organisation.name}. Siffrorna från förra gången behåller sina datum.",
        undo_url=f"{address}?gor=fraga-igen&rapport={report.pk}",
    )
    return HttpResponseRedirect(address)


def channel_of(form: TextOrFileForm) -> str:
    """By which way a text or a file that was sent in a form came."""
    assert form.taken is not None
    if form.content is None:
        return str(Report.Channel.FORM)
    is_mail = form.taken.kind in (Source.Kind.EML, Source.Kind.MSG)
    return str(Report.Channel.MAIL if is_mail else Report.Channel.UPLOAD)
