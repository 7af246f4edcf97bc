# SPDX-License-Identifier: EUPL-1.2
"""PDF: paragraphs, running lines, divided words, broken addresses, headings, page map."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from intake_documents import PARAGRAPH, ReportPdf, pdf, pdf_of_lines

from lagesbild.intake import Intake, Run, places_on_pages, take_in
from lagesbild.intake.pdf.hyphens import continues_address, joined_word
from lagesbild.intake.pdf.marking import char_range

LONG_ADDRESS = (
    "https://www.sjolan.example/naringsliv/stod-till-foretag/omstallningsstod/"
    "hur-man-soker/en-sida-med-langt-namn"
)


def read(content: bytes) -> Intake:
    return take_in(content, "rapport.pdf")


def note_codes(intake: Intake) -> list[str]:
    return [note.code for note in intake.notes]


def three_pages(document: FPDF) -> None:
    for page in range(3):
        if page:
            document.add_page()
            document.set_font("helvetica", size=12)
        document.multi_cell(0, 6, f"Sidan {'abc'[page]} börjar. " + PARAGRAPH * 6)


def test_wrapped_lines_become_one_paragraph() -> None:
    text = (PARAGRAPH * 5).strip()
    assert read(pdf(lambda document: document.multi_cell(0, 6, text, align="L"))).text == text


def test_paragraphs_stand_apart_by_a_blank_line() -> None:
    def write(document: FPDF) -> None:
        for start in ("Första", "Andra"):
            document.multi_cell(0, 6, f"{start} stycket. " + (PARAGRAPH * 3).strip(), align="L")
            document.ln(6)

    first, second = read(pdf(write)).text.split("\n\n")
    assert first.startswith("Första")
    assert second.startswith("Andra")
    assert "\n" not in first + second


def test_a_short_line_ends_its_line() -> None:
    text = read(pdf_of_lines("Varsel: 12", "Uppsagda: 3", "Nyanställda: 7")).text
    assert text == "Varsel: 12\nUppsagda: 3\nNyanställda: 7"


def test_page_headers_footers_and_numbers_are_left_out_and_reported() -> None:
    intake = read(pdf(three_pages, ReportPdf))
    assert "Näringslivsdialog" not in intake.text
    assert "Sida" not in intake.text.replace("Sidan", "")
    assert note_codes(intake) == ["running_lines_left_out"]
    assert "3 sidor" in intake.notes[0].text
    assert "Näringslivsdialog Sjölän" in intake.notes[0].detail
    assert "Sida 2 av 3" in intake.notes[0].detail


def test_lines_at_the_same_place_with_numbers_of_their_own_stay() -> None:
    def write(document: FPDF) -> None:
        for page, number in enumerate((12, 27, 8)):
            if page:
                document.add_page()
                document.set_font("helvetica", size=12)
            document.cell(0, 6, f"Antal varsel: {number}", new_x="LMARGIN", new_y="NEXT")
            document.multi_cell(0, 6, PARAGRAPH * 3)

    text = read(pdf(write)).text
    for number in (12, 27, 8):
        assert f"Antal varsel: {number}" in text


def test_the_first_row_of_a_table_that_goes_over_pages_stays() -> None:
    def write(document: FPDF) -> None:
        for page in range(3):
            if page:
                document.add_page()
                document.set_font("helvetica", size=12)
            for row in (("Kommun", "Varsel"), ("Norrby", f"{page * 7 + 3}")):
                for cell in row:
                    document.cell(50, 6, cell)
                document.ln(6)

    intake = read(pdf(write))
    assert intake.text.count("Kommun\tVarsel") == 3
    assert intake.notes == ()


def test_a_page_number_alone_does_not_empty_a_document() -> None:
    def write(document: FPDF) -> None:
        document.set_y(-20)
        document.cell(0, 6, "Sida 1 av 1")

    assert read(pdf(write)).text == "Sida 1 av 1"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Vi satsar på närings-", "livet i länet", "närings" + "livet i länet"),
        ("Nu startar en YH-", "utbildning i höst", "YH-utbildning i höst"),
        ("Medel till FoU-", "projekt i länet", "FoU-projekt i länet"),
        ("Spridningen av covid-", "19 minskar", "covid-19 minskar"),
        ("Svara med e-", "post senast fredag", "e-post senast fredag"),
        ("Insatser för närings-", "och arbetsliv", "närings- och arbetsliv"),
        ("Varslen ökade april-", "juni i länet", "april-juni i länet"),
        ("Resor i Väster-", "Norrland ökar", "Väster-Norrland ökar"),
    ],
)
def test_a_divided_word_is_joined_by_the_rule(first: str, second: str, joined: str) -> None:
    assert joined in read(pdf_of_lines(first, second)).text


def test_the_documents_own_spelling_beats_the_rule() -> None:
    text = read(pdf_of_lines("En kick-off hålls i maj.", "Sedan blir det ännu en kick-", "off i juni.")).text
    assert "ännu en kick-off i juni" in text
    assert joined_word("en kick-", "off", frozenset()) == ("en kick", "")


def test_an_address_over_two_lines_is_joined_by_its_hyperlink() -> None:
    intake = read(pdf(_linked_address))
    assert LONG_ADDRESS in intake.text
    link = intake.links[0]
    assert link.url == LONG_ADDRESS
    assert intake.text[link.start : link.end] == LONG_ADDRESS
    assert len(intake.links) == 1


def _linked_address(document: FPDF) -> None:
    document.write(6, "Läs om stöden på ")
    cut = LONG_ADDRESS.index("hur-man")
    document.cell(0, 6, LONG_ADDRESS[:cut], link=LONG_ADDRESS, new_x="LMARGIN", new_y="NEXT")
    rest = LONG_ADDRESS[cut:]
    document.cell(document.get_string_width(rest) + 2, 6, rest, link=LONG_ADDRESS)
    document.write(6, " senast i juni.")


def test_an_address_over_two_lines_is_joined_by_its_shape() -> None:
    text = read(pdf_of_lines("Se www.sjolan.example/naringsliv/", "stod-till-foretag i dag")).text
    assert "www.sjolan.example/naringsliv/stod-till-foretag i dag" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Se www.sjolan.example", "Ansök senast i juni"),
        ("Se www.sjolan.example.", "där finns mer"),
        ("Det finns mer att läsa", "stod/till-foretag"),
        ("https://www.sjolan.example/stod/", "https://www.sjolan.example/kurs/"),
    ],
)
def test_a_whole_address_takes_nothing_from_the_next_line(before: str, after: str) -> None:
    assert not continues_address(before, after, ())


def test_a_hyperlinks_words_and_target_are_kept() -> None:
    def write(document: FPDF) -> None:
        document.write(6, "Anmäl er på ")
        document.write(6, "kurssidan", link="https://www.sjolan.example/kurs")
        document.write(6, " före maj.")

    intake = read(pdf(write))
    assert intake.text == "Anmäl er på kurssidan före maj."
    assert [(intake.text[k.start : k.end], k.url) for k in intake.links] == [
        ("kurssidan", "https://www.sjolan.example/kurs")
    ]


def test_a_link_to_a_script_is_no_link() -> None:
    intake = read(pdf(lambda document: document.write(6, "klicka", link="javascript:alert(1)")))
    assert intake.text == "klicka"
    assert intake.links == ()


def test_bookmarks_become_headings_with_their_level() -> None:
    def write(document: FPDF) -> None:
        for title, level in (("Länsstyrelsen", 0), ("Stöd", 1), ("Kommunerna", 0)):
            document.start_section(title, level=level)
            document.cell(0, 6, title, new_x="LMARGIN", new_y="NEXT")
            document.multi_cell(0, 6, PARAGRAPH * 2)

    intake = read(pdf(write))
    assert [(intake.text[h.start : h.end], h.level) for h in intake.headings] == [
        ("Länsstyrelsen", 1),
        ("Stöd", 2),
        ("Kommunerna", 1),
    ]
    assert "Länsstyrelsen\nLäget i länet" in intake.text


def test_without_bookmarks_larger_and_bold_lines_are_headings() -> None:
    def write(document: FPDF) -> None:
        document.set_font("helvetica", size=18)
        document.cell(0, 10, "Minnesanteckningar", new_x="LMARGIN", new_y="NEXT")
        for title in ("Kommunerna", "Region Sjölän"):
            document.set_font("helvetica", style="B", size=12)
            document.cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
            document.set_font("helvetica", size=12)
            document.multi_cell(0, 6, PARAGRAPH * 3)

    intake = read(pdf(write))
    assert [(intake.text[h.start : h.end], h.level) for h in intake.headings] == [
        ("Minnesanteckningar", 1),
        ("Kommunerna", 2),
        ("Region Sjölän", 2),
    ]


def test_figures_in_two_cells_never_become_one_number() -> None:
    def write(document: FPDF) -> None:
        for row in (("Maj", "123", "456"), ("Juni", "27", "1 008")):
            for cell in row:
                document.cell(25, 6, cell)
            document.ln(6)

    assert read(pdf(write)).text == "Maj\t123\t456\nJuni\t27\t1 008"


def test_a_raised_note_mark_never_becomes_a_digit_of_the_figure() -> None:
    def write(document: FPDF) -> None:
        document.write(6, "Varsel i maj: 123")
        document.char_vpos = "SUP"
        document.write(6, "1")
        document.char_vpos = "LINE"
        document.write(6, " personer")

    assert read(pdf(write)).text == "Varsel i maj: 123¹ personer"


def test_pages_tell_where_their_text_lies() -> None:
    intake = read(pdf(three_pages, ReportPdf))
    assert [page.number for page in intake.pages] == [1, 2, 3]
    for page, letter in zip(intake.pages, "abc", strict=True):
        assert intake.text[page.start : page.end].startswith(f"Sidan {letter} börjar.")
        assert page.width == pytest.approx(595.3, abs=0.5)


def test_a_sentence_goes_on_over_the_page() -> None:
    text = read(pdf(lambda d: d.multi_cell(0, 6, (PARAGRAPH * 80).strip(), align="L"), ReportPdf)).text
    assert "\n" not in text
    assert text.count(PARAGRAPH.strip()) == 80


def test_a_page_of_pictures_among_others_is_reported() -> None:
    def write(document: FPDF) -> None:
        document.cell(0, 6, "Tolv varsel i maj")
        document.add_page()
        document.rect(20, 20, 100, 100, style="F")

    intake = read(pdf(write))
    assert intake.text == "Tolv varsel i maj"
    assert note_codes(intake) == ["pages_without_text"]
    assert intake.notes[0].detail == ("2",)


def test_every_word_is_found_again_at_its_place_on_the_page() -> None:
    content = pdf(three_pages, ReportPdf)
    intake = read(content)
    document = pypdfium2.PdfDocument(content)
    at = 0
    for word in intake.text.split():
        start = intake.text.index(word, at)
        at = start + len(word)
        places = places_on_pages(content, intake, start, at)
        found = "".join(
            document[place.page - 1].get_textpage().get_text_bounded(*place.box) for place in places
        )
        assert word in found, (word, found, places)


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 270])
def test_text_on_a_turned_page_is_read_upright(turned: int, shown: int) -> None:
    def write(document: FPDF) -> None:
        with document.rotation(turned, 105, 148):
            document.set_xy(50, 100)
            document.multi_cell(120, 6, (PARAGRAPH * 4).strip(), align="L")

    document = pypdfium2.PdfDocument(pdf(write))
    document[0].set_rotation(shown)
    buffer = io.BytesIO()
    document.save(buffer)
    intake = read(buffer.getvalue())
    assert intake.text == (PARAGRAPH * 4).strip()
    places = places_on_pages(buffer.getvalue(), intake, 0, len("Läget"))
    assert len(places) == 1
    left, bottom, right, top = places[0].box
    assert 20 < right - left < 50, "as wide as five letters"
    assert top - bottom < 20, "as high as a line"


def test_a_span_over_several_lines_has_a_place_a_line() -> None:
    content = pdf(lambda document: document.multi_cell(0, 6, PARAGRAPH * 4, align="L"))
    intake = read(content)
    places = places_on_pages(content, intake, 0, len(intake.text))
    assert len(places) == len(intake.pages[0].runs) > 2
    bottoms = [place.box[1] for place in places]
    assert bottoms == sorted(bottoms, reverse=True)


def test_a_span_outside_the_text_is_an_error() -> None:
    content = pdf_of_lines("Tolv varsel")
    intake = read(content)
    with pytest.raises(ValueError, match="does not fit"):
        places_on_pages(content, intake, 5, 500)


@given(st.text(alphabet="aå😀𝄞 ", min_size=1), st.data())
def test_the_index_on_the_page_counts_utf_16_units(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, count = char_range(text, Run(0, len(text), 7, (0, 0, 0, 0)), start, end)
    units = text.encode("utf-16-le")
    assert units[2 * (first - 7) : 2 * (first - 7 + count)].decode("utf-16-le") == text[start:end]
