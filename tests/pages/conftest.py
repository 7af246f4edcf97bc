# SPDX-License-Identifier: EUPL-1.2
"""Lets the tests here import `told`, whatever way pytest imports test files."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
