# SPDX-License-Identifier: EUPL-1.2
"""Mail: own text, history set aside, attachments, and letters that break the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import msgforge
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_documents import mail

from lagesbild.intake import Intake, IntakeRefused, take_in
from lagesbild.intake.mail.filenames import safe_filename

HISTORY = "Den tis 16 juni 2020 kl 09:30 skrev Samordnaren <s@prov.example>:\n> Hur går det?\n"


def read(content: bytes) -> Intake:
    return take_in(content, "brev.eml")


def note_codes(intake: Intake) -> list[str]:
    return [note.code for note in intake.notes]


def test_a_letter_gives_its_text_and_who_sent_it_when() -> None:
    intake = read(mail("Tolv varsel i maj.\n\nHälsningar\nÅsa Öst\n"))
    assert intake.kind == "eml"
    assert intake.text.rstrip("\n") == "Tolv varsel i maj.\n\nHälsningar\nÅsa Öst"
    assert intake.sender == "asa@prov.example"
    assert intake.sender_name == "Åsa Öst"
    assert intake.subject == "Lägesrapport"
    assert intake.message_id == "<rapport-1@prov.example>"
    assert intake.sent_at == datetime(2020, 6, 16, 8, 12, tzinfo=UTC)
    assert not intake.auto_submitted


def test_quoted_history_is_cut_off_but_kept() -> None:
    intake = read(mail("Tolv varsel.\n\nMvh\nÅsa\n\n" + HISTORY))
    assert intake.text == "Tolv varsel.\n\nMvh\nÅsa"
    assert intake.quoted_text == HISTORY
    assert note_codes(intake) == ["quoted_history_set_aside"]


def test_the_plain_part_is_preferred_to_the_html() -> None:
    assert read(mail("Ren text", html="<p>Html</p>")).text.strip() == "Ren text"


def test_an_empty_plain_part_gives_way_to_the_html() -> None:
    assert read(mail(" \n", html="<p>Tolv varsel</p>")).text == "Tolv varsel"


def test_an_html_letter_keeps_links_and_sets_its_marked_quote_aside() -> None:
    intake = read(
        mail(
            html="<div>Tolv varsel, se <a href='https://www.sjolan.example/stod'>sidan</a>.</div>"
            "<div class='gmail_quote'><div>Den 3 mars skrev Samordnaren:</div>"
            "<blockquote class='gmail_quote'><div>Hur går det? Senast var det 99.</div>"
            "</blockquote></div>"
        )
    )
    assert intake.text == "Tolv varsel, se sidan."
    assert "99" in intake.quoted_text
    link = intake.links[0]
    assert intake.text[link.start : link.end] == "sidan"


def test_an_answer_below_an_html_quote_keeps_the_places_of_its_links() -> None:
    intake = read(
        mail(
            html="<blockquote type='cite'>Hur många varsel?</blockquote>"
            "<p>Tolv, se <a href='https://www.sjolan.example/'>sidan</a>.</p>"
        )
    )
    assert intake.text.strip() == "Tolv, se sidan."
    link = intake.links[0]
    assert intake.text[link.start : link.end] == "sidan"


def test_a_forwarded_letter_is_kept_whole() -> None:
    text = "Se nedan.\n\nFrån: K <k@prov.example>\nSkickat: den 15 juni\nTill: Å\nÄmne: x\n\nTolv.\n"
    intake = read(mail(text, subject="VB: Lägesrapport"))
    assert intake.text == text
    assert intake.quoted_text == ""
    assert note_codes(intake) == ["forwarded_kept_whole"]


def test_a_letter_of_nothing_but_history_is_kept_whole() -> None:
    text = "-----Ursprungligt meddelande-----\nFrån: K\nSkickat: i går\nTill: Å\n\nTolv varsel\n"
    assert read(mail(text)).text == text


def test_attachments_come_along_with_safe_names() -> None:
    intake = read(
        mail(
            "Se bilagan.",
            attachments=[
                (b"%PDF-1", "application/pdf", "../../etc/rapport åäö.pdf"),
                (b"bild", "image/png", "logga.png"),
            ],
        )
    )
    assert [(a.filename, a.content_type, a.content) for a in intake.attachments] == [
        ("rapport åäö.pdf", "application/pdf", b"%PDF-1"),
        ("logga.png", "image/png", b"bild"),
    ]


def test_a_letter_with_only_an_attachment_is_taken_in() -> None:
    intake = read(mail("\n", attachments=[(b"%PDF-1", "application/pdf", "rapport.pdf")]))
    assert intake.text == ""
    assert len(intake.attachments) == 1
    assert note_codes(intake) == ["only_attachments"]


def test_an_attachment_above_nothing_but_history_leaves_the_text_empty() -> None:
    files = [(b"%PDF-1", "application/pdf", "rapport.pdf")]
    intake = read(mail("\n" + HISTORY, attachments=files))
    assert intake.text == ""
    assert intake.quoted_text == HISTORY


def test_a_letter_in_a_letter_is_an_attachment_that_can_be_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "k@prov.example", "Kommunens rapport"
    inner.set_content("Tolv varsel\n")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "s@prov.example", "Vidare"
    outer.set_content("Se bifogat brev.\n")
    outer.add_attachment(inner)
    intake = read(outer.as_bytes())
    assert intake.text == "Se bifogat brev.\n"
    attached = intake.attachments[0]
    assert attached.filename == "Kommunens rapport.eml"
    assert take_in(attached.content, attached.filename).text == "Tolv varsel\n"


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "no"}, False),
        ({"Precedence": "auto_reply"}, True),
        ({"Precedence": "bulk"}, False),
        ({"X_Autoreply": "yes"}, True),
        ({"Return_Path": "<>"}, True),
        ({}, False),
    ],
)
def test_automatic_answers_are_told_apart(headers: dict[str, str], automatic: bool) -> None:
    assert read(mail("Tack för ditt brev.", **headers)).auto_submitted is automatic


def test_an_absence_notice_is_automatic_by_its_subject() -> None:
    assert read(mail("Jag är ledig.", subject="Automatiskt svar: Rapport")).auto_submitted


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "x-okand", "us-ascii", "utf-7-fel"]
)
def test_a_wrong_or_unknown_charset_never_loses_the_letter(charset: str) -> None:
    body = "Närmare tolv å".encode("utf-8" if charset == "utf-8" else "cp1252")
    head = f"From: a@prov.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
    content = head.encode() + b"Content-Transfer-Encoding: 8bit\n\n" + body
    assert read(content).text == "Närmare tolv å"


def test_raw_swedish_letters_in_headers_are_read() -> None:
    content = "From: Åsa <a@prov.example>\nSubject: Läget å ä ö\n\nTolv varsel\n"
    for encoding in ("utf-8", "cp1252"):
        intake = read(content.encode(encoding))
        assert intake.subject == "Läget å ä ö"
        assert intake.sender == "a@prov.example"
        assert intake.sender_name == "Åsa"


def test_lines_broken_for_the_journey_are_joined() -> None:
    content = (
        b"From: a@prov.example\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"Varslen var tolv \ni maj.\nNy rad.\n-- \n A\n"
    )
    assert read(content).text == "Varslen var tolv i maj.\nNy rad.\n-- \nA\n"


def test_a_letter_that_nests_too_deep_is_refused() -> None:
    content = b"tolv"
    for depth in range(40):
        head = f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n'.encode()
        content = head + content + f"\n--b{depth}--\n".encode()
    with pytest.raises(IntakeRefused) as refused:
        read(b"From: a@prov.example\n" + content)
    assert refused.value.code == "mail_too_deep"


def test_an_encrypted_letter_is_refused_as_locked() -> None:
    content = b"From: a@prov.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nabc"
    with pytest.raises(IntakeRefused) as refused:
        read(content)
    assert refused.value.code == "encrypted"


def test_a_letter_under_another_name_is_recognised_by_its_headers() -> None:
    intake = take_in(mail("Tolv varsel"), "brev.dat")
    assert intake.kind == "eml"
    assert intake.notes[0].code == "other_kind_than_name"


def test_minutes_that_begin_like_a_letter_stay_text() -> None:
    text = "Datum: 2020-06-15\nFrom: Region\nSubject: Läget\n\nTolv varsel\n"
    assert take_in(text.encode(), "minnesanteckningar.txt").kind == "txt"
    assert take_in(text.encode(), "minnesanteckningar").kind == "txt"


def outlook(**settings: object) -> msgforge.Message:
    return msgforge.Message(
        subject="Lägesrapport",
        to=["dialog@prov.example"],
        sender=("asa@prov.example", "Åsa Öst"),
        sent=datetime(2020, 6, 16, 8, 12, tzinfo=UTC),
        **settings,
    )


def test_an_outlook_letter_gives_the_same_as_any_other() -> None:
    letter = outlook(text_body="Tolv varsel å.\r\n\r\n" + HISTORY.replace("\n", "\r\n"))
    letter.attach_bytes("rapport.txt", b"hej")
    intake = take_in(letter.as_bytes(), "brev.msg")
    assert intake.kind == "msg"
    assert intake.text == "Tolv varsel å."
    assert intake.quoted_text == HISTORY
    assert (intake.sender, intake.sender_name) == ("asa@prov.example", "Åsa Öst")
    assert intake.subject == "Lägesrapport"
    assert intake.sent_at == datetime(2020, 6, 16, 8, 12, tzinfo=UTC)
    assert [(a.filename, a.content) for a in intake.attachments] == [("rapport.txt", b"hej")]


def test_an_outlook_letter_is_known_by_its_content() -> None:
    intake = take_in(outlook(text_body="Tolv varsel").as_bytes(), "rapport.docx")
    assert intake.kind == "msg"
    assert intake.notes[0].code == "other_kind_than_name"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("C:\\hemligt\\rapport.pdf", "rapport.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("rap\0port\r\n.pdf", "rapport .pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("con.txt", "_con.txt"),
        ("...", "bilaga-3.pdf"),
        (None, "bilaga-3.pdf"),
        ("å" * 300 + ".docx", "å" * 115 + ".docx"),
    ],
)
def test_hostile_file_names_are_made_harmless(name: str | None, shown: str) -> None:
    assert safe_filename(name, "application/pdf", 3) == shown


@given(st.text(), st.integers(1, 99))
def test_every_file_name_is_short_and_stays_in_its_folder(name: str, number: int) -> None:
    shown = safe_filename(name, "application/octet-stream", number)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\:*?"<>|\0\n\r\u202e')
    assert not shown.startswith(".")
    assert safe_filename(shown, "application/octet-stream", number) == shown
