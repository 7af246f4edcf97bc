# SPDX-License-Identifier: EUPL-1.2
"""A letter's two editions say the same, and look as they did when somebody last looked."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from outbox import assert_mail_is

from lagesbild.mail.letters import Button, Heading, Items, Letter, Paragraph, Quote, Small, write

WORD = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
ADDRESS = st.from_regex(r"https://lansforum\.example/[a-z0-9/]{1,40}", fullmatch=True)
BLOCK = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Paragraph, WORDS),
    st.builds(Quote, WORDS, by=WORDS),
    st.builds(Items, st.lists(WORDS, min_size=1, max_size=3).map(tuple)),
    st.builds(Button, WORDS, ADDRESS),
    st.builds(Small, WORDS),
)


def words_of(text: str) -> list[str]:
    """The words alone, whatever marks a list, a quote or a heading."""
    return re.findall(r"\w+", text.casefold())


def seen_in(page: str) -> str:
    """What a reader sees of the HTML, with the addresses of its links."""
    body = re.sub(r"<(style|title)>.*?</\1>", "", page.split("<body", maxsplit=1)[1], flags=re.DOTALL)
    linked = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"\2 \1", body)
    return html.unescape(re.sub(r"<[^>]+>", " ", "<body" + linked))


@given(blocks=st.lists(BLOCK, min_size=1, max_size=6), forum=WORDS, why=WORDS)
def test_both_editions_say_the_same_words_in_the_same_order(
    blocks: list[Paragraph], forum: str, why: str
) -> None:
    written = write(Letter("Ämnet", tuple(blocks), forum=forum, why=why))
    assert words_of(written.text) == words_of(seen_in(written.html))


@given(WORDS)
def test_no_words_become_markup(words: str) -> None:
    written = write(Letter("x", (Paragraph(f"<script>{words}</script>"), Quote("&amp; <b>"))))
    assert "<script>" not in written.html
    assert "<b>" not in written.html
    assert "&amp; <b>" in written.text


def test_a_letter_with_everything_in_it() -> None:
    letter = Letter(
        "Hur är läget? Svara senast torsdag 22 oktober",
        (
            Paragraph("Hej!"),
            Paragraph("Om två veckor ses vi igen.\nSkriv några rader, eller svara på det här mejlet."),
            Heading("Så skrev ni sist"),
            Quote("Läget är lugnt.\n\nDrygt 40 företag har svarat.", by="Företagarringen, 14 september"),
            Heading("Ni lovade"),
            Items(("En sammanställning, senast 26 juni", "Besked om bredbandet")),
            Button("Skriv här", "https://lansforum.example/rapportera/abc/"),
            Button(
                "Inget nytt sedan sist", "https://lansforum.example/rapportera/abc/?inget-nytt", plain=True
            ),
            Small("Det ni skickar blir allmän handling hos Regionen."),
        ),
        forum="Näringslivsdialogen Provlän",
        why="Du får mejlet för att du rapporterar för Företagarringen.",
    )
    assert_mail_is("everything", write(letter), whole=True)
