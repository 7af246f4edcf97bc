# SPDX-License-Identifier: EUPL-1.2
"""What the coordinator can do for one member beside taking in its words: a link, and opening the round again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from lagesbild.accounts.models import Person
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.queries import latest_submission
from lagesbild.dialogues.round_overview import is_open_for_reports
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of, end_of
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.links import absolute
from lagesbild.mail.queries import sent_about
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.approving import set_approvers
from lagesbild.reporting.forms import ReopenForm
from lagesbild.reporting.letters import CONFIRM
from lagesbild.reporting.links import make_report_link, revoke_report_links
from lagesbild.reporting.messages import sentence
from lagesbild.reporting.models import Reopening
from lagesbild.reporting.people import people_of
from lagesbild.reporting.queries import report_of
from lagesbild.reporting.reopening import reopen_for

#: The acts of this part of the page.
LINK, REVOKE, REOPEN, SENDERS = "lank", "dra-in-lankar", "oppna", "vem-skickar"
ACTS = (LINK, REVOKE, REOPEN, SENDERS)


@dataclass(frozen=True)
class MemberTools:
    """What the page offers for the chosen member."""

    organisation: Organisation
    people: list[Person]
    is_locked: bool
    reopenings: list[str]
    reopen: ReopenForm
    approvers: frozenset[int]
    """Who alone sends, by id; empty where everybody does."""
    already_mailed: list[str]
    """Who had got a mail about the round before the member took its text back."""
    link: str = ""
    """The address that was just made, shown once."""
    link_for: str = ""


def tools_for(
    turn: Round,
    organisation: Organisation | None,
    *,
    form: ReopenForm | None = None,
    link: str = "",
    link_for: str = "",
) -> MemberTools | None:
    """The part for a member; None before one is chosen."""
    if organisation is None:
        return None
    report = report_of(turn, organisation)
    sent = latest_submission(report) if report is not None else None
    is_accepted = sent is not None and sent.accepted_at is not None
    rows = Reopening.objects.filter(round=turn, organisation=organisation, ends_at__gt=now())
    return MemberTools(
        organisation=organisation,
        people=people_of(turn.dialogue, organisation, day=today()),
        is_locked=is_accepted or not is_open_for_reports(turn, now()),
        reopenings=[_words(row) for row in rows.select_related("opened_by")],
        reopen=form or ReopenForm(today=today(), initial={"ends_on": today() + timedelta(days=1)}),
        approvers=frozenset(a.person_id for a in organisation.approvers.all()),
        already_mailed=_already_mailed(turn, report),
        link=link,
        link_for=link_for,
    )


def _already_mailed(turn: Round, report: Report | None) -> list[str]:
    """Where a text was withdrawn: mails about the round that left while it stood there."""
    gone = report.submissions.filter(withdrawn_at__isnull=False).order_by("pk") if report else None
    first = gone.first() if gone is not None else None
    if first is None or first.withdrawn_at is None:
        return []
    mails = sent_about(turn).filter(sent_at__gte=first.sent_at, sent_at__lte=first.withdrawn_at)
    return [
        f"{mail.to_name or mail.to_address}, {swedish.day_short(day_of(mail.sent_at), year=today().year)}: {mail.subject}"
        for mail in mails.exclude(purpose=CONFIRM)
        if mail.sent_at is not None
    ]


def _words(row: Reopening) -> str:
    until = swedish.moment(timezone.localtime(row.ends_at), year=today().year)
    return f"Öppen till {until}: {row.reason} ({row.opened_by})."


def act(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisation: Organisation
) -> MemberTools | HttpResponseRedirect:
    """Do what was pressed; a link and a fault are shown on the page, the rest leads back to it."""
    pressed = request.POST.get("gor")
    back = HttpResponseRedirect(f"{desk.url('report', turn)}?medlem={organisation.pk}")
    if pressed == LINK:
        return _make_link(request, desk, turn, organisation)
    if pressed == REVOKE:
        count = revoke_report_links(turn=turn, organisation=organisation, by=desk.person, at=now())
        add_toast(request, f"{swedish.counted(count, 'länk', 'länkar')} till rapporten slutade gälla.")
        return back
    if pressed == SENDERS:
        wanted = set(request.POST.getlist("person"))
        people = [p for p in people_of(turn.dialogue, organisation, day=today()) if str(p.pk) in wanted]
        set_approvers(organisation=organisation, people=people, by=desk.person, at=now())
        named = swedish.listed([str(p) for p in people]) or "Alla som rapporterar för medlemmen"
        add_toast(request, f"{named} skickar rapporterna.")
        return back
    form = ReopenForm(request.POST, today=today())
    if not form.is_valid():
        result = tools_for(turn, organisation, form=form)
        assert result is not None
        return result
    try:
        reopen_for(
            turn=turn, organisation=organisation, reason=form.cleaned_data["reason"],
            ends_at=end_of(form.cleaned_data["ends_on"]), by=desk.person, at=now(),
        )  # fmt: skip
        add_toast(
            request,
            f"{organisation.name} kan skriva igen till och med {swedish.day(form.cleaned_data['ends_on'], year=today().year)}.",
        )
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    return back


def _make_link(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisation: Organisation
) -> MemberTools | HttpResponseRedirect:
    wanted = row_id(request.POST.get("person"))
    people = people_of(turn.dialogue, organisation, day=today())
    person = next((p for p in people if p.pk == wanted), None)
    if person is None:
        add_toast(request, "Välj vem länken är till. Ingen länk är skapad.")
        return HttpResponseRedirect(f"{desk.url('report', turn)}?medlem={organisation.pk}")
    token = make_report_link(person=person, turn=turn, organisation=organisation, by=desk.person, at=now())
    address = absolute(reverse("reporting:link_report", args=[token]))
    made = tools_for(turn, organisation, link=address, link_for=str(person))
    assert made is not None
    return made
