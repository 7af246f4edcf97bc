# SPDX-License-Identifier: EUPL-1.2
"""One canonical text: what is decoded how, and that nothing else changes."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.intake import IntakeRefused, take_in, take_in_text
from lagesbild.intake.canonical import is_blank

ODD = "  indraget\n\n\nÅ i två tecken: A\u030a, mjukt\u00adbindestreck, 😀, \u202bvänster\u202c\u200f \n"


def expected(text: str) -> str:
    """The rule of the model, written a second time."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in lines)


@pytest.mark.parametrize(
    "content",
    [
        ODD.encode("utf-8"),
        codecs.BOM_UTF8 + ODD.encode("utf-8"),
        codecs.BOM_UTF16_LE + ODD.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + ODD.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_a_text_file_is_its_decoded_text_and_nothing_else(content: bytes) -> None:
    intake = take_in(content, "rapport.txt")
    assert intake.text == ODD
    assert intake.kind == "txt"
    assert intake.sha256 == hashlib.sha256(content).hexdigest()
    assert intake.notes == ()


def test_what_is_no_utf_8_is_read_as_cp1252() -> None:
    text = "Närmare 8 mkr – ”drygt” 5 €"
    assert take_in(text.encode("cp1252"), "rapport.txt").text == text


def test_bytes_that_cp1252_lacks_become_replacement_characters() -> None:
    assert take_in(b"\xe5 \x81 \x9d", "rapport.txt").text == "å \ufffd \ufffd"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    text = "Tolv varsel i maj, två fler än i april.\n"
    assert take_in(text.encode(encoding), "rapport.txt").text == text


def test_a_few_nul_do_not_make_a_text_utf_16() -> None:
    assert take_in(b"tolv\0varsel\0", "rapport.txt").text == "tolv\ufffdvarsel\ufffd"


def test_line_ends_of_all_kinds_become_one() -> None:
    assert take_in(b"a\r\nb\rc\nd\n\re", "a.txt").text == "a\nb\nc\nd\n\ne"


def test_five_megabytes_of_text_keep_every_offset() -> None:
    line = "Varslen ökade från 12 till 27 i maj, se å̈ och 😀.\r\n"
    content = (line * (5 * 1024 * 1024 // len(line.encode()) + 1)).encode()
    assert len(content) >= 5 * 1024 * 1024
    text = take_in(content, "stor.txt").text
    assert text == content.decode().replace("\r\n", "\n")


@given(st.text())
def test_any_pasted_text_survives_by_the_rule(text: str) -> None:
    if is_blank(expected(text)):
        with pytest.raises(IntakeRefused):
            take_in_text(text)
    else:
        intake = take_in_text(text)
        assert intake.text == expected(text)
        assert intake.kind == "paste"


@given(st.text(alphabet=st.sampled_from("a å\ud800\udc00\r\n\0😀\u0301"), min_size=1))
def test_hard_characters_keep_their_places(text: str) -> None:
    if not is_blank(expected(text)):
        assert take_in_text(text).text == expected(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_text_file_and_its_paste_give_the_same_text(text: str) -> None:
    if text.startswith("\ufeff") or is_blank(expected(text)):
        return
    if any(char < " " and char not in "\t\n\r" for char in text):
        return  # mostly control characters: a file may be refused, a paste is not
    from_file = take_in(codecs.BOM_UTF8 + text.encode(), "rapport.txt")
    assert from_file.text == take_in_text(text).text


def test_the_same_paste_has_the_same_hash_and_another_has_not() -> None:
    assert take_in_text("tolv varsel").sha256 == take_in_text("tolv varsel").sha256
    assert take_in_text("tolv varsel").sha256 != take_in_text("tolv varsel ").sha256
