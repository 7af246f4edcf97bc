# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime, timedelta

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "lagesbild.mail"

    def ready(self) -> None:
        """Send what is due every half minute, fetch what has come every other minute."""
        from lagesbild.jobs.registry import register
        from lagesbild.mail.sending import send_due

        register(
            "send-mail", title="Skicka mejl", every=timedelta(seconds=30), run=lambda at: send_due(at=at)
        )
        register("fetch-mail", title="Hämta mejl", every=timedelta(minutes=2), run=_fetch)


def _fetch(at: datetime) -> None:
    """Fetch; a mailbox that does not open is no fault of the program."""
    import imaplib

    from lagesbild.jobs.registry import Hindered
    from lagesbild.mail.inbox import fetch_mail
    from lagesbild.mail.oauth import NoToken
    from lagesbild.mail.servers import fault_sentence

    try:
        fetch_mail(at=at)
    except (OSError, imaplib.IMAP4.error, NoToken) as fault:
        raise Hindered(fault_sentence(fault)) from fault
