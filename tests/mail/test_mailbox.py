# SPDX-License-Identifier: EUPL-1.2
"""A real mailbox is read by password and by token, once, and left as it was found."""

from __future__ import annotations

import imaplib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from imap_server import KEY, USER, ImapServer, signed_token
from outbox import answer_to

from lagesbild.mail import oauth
from lagesbild.mail.inbox import LARGEST, fetch_mail
from lagesbild.mail.mailbox import NoToken, open_mailbox
from lagesbild.mail.models import IncomingMail, Mailbox

Answers = list[tuple[Any, ...]]


def moment() -> datetime:
    """Now: the mailbox itself tells what came since yesterday by its own clock."""
    return datetime.now(UTC)


@pytest.fixture
def change(settings: Any) -> Callable[..., None]:
    """Changes the mail servers' settings."""

    def with_(**values: Any) -> None:
        servers = replace(settings.INSTALLATION.mail, **values)
        settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)

    return with_


def test_a_letter_is_fetched_once_and_left_where_it_is(
    mailbox: ImapServer, answers: Answers, token: str
) -> None:
    mailbox.put(answer_to(token))
    assert fetch_mail(at=moment()) == 1
    assert fetch_mail(at=moment()) == 0
    assert [text for _, _, text, _ in answers] == ["12 personer är varslade."]
    assert not any(b"Seen" in line for line in mailbox.flags())


def test_later_letters_are_fetched_later(mailbox: ImapServer, answers: Answers, token: str) -> None:
    for number in range(3):
        mailbox.put(answer_to(token, Message_ID=f"<{number}@prov.example>", text=f"{number} varsel\n"))
        assert fetch_mail(at=moment()) == 1
    assert [text for _, _, text, _ in answers] == ["0 varsel", "1 varsel", "2 varsel"]


def test_the_same_letter_delivered_twice_is_one_answer(
    mailbox: ImapServer, answers: Answers, token: str
) -> None:
    mailbox.put(answer_to(token))
    mailbox.put(answer_to(token))
    fetch_mail(at=moment())
    assert len(answers) == 1


def test_a_mailbox_that_numbers_its_letters_anew_gives_no_answer_twice(
    mailbox: ImapServer, answers: Answers, token: str
) -> None:
    mailbox.put(answer_to(token))
    fetch_mail(at=moment())
    Mailbox.objects.update(uid_validity=1, last_uid=999)
    fetch_mail(at=moment())
    assert len(answers) == 1
    assert Mailbox.objects.get().last_uid == 1


def test_a_mailbox_that_is_down_loses_nothing(mailbox: ImapServer, answers: Answers, token: str) -> None:
    mailbox.put(answer_to(token))
    mailbox.stop()
    with pytest.raises(OSError):  # noqa: PT011 - whichever the system says
        fetch_mail(at=moment())
    mailbox.start()
    assert fetch_mail(at=moment()) == 1
    assert len(answers) == 1


def test_a_letter_of_25_mb_is_not_fetched_and_stops_nobody(
    mailbox: ImapServer, answers: Answers, token: str
) -> None:
    mailbox.put(answer_to(token, Message_ID="<stor@prov.example>", file=b"\0" * LARGEST))
    mailbox.put(answer_to(token))
    assert fetch_mail(at=moment()) == 2
    large = IncomingMail.objects.get(message_id="<stor@prov.example>")
    assert (large.state, large.because) == ("refused", "too_large")
    assert large.size > LARGEST
    assert len(answers) == 1


def test_a_wrong_password_is_a_fault_that_is_told(
    mailbox: ImapServer, db: None, change: Callable[..., None]
) -> None:
    from lagesbild.mail.servers import fault_sentence

    change(imap_password="fel")
    with pytest.raises(imaplib.IMAP4.error) as caught:
        fetch_mail(at=moment())
    assert fault_sentence(caught.value).startswith("Brevlådan öppnades inte.")


def test_a_folder_that_is_not_there_is_a_fault(
    mailbox: ImapServer, db: None, change: Callable[..., None]
) -> None:
    change(imap_folder='Finns "inte"')
    with pytest.raises(imaplib.IMAP4.error, match="Finns"):
        fetch_mail(at=moment())


def test_a_folder_with_swedish_letters_is_found(
    mailbox: ImapServer, answers: Answers, token: str, change: Callable[..., None]
) -> None:
    change(imap_folder="Svar på kallelser")
    mailbox.put(answer_to(token), folder='"Svar p&AOU- kallelser"')
    assert fetch_mail(at=moment()) == 1


# Encryption ---------------------------------------------------------------------------------------


def test_no_password_travels_in_the_clear_to_another_machine(
    change: Callable[..., None], settings: Any
) -> None:
    change(imap_host="mejl.lansforum.example", imap_security="none")
    with pytest.raises(OSError, match="egna datorn"), open_mailbox(settings.INSTALLATION.mail):
        pass


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_encrypted_mailbox_is_read_only_where_its_certificate_is_known(
    mailbox: ImapServer, change: Callable[..., None], settings: Any, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:  # fmt: skip
    if not mailbox.has_tls:
        pytest.skip("no openssl on this machine to make a certificate with")
    change(imap_security=security, imap_port=mailbox.tls_port if security == "tls" else mailbox.port)
    with pytest.raises(OSError, match="certificate"), open_mailbox(settings.INSTALLATION.mail):
        pass
    monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.certificate))
    with open_mailbox(settings.INSTALLATION.mail) as opened:
        assert opened.uid_validity


# Tokens -------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_kept_tokens() -> None:
    oauth.forget_tokens()


def test_a_token_from_a_command_opens_the_mailbox(
    mailbox: ImapServer, answers: Answers, token: str, change: Callable[..., None]
) -> None:
    change(imap_password="", oauth_token_command=f"echo {signed_token()}")
    mailbox.put(answer_to(token))
    assert fetch_mail(at=moment()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        signed_token(lasts=-60),
        signed_token(key=KEY[::-1]),
        signed_token("nagon.annan@lansforum.example"),
        "inte-en-token",
    ],
    ids=["expired", "forged", "another's", "nonsense"],
)
def test_a_token_that_does_not_hold_opens_nothing(
    mailbox: ImapServer, db: None, change: Callable[..., None], wrong: str
) -> None:
    change(imap_password="", oauth_token_command=f"echo {wrong}")
    with pytest.raises(imaplib.IMAP4.error):
        fetch_mail(at=moment())


@pytest.fixture
def token_service() -> Any:
    """An organisation's token service: gives signed tokens to the client with the right secret."""
    from token_service import TokenService

    with TokenService(give=lambda: signed_token(USER)) as service:
        yield service


def test_a_token_by_client_credentials_opens_the_mailbox_and_is_kept(
    mailbox: ImapServer, answers: Answers, token: str, change: Callable[..., None], token_service: Any
) -> None:
    change(
        imap_password="",
        oauth_token_url=token_service.url,
        oauth_client_id="lagesbild",
        oauth_client_secret="hemlighet",
        oauth_scope="imap",
    )
    mailbox.put(answer_to(token))
    assert fetch_mail(at=moment()) == 1
    assert fetch_mail(at=moment()) == 0
    assert len(token_service.asked) == 1
    assert token_service.asked[0]["grant_type"] == "client_credentials"


def test_no_token_is_told_without_the_secret(
    change: Callable[..., None], settings: Any, token_service: Any
) -> None:
    change(
        oauth_token_url=token_service.url, oauth_client_id="lagesbild", oauth_client_secret="fel-hemlighet"
    )
    with pytest.raises(NoToken) as caught:
        oauth.token_for(settings.INSTALLATION.mail)
    assert "fel-hemlighet" not in str(caught.value)
    assert "Kontrollera klient-id" in str(caught.value)


def test_a_token_is_never_asked_for_in_the_clear(change: Callable[..., None], settings: Any) -> None:
    change(oauth_token_url="http://inloggning.lansforum.example/token")
    with pytest.raises(NoToken, match="https"):
        oauth.token_for(settings.INSTALLATION.mail)


def test_a_mailbox_seen_for_the_first_time_is_read_from_yesterday(
    mailbox: ImapServer, answers: Answers, token: str
) -> None:
    mailbox.put(answer_to(token))
    assert fetch_mail(at=moment() + timedelta(days=3)) == 0
    mailbox.put(answer_to(token, Message_ID="<ny@prov.example>"))
    assert fetch_mail(at=moment() + timedelta(days=3)) == 1
