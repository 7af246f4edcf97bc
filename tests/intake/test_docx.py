# SPDX-License-Identifier: EUPL-1.2
"""Word files: structure to text, tracked changes as accepted, and files that mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from intake_documents import paragraph_xml, run_xml, saved, word

from lagesbild.intake import Intake, IntakeRefused, take_in
from lagesbild.intake.docx.styles import in_form


def read(write: Callable[[Document], None]) -> Intake:
    return take_in(word(write), "rapport.docx")


def read_xml(*paragraphs: str) -> Intake:
    """The intake of a document whose paragraphs have these insides."""

    def write(document: Document) -> None:
        for at, inner in enumerate(paragraphs):
            document.element.body.insert(at, paragraph_xml(inner))

    return read(write)


def note_codes(intake: Intake) -> list[str]:
    return [note.code for note in intake.notes]


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same file with one part's XML changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == name:
                part = change(part.decode()).encode()
            new.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_paragraphs_headings_and_lists_become_lines() -> None:
    def write(document: Document) -> None:
        document.add_heading("Minnesanteckningar", 0)
        document.add_heading("Kommunerna", 1)
        document.add_paragraph("Tolv varsel i maj.")
        document.add_paragraph("Läget är lugnt.")
        document.add_heading("Stöd", 2)
        for words in ("ett", "två"):
            document.add_paragraph(words, style="List Bullet")
        for words in ("först", "sedan"):
            document.add_paragraph(words, style="List Number")

    intake = read(write)
    assert intake.text == (
        "Minnesanteckningar\nKommunerna\nTolv varsel i maj.\n\nLäget är lugnt.\n\n"
        "Stöd\n- ett\n- två\n1. först\n2. sedan"
    )
    assert [(intake.text[h.start : h.end], h.level) for h in intake.headings] == [
        ("Minnesanteckningar", 1),
        ("Kommunerna", 1),
        ("Stöd", 2),
    ]
    assert intake.notes == ()


def test_without_styles_short_bold_lines_are_headings() -> None:
    def write(document: Document) -> None:
        for title in ("Kommunerna", "Region Sjölän"):
            document.add_paragraph().add_run(title).bold = True
            document.add_paragraph("Tolv varsel i maj, fler än i april, men läget är lugnt.")
        document.add_paragraph().add_run("Alla är bjudna.").bold = True

    intake = read(write)
    assert [intake.text[h.start : h.end] for h in intake.headings] == ["Kommunerna", "Region Sjölän"]


def test_with_styles_a_bold_line_is_no_heading() -> None:
    def write(document: Document) -> None:
        document.add_heading("Kommunerna", 1)
        document.add_paragraph().add_run("Viktigt").bold = True
        document.add_paragraph("Tolv varsel i maj, fler än i april, men läget är lugnt.")

    intake = read(write)
    assert [intake.text[h.start : h.end] for h in intake.headings] == ["Kommunerna"]


def test_characters_are_kept_as_they_are() -> None:
    words = "1\u00a0000 kr,  två mellanrum, A\u030a, 😀, mjukt\u00adbindestreck"
    assert read(lambda document: document.add_paragraph(words)).text == words


def test_tabs_and_line_ends_within_a_paragraph_are_kept() -> None:
    assert read(lambda document: document.add_paragraph("Varsel\t12\nUppsagda\t3")).text == (
        "Varsel\t12\nUppsagda\t3"
    )


def test_a_table_is_a_line_a_row_with_tabs_between_the_cells() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Före")
        table = document.add_table(2, 3)
        rows = (("", "Maj", "Juni"), ("Varsel", "12", "3\npersoner"))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
        document.add_paragraph("Efter")

    assert read(write).text == "Före\n\n\tMaj\tJuni\nVarsel\t12\t3 personer\n\nEfter"


def test_a_box_of_one_cell_keeps_its_paragraphs() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Tolv varsel."
        cell.add_paragraph("Två konkurser.")

    assert read(write).text == "Tolv varsel.\n\nTvå konkurser."


def test_a_table_that_places_text_side_by_side_keeps_its_paragraphs() -> None:
    long = "Läget i kommunen är stabilt och orderingången ökar något från månad till månad."

    def write(document: Document) -> None:
        left, right = document.add_table(1, 2).rows[0].cells
        left.text = "Norrby"
        right.text = long
        right.add_paragraph("Tolv varsel i maj, fler än i april.", style="List Bullet")

    assert read(write).text == f"Norrby\n\n{long}\n\n- Tolv varsel i maj, fler än i april."


def test_a_field_that_never_ends_swallows_no_text() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run_xml(" PAGE ", "instrText")
    assert read_xml(broken, run_xml("Tolv varsel")).text == "Tolv varsel"


def test_tracked_changes_are_read_as_accepted_and_reported() -> None:
    intake = read_xml(
        run_xml("Varslen blev ")
        + f'<w:del w:id="1">{run_xml("27", "delText")}</w:del>'
        + f'<w:ins w:id="2">{run_xml("12")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run_xml(" flyttat bort")}</w:moveFrom>'
        + f'<w:moveTo w:id="4">{run_xml(" flyttat hit")}</w:moveTo>'
        + run_xml(" i maj.")
    )
    assert intake.text == "Varslen blev 12 flyttat hit i maj."
    assert note_codes(intake) == ["changes_accepted"]


def test_a_deleted_paragraph_end_joins_the_paragraphs() -> None:
    intake = read_xml(
        '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + run_xml("Tolv varsel "),
        run_xml("i maj."),
        run_xml("Nytt stycke."),
    )
    assert intake.text == "Tolv varsel i maj.\n\nNytt stycke."


def test_comments_are_left_out_and_counted() -> None:
    def write(document: Document) -> None:
        run = document.add_paragraph("Tolv varsel i maj.").runs[0]
        document.add_comment(run, text="Stämmer det?", author="A")
        document.add_comment(run, text="Ja.", author="B")

    intake = read(write)
    assert intake.text == "Tolv varsel i maj."
    assert note_codes(intake) == ["comments_left_out"]
    assert intake.notes[0].text.startswith("2 kommentarer")


def test_hidden_text_is_left_out_and_reported() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>synligt</w:t></w:r>'
    intake = read_xml(hidden + shown)
    assert intake.text == "synligt"
    assert note_codes(intake) == ["hidden_text_left_out"]


def test_hyperlinks_of_both_kinds_are_kept() -> None:
    def write(document: Document) -> None:
        target = document.part.relate_to(
            "https://www.sjolan.example/kurs", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + run_xml(' HYPERLINK "https://www.sjolan.example/stod" ', "instrText")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run_xml("stödsidan ")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        inner = run_xml("Se ") + f'<w:hyperlink r:id="{target}">{run_xml("kursen")}</w:hyperlink>'
        document.element.body.insert(0, paragraph_xml(inner + run_xml(" och ") + field))

    intake = read(write)
    assert intake.text == "Se kursen och stödsidan "
    assert [(intake.text[k.start : k.end], k.url) for k in intake.links] == [
        ("kursen", "https://www.sjolan.example/kurs"),
        ("stödsidan", "https://www.sjolan.example/stod"),
    ]


def test_a_footnote_stands_in_brackets_after_its_paragraph() -> None:
    def write(document: Document) -> None:
        notes = (
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
            f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run_xml("Bara maj.")}</w:p>'
            f"<w:p>{run_xml('Hela länet.')}</w:p></w:footnote></w:footnotes>"
        )
        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            notes.encode(),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        inner = run_xml("Tolv varsel") + reference + run_xml(" i länet.")
        document.element.body.insert(0, paragraph_xml(inner))
        document.element.body.insert(1, paragraph_xml(run_xml("Nytt stycke.")))

    intake = read(write)
    assert intake.text == ("Tolv varsel i länet.\n[Fotnot 1: Bara maj. Hela länet.]\n\nNytt stycke.")
    assert note_codes(intake) == ["footnotes_in_place"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run_xml('I rutan.')}</w:p></w:txbxContent>"
    alternatives = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><x>{box}</x></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><x>{box}</x></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read_xml(run_xml("Före. ") + alternatives + run_xml("Efter.")).text == ("Före. Efter.\n\nI rutan.")


def test_a_table_of_contents_is_left_out_and_reported() -> None:
    intake = read_xml(
        '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>' + run_xml("Kommunerna 3"),
        run_xml("Tolv varsel."),
    )
    assert intake.text == "Tolv varsel."
    assert note_codes(intake) == ["contents_left_out"]


def test_the_strict_variant_is_read_too() -> None:
    def to_strict(xml: str) -> str:
        return xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    content = word(lambda document: document.add_heading("Kommunerna", 1))
    intake = take_in(with_part(content, "word/document.xml", to_strict), "rapport.docx")
    assert intake.text == "Kommunerna"
    assert len(intake.headings) == 1


def test_an_outside_entity_is_never_resolved() -> None:
    content = word(lambda document: document.add_paragraph("Tolv varsel"))
    for kind in ('SYSTEM "file:///etc/hostname"', '"' + "haha" * 10 + '"'):

        def smuggle(xml: str, kind: str = kind) -> str:
            body = re.sub(r"^<\?xml.*?\?>", "", xml).replace("Tolv", "&utifran;")
            return f"<!DOCTYPE d [<!ENTITY utifran {kind}>]>{body}"

        with pytest.raises(IntakeRefused) as refused:
            take_in(with_part(content, "word/document.xml", smuggle), "rapport.docx")
        assert refused.value.code == "outside_entity"


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    content = word(lambda document: document.add_paragraph("Tolv varsel"))
    bomb = with_part(content, "word/document.xml", lambda xml: xml + " " * 60_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(IntakeRefused) as refused:
        take_in(bomb, "rapport.docx")
    assert refused.value.code == "zip_bomb"


def test_a_long_honest_document_is_no_bomb() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 2)
        for at in range(300):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = "Tolv varsel i maj månad", str(at)

    assert read(write).text.count("\n") == 299


def test_a_file_without_styles_or_numbers_still_gives_its_text() -> None:
    body = f"<w:body><w:p>{run_xml('Tolv varsel')}</w:p></w:body>"
    xml = f"<w:document {nsdecls('w')}>{body}</w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        file.writestr("word/document.xml", xml)
    assert take_in(buffer.getvalue(), "rapport.docx").text == "Tolv varsel"


def test_a_main_part_with_a_wrong_checksum_is_corrupt() -> None:
    content = bytearray(word(lambda document: document.add_paragraph("Tolv varsel")))
    entry = content.index(b"word/document.xml", content.index(b"PK\x01\x02")) - 46
    content[entry + 16 : entry + 20] = b"\0\0\0\0"
    with pytest.raises(IntakeRefused) as refused:
        take_in(bytes(content), "rapport.docx")
    assert refused.value.code == "corrupt"


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (1, "decimal", "1"),
        (3, "lowerLetter", "c"),
        (27, "upperLetter", "AA"),
        (1999, "upperRoman", "MCMXCIX"),
        (0, "lowerRoman", "0"),
        (5, "ordinal", "5"),
    ],
)
def test_list_numbers_are_written_as_word_does(number: int, form: str, written: str) -> None:
    assert in_form(number, form) == written


def test_a_document_of_python_docx_round_trips_through_saving_twice() -> None:
    first = word(lambda document: document.add_paragraph("Tolv varsel"))
    again = saved(docx.Document(io.BytesIO(first)))
    assert take_in(again, "a.docx").text == take_in(first, "a.docx").text


def test_page_headers_and_footers_are_left_out_and_reported() -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Region Sjölän"
        document.sections[0].footer.paragraphs[0].text = "Utkast"
        document.add_paragraph("Tolv varsel")

    intake = read(write)
    assert intake.text == "Tolv varsel"
    assert note_codes(intake) == ["page_furniture_left_out"]
    assert set(intake.notes[0].detail) == {"Region Sjölän", "Utkast"}
