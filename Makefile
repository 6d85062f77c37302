# Two commands do everything: `make demo` and `make test`. Both need only Python 3.11+ and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Compiled modules are kept even where a machine says otherwise: the tests start many small programs.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test test-slow check format lock clean

demo: $(VENV)/.run-ready ## Play the main job on embedded defaults
	$(BIN)/muster demo

test: $(VENV)/.dev-ready ## Install what the tests need and run them all
	$(BIN)/python -m pytest $(PYTEST)

test-slow: $(VENV)/.dev-ready ## The tests that take many seconds each: kill -9, large mailboxes, the whole demo
	$(BIN)/python -m pytest -m slow $(PYTEST)

check: $(VENV)/.dev-ready ## Lint, types, import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/storage/test_migrations.py -q

format: $(VENV)/.dev-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev-ready ## Pin exact versions anew; the files name no download address
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --group dev --no-emit-index-url --no-header --no-annotate -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --universal --constraint requirements/dev.txt --no-emit-index-url --no-header --no-annotate -o requirements/run.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache muster-demo

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Muster needs Python 3.11 or newer; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.dev-ready: $(VENV)/bin/python requirements/dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@ $(VENV)/.run-ready
