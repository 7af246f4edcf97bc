# SPDX-License-Identifier: EUPL-1.2
"""One edition, many formats: the same words in all, each as its readers' programs expect it."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from datetime import UTC, datetime

import docx
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild.publishing.edition import (
    Bullets,
    Edition,
    Pairs,
    Paragraph,
    Part,
    Point,
    Points,
    Run,
    Table,
    fit,
    lines_of,
)
from lagesbild.publishing.exporter import Setting, UnfitTemplate
from lagesbild.publishing.formats import exporters

MADE = Setting(made_at=datetime(2031, 4, 10, 9, 15, tzinfo=UTC))


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(Run(w) for w in words))


def edition() -> Edition:
    blocks = (
        Paragraph((Run("Lugnt i "), Run("[utelämnat]", held=True), Run(", se "), Run("https://a.example/x", url="https://a.example/x")), note="muntligt"),
        Bullets((paragraph("Första <kursen>"), paragraph("Andra & sista"))),
        Bullets((paragraph("Ansök"), paragraph("Vänta")), ordered=True),
        Table("Varsel per månad", ("Månad", "Personer"), (("mars", "1\u202f100"), ("april", "−20 %"))),
    )  # fmt: skip
    decided = (Point("decision", "Beslut", (Run("Frågan lämnas över."),), "Granberga kommun, 3 maj"),)
    members = [Part(f"Medlem {n}", 3, "member", f"avsnitt-o{n}", blocks=blocks) for n in range(8)]
    return Edition(
        title="Minnesanteckningar",
        forum="Provlän",
        lead="Dialogen i Provlän, onsdag 9 april 2031.",
        mark="UTKAST",
        day="2031-04-09",
        author="Region Provlän",
        pairs=(("Diarienummer", "RP 2031/0147"),),
        parts=(
            Part("Närvaro", 2, "present", "avsnitt-n", blocks=(Pairs((("Här", "Almi, Växtkraft"),)),)),
            Part("Näringslivet", 2, "group", "avsnitt-g"),
            *members,
            Part("Beslut", 2, "decided", "avsnitt-b", note="Upplästa kl. 10.50", blocks=(Points(decided),)),
        ),
        closing=("Inga synpunkter senast fredag räknas som godkänt.",),
    )


def rendered(identifier: str, of: Edition, setting: Setting = MADE) -> bytes:
    return exporters()[identifier].render(of, setting)


def words_of(identifier: str, content: bytes) -> list[str]:
    """What a person reads in a file, in order."""
    if identifier == "docx":
        document = docx.Document(io.BytesIO(content))
        text = "\n".join("".join(t.text or "" if t.tag.endswith("}t") else "\n" for t in p.iter() if t.tag.endswith(("}t", "}br"))) for p in document.element.body.iter() if p.tag.endswith("}p"))  # fmt: skip
    elif identifier == "pdf":
        pdf = pypdfium2.PdfDocument(content)
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    elif identifier == "html":
        text = re.sub(r"<style.*?</style>|<title.*?</title>|<[^>]+>", " ", content.decode(), flags=re.S)
        text = html.unescape(text)
    else:
        text = content.decode()
    return re.findall(r"\w+", text.replace("\ufffe", "").replace("\u00ad", "").casefold())


def in_order(wanted: list[str], found: list[str]) -> list[str]:
    """Words of ``wanted`` that ``found`` lacks, reading on from one to the next."""
    at, missing = 0, []
    for word in wanted:
        try:
            at = found.index(word, at) + 1
        except ValueError:
            missing.append(word)
    return missing


@pytest.mark.parametrize("identifier", ["docx", "html", "pdf", "txt"])
def test_every_word_of_the_edition_stands_in_every_format_in_its_order(identifier):
    made = edition()
    wanted = re.findall(r"\w+", "\n".join(lines_of(made)).casefold())
    top = {w for line in (made.forum, made.title, made.lead, made.mark) for w in line.casefold().split()}
    body = wanted[sum(len(re.findall(r"\w+", x)) for x in (made.forum, made.title, made.lead, made.mark)) :]
    found = words_of(identifier, rendered(identifier, made))
    assert in_order(body, found) == []
    assert {re.sub(r"\W", "", w) for w in top} <= set(found)


def test_no_format_says_what_another_does_not():
    made = edition()
    sets = {name: set(words_of(name, rendered(name, made))) for name in exporters()}
    everything = set.union(*sets.values())
    furniture = {"innehåll"} | {str(n) for n in range(20)}  # contents, list numbers, page numbers
    assert {name: everything - words - furniture for name, words in sets.items()} == {
        name: set() for name in sets
    }


def test_an_edition_goes_to_json_and_back():
    made = edition()
    assert Edition.from_dict(made.to_dict()) == made


def test_a_field_of_a_later_release_is_passed_over():
    values = edition().to_dict() | {"colour": "blue"}
    assert Edition.from_dict(values) == edition()


# PDF --------------------------------------------------------------------------------------------


def tags(node: pikepdf.Object, roles: dict[str, str]) -> list[str]:
    """The structure types of a tag tree, outermost first, in reading order."""
    found = []
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        name = str(node.S)
        found.append(roles.get(name, name))
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids] if kids is not None else []:
        if isinstance(kid, pikepdf.Dictionary):
            found += tags(kid, roles)
    return found


def test_the_pdf_is_tagged_with_language_title_bookmarks_and_links():
    with pikepdf.open(io.BytesIO(rendered("pdf", edition()))) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "sv-SE"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        tree = root.StructTreeRoot
        roles = {str(k): str(v) for k, v in (tree.get("/RoleMap") or {}).items()}
        found = tags(tree, roles)
        assert [t for t in found if re.fullmatch(r"/H\d", t)] == ["/H1", "/H2", "/H2", *["/H3"] * 8, "/H2"]
        assert {"/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/Link"} <= set(found)
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "Minnesanteckningar 2031-04-09"
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        with pdf.open_outline() as outline:
            top = outline.root[0]
            assert [str(i.title) for i in top.children] == ["Närvaro", "Näringslivet", "Beslut"]
            assert [str(i.title) for i in top.children[1].children] == [f"Medlem {n}" for n in range(8)]
        urls = {str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a and "/URI" in a.A}
        assert urls == {"https://a.example/x"}


def test_the_same_edition_is_the_same_pdf():
    assert rendered("pdf", edition()) == rendered("pdf", edition())


# Word -------------------------------------------------------------------------------------------


def test_word_gets_real_styles_a_table_of_contents_and_swedish():
    document = docx.Document(io.BytesIO(rendered("docx", edition())))
    styles = [p.style.name for p in document.paragraphs]
    assert styles.count("Heading 1") == 3
    assert styles.count("Heading 2") == 8
    assert {"Title", "List Bullet", "List Number", "TOC 1", "TOC 2"} <= set(styles)
    xml = document.element.xml
    assert 'TOC \\o "1-3"' in xml
    assert 'w:val="sv-SE"' in document.styles.element.xml
    core = document.core_properties
    assert (core.title, core.author, core.language) == (
        "Minnesanteckningar 2031-04-09",
        "Region Provlän",
        "sv-SE",
    )
    assert "w:tblHeader" in document.tables[0]._tbl.xml


def test_the_forums_own_template_keeps_its_styles_and_page():
    own = docx.Document()
    own.add_paragraph("Mallens exempeltext")
    own.styles["Heading 1"].font.name = "Verdana"
    own.sections[0].footer.paragraphs[0].text = "Region Provlän, postadress"
    kept = io.BytesIO()
    own.save(kept)
    setting = Setting(made_at=MADE.made_at, template=kept.getvalue())
    document = docx.Document(io.BytesIO(rendered("docx", edition(), setting)))
    assert document.styles["Heading 1"].font.name == "Verdana"
    assert document.sections[0].footer.paragraphs[0].text == "Region Provlän, postadress"
    assert "Mallens exempeltext" not in "\n".join(p.text for p in document.paragraphs)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"hello"])
def test_a_template_that_is_no_word_file_is_refused(content):
    with pytest.raises(UnfitTemplate):
        rendered("docx", edition(), Setting(template=content))


def test_libreoffice_opens_the_word_file(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    path = tmp_path / "m.docx"
    path.write_bytes(rendered("docx", edition()))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = words_of("pdf", (tmp_path / "m.pdf").read_bytes())
    assert {"medlem", "varsel", "beslut", "frågan", "godkänt"} <= set(found)


# Any words --------------------------------------------------------------------------------------

ANY = st.text(max_size=40).map(fit)


@settings(max_examples=15, deadline=None)
@given(ANY, ANY, ANY)
def test_any_words_go_into_every_format(heading, words, term):
    made = Edition(
        title=heading.strip() or "x",
        pairs=((term, words),),
        parts=(
            Part(heading, 2, "", "avsnitt-1", blocks=(paragraph(words), Bullets((paragraph(words),)))),
            Part(term, 3, blocks=(Points((Point("promise", term, (Run(words),)),)),)),
        ),
    )
    for exporter in exporters().values():
        assert exporter.render(made, MADE)
    assert Edition.from_dict(made.to_dict()) == made
