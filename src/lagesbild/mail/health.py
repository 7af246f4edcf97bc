# SPDX-License-Identifier: EUPL-1.2
"""Does mail leave and come in? Asked by ``lagesbild doctor`` and ``/halsa/``."""

from __future__ import annotations

import imaplib
import smtplib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from lagesbild.lib import swedish
from lagesbild.lib.health import Check
from lagesbild.mail.mailbox import NoToken, open_mailbox
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.oauth import LOOPBACK
from lagesbild.mail.queries import has_mail_server, ready_to_leave
from lagesbild.mail.servers import fault_sentence

#: Due mail that nobody holds has left by then, or something is wrong.
PATIENCE = timedelta(hours=2)


def check_mail(*, at: datetime, try_servers: bool) -> list[Check]:
    """The way out and, where there is one, the way in; ``try_servers`` logs in to both."""
    checks = [_outgoing(at, try_servers=try_servers)]
    if settings.INSTALLATION.mail.imap_host:
        checks.append(_incoming(try_servers=try_servers))
    return checks


def _outgoing(at: datetime, *, try_servers: bool) -> Check:
    servers, code, name = settings.INSTALLATION.mail, "mail", "Mejl ut"
    if not has_mail_server():
        return Check(
            code, name, True, "Ingen mejlserver är inställd. Mejl kopieras ut för hand från utkorgen."
        )
    if not servers.function_address:
        return Check(
            code, name, False, "Funktionsadressen saknas. Skriv function_address i installation.toml."
        )
    if servers.smtp_host not in LOOPBACK and urlsplit(settings.INSTALLATION.site).hostname in LOOPBACK:
        # Every link in every mail would lead to the reader's own machine.
        return Check(code, name, False, "Webbplatsens adress saknas. Skriv site i installation.toml.")
    if try_servers:
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as fault:
            return Check(
                code, name, False, f"{servers.smtp_host}:{servers.smtp_port}: {fault_sentence(fault)}"
            )
        finally:
            connection.close()
    late = ready_to_leave(at - PATIENCE).count()
    if late:
        number = swedish.counted(late, "mejl skulle", "mejl skulle")
        return Check(code, name, False, f"{number} ha gått för mer än två timmar sedan. Är arbetaren igång?")
    failed = OutgoingMail.objects.filter(failed_at__isnull=False, cancelled_at__isnull=True).count()
    more = f" {swedish.counted(failed, 'mejl', 'mejl')} kom inte fram: se utkorgen." if failed else ""
    return Check(code, name, True, f"{servers.smtp_host}:{servers.smtp_port}.{more}")


def _incoming(*, try_servers: bool) -> Check:
    servers, code, name = settings.INSTALLATION.mail, "mailbox", "Mejl in"
    where = f"{servers.imap_host}:{servers.imap_port}"
    if try_servers:
        try:
            with open_mailbox(servers):
                pass
        except (OSError, imaplib.IMAP4.error, NoToken) as fault:
            return Check(code, name, False, f"{where}: {fault_sentence(fault)}")
    return Check(code, name, True, f"{where}, {servers.imap_folder}")
