# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Both make .venv and install what they need; system packages only when run as root.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

demo: .venv/demo-installed
	$(BIN)/knooppunt demo demo

test: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(PYTEST_ARGUMENTS)

bench: .venv/test-installed
	$(BIN)/python -m bench.run

.venv/demo-installed: pyproject.toml requirements.lock
	sh scripts/make-venv "$(PYTHON)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	touch $@

.venv/test-installed: .venv/demo-installed
	sh scripts/install-system-packages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[test]'
	touch $@

clean:
	rm -rf .venv demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
