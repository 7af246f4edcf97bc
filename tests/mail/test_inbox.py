# SPDX-License-Identifier: EUPL-1.2
"""What a letter to the forum becomes: an answer, a letter that belongs to nothing, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from outbox import answer_to

from lagesbild.mail import operations, registry
from lagesbild.mail.inbox import LARGEST, keep_letter, letter_of, see_to
from lagesbild.mail.models import IncomingMail, OutgoingMail
from lagesbild.mail.registry import Outcome

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
WHO = {"by": None, "at": NOON}
Answers = list[tuple[Any, ...]]
pytestmark = pytest.mark.django_db


def come(letter: bytes, at: datetime = NOON, **more: Any) -> IncomingMail:
    """What becomes of a letter."""
    return see_to(incoming=keep_letter(content=letter, at=at, **more), at=at)


def fate(row: IncomingMail) -> tuple[str, str]:
    return row.state, row.because


def test_an_answer_with_its_token_is_given_to_whoever_asked(answers: Answers, token: str) -> None:
    quoted = "Läget är lugnt.\n\nDen 14 juni 2026 skrev Forum <forum@lansforum.example>:\n> Hur är läget?\n"
    row = come(answer_to(token, text=quoted))
    assert answers == [("rapportor@prov.example", "7", "Läget är lugnt.", [])]
    assert fate(row) == ("taken", "")
    assert row.to_addresses == ["forum@lansforum.example"], "the token itself is not kept"


def test_the_case_of_the_address_does_not_matter(answers: Answers, token: str) -> None:
    come(answer_to(To=f"Forum+{token.upper()}@Lansforum.example"))
    assert len(answers) == 1


def test_the_token_is_found_where_servers_put_it(answers: Answers, token: str) -> None:
    come(answer_to(Delivered_To=f"forum+{token}@lansforum.example"))
    assert len(answers) == 1


def test_a_file_comes_along_under_a_harmless_name(answers: Answers, token: str) -> None:
    come(answer_to(token, file="9 varsel"))
    assert answers[0][3] == ["läge.txt"]


def test_the_same_letter_twice_is_one_answer(answers: Answers, token: str) -> None:
    first, second = come(answer_to(token)), come(answer_to(token, text="Något helt annat.\n"))
    assert first.pk == second.pk
    assert len(answers) == 1


def test_a_letter_without_a_name_is_known_by_its_content(answers: Answers, token: str) -> None:
    for _ in range(2):
        come(answer_to(token, Message_ID=""))
    assert len(answers) == 1


def test_a_known_sender_without_a_token_is_not_believed(answers: Answers, reporter: Any) -> None:
    row = come(answer_to())
    assert fate(row) == ("quarantined", "no_token")
    assert answers == []
    assert letter_of(row).text == "12 personer är varslade.\n"


@pytest.mark.parametrize("made_up", ["a" * 32, "'; drop table--", "../../etc/passwd", "a" * 500])
def test_a_forged_token_opens_nothing(answers: Answers, made_up: str) -> None:
    assert fate(come(answer_to(made_up))) == ("quarantined", "no_token")
    assert answers == []


def test_a_token_that_is_revoked_opens_nothing(answers: Answers, token: str) -> None:
    operations.revoke_reply_tokens(purpose="prov", target="7", **WHO)
    assert fate(come(answer_to(token))) == ("quarantined", "revoked")
    assert answers == []


def test_an_answer_to_last_years_mail_is_laid_aside_for_a_person(answers: Answers, reporter: Any) -> None:
    old = operations.make_reply_token(
        person=reporter.person, purpose="prov", target="6", expires_at=NOON, by=None, at=NOON - timedelta(365)
    )
    assert fate(come(answer_to(old))) == ("quarantined", "expired")
    assert answers == []


def test_an_answer_that_nobody_takes_is_laid_aside(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", {})
    assert fate(come(answer_to(token))) == ("quarantined", "no_handler")


def test_a_room_that_says_no_says_why(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    says = Outcome(taken=False, because="locked", note="Omgången är låst.")
    monkeypatch.setattr(registry, "_handlers", {"prov": lambda *_: says})
    row = come(answer_to(token))
    assert (row.state, row.because, row.note) == ("quarantined", "locked", "Omgången är låst.")


# Machines -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "because"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"Return_Path": "<>"}, "automatic"),
        ({"Subject": "Autosvar: Sv: Hur är läget?"}, "automatic"),
        ({"Subject": "Automatic reply: Sv: Hur är läget?"}, "automatic"),
        ({"From": "forum@lansforum.example"}, "loop"),
        ({"From": "Forum <FORUM@lansforum.example>"}, "loop"),
        ({"List_Id": "<alla.prov.example>"}, "list"),
    ],
)
def test_what_a_machine_wrote_is_put_aside_even_with_a_token(
    answers: Answers, token: str, headers: dict[str, str], because: str
) -> None:
    assert fate(come(answer_to(token, **headers))) == ("dropped", because)
    assert answers == []
    assert not OutgoingMail.objects.exists(), "a machine gets no answer, or two of them would never stop"


def test_our_own_mail_that_comes_back_is_put_aside(answers: Answers, token: str, queue: Any) -> None:
    row = queue()
    assert fate(come(answer_to(token, Message_ID=row.message_id))) == ("dropped", "own")


# What cannot be read --------------------------------------------------------------------------------


def test_an_empty_answer_is_told_so_kindly_and_once_a_day(answers: Answers, token: str) -> None:
    for number in range(3):
        row = come(answer_to(token, text=" \n\n", Message_ID=f"<tom-{number}@prov.example>"))
        assert fate(row) == ("refused", "no_text")
    (mail,) = OutgoingMail.objects.all()
    assert mail.to_address == "rapportor@prov.example"
    assert "tomt" in mail.text
    assert answers == []


def test_a_letter_that_is_too_large_is_refused_with_an_answer(answers: Answers, token: str) -> None:
    row = come(answer_to(token), size=LARGEST + 1)
    assert fate(row) == ("refused", "too_large")
    assert "för stort" in OutgoingMail.objects.get().text


def test_a_stranger_gets_no_answer(answers: Answers) -> None:
    row = come(answer_to(text=" \n"), size=LARGEST + 1)
    assert row.state == "refused"
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\0\xff\xfe", b"From: \xff\xff\n\n", b"Subject: " + b"a" * 9000])
def test_any_bytes_become_a_row_and_nothing_worse(content: bytes) -> None:
    assert come(content).state in ("quarantined", "refused", "dropped")


# Faults -------------------------------------------------------------------------------------------


def test_a_letter_that_breaks_something_is_tried_again_and_then_laid_aside(
    token: str, monkeypatch: pytest.MonkeyPatch, reporter: Any
) -> None:
    from lagesbild.accounts.models import Person

    def breaks(incoming: Any, letter: Any, person: Person, *_: Any) -> Outcome:
        Person.objects.filter(pk=person.pk).update(name="halvvägs")
        raise LookupError("no such round")

    monkeypatch.setattr(registry, "_handlers", {"prov": breaks})
    row = come(answer_to(token))
    for attempt in range(1, 5):
        assert (row.state, row.attempts) == ("new", attempt)
        row = see_to(incoming=row, at=NOON)
    assert fate(row) == ("quarantined", "failed")
    assert row.note == "", "the coordinator reads a sentence, not the name of a fault"
    assert Person.objects.get(pk=reporter.person.pk).name == "Rapportor", "nothing is half done"


# What a person does ---------------------------------------------------------------------------------


def test_a_letter_of_the_quarantine_is_put_to_use_or_aside_once(answers: Answers) -> None:
    from lagesbild.lib.refusal import Refused

    row = come(answer_to())
    taken = operations.take_letter(incoming=row, says="Lagd i rapporten från Företagarringen.", **WHO)
    assert taken.state == "taken"
    with pytest.raises(Refused):
        operations.drop_letter(incoming=row, **WHO)
