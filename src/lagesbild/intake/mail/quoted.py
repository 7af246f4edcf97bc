# SPDX-License-Identifier: EUPL-1.2
"""Where the letter that is answered begins: quoted history is cut off, and kept.

Own rules, since a wrong cut loses what a member reported. Of the libraries tried,
mail-parser-reply cuts at "Den 16 juni skrev vi avtal:", and quotequail sees neither
Outlook's Swedish header lines nor an answer below its quote.

- An attribution ("Den … skrev Namn <adress>:") needs a time of day or an address in it,
  or a quote right after it.
- A header block ("Från: … Skickat: … Till: …") needs two more header lines after "Från:".
- A lone line that begins with ">" and a number is a figure, not a quote ("> 5 varsel").
- Answers written between or below the quotes are kept as own text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Span = tuple[int, int]

_SENDER = re.compile(r"[\s>*_]*(?:från|from|fra|avsändare)\*?:\s*\S", re.I)
_OTHER_HEADERS = re.compile(
    r"[\s>*_]*(?:skickat|sänt|sent|datum|date|till|to|ämne|subject|kopia|cc|svara till)\*?:",
    re.I,
)
_SENT = re.compile(r"[\s>*_]*(?:skickat|sänt|sent)\*?:", re.I)
_SEPARATOR = re.compile(
    r"[\s>]*(?:[-_]{3,}\s*(?:ursprungligt|original|vidarebefordra[td]|forwarded|inledande)\s*"
    r"(?:meddelande|message|brev)?\s*[-_]{3,}|_{20,}|(?:inledande|vidarebefordrat) meddelande:)\s*",
    re.I,
)
_NAMED_SEPARATOR = re.compile(r"[a-zåäö]", re.I)
_ATTRIBUTION_END = re.compile(r"\b(?:skrev|wrote)\b[^\n]{0,200}:\s*$", re.I)
_ATTRIBUTION_START = re.compile(
    r"[\s>]*(?:den\s|on\s|(?:mån|tis|ons|tors?|fre|lör|sön)\w*[ ,.]|\d{1,2}[ /.]"
    r"|\d{4}-\d\d-\d\d|.{1,80}<\S+@\S+>)",
    re.I,
)
_TIME_OR_ADDRESS = re.compile(r"\b\d{1,2}[:.]\d\d\b|\S@\S")
_QUOTE_MARK = re.compile(r"[ \t]*>")
_FIGURE = re.compile(r"[ \t]*>\s?[\d,.]*\d")
_FORWARD_SUBJECT = re.compile(r"\s*(?:vb|fw|fwd|wg|vidarebefordrat)\s*:", re.I)
_MOST_HEADER_LINES = 7


def is_forward(subject: str | None) -> bool:
    """Whether the subject says that the letter passes another one on."""
    return bool(_FORWARD_SUBJECT.match(subject or ""))


def quoted_spans(text: str, marked: tuple[Span, ...] = ()) -> list[Span]:
    """Ranges of `text` that are quoted history, in order, none overlapping.

    `marked` are ranges that the mail's HTML marks as quotes.

    >>> mail = "5 varsel.\\n\\nDen 3 mars 2020 kl. 10:12 skrev A <a@prov.example>:\\n> Hur?\\n"
    >>> [mail[start:end] for start, end in quoted_spans(mail)][0][:10]
    'Den 3 mars'
    """
    lines = _Lines(text, marked)
    quoted = [False] * len(lines)
    at = 0
    while at < len(lines):
        if lines.begins_history(at):
            quoted[at:] = [True] * (len(lines) - at)
            break
        if lines.is_quote(at):
            quoted[at] = True
        elif length := lines.attribution(at):
            after = lines.next_written(at + length)
            if after < len(lines) and lines.is_quote(after):
                quoted[at:after] = [True] * (after - at)
                at = after
                continue
            if lines.has_evidence(at, length):
                quoted[at:] = [True] * (len(lines) - at)
                break
        at += 1
    return lines.spans(quoted)


class _Lines:
    def __init__(self, text: str, marked: tuple[Span, ...]) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._in_marked = [False] * len(self.lines)
        for start, end in marked:
            first, last = self._line_at(start), self._line_at(max(start, end - 1))
            for at in range(first, last + 1):
                self._in_marked[at] = True

    def __len__(self) -> int:
        return len(self.lines)

    def _line_at(self, offset: int) -> int:
        return min(bisect_right(self.starts, offset) - 1, len(self.lines) - 1)

    def is_quote(self, at: int) -> bool:
        if self._in_marked[at]:
            return True
        if not _QUOTE_MARK.match(self.lines[at]):
            return False
        if not _FIGURE.match(self.lines[at]):
            return True
        beside = [self.lines[n] for n in (at - 1, at + 1) if 0 <= n < len(self)]
        return any(_QUOTE_MARK.match(line) and not _FIGURE.match(line) for line in beside)

    def next_written(self, at: int) -> int:
        while at < len(self) and not self.lines[at].strip():
            at += 1
        return at

    def begins_history(self, at: int) -> bool:
        """Outlook's header lines, or a separator followed by them or named as one."""
        line = self.lines[at]
        if _SEPARATOR.fullmatch(line):
            return bool(_NAMED_SEPARATOR.search(line)) or self._is_header_block(self.next_written(at + 1))
        return self._is_header_block(at)

    def _is_header_block(self, at: int) -> bool:
        if at >= len(self) or not _SENDER.match(self.lines[at]):
            return False
        following = [line for line in self.lines[at + 1 : at + 1 + 2 * _MOST_HEADER_LINES] if line.strip()]
        headers = [line for line in following[:_MOST_HEADER_LINES] if _OTHER_HEADERS.match(line)]
        if self.next_written(0) == at:  # at the top a report's own letterhead looks the same
            return len(headers) >= 2 and any(_SENT.match(line) for line in headers)
        return len(headers) >= 2

    def attribution(self, at: int) -> int:
        """How many lines an attribution that begins here takes, 0 for none."""
        if not _ATTRIBUTION_START.match(self.lines[at][:300]):
            return 0
        joined = ""
        for length in range(1, 4):
            if at + length > len(self) or not self.lines[at + length - 1].strip():
                return 0
            joined += " " + self.lines[at + length - 1]
            if len(joined) > 500:
                return 0
            if _ATTRIBUTION_END.search(joined):
                return length
        return 0

    def has_evidence(self, at: int, length: int) -> bool:
        return bool(_TIME_OR_ADDRESS.search(" ".join(self.lines[at : at + length])))

    def spans(self, quoted: list[bool]) -> list[Span]:
        """Neighbouring quoted lines as one range, blank lines between them included."""
        spans: list[Span] = []
        for at, is_quoted in enumerate(quoted):
            if not is_quoted:
                continue
            start, end = self.starts[at], min(self.starts[at + 1], len(self.text))
            if spans and not self.text[spans[-1][1] : start].strip():
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans
