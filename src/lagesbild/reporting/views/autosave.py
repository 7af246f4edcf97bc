# SPDX-License-Identifier: EUPL-1.2
"""What the page's own script asks while somebody writes: save this, read this; and the text as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.queries import latest_submission, member_organisations
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.organisations.queries import known_organisations
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.drafts import save_draft, save_judgement
from lagesbild.reporting.live_reading import read_live
from lagesbild.reporting.messages import sentence
from lagesbild.reporting.models import DraftSideVersion
from lagesbild.reporting.permissions import refusal_to_write
from lagesbild.reporting.states import state_words


def save(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """JSON: ``revision`` and ``said`` where it was saved; 409 with ``beside`` where another was first."""
    refusal = refusal_to_write(desk, at=now())
    if refusal is not None:
        return JsonResponse({"said": sentence(refusal)}, status=423)
    text = request.POST.get("text", "")
    revision = row_id(request.POST.get("revision")) or 0
    report = desk.report
    if report is None and not text.strip() and not request.POST.get("level"):
        return JsonResponse({"revision": 0, "said": state_words(desk, None, at=now())})
    side = side_of(desk, request.POST.get("beside"))
    try:
        saved = save_draft(
            turn=desk.turn, organisation=desk.organisation, text=text, revision=revision, goes_on_in=side,
            by=desk.person, at=now(),
        )  # fmt: skip
    except Refused as refused:
        return JsonResponse({"said": sentence(refused.refusal)}, status=413)
    keep_judgement(request, desk, saved.report)
    if saved.beside is None:
        said = state_words(desk, saved.report, at=now())
        return JsonResponse({"revision": saved.report.draft_revision, "said": said})
    part = render_to_string(
        "reporting/_beside_part.html", {"sides": sides_of(saved.report), "desk": desk, "report": saved.report}
    )
    return JsonResponse(
        {
            "revision": saved.report.draft_revision,
            "beside": saved.beside.pk,
            "said": "Sparat bredvid. Någon annan har skrivit i samma text. Inget är borta.",
            "html": part,
        },
        status=409,
    )


def side_of(desk: WritingDesk, wanted: str | None) -> DraftSideVersion | None:
    """A text beside this report's draft that still waits for a choice."""
    pk, report = row_id(wanted), desk.report
    if pk is None or report is None:
        return None
    return report.side_versions.filter(pk=pk, settled_at__isnull=True).first()


def sides_of(report: Report | None) -> list[DraftSideVersion]:
    """The texts beside the draft that wait for a choice, the newest first."""
    if report is None:
        return []
    rows = report.side_versions.filter(settled_at__isnull=True).select_related("written_by")
    return list(rows.order_by("-written_at", "-pk"))


def keep_judgement(request: HttpRequest, desk: WritingDesk, report: Report) -> None:
    """Keep the chosen step with the draft, where the form had one."""
    if "level" not in request.POST and "word" not in request.POST:
        return
    level = row_id(request.POST.get("level"))
    save_judgement(
        report=report,
        level=level if level in range(1, 6) else None,
        word=request.POST.get("word", ""),
        by=desk.person,
        at=now(),
    )


def read(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """The part "Så läser vi er text"."""
    known = known_organisations(member_organisations(desk.dialogue))
    reading = read_live(request.POST.get("text", ""), day=today(), known=known)
    return render(request, "reporting/_reading_part.html", {"reading": reading})


def own_text(desk: WritingDesk) -> HttpResponse:
    """What was sent last, else the draft, as a text file."""
    report = desk.report
    sent: Submission | None = latest_submission(report) if report is not None else None
    text = sent.version.text if sent is not None else (report.draft_text if report is not None else "")
    if not text.strip():
        raise Http404("nothing written")
    name = f"rapport-{desk.turn.address}.txt"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
