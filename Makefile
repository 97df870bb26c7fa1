# Needs Python 3.11 or newer, make and git. Everything else lands in .venv.
PYTHON ?= python3
RUN := .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help serve test test-clients check soak bench fidelity contracts clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

serve: .venv/installed ## serve the Demo Company on http://127.0.0.1:9376
	.venv/bin/mockxero serve

test: .venv/installed-dev ## run all tests
	$(RUN) pytest -n 2

test-clients: .venv/installed-dev ## take real clients, unmodified, from consent to revocation
	$(RUN) pytest tests/clients

soak: .venv/installed-dev ## hold the books to their laws over 20,000 sequences of calls
	$(RUN) pytest -n auto --sequences 20000 tests/laws

check: .venv/installed-dev ## lint, formatting, types
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

bench: .venv/installed-dev ## measure
	$(RUN) tests.bench

fidelity: .venv/installed-dev ## compare with what Xero was recorded to say
	$(RUN) tests.fidelity

contracts: .venv/installed-dev ## hold the mock to the contract kit
	$(RUN) mockxero.contracts

clean: ## forget what was installed and cached
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache

.venv/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("mockxero needs Python 3.11 or newer, and $(PYTHON) is %d.%d: say make PYTHON=python3.13" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: pyproject.toml setup.py | .venv/made
	$(RUN) pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: pyproject.toml setup.py | .venv/made
	$(RUN) pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
