# SPDX-License-Identifier: EUPL-1.2
"""What every file of the repository promises."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
#: Written by tools, or by somebody else.
NOT_OURS = ("requirements/", "LICENSE", "docs/generated/")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "process", "misc", "common"}

MOST_LINES, LINES_WITHOUT_REASON = 800, 400
#: Files past 400 lines, with why they are not two.
LONG_BECAUSE = {
    "src/textreader/lexicon/organisations.toml": "a list of names; nobody reads it from top to end",
    "src/lagesbild/components/static/components/lagesbild.css": "one style sheet in layers, looked up by block",
    "src/lagesbild/components/examples.py": "the examples of every building block, looked up by block",
    "src/lagesbild/lib/swedish.py": "every way a figure or a day is written in Swedish, one small function each",
    "src/lagesbild/dialogues/forms_review.py": "one form a kind of fact, looked up by kind",
    "src/lagesbild/dialogues/review.py": "what the review page shows of a version, put together in one pass",
    "src/lagesbild/dialogues/views/review.py": "every act on a report in one place, each load, permit, one call, answer",
    "src/textreader/bodies.py": "the roster and how a name is looked up in it; two files would pass its tables around",
    "src/textreader/sections.py": "headings found, settled and drawn out; each step reads what the last one left",
    "src/lagesbild/sample_county/key.toml": "what a right reading of the sample county gives, row by row",
}


def files() -> list[str]:
    """The repository's files as git sees them, the new ones too."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git working copy")
    return [name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()]


FILES = files()
OURS = [name for name in FILES if not name.startswith(NOT_OURS)]
PYTHON = [name for name in FILES if name.endswith(".py")]


def text_of(name: str) -> str:
    """A file's text; bytes that are no text are left out."""
    return (PROJECT / name).read_bytes().decode("utf-8", errors="ignore")


def found(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    """Where a pattern stands: ``file:line what``."""
    return [
        f"{name}:{text[: match.start()].count(chr(10)) + 1} {match.group()}"
        for name in names
        for text in [text_of(name)]
        for match in pattern.finditer(text)
    ]


def lines(name: str) -> int:
    return text_of(name).count("\n")


def test_no_file_is_longer_than_anybody_reads() -> None:
    measured = {name: lines(name) for name in OURS}
    assert not {name: n for name, n in measured.items() if n > MOST_LINES and name not in LONG_BECAUSE}
    code = {name: n for name, n in measured.items() if n > MOST_LINES and name.endswith(".py")}
    assert not code, "no list of reasons excuses this"


def test_a_long_file_says_why() -> None:
    long = {
        name: lines(name) for name in OURS if name.startswith("src/") and lines(name) > LINES_WITHOUT_REASON
    }
    assert not {name: n for name, n in long.items() if name not in LONG_BECAUSE}


def test_no_reason_outlives_its_file() -> None:
    # Some slack, or a line more or less would ask for an edit here.
    assert not [
        name for name in LONG_BECAUSE if name not in FILES or lines(name) <= LINES_WITHOUT_REASON - 60
    ]


def test_modules_are_named_by_what_they_hold() -> None:
    vague = [
        name for name in FILES if name.startswith("src/") and VAGUE & set(Path(name).with_suffix("").parts)
    ]
    assert not vague


def test_python_files_carry_their_licence() -> None:
    bare = [
        name
        for name in PYTHON
        if "/migrations/" not in name
        and text_of(name).strip()
        and text_of(name).splitlines()[0] != "# SPDX-License-Identifier: EUPL-1.2"
    ]
    assert not bare


def test_mail_addresses_lead_nowhere() -> None:
    address = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
    assert not [hit for hit in found(address, OURS) if not re.search(r"\.example\.?$", hit)]


def test_no_personal_number_stands_anywhere() -> None:
    number = re.compile(r"(?<![\d-])(?:19|20)?(\d{2})(\d{2})(\d{2})[-+]?(\d{4})(?![\d-])")
    hits = []
    for name in OURS:
        for match in number.finditer(text_of(name)):
            month, day = int(match[2]), int(match[3])
            if 1 <= month <= 12 and 1 <= day <= 31 and passes_luhn("".join(match.groups())):
                hits.append(f"{name}: {match.group()}")
    # A moment written without signs (20260615 1200) may pass by chance; a real number never may.
    assert not [hit for hit in hits if "-" in hit.split(": ")[1] or len(hit.split(": ")[1]) == 12]


def passes_luhn(digits: str) -> bool:
    """Whether the last of ten digits checks the others."""
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


@pytest.mark.parametrize(("digits", "holds"), [("8112189876", True), ("8112189875", False)])
def test_the_check_digit_is_computed_right(digits: str, holds: bool) -> None:
    assert passes_luhn(digits) is holds


def test_no_registry_is_named() -> None:
    # Put together here, so that this file does not name one.
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "/sim" + "ple/"]
    pattern = re.compile("|".join(re.escape(host) for host in hosts), re.IGNORECASE)
    assert not found(pattern, FILES)


def test_no_path_of_a_machine_is_named() -> None:
    homes = re.compile(r"(?<![\w.<])/(?:home|Users|root|wo" + r"rk|tm" + r"p)/[\w.-]+")
    # The container has a home of its own.
    assert not [hit for hit in found(homes, FILES) if not hit.startswith("Containerfile:")]


def test_texts_are_our_own(shared: Path) -> None:
    """No nine words in a row are taken from the real texts that lie beside the project."""
    real: dict[tuple[str, ...], str] = {}
    for path in [*shared.glob("minutes/*.txt"), *shared.glob("texts/*.txt")]:
        for run in runs_of_nine(path.read_text("utf-8", errors="ignore")):
            real[run] = path.name
    copied = {
        f"{name}: {' '.join(run)} ({real[run]})"
        for name in OURS
        if Path(name).suffix in {".txt", ".py", ".toml", ".html", ".md", ".json", ".eml", ".css", ".js"}
        for run in runs_of_nine(text_of(name))
        if run in real
    }
    assert not copied


def runs_of_nine(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-zåäöé0-9]+", text.lower())
    return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}


def test_what_officers_decide_has_an_owner_and_a_day() -> None:
    import tomllib

    for name in FILES:
        if "/indicators/definitions/" in name and name.endswith(".toml"):
            said = tomllib.loads(text_of(name))
            assert said.get("owner"), name
            assert isinstance(said.get("next_review"), date), name
