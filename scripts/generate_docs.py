# SPDX-License-Identifier: EUPL-1.2
"""Write docs/generated/ from the code, so that it cannot go stale; ``--check`` only compares.

What is generated: the commands with their help, the addresses with who may open them, the tables,
the indicators, the states and the reader's manual out of its rules.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import reader_manual

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "docs" / "generated"
QUALITY = PROJECT / "src" / "lagesbild" / "pages" / "reader_quality.json"
NOTE = "<!-- Written by `make docs` from the code. Change the code instead. -->\n\n"


def main() -> int:
    """Write the pages, or compare them; 1 where they differ."""
    with tempfile.TemporaryDirectory(prefix="lagesbild-docs-") as data:
        os.environ["LAGESBILD_DATA"] = data
        os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        pages: dict[str, Callable[[], str]] = {
            "commands.md": commands,
            "addresses.md": addresses,
            "tables.md": tables,
            "indicators.md": indicators,
            "states.md": states,
            "reader-manual.md": reader_manual.manual,
        }
        written = {FOLDER / name: NOTE + make().rstrip() + "\n" for name, make in pages.items()}
    # An installation has no docs; the page "Så bra läser vi" reads its own copy.
    written[QUALITY] = first_scorings()
    if "--check" in sys.argv:
        return compare(written)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in written.items():
        path.write_text(text, "utf-8")
    return 0


def first_scorings() -> str:
    """What the page shows of the measured figures, a line a kind."""
    folds = json.loads((FOLDER / "reader-quality.json").read_text("utf-8"))
    lines = json.dumps({name: {"first": fold["first"]} for name, fold in folds.items()}, ensure_ascii=False)
    return lines.replace("}, ", "},\n") + "\n"


def compare(written: dict[Path, str]) -> int:
    """Print what differs from the files."""
    differs = 0
    for path, text in written.items():
        stands = path.read_text("utf-8") if path.exists() else ""
        if stands != text:
            differs = 1
            lines = difflib.unified_diff(
                stands.splitlines(), text.splitlines(), path.name, "the code", lineterm="", n=0
            )
            print("\n".join(list(lines)[:20]))
    return differs


def commands() -> str:
    """Every command with its arguments and options."""
    import typer

    from lagesbild.cli import app

    group: Any = typer.main.get_command(app)
    parts = [
        "# Commands",
        "Exit status: 0 done, 1 refused (the reason and the next step on standard error), 2 wrong use. "
        "`--format json` prints one JSON object on standard output and nothing else.",
    ]
    for name, command in sorted(group.commands.items()):
        parts.append(f"## lagesbild {name}\n\n{' '.join(_help_of(command))}")
        rows = ["| | |", "|---|---|", *_options_of(command)]
        parts.append("\n".join(rows))
        parts.append(f"```\n{_example_of(command)}\n```")
    return "\n\n".join(parts)


def _help_of(command: Any) -> list[str]:
    return (command.help or "").split("\b")[0].split()


def _example_of(command: Any) -> str:
    return str((command.help or "").rpartition("Exempel: ")[2]).strip()


def _options_of(command: Any) -> Iterator[str]:
    for parameter in command.params:
        names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
        if names != "--help":
            yield f"| `{names}` | {getattr(parameter, 'help', '') or ''} |"


def addresses() -> str:
    """Every address, with whether one has to be logged in."""
    rows = ["| address | name | who |", "|---|---|---|"]
    for pattern, name, view in sorted(routes(), key=lambda route: route[0]):
        public = not getattr(view, "login_required", True)
        rows.append(f"| `/{pattern}` | `{name}` | {'public on purpose' if public else 'login'} |")
    return (
        "# Addresses\n\nA login is required unless the view says that it is public on purpose. What each role may do "
        "there is declared in `tests/rights/doors.toml` and tested.\n\n" + "\n".join(rows)
    )


def routes() -> Iterator[tuple[str, str, Any]]:
    """Every route: pattern, namespaced name, view."""
    from django.urls import URLResolver, get_resolver

    def walk(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
        for entry in resolver.url_patterns:
            pattern = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from walk(entry, pattern, inner)
            else:
                yield pattern, ":".join((*spaces, entry.name or "")), entry.callback

    return walk(get_resolver(), "", ())


def tables() -> str:
    """Every table with its columns and what the database refuses."""
    from django.apps import apps

    parts = ["# Tables", "What each word means stands in the [glossary](../glossary.md)."]
    for model in sorted(apps.get_models(), key=lambda m: (m._meta.app_label, m.__name__)):
        if not model.__module__.startswith("lagesbild."):
            continue
        parts.append(
            f"## {model._meta.app_label}.{model.__name__}\n\n{(model.__doc__ or '').splitlines()[0]}"
        )
        parts.append(
            "\n".join(f"- {_column(field)}" for field in model._meta.concrete_fields if field.name != "id")
        )
        refuses = [f"`{constraint.name}`" for constraint in model._meta.constraints]
        if refuses:
            parts.append(f"The database refuses by: {', '.join(refuses)}.")
    return "\n\n".join(parts)


def _column(field: Any) -> str:
    words = f"`{field.name}`"
    if field.related_model is not None:
        words += f" → {field.related_model._meta.label}"
    if field.choices:
        words += f": {', '.join(str(value) for value, _ in field.choices)}"
    return words + (" (may be empty)" if field.null or field.blank else "")


def indicators() -> str:
    """The indicators that the definition files hold."""
    folder = PROJECT / "src" / "lagesbild" / "indicators" / "definitions"
    rows = ["| code | name | unit | kind | owner | next review |", "|---|---|---|---|---|---|"]
    for path in sorted(folder.glob("*.toml")):
        said = tomllib.loads(path.read_text("utf-8"))
        rows.append(
            f"| `{path.stem}` | {said['name']} | {said['unit']} | {said['stock_flow']} "
            f"| {said.get('owner', '')} | {said.get('next_review', '')} |"
        )
    return "# Indicators\n\nOne file each in `src/lagesbild/indicators/definitions/`.\n\n" + "\n".join(rows)


#: What has states: a heading, the module with the table, the table's name in it, the first state.
STATE_TABLES = [
    ("Round (omgång)", "lagesbild.dialogues.states", "ROUND", "planned"),
    ("Minutes (minnesanteckningar)", "lagesbild.minutes.states", "MINUTES", "draft"),
]


def states() -> str:
    """Every table of states, drawn."""
    import importlib

    parts = ["# States", "Drawn from the tables that the operations ask; nothing else changes a state."]
    for heading, module, name, first in STATE_TABLES:
        table: dict[str, dict[str, str]] = getattr(importlib.import_module(module), name)
        arrows: dict[tuple[str, str], list[str]] = {}
        for state, acts in table.items():
            for act, leads_to in acts.items():
                arrows.setdefault((state, leads_to), []).append(act)
        lines = [f"    [*] --> {first}"]
        lines += [f"    {start} --> {end}: {', '.join(acts)}" for (start, end), acts in arrows.items()]
        lines += [f"    {state} --> [*]" for state, acts in table.items() if not acts]
        drawing = "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])
        parts.append(f"## {heading}\n\nFrom `{module}.{name}`.\n\n{drawing}")
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
