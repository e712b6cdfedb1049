# Everything a fresh machine needs is made by the target that needs it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES := examples
REPORT := reports/examples

.PHONY: setup pull audit test lint check sample docs benchmark prove-load prove-engines clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

# The models of a standard audit, fetched once into the user's cache.
pull: setup
	$(BIN)/audit pull

# Audit the example articles and name the report.
audit: pull
	$(BIN)/audit run $(EXAMPLES) --html $(REPORT)

test: $(VENV)/.ready-dev pull
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

# The report of the examples that the README shows.
sample: pull
	rm -rf reports/sample
	$(BIN)/audit run $(EXAMPLES) --html reports/sample --quiet

# The generated pages; DATA is the folder that benchmarks/evaluation.py measures with.
docs: $(VENV)/.ready-dev
	$(BIN)/python docs/build_rules.py
	$(BIN)/python docs/build_channels.py
	$(BIN)/python docs/build_phrases.py
	test -z "$(DATA)" || $(BIN)/python -m benchmarks.evaluation $(DATA) --write

# Names restored, beside peers; DATA is the folder with data/name_errors and data/translit.
docs/names.md: $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet '.[benchmark]'
	$(BIN)/python -m benchmarks.restoration $(DATA) --write

benchmark: $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet '.[benchmark]'
	$(BIN)/python benchmarks/speed.py $(EXAMPLES)/*.txt
	$(BIN)/python benchmarks/sentences.py $(EXAMPLES)/*.txt

# The whole of what the tests run a tenth of.
prove-load: $(VENV)/.ready-dev
	PROVE=full $(BIN)/python -m pytest tests/test_load.py -s

prove-engines: $(VENV)/.ready-dev
	PROVE=full $(BIN)/python -m pytest tests/test_engine_kill.py -s

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
