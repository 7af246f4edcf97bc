# SPDX-License-Identifier: EUPL-1.2
"""One HTML file that stands alone: landmarks, language, a table of contents, set for screen and print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from lagesbild.publishing.edition import Block, Bullets, Edition, Pairs, Paragraph, Part, Points, Run, Table
from lagesbild.publishing.exporter import Exporter, Setting

STYLE = Path(__file__).with_name("document.css")
#: From so many headings a table of contents helps.
ENOUGH_FOR_CONTENTS = 3


class Html:
    """A web page in one file."""

    identifier = "html"
    name = "Webbsida"
    suffix = ".html"
    media_type = "text/html; charset=utf-8"

    def render(self, edition: Edition, setting: Setting) -> bytes:
        """The whole page; the style sheet stands in it, scripts there are none."""
        language = escape(edition.language)
        # The day stands in the title too, so that open windows can be told apart.
        title = escape(" ".join(filter(None, (edition.title, edition.day))))
        page = f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="author" content="{escape(edition.author)}">
<title>{title}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<main>
<article aria-labelledby="titel">
{"".join(_top(edition))}{_contents(edition)}{"".join(map(_part, edition.parts))}{_closing(edition)}</article>
</main>
</body>
</html>
"""
        return page.encode("utf-8", "replace")


def _top(edition: Edition) -> Iterator[str]:
    if edition.forum:
        yield f'<p class="forum">{escape(edition.forum)}</p>\n'
    yield f'<h1 id="titel">{escape(edition.title)}</h1>\n'
    if edition.mark:
        yield f'<p class="mark"><strong>{escape(edition.mark)}</strong></p>\n'
    if edition.lead:
        yield f'<p class="lead">{escape(edition.lead)}</p>\n'
    if edition.pairs:
        yield _pairs(edition.pairs)


def _contents(edition: Edition) -> str:
    parts = [p for p in edition.parts if p.anchor]
    if len(parts) < ENOUGH_FOR_CONTENTS:
        return ""
    items = "".join(
        f'<li class="level-{p.level}"><a href="#{escape(p.anchor)}">{escape(p.heading)}</a></li>\n'
        for p in parts
    )
    return f'<nav aria-labelledby="innehall"><h2 id="innehall">Innehåll</h2>\n<ul>\n{items}</ul></nav>\n'


def _part(part: Part) -> str:
    level = min(max(part.level, 2), 6)
    anchor = f' id="{escape(part.anchor)}"' if part.anchor else ""
    note = f'<p class="note">{escape(part.note)}</p>\n' if part.note else ""
    body = "".join(map(html_block, part.blocks))
    return f"<section{anchor}>\n<h{level}>{escape(part.heading)}</h{level}>\n{note}{body}</section>\n"


def html_block(block: Block) -> str:
    """One block as HTML, everything in it escaped."""
    if isinstance(block, Paragraph):
        return f"<p{_key(block.key)}>{_runs(block.runs)}{_note(block.note)}</p>\n"
    if isinstance(block, Bullets):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li{_key(i.key)}>{_runs(i.runs)}{_note(i.note)}</li>\n" for i in block.items)
        return f"<{tag}>\n{items}</{tag}>\n"
    if isinstance(block, Points):
        items = "".join(
            f'<li{_key(p.key)} class="point point--{escape(p.kind)}"><b>{escape(p.label)}</b> '
            f"{_runs(p.runs)}{f'<small> {escape(p.detail)}</small>' if p.detail else ''}</li>\n"
            for p in block.items
        )
        return f'<ul class="points">\n{items}</ul>\n'
    return _pairs(block.rows) if isinstance(block, Pairs) else _table(block)


def _pairs(rows: tuple[tuple[str, str], ...]) -> str:
    inner = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>\n" for term, text in rows)
    return f"<dl>\n{inner}</dl>\n"


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>\n" for row in table.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.held:
        return f'<span class="held">{words}</span>'
    if run.url.startswith(("https://", "http://", "mailto:")):
        return f'<a href="{escape(run.url)}">{words}</a>'
    return words


def _note(note: str) -> str:
    return f' <small class="note">({escape(note)})</small>' if note else ""


def _key(key: str) -> str:
    return f' id="{escape(key)}"' if key else ""


def _closing(edition: Edition) -> str:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in edition.closing)
    return f'<div class="closing">\n{lines}</div>\n' if lines else ""


EXPORTER: Exporter = Html()
