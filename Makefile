# The verbs a person, a commit hook and CI all call. Each makes its own environment first.
# Needs Python 3.11 or newer with venv; uses uv where uv is on the PATH.

PYTHON ?= python3
PYTHON_LOWEST ?= 3.11
VENV ?= .venv
TRANSCRIPTS ?= transcripts
CODEBOOK ?= codebooks/local-government.yaml
REPORT ?= build/report.docx

BIN := $(VENV)/bin
USER_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
LOWEST := .venv-lowest
LOWEST_STAMP := $(LOWEST)/.installed

# On two cores, numpy's threads cost more than they bring.
export OPENBLAS_NUM_THREADS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest bench durability format lint types layers check build clean

help:  ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(USER_STAMP)  ## code the example interviews and write build/report.docx and build/report.html
	@mkdir -p $(dir $(REPORT))
	$(BIN)/interview-coder code $(TRANSCRIPTS) --codebook $(CODEBOOK)
	$(BIN)/interview-coder export $(REPORT) $(TRANSCRIPTS) --codebook $(CODEBOOK)
	$(BIN)/interview-coder export $(REPORT:.docx=.html) $(TRANSCRIPTS) --codebook $(CODEBOOK)

test: $(DEV_STAMP)  ## run the tests (ARGS="-k readers" for some of them)
	$(BIN)/python -m pytest $(ARGS)

test-lowest: $(LOWEST_STAMP)  ## run the tests with the oldest libraries allowed (needs uv)
	$(LOWEST)/bin/python -m pytest $(ARGS)

bench: $(DEV_STAMP)  ## run the benchmarks behind the measured claims
	$(BIN)/python -m pytest tests/benchmarks $(ARGS)

durability: $(DEV_STAMP)  ## kill and break every command that writes, a thousand times (half an hour)
	INTERVIEW_CODER_DURABILITY=1 $(BIN)/python -m pytest -s tests/durability $(ARGS)

format: $(DEV_STAMP)  ## rewrite the code in the common format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lint: $(DEV_STAMP)  ## check format and rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP)  ## check the types
	$(BIN)/mypy

layers: $(DEV_STAMP)  ## check that imports run one way
	$(BIN)/lint-imports

check: lint types layers test  ## all of lint, types, layers, test

build: $(DEV_STAMP)  ## make the source archive and the wheel in dist/
	$(BIN)/python -m build

clean:  ## remove what these verbs made, the environments too
	rm -rf .venv .venv-lowest build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find interview_coder tests -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment half made is removed, or the next run would take it for whole.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  found=$$($(PYTHON) -c 'import platform; print(platform.python_version())' 2>/dev/null || echo missing); \
	  echo "interview-coder needs Python 3.11 or newer; '$(PYTHON)' is $$found." >&2; \
	  echo "Name a newer one, for example: make $(or $(MAKECMDGOALS),test) PYTHON=python3.12" >&2; \
	  exit 1; }
	@echo "Making $(VENV)"
	@if command -v uv >/dev/null; then uv venv --quiet --clear --seed \
	    --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); \
	  else $(PYTHON) -m venv --clear $(VENV); fi || { rm -rf $(VENV); exit 1; }

# $(call install,WHAT): into $(VENV), with uv or pip.
define install
	@echo "Installing interview-coder into $(VENV) (the first time takes a minute or two)"
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python --editable '$(1)'; \
	  else $(BIN)/python -m pip install --quiet --editable '$(1)'; fi
endef

$(USER_STAMP): pyproject.toml | $(BIN)/python
	$(call install,.[charts])
	@touch $@

$(DEV_STAMP): pyproject.toml | $(BIN)/python
	$(call install,.[dev])
	@touch $@ $(USER_STAMP)

$(LOWEST_STAMP): pyproject.toml
	@command -v uv >/dev/null || { echo "make test-lowest needs uv: python3 -m pip install uv" >&2; exit 1; }
	uv venv --quiet --clear --python "$(PYTHON_LOWEST)" $(LOWEST)
	uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --only-binary :all: \
	  --no-binary interview-coder --editable '.[dev]'
	@touch $@
