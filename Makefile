# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := retrieval assistant prompts ui evals tests

.DEFAULT_GOAL := help
.PHONY: help run test lint format check eval bench teach clean

help:  ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.installed  ## index the notices and serve the page at http://127.0.0.1:7860
	$(BIN)/shenbao serve

test: $(VENV)/.installed-dev  ## all tests; browser tests too where a Chromium is found
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.installed-dev  ## format, style, types, import rules
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## put the code into shape
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

check: lint test eval  ## everything a change must pass

eval: $(VENV)/.installed-dev  ## the evaluations, with floors
	$(BIN)/shenbao eval

bench: $(VENV)/.installed-dev  ## the benchmarks, as ratios within one run
	$(BIN)/shenbao bench

teach: $(VENV)/.installed  ## learn the bank of pairs anew, after a change of assistant/learned/pairs.tsv
	$(BIN)/python -m assistant.learned.teach

clean:  ## remove what was set up and built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up the environment; the first time takes one to three minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
