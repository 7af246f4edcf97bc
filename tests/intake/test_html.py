# SPDX-License-Identifier: EUPL-1.2
"""Web pages: the page's own text in lines, its furniture left out."""

from __future__ import annotations

import pytest

from lagesbild.intake import Intake, IntakeRefused, take_in

PAGE = """<!doctype html><html lang="sv"><head><title>Titel</title><style>p{color:red}</style>
</head><body class="menu-open"><a class="skip-link" href="#innehall">Till innehållet</a>
<header><a href="/">Sjölän</a><nav><ul><li>Start</li><li>Kontakt</li></ul></nav></header>
<div id="cookie-banner">Vi använder kakor</div>
<main id="innehall"><h1>Läget <em>i maj</em></h1>
<p>Tolv  varsel,
se <a href="https://www.sjolan.example/stod">stödsidan</a>.<br>Ny rad, 1&nbsp;000 kr.</p>
<h2>Kommunerna</h2><ul><li>ett<ul><li>under</li></ul></li><li>två</li></ul>
<ol start="3"><li><p>tre</p></li><li>fyra</li></ol>
<table><caption>Varsel</caption><tr><th></th><th>Maj</th></tr>
<tr><td>Varsel</td><td><p>12</p><p>personer</p></td></tr></table>
<aside>Läs också</aside></main>
<footer>Telefon 010-000 00 00</footer><script>alert("varsel 99")</script></body></html>"""


def read(source: str) -> Intake:
    return take_in(source.encode(), "sida.html")


def test_a_page_becomes_its_own_text_in_lines() -> None:
    intake = read(PAGE)
    assert intake.text == (
        "Läget i maj\nTolv varsel, se stödsidan.\nNy rad, 1\u00a0000 kr.\n\n"
        "Kommunerna\n- ett\n  - under\n- två\n\n3. tre\n4. fyra\n\n"
        "Varsel\n\tMaj\nVarsel\t12 personer"
    )
    assert intake.kind == "html"
    assert [note.code for note in intake.notes] == ["page_furniture_left_out"]


def test_headings_and_links_are_kept_with_their_place() -> None:
    intake = read(PAGE)
    assert [(intake.text[h.start : h.end], h.level) for h in intake.headings] == [
        ("Läget i maj", 1),
        ("Kommunerna", 2),
    ]
    assert [(intake.text[k.start : k.end], k.url) for k in intake.links] == [
        ("stödsidan", "https://www.sjolan.example/stod")
    ]


def test_a_page_without_main_loses_only_its_furniture() -> None:
    intake = read(
        "<html><body><div class='site-header'>Sjölän</div><div role='navigation'>Meny</div>"
        "<div><h1>Läget</h1><p>Tolv varsel.</p></div><div class='breadcrumbs'>Start / Läget</div>"
        "<p hidden>dolt</p><p style='display: none'>gömt</p></body></html>"
    )
    assert intake.text == "Läget\nTolv varsel."


def test_a_class_that_only_resembles_furniture_stays() -> None:
    text = read("<html><body><p class='cookies'>Kakor till fikat: 12 kr</p></body></html>").text
    assert text == "Kakor till fikat: 12 kr"


def test_a_table_for_layout_is_read_as_blocks() -> None:
    intake = read(
        "<html><body><table role='presentation'><tr><td><p>Tolv varsel.</p></td>"
        "<td><p>Två konkurser.</p></td></tr></table></body></html>"
    )
    assert intake.text == "Tolv varsel.\n\nTvå konkurser."


def test_preformatted_text_keeps_its_spaces() -> None:
    assert read("<html><body><pre>a\n  b</pre></body></html>").text == "a\n  b"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "utf-16"])
def test_the_charset_that_a_page_names_is_used(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>Öster Å</p></body></html>'
    assert take_in(page.encode(charset), "sida.html").text == "Öster Å"


def test_an_outside_entity_in_a_page_is_never_resolved() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY utifran SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>Tolv &utifran; varsel</p></body></html>"
    )
    assert "root:" not in read(page).text


def test_a_page_that_nests_deep_is_read_whole_or_refused() -> None:
    def nested(depth: int) -> str:
        inner = "<div>" * depth + "djupt" + "</div>" * depth
        return f"<html><body><p>före</p>{inner}<p>efter</p></body></html>"

    assert read(nested(1500)).text == "före\n\ndjupt\n\nefter"
    with pytest.raises(IntakeRefused) as refused:
        read(nested(5000))
    assert refused.value.code == "corrupt"


def test_links_to_scripts_and_files_are_no_links() -> None:
    intake = read(
        "<html><body><p><a href='javascript:x()'>ett</a> <a href='file:///c:/x'>två</a>"
        " <a href='#rubrik'>tre</a> <a href='mailto:a@prov.example'>fyra</a></p></body></html>"
    )
    assert [link.url for link in intake.links] == ["mailto:a@prov.example"]


def test_a_page_saved_as_text_stays_text() -> None:
    source = "<html><body>tolv</body></html>"
    assert take_in(source.encode(), "sida.txt").text == source


def test_a_page_under_another_name_is_read_as_a_page_and_noted() -> None:
    intake = take_in(b"<!doctype html><html><body><p>Tolv</p></body></html>", "sida.eml")
    assert intake.kind == "html"
    assert intake.text == "Tolv"
    assert intake.notes[0].code == "other_kind_than_name"
