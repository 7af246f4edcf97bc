# SPDX-License-Identifier: EUPL-1.2
"""A login link by mail, for one who has no password or has forgotten it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.accounts.operations import make_login_link
from lagesbild.accounts.queries import roles_on
from lagesbild.lib.periods import day_of
from lagesbild.mail.letters import Button, Letter, Paragraph
from lagesbild.mail.links import absolute
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.operations import queue_letter


@transaction.atomic
def send_login_link(*, email: str, at: datetime) -> OutgoingMail | None:
    """Mail a new login link to one who has a role today; one mail an hour, however often it is asked.

    Returns None for anybody else. What the asker is told is the same in both cases.
    """
    person = Person.objects.select_for_update().filter(email=email.strip().lower()).first()
    if person is None or not roles_on(person, day_of(at)).exists():
        return None
    key = f"login:{person.pk}:{at:%Y-%m-%dT%H}"
    asked = OutgoingMail.objects.filter(key=key).first()
    if asked is not None:
        return asked
    token = make_login_link(person=person, by=person, at=at)
    url = absolute(reverse("accounts:login_link", args=[token]))
    letter = Letter(
        subject="Din länk för att logga in",
        blocks=(
            Paragraph("Hej! Här är länken för att logga in i Lägesbild."),
            Button("Logga in", url),
            Paragraph(
                "Länken gäller i två dagar och kan användas en gång. När du är inne kan du välja ett lösenord."
            ),
        ),
        why="Du får mejlet för att någon skrev din adress på inloggningssidan. Var det inte du behöver du inte göra något.",
    )
    return queue_letter(
        letter=letter, key=key, person=person, purpose="login", secrets=(token,), due_at=at, by=person, at=at
    )
