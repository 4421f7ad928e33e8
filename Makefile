# Everything runs inside .venv, which `make install` makes from the pinned, hashed requirements.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV = $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)

# Compiled modules are kept, wherever Python is told not to: each process of a run would compile some thousand anew.
export PYTHONDONTWRITEBYTECODE :=

# No telemetry from a developer's machine, and room for Prefect's first start on a slow disk.
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
export PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS := 120

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint fuzz format bench chaos docs lock audit clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## make .venv and install everything, pinned by hash

# uv is used when found; otherwise pip installs it privately into .uv.
.uv/bin/uv:
	@echo "installing uv into .uv, since there is none on the path"
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.installed: requirements.txt requirements-dev.txt pyproject.toml
	@command -v uv >/dev/null 2>&1 || $(MAKE) --no-print-directory .uv/bin/uv
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@echo "installing what Dateline needs into $(VENV); the first time takes a minute or two"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q flows transforms schemas
	@touch $@

demo: install ## run the main job on the dump that comes with the project
	@$(BIN)/dateline demo

test: install ## run every test
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: install ## run the examples of every rule of a configuration (CONFIG=my-config)
	DATELINE_CONFIG=$(or $(CONFIG),config) $(BIN)/pytest -q -p no:cacheprovider tests/temporal/test_grammar.py -k example_means

lint: install ## ruff, formatting, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: install ## the pinned requirements against the known vulnerabilities, where those can be reached
	$(BIN)/python -m tests.audit

fuzz: install ## a million bent inputs through every reader (INPUTS=1000000)
	$(BIN)/python -X faulthandler -m tests.fuzz.readers --inputs $(or $(INPUTS),1000000)

format: install ## let ruff rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## compile the pinned requirements from pyproject.toml
	@command -v uv >/dev/null 2>&1 || $(MAKE) --no-print-directory .uv/bin/uv
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command 'make lock' --all-extras pyproject.toml -o requirements.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command 'make lock' --all-extras --group dev pyproject.toml -o requirements-dev.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command 'make lock' -c requirements-dev.txt --group bench -o requirements-bench.txt

bench: install ## measure Dateline and its peers in one run; BENCH='--gold FILE' measures on your own
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-bench.txt
	nice $(BIN)/python -m tests.bench $(BENCH)

chaos: install ## kill, cut and fill small runs at random moments, run them again, compare; CHAOS='--runs 50' for fewer
	$(BIN)/python -m tests.chaos --flows 20 $(CHAOS)
	$(BIN)/pytest -m slow

docs: install ## build the documentation into site/, links checked
	$(BIN)/dateline schema > docs/tables.md.new && mv docs/tables.md.new docs/tables.md
	$(BIN)/python -m flows.targets.page docs/warehouses
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/book/mkdocs.yml

clean: ## remove what the build and the tests made
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache .hypothesis demo-lake site
	find flows transforms schemas tests -name __pycache__ -prune -exec rm -rf {} +
