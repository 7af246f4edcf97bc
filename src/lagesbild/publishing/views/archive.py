# SPDX-License-Identifier: EUPL-1.2
"""The archive of published minutes: the list with search, one meeting's page, its files, the feed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.accounts.queries import person_of
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.models import Edition as Row
from lagesbild.dialogues.queries import audiences_for
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.clock import today
from lagesbild.publishing.archive import row_for, rows_for, search
from lagesbild.publishing.edition import Edition, Part, block_lines
from lagesbild.publishing.formats.html import html_block
from lagesbild.publishing.standing import standing_edition
from lagesbild.publishing.views.minutes import file_of

MOST_IN_FEED = 30


def _audiences(request: HttpRequest) -> dict[Dialogue, Audience]:
    return audiences_for(person_of(request.user), day=today())


# Public on purpose: published minutes are for everybody.
@login_not_required
@never_cache
@require_safe
def archive_page(request: HttpRequest) -> HttpResponse:
    """Every meeting's published minutes, and search in them."""
    words = request.GET.get("q", "").strip()[:100]
    rows = rows_for(_audiences(request))
    dialogues = {r.dialogue_id for r in rows}
    context = {
        "kept": list(search(rows, words)) if words else [],
        "rows": rows,
        "words": words,
        "several": len(dialogues) > 1,
        "year": today().year,
    }
    return render(request, "publishing/archive_page.html", context)


# Public on purpose: published minutes are for everybody.
@login_not_required
@never_cache
@require_safe
def short_minutes(request: HttpRequest, address: str, form: str = "") -> HttpResponse:
    """The only published minutes of that day that one can read; several are listed."""
    found = [r for r in rows_for(_audiences(request)) if r.round.address == address]
    if not found:
        raise Http404("nothing published of that day")
    if len(found) > 1:
        return render(
            request, "publishing/choose_minutes_page.html", {"rows": found, "day": found[0].round.held_on}
        )
    slug = found[0].dialogue.slug
    if form:
        return redirect("publishing:minutes_file", slug=slug, address=address, form=form)
    return redirect("publishing:minutes", slug=slug, address=address)


# Public on purpose: published minutes are for everybody.
@login_not_required
@never_cache
@require_safe
def minutes_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The published minutes of one meeting; the group reads its own edition."""
    audiences = _audiences(request)
    row = _row(audiences, slug, address)
    edition = standing_edition(row)
    here = request.build_absolute_uri(reverse("publishing:minutes", args=[slug, address]))
    context: dict[str, Any] = {
        "row": row,
        "edition": edition,
        "parts": [(part, _html(part), _citation(row, part, here)) for part in edition.parts],
        "when": swedish.day(row.round.held_on),
        "released": swedish.day(timezone.localtime(row.released_at)),
        "place": str(row.dialogue.area or row.dialogue.name),
        "is_group": row.audience == Level.GROUP,
        "coordinates": _level(audiences, row.dialogue) is Level.COORDINATOR,
    }
    return render(request, "publishing/minutes_page.html", context)


def _level(audiences: dict[Dialogue, Audience], dialogue: Dialogue) -> Level:
    audience = audiences.get(dialogue)
    return audience.level if audience else Level.PUBLIC


def _row(audiences: dict[Dialogue, Audience], slug: str, address: str) -> Row:
    row = row_for(audiences, slug, address)
    if row is None:
        raise Http404("nothing published of that day")
    return row


def _html(part: Part) -> SafeString:
    """The blocks as the HTML file has them; ``html_block`` escapes every word."""
    return mark_safe("".join(map(html_block, part.blocks)))


def _citation(row: Row, part: Part, here: str) -> str:
    """How a section is cited: who, where, when, the permanent address."""
    if not part.anchor:
        return ""
    who = f"{part.reporter or part.heading}, i " if part.kind != "group" else ""
    day = swedish.day(row.round.held_on)
    return f"{who}{row.dialogue.name}, minnesanteckningar {day}. {here}#{part.anchor}"


# Public on purpose: published minutes are for everybody.
@login_not_required
@never_cache
@require_safe
def minutes_file(request: HttpRequest, slug: str, address: str, form: str) -> HttpResponse:
    """The published minutes as a file."""
    row = _row(_audiences(request), slug, address)
    return file_of(standing_edition(row), row.round, form)


# Public on purpose: the feed holds what a named person published for everybody, and nothing else.
@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Published minutes, the newest first, as Atom; the same for everybody."""
    made = Atom1Feed(
        title="Minnesanteckningar",
        link=request.build_absolute_uri(reverse("publishing:archive")),
        feed_url=request.build_absolute_uri(),
        description="Publicerade minnesanteckningar",
        language="sv",
    )
    rows = sorted(rows_for({}), key=lambda r: (r.released_at, r.pk), reverse=True)
    for row in rows[:MOST_IN_FEED]:
        link = request.build_absolute_uri(
            reverse("publishing:minutes", args=[row.dialogue.slug, row.round.address])
        )
        made.add_item(
            title=f"Minnesanteckningar {swedish.day(row.round.held_on)}, {row.dialogue.name}",
            link=link,
            unique_id=link,
            description=_summary(standing_edition(row)),
            pubdate=row.released_at,
            updateddate=row.released_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _summary(edition: Edition) -> str:
    said = [line for part in edition.parts for block in part.blocks for line in block_lines(block)]
    return " ".join(said)[:300]
