# SPDX-License-Identifier: EUPL-1.2
"""Django's way to a mail server, and one thing more: logging in with a token where there is no password."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail.backends import smtp

from lagesbild.mail.oauth import NoToken, forget_tokens, token_for, uses_token, xoauth2


class EmailBackend(smtp.EmailBackend):
    """Logs in with XOAUTH2 where a user is named without a password and tokens can be had."""

    def open(self) -> bool | None:
        """Open a connection where none is open.

        Raises ``smtplib.SMTPException`` or ``OSError`` as Django's own does, and ``OSError`` where no
        token can be had.
        """
        is_new = super().open()
        servers = settings.INSTALLATION.mail
        if (
            is_new
            and self.connection is not None
            and self.username
            and not self.password
            and uses_token(servers)
        ):
            try:
                answer = xoauth2(self.username, token_for(servers))
                self.connection.ehlo_or_helo_if_needed()
                self.connection.auth("XOAUTH2", lambda challenge=None: answer(challenge).decode("ascii"))
            except NoToken as fault:
                self.close()
                raise ConnectionError(str(fault)) from fault
            except smtplib.SMTPException:
                forget_tokens()
                self.close()
                raise
        return is_new
