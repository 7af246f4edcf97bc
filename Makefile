# Recipes that people, pre-commit and CI share.
# `make demo` and `make test` start from nothing but Python >= 3.11 and make.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(shell $(p) -c 'import sys; print("$(p)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CODE := src tests scripts benchmarks
.DEFAULT_GOAL := help

.PHONY: help setup demo test test-fast campaign check fix docs explain bench pins clean

help: ## list the recipes
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Lägesbild needs Python 3.11 or newer: install it, or say PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

# The stamps are renewed when the pins or the package's own description change.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing the pinned packages ..."
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev ## prepare .venv with everything, also for tests

demo: $(VENV)/.runtime ## load the sample county, show its picture, serve it at a local address
	@$(BIN)/lagesbild demo $(DEMO)

test: $(VENV)/.dev ## every test, in lanes with their times
	@scripts/system-packages.sh
	@$(BIN)/python scripts/lanes.py $(LANES)

test-fast: $(VENV)/.dev ## the pure and the SQLite lanes
	@$(BIN)/python scripts/lanes.py pure sqlite

campaign: $(VENV)/.dev ## the rules that hold for all input, on a hundred times as much of it
	@HYPOTHESIS_PROFILE=campaign $(BIN)/python scripts/lanes.py pure sqlite -- --timeout=7200

check: $(VENV)/.dev ## format, lint, types, direction of imports, templates, migrations, generated docs
	@$(BIN)/python scripts/checks.py

fix: $(VENV)/.dev ## mend what can be mended
	@$(BIN)/ruff check --fix --quiet $(CODE) || true
	@$(BIN)/ruff format --quiet $(CODE)
	@find src -name '*.html' -print0 | xargs -0 $(BIN)/djhtml --tabwidth 2 || true
	@$(BIN)/python scripts/generate_docs.py

docs: $(VENV)/.dev ## write docs/generated/ again
	@$(BIN)/python scripts/generate_docs.py

explain: $(VENV)/.runtime ## which rules read some words: make explain WORDS="ca 100 mkr/månad"
	@$(BIN)/lagesbild explain "$(WORDS)"

bench: $(VENV)/.dev ## measure against peers, as ratios in one run
	@for file in benchmarks/[a-z]*.py; do echo "── $$file"; $(BIN)/python $$file || exit 1; done

pins: ## resolve the pinned requirements again (needs uv: make pins UV=/path/to/uv)
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --extra install -o requirements/runtime.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --all-extras -o requirements/dev.txt

clean: ## remove what the recipes made
	rm -rf $(VENV) demo-data screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
