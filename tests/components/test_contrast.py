# SPDX-License-Identifier: EUPL-1.2
"""The colour tokens keep WCAG 2.2 AA in both schemes, recomputed from the stylesheet itself."""

import re
from pathlib import Path

import pytest

import lagesbild.components

CSS = Path(lagesbild.components.__file__).parent / "static/components/lagesbild.css"
TEXT, SHAPE = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11

LINE = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
# The first line of a name is the ordinary scheme; a later one answers a wish for more contrast.
TOKENS = {name: (light, dark) for name, light, dark in reversed(LINE.findall(CSS.read_text("utf-8")))}

KINDS = sorted(name for name in TOKENS if name.startswith("kind-"))
MOODS = sorted(name for name in TOKENS if name.startswith("mood-"))
GROUNDS = ("paper", "raised", "sunken", "accent-soft")

PAIRS = [
    *(
        (ink, ground, TEXT)
        for ground in GROUNDS
        for ink in ("ink", "ink-soft", "ink-faint", "accent", "accent-deep")
    ),
    *((kind, ground, TEXT) for ground in ("paper", "raised", "accent-soft") for kind in KINDS),
    *(("ink", mood, TEXT) for mood in MOODS),
    ("alert", "paper", TEXT),
    ("alert", "raised", TEXT),
    ("alert", "alert-soft", TEXT),
    ("ink", "alert-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("paper", "ink", TEXT),
    ("edge", "paper", SHAPE),
    ("edge", "raised", SHAPE),
    ("accent", "rule", SHAPE),
]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right_where_the_answer_is_known():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_tokens_are_found():
    assert len(TOKENS) >= 25
    assert len(KINDS) == 7
    assert len(MOODS) == 5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=str)
def test_pair_is_readable(front, ground, least, scheme):
    assert contrast(TOKENS[front][scheme], TOKENS[ground][scheme]) >= least


def test_no_colour_is_written_outside_the_tokens():
    """A colour that is not a token would escape the measure and the dark scheme."""
    text = CSS.read_text("utf-8")
    outside = re.sub(r"@layer tokens \{.*?\n\}\n", "", text, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", outside)) == {"#fff"}, "only the paper of a print is white"
    assert not re.search(r"\b(rgb|hsl|oklch)a?\(", outside)


def test_every_token_that_is_used_exists():
    text = CSS.read_text("utf-8")
    declared = set(re.findall(r"(?<![a-z])--([a-z0-9-]+):", text))
    set_by_script = {"from", "to"}
    assert set(re.findall(r"var\(--([a-z0-9-]+)", text)) <= declared | set_by_script


def test_the_stylesheet_stays_small():
    assert CSS.stat().st_size < 45 * 1024
