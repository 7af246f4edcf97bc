# SPDX-License-Identifier: EUPL-1.2
"""Lets the tests here import `told`, which makes a dialogue whose facts a person marked."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
