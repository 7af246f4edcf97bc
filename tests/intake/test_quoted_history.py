# SPDX-License-Identifier: EUPL-1.2
"""Where the letter that is answered begins; a wrong cut loses what a member reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.intake.mail.quoted import is_forward, quoted_spans


def own(text: str) -> str:
    kept, at = [], 0
    for start, end in quoted_spans(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


HISTORIES = {
    "attribution with marks": "Den tis 16 juni kl 10:12 skrev S <s@prov.example>:\n\n> Hej\n>\n> S\n",
    "attribution over two lines": "Den ons 17 juni 2020 09:01\nS <s@prov.example> skrev:\n> Hej\n",
    "attribution without marks": "16 juni 2020 kl. 10:12 skrev S <s@prov.example>:\n\n99 varsel?\n",
    "attribution in English": "On Tue, Jun 16, 2020 at 10:12 AM S <s@prov.example> wrote:\n> Hej\n",
    "attribution of few words": "Den 16 juni skrev Samordnaren:\n> Hej\n> Hur går det?\n",
    "header lines": "Från: S <s@prov.example>\nSkickat: den 16 juni\nTill: K\nÄmne: x\n\n99 varsel\n",
    "header lines after a rule": "_" * 32 + "\nFrån: S\nSkickat: i går\nTill: K\n\n99 varsel\n",
    "bold header lines": "*Från:* S\n*Skickat:* i går\n*Till:* K\n\n99 varsel\n",
    "header lines in English": "From: S\nSent: Tuesday\nTo: K\nSubject: x\n\n99\n",
    "named separator": "-----Ursprungligt meddelande-----\n99 varsel\n",
    "old quotes in quotes": "> > 99 varsel\n> ja\n",
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES.keys())
def test_history_below_is_cut_and_the_answer_stays(history: str) -> None:
    answer = "Hej!\n\nTolv varsel i maj.\n\nMvh\nÅsa\n\n"
    assert own(answer + history) == answer


@pytest.mark.parametrize(
    "text",
    [
        "Den 16 juni skrev vi avtal:\n\n12 varsel drogs tillbaka.\n",
        "Hej, från: Kommunen kommer tre stöd.\n",
        "Från: kommunerna\n\nTill exempel ökar varslen.\n",
        "> 5 varsel i maj\nVi ser mer än tio.\n",
        "Antal företag med omsättning\n> 10 mkr: 63\n",
        "-----\nKommunerna\n-----\nTolv varsel\n",
        "Frågan som styrelsen skrev:\nHur många varsel?\n",
        "Från: Kommunen\nDatum: 2020-06-15\nTill: Regionen\n\nTolv varsel.\n",
        "Den nya chefen skrev på i fredags kl 10:15. Tolv varsel.\n",
    ],
)
def test_what_only_resembles_history_stays(text: str) -> None:
    assert own(text) == text


def test_answers_between_and_below_the_quotes_stay() -> None:
    text = (
        "Den 16 juni 2020 kl 10:12 skrev S <s@prov.example>:\n"
        "> Hur många varsel?\nTolv.\n> Hur många nyanställda?\nTre.\n"
    )
    assert own(text) == "Tolv.\nTre.\n"


@pytest.mark.parametrize(
    ("subject", "forward"),
    [
        ("VB: Lägesrapport", True),
        ("Fwd: Lägesrapport", True),
        ("FW: x", True),
        ("SV: VB: Lägesrapport", False),
        ("Re: Lägesrapport", False),
        ("Vbg rapporterar", False),
        (None, False),
    ],
)
def test_a_forward_is_told_by_its_subject(subject: str | None, forward: bool) -> None:
    assert is_forward(subject) is forward


LINES = st.sampled_from(
    [
        "",
        "Tolv varsel",
        "> citat",
        "> 5 varsel",
        "Från: S",
        "Skickat: i går",
        "Till: K",
        "Den 3 mars kl 10:12 skrev S:",
        "skrev:",
        "____",
        "-----Ursprungligt meddelande-----",
    ]
)


@given(st.lists(LINES, max_size=12), st.data())
def test_spans_are_in_order_fit_and_lose_nothing(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    start = data.draw(st.integers(0, len(text)))
    marked = ((start, data.draw(st.integers(start, len(text)))),)
    at = 0
    for begin, end in quoted_spans(text, marked):
        assert at <= begin < end <= len(text) or begin == end == len(text)
        at = end
