# SPDX-License-Identifier: EUPL-1.2
"""The outbox: what leaves and when, each to be looked at, held, taken out by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import person_of
from lagesbild.components.shapes import Link
from lagesbild.components.toasts import add_toast
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refusal, Refused
from lagesbild.mail import operations, shapes
from lagesbild.mail.desk import OutboxDesk
from lagesbild.mail.envelopes import as_eml
from lagesbild.mail.messages import sentence
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.queries import coordinated_dialogues, has_mail_server, letters_waiting, waiting_by_hand
from lagesbild.mail.rules import plus_address
from lagesbild.mail.sending import earliest
from lagesbild.mail.states import NEEDS_SOMEBODY, ON_ITS_WAY, State, state_of

SENT_A_PAGE = 50


@require_safe
def short_outbox(request: HttpRequest) -> HttpResponse:
    """The outbox of one's only dialogue, or those to choose from."""
    dialogues = coordinated_dialogues(person_of(request.user), day=today())
    if not dialogues:
        raise Http404("coordinates nothing")
    if len(dialogues) == 1:
        return redirect("mail:outbox", slug=dialogues[0].slug)
    choices = [Link(label=d.name, url=reverse("mail:outbox", args=[d.slug])) for d in dialogues]
    return render(request, "mail/choose_outbox_page.html", {"choices": choices})


@require_safe
def outbox_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What needs somebody, what is on its way, what is held, what has left."""
    desk, at, has_server = OutboxDesk.of(request, slug), now(), has_mail_server()
    mails = OutgoingMail.objects.filter(dialogue=desk.dialogue).select_related("held_by")
    moments = shapes.Moments()

    def line(mail: OutgoingMail) -> shapes.OutboxRow:
        return shapes.outbox_row(slug, mail, at=at, has_server=has_server, moments=moments)

    unfinished = mails.filter(sent_at__isnull=True, cancelled_at__isnull=True).order_by("due_at", "pk")
    by_state: dict[State, list[shapes.OutboxRow]] = {state: [] for state in State}
    for mail in unfinished:
        by_state[state_of(mail, at=at, has_server=has_server)].append(line(mail))
    ended = mails.exclude(pk__in=unfinished.values("pk")).order_by("-sent_at", "-cancelled_at", "-pk")
    page = Paginator(ended, SENT_A_PAGE).get_page(request.GET.get("sida"))
    needs = [row for state in State if state in NEEDS_SOMEBODY for row in by_state[state]]
    ahead = [row for state in State if state in ON_ITS_WAY for row in by_state[state]]
    letters = letters_waiting(desk.dialogue).count()
    context = {
        "desk": desk,
        "title": _title(len(needs), len(ahead), has_server=has_server),
        "has_server": has_server,
        "needs": needs,
        "ahead": ahead,
        "held": by_state[State.HELD],
        "files": _files_words(len(by_state[State.BY_HAND])),
        "page": page,
        "ended": [line(mail) for mail in page],
        "letters": letters,
        "letters_words": swedish.counted(letters, "brev", "brev"),
    }
    return render(request, "mail/outbox_page.html", context)


def _title(needs: int, ahead: int, *, has_server: bool) -> list[str]:
    """The heading says the answer: what waits for you, else what leaves."""
    if needs:
        return [f"{swedish.spelled(needs, 'ett mejl', 'mejl').capitalize()} väntar på dig"]
    if ahead:
        where = "på väg ut" if has_server else "planerat" if ahead == 1 else "planerade"
        return [f"{swedish.spelled(ahead, 'ett mejl', 'mejl').capitalize()} {where}"]
    return ["Inget väntar på att gå ut"]


def _files_words(waiting: int) -> str:
    """What the button says that takes out everything at once; "" where each is as quick by itself."""
    return f"Hämta alla {waiting} som .eml-filer" if waiting > 1 else ""


# One mail -----------------------------------------------------------------------------------------

Act = Callable[[OutgoingMail, Person], str]


def _send_now(mail: OutgoingMail, by: Person) -> str:
    row = operations.send_at_once(mail=mail, by=by, at=now())
    moment = earliest(row, now())
    if moment is not None:
        return f"Mejlet går så snart det får, {shapes.said(moment, now())}."
    return "Mejlet går inom en minut."


def _hold(mail: OutgoingMail, by: Person) -> str:
    operations.hold_mail(mail=mail, because="", by=by, at=now())
    return "Mejlet hålls inne tills du släpper det."


def _release(mail: OutgoingMail, by: Person) -> str:
    operations.release_mail(mail=mail, by=by, at=now())
    return "Mejlet går när dess tid kommer."


def _cancel(mail: OutgoingMail, by: Person) -> str:
    operations.cancel_mail(mail=mail, because="Samordnaren tog bort det", by=by, at=now())
    return "Mejlet är borttaget och går inte iväg."


def _sent(mail: OutgoingMail, by: Person) -> str:
    operations.mark_sent_by_hand(mail=mail, by=by, at=now())
    return "Noterat: mejlet är skickat för hand."


ACTS: dict[str, Act] = {
    "skicka": _send_now,
    "hall-inne": _hold,
    "slapp": _release,
    "ta-bort": _cancel,
    "skickat": _sent,
}


@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    """One mail, its links covered; POST acts on it."""
    desk = OutboxDesk.of(request, slug)
    mail = desk.mail(mail_id)
    if request.method == "POST":
        act = ACTS.get(request.GET.get("gor", ""))
        if act is None:
            raise Http404("no such act")
        try:
            add_toast(request, act(mail, desk.person))
        except Refused as refused:
            add_toast(request, sentence(refused.refusal))
        return redirect(desk.url("mail", mail.pk))
    shown = shapes.mail_shown(mail, at=now(), has_server=has_mail_server())
    return render(request, "mail/mail_page.html", {"desk": desk, "mail": mail, "shown": shown})


@never_cache
@require_POST
def copy_mail(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    """The mail with its links, to be copied into a mail program. A POST, for it is written down who saw them."""
    desk = OutboxDesk.of(request, slug)
    mail = desk.mail(mail_id)
    if _has_ended(mail):
        return _say_that_it_ended(request, desk, mail)
    operations.note_copied(mail=mail, by=desk.person, at=now())
    reply_to = plus_address(mail.from_address, mail.reply_token) if mail.reply_token else ""
    context = {"desk": desk, "mail": mail, "reply_to": reply_to}
    return render(request, "mail/copy_page.html", context)


@never_cache
@require_POST
def mail_file(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    """The mail as a file that Outlook and others open as a draft."""
    desk = OutboxDesk.of(request, slug)
    mail = desk.mail(mail_id)
    if _has_ended(mail):
        return _say_that_it_ended(request, desk, mail)
    operations.note_copied(mail=mail, by=desk.person, at=now())
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(mail)}.eml"'}
    return HttpResponse(as_eml(mail), content_type="message/rfc822", headers=headers)


@never_cache
@require_POST
def mail_files(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that waits to be sent by hand, as drafts in one archive."""
    desk, content = OutboxDesk.of(request, slug), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for mail in waiting_by_hand(desk.dialogue, at=now()):
            operations.note_copied(mail=mail, by=desk.person, at=now())
            archive.writestr(f"{_file_name(mail)}-{mail.pk}.eml", as_eml(mail))
    headers = {"Content-Disposition": f'attachment; filename="utkorg-{today().isoformat()}.zip"'}
    return HttpResponse(content.getvalue(), content_type="application/zip", headers=headers)


def _file_name(mail: OutgoingMail) -> str:
    return slugify(f"{mail.subject} {mail.to_name or mail.to_address}")[:80] or "mejl"


def _has_ended(mail: OutgoingMail) -> bool:
    return mail.sent_at is not None or mail.cancelled_at is not None


def _say_that_it_ended(request: HttpRequest, desk: OutboxDesk, mail: OutgoingMail) -> HttpResponse:
    add_toast(request, sentence(Refusal("links_gone")))
    return redirect(desk.url("mail", mail.pk))
