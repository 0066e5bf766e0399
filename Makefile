# Everything runs in .venv; `make` builds it when it is not there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: check test docs catalogues shape cover bench oldest wheel clean

## check: all that must hold before a commit
check: .venv
	$(BIN)/ruff check citekit tests benchmarks tools
	$(BIN)/ruff format --check citekit tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m pytest -q --cov --cov-report=term
	$(MAKE) wheel oldest

## test: the tests alone
test: .venv
	$(BIN)/python -m pytest -q

## docs: write again what is generated (docs/findings.md, docs/cli.md)
docs: .venv
	$(BIN)/python -m tools.docs

## catalogues: the messages in other languages, brought up to date with the code
catalogues: .venv
	$(BIN)/python -m tools.catalogues

## cover: line and branch coverage, with the lines that are missed
cover: .venv
	$(BIN)/python -m pytest -q --cov --cov-report=term-missing

## shape: sizes of files and functions beside those of codebases we admire
shape: .venv
	$(BIN)/python -m tools.shape

## bench: time, memory and growth, beside named peers
bench: .venv
	$(BIN)/python benchmarks/check_project.py

## wheel: the built wheel alone, in an empty environment, builds the example
wheel: .venv
	$(BIN)/python -m tools.bare_wheel

## oldest: the tests with the oldest dependencies that pyproject.toml allows
oldest: .venv
	$(BIN)/python -m tools.bare_wheel --oldest

.venv: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -e '.[dev]'
	touch .venv

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
