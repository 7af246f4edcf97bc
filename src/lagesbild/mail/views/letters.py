# SPDX-License-Identifier: EUPL-1.2
"""Letters that came in and belong to nothing: looked at, put to use elsewhere, or laid aside."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.components.toasts import add_toast
from lagesbild.intake import IntakeRefused
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib.clock import now
from lagesbild.lib.refusal import Refused
from lagesbild.mail import operations, registry, shapes
from lagesbild.mail.desk import OutboxDesk
from lagesbild.mail.inbox import letter_of
from lagesbild.mail.messages import sentence
from lagesbild.mail.models import IncomingMail
from lagesbild.mail.permissions import refusal_to_decide
from lagesbild.mail.queries import letters_for, letters_waiting

LETTERS_A_PAGE = 50


@require_safe
def letters_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for somebody first, then all that came."""
    desk, at = OutboxDesk.of(request, slug), now()
    waiting = letters_waiting(desk.dialogue)
    rest = letters_for(desk.dialogue).exclude(pk__in=waiting.values("pk"))
    page = Paginator(rest, LETTERS_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "desk": desk,
        "waiting": [shapes.letter_row(slug, letter, at=at) for letter in waiting],
        "rest": [shapes.letter_row(slug, letter, at=at) for letter in page],
        "page": page,
    }
    return render(request, "mail/letters_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_page(request: HttpRequest, slug: str, letter_id: int) -> HttpResponse:
    """One letter with its ways on; POST lays it aside."""
    desk = OutboxDesk.of(request, slug)
    incoming = desk.letter(letter_id)
    if request.method == "POST":
        try:
            operations.drop_letter(incoming=incoming, by=desk.person, at=now())
            add_toast(request, "Mejlet är lagt åt sidan. Det finns kvar i listan.")
        except Refused as refused:
            add_toast(request, sentence(refused.refusal))
        return redirect(desk.url("letters"))
    context = {
        "desk": desk,
        "incoming": incoming,
        "row": shapes.letter_row(slug, incoming, at=now()),
        "waits": refusal_to_decide(incoming) is None,
        "actions": registry.actions_for(incoming, desk.person) if refusal_to_decide(incoming) is None else [],
        **_content(incoming),
    }
    return render(request, "mail/letter_page.html", context)


def _content(incoming: IncomingMail) -> dict[str, object]:
    """What the sender wrote and attached; why it cannot be shown where it cannot."""
    try:
        letter = letter_of(incoming)
    except IntakeRefused as refused:
        return {"text": "", "unreadable": refused.message}
    except (FileNotFoundError, ValueError):
        return {"text": "", "unreadable": "Mejlets fil saknas i arkivet. Kör «lagesbild doctor»."}
    files = [f"{file.filename} ({size_in_words(len(file.content))})" for file in letter.attachments]
    return {"text": letter.text, "quoted": letter.quoted_text, "files": files}
