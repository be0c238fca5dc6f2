# Two commands matter: `make demo` runs the main job on the recorded story, `make test` runs every check.
# Both make their own virtual environment and install what they need; a second run is fast.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo test check fast eval bench fuzz clean

demo: $(STAMP)
	$(BIN)/storyledger demo --out demo-out

test: $(DEV_STAMP)
	sh tests/prepare.sh
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# the tests that need no database server and no browser
fast: $(DEV_STAMP)
	$(BIN)/python -m pytest tests/unit -n auto

# scores the recorded coverage and prints every measure beside its recorded floor
eval: $(DEV_STAMP)
	$(BIN)/python -m tests.eval.measure

bench: $(DEV_STAMP)
	for f in tests/bench/bench_*.py; do $(BIN)/python $$f || exit 1; done

# nightly: 15,000 made feeds, pages and answers; what breaks something is printed as a line that repeats it
fuzz: $(DEV_STAMP)
	FUZZ=nightly $(BIN)/python -m pytest tests/fuzz -n auto

$(BIN)/python:
	@echo "making a virtual environment in $(VENV)"
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "storyledger needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml requirements.lock | $(BIN)/python
	@echo "installing storyledger and its libraries"
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable .
	touch $@

$(DEV_STAMP): $(STAMP)
	@echo "installing what the tests need"
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[postgresql,dev]'
	touch $@

clean:
	rm -rf $(VENV) demo-out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
