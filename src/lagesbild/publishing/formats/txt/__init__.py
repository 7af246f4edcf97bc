# SPDX-License-Identifier: EUPL-1.2
"""Plain text, to read in a mail and to read back through the intake: a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from lagesbild.publishing.edition import Block, Bullets, Edition, Pairs, Paragraph, Points, Run, Table, said
from lagesbild.publishing.exporter import Exporter, Setting


class Text:
    """Plain text, UTF-8."""

    identifier = "txt"
    name = "Ren text"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"

    def render(self, edition: Edition, setting: Setting) -> bytes:
        """Headings stand alone between empty lines."""
        lines = [edition.title, *filter(None, (edition.forum, edition.lead, edition.mark)), ""]
        lines += [f"{term}: {text}" for term, text in edition.pairs]
        for part in edition.parts:
            lines += ["", part.heading, *filter(None, (part.note,))]
            for block in part.blocks:
                lines += _lines(block)
        lines += ["", *edition.closing]
        return ("\n".join(lines).strip() + "\n").encode("utf-8", "replace")


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _with_note(_linked(block.runs), block.note)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            yield f"{f'{number}.' if block.ordered else '-'} {_with_note(_linked(item.runs), item.note)}"
    elif isinstance(block, Points):
        for point in block.items:
            yield f"- {point.label}: {_with_note(said(point.runs), point.detail)}"
    elif isinstance(block, Pairs):
        for term, text in block.rows:
            yield f"{term}: {text}"
    elif isinstance(block, Table):
        yield from filter(None, (block.caption,))
        for row in (block.head, *block.rows):
            yield " | ".join(row)


def _linked(runs: tuple[Run, ...]) -> str:
    return "".join(f"{r.text} ({r.url})" if r.url and r.url != r.text else r.text for r in runs)


def _with_note(words: str, note: str) -> str:
    return f"{words} ({note})" if note else words


EXPORTER: Exporter = Text()
