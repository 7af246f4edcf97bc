# SPDX-License-Identifier: EUPL-1.2
"""``python -m textreader FILE --date D`` prints a reading as JSON, without the rest of the house."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path

from textreader import read


def main(arguments: list[str] | None = None) -> int:
    """Read one UTF-8 text file and print what was understood."""
    parser = argparse.ArgumentParser(prog="python -m textreader", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    asked = parser.parse_args(arguments)
    raw = asked.file.read_bytes()
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    reading = read(text.replace("\0", "\ufffd"), asked.date)
    found = reading.to_dict(name=asked.file.name, sha256=hashlib.sha256(raw).hexdigest())
    json.dump(found, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
