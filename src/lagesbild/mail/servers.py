# SPDX-License-Identifier: EUPL-1.2
"""What a mail server's no means, in a Swedish sentence: what happened and what to do."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl

from lagesbild.mail.oauth import NoToken


def fault_sentence(fault: BaseException) -> str:
    """Why a mail did not leave, or a mailbox did not open."""
    return f"{_meaning(fault)} ({_words(fault)})"[:400]


#: The first that fits, most particular first.
_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    (
        (smtplib.SMTPAuthenticationError,),
        "Mejlservern godtar inte användarnamnet eller lösenordet. Rätta dem i inställningarna.",
    ),
    (
        (smtplib.SMTPRecipientsRefused,),
        "Mejlservern tar inte emot post till adressen. Kontrollera att den är rätt.",
    ),
    (
        (smtplib.SMTPSenderRefused,),
        "Mejlservern låter oss inte skicka från funktionsadressen. Be den som sköter mejlservern om det.",
    ),
    (
        (smtplib.SMTPNotSupportedError,),
        "Mejlservern kan inte det som inställningarna kräver, till exempel STARTTLS.",
    ),
    (
        (smtplib.SMTPServerDisconnected,),
        "Mejlservern bröt mitt i. Det går inte att veta om mejlet kom iväg.",
    ),
    ((NoToken,), "Inloggningen med token gick inte."),
    (
        (imaplib.IMAP4.error,),
        "Brevlådan öppnades inte. Kontrollera användare, lösenord eller token, och mappens namn.",
    ),
    ((smtplib.SMTPResponseException,), "Mejlservern vägrade ta emot mejlet."),
    (
        (ssl.SSLError,),
        "Mejlserverns certifikat eller kryptering godtas inte. Kontrollera namn och port.",
    ),
    ((socket.gaierror,), "Mejlserverns namn finns inte. Kontrollera stavningen i inställningarna."),
    ((ConnectionRefusedError, TimeoutError), "Mejlservern svarar inte. Vi försöker igen."),
    (
        (FileNotFoundError, ValueError),
        "En bilaga kan inte läsas. Ta bort mejlet och skapa det på nytt.",
    ),
    ((OSError,), "Det går inte att nå mejlservern. Vi försöker igen."),
)


def _meaning(fault: BaseException) -> str:
    if isinstance(fault, smtplib.SMTPResponseException) and 400 <= fault.smtp_code < 500:
        return "Mejlservern är upptagen just nu. Vi försöker igen."
    return next(
        (words for kinds, words in _MEANINGS if isinstance(fault, kinds)), "Mejlet kunde inte skickas."
    )


def _words(fault: BaseException) -> str:
    """The server's own words on one line; for the one who looks after it."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_decoded(words)}" for code, words in fault.recipients.values())
    elif isinstance(fault, smtplib.SMTPResponseException):
        said = f"{fault.smtp_code} {_decoded(fault.smtp_error)}"
    else:
        said = str(fault)
    return " ".join(said.split())[:200] or type(fault).__name__


def _decoded(words: object) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
