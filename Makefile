# The one menu. `make run` and `make test` do all set-up themselves, in .venv, with uv if it is there, else venv and pip.
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EXPORT := $(UV) export --quiet --frozen --no-emit-project --no-annotate --no-header
ARGS ?=
SBOM ?= dist/sbom.json
# What is compiled once starts twice as quickly ever after: 2.4 s of CPU for the service instead of 4.8.
export UV_COMPILE_BYTECODE = 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test fmt lint types imports bench faults soak scenarios screenshots wheel lock sbom clean

help: ## show this menu
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.venv/run: pyproject.toml uv.lock requirements.txt
ifdef UV
	$(UV) sync --quiet --locked --no-dev --inexact
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps -e .
endif
	@touch $@

.venv/test: .venv/run requirements-dev.txt
ifdef UV
	$(UV) sync --quiet --locked
else
	$(PIP) --require-hashes -r requirements-dev.txt
endif
	@touch $@

run: .venv/run ## start everything: nats-server, projections, API (Ctrl-C stops it)
	@exec $(BIN)/gongdan up $(ARGS)

test: .venv/test ## all tests but the slow ones; at most 10 minutes
	$(BIN)/pytest -q -m "not slow" $(ARGS)

fmt: .venv/test ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/test ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test ## pyright
	$(BIN)/pyright

imports: .venv/test ## who may import whom
	$(BIN)/lint-imports

faults: .venv/test ## break servers, disks and networks under load; SEED=… replays a run
	GONGDAN_FAULTS_SEED=$(SEED) $(BIN)/pytest -q -s -n 0 tests/faults tests/feed/test_killed.py tests/feed/test_down.py tests/feed/test_webhooks.py $(ARGS)

soak: .venv/test ## everything, the slow tests too, and laws tried five times as often
	GONGDAN_LAWS=5 $(BIN)/pytest -q $(ARGS)

bench: .venv/test ## ratios measured in one run
	$(BIN)/python -m bench $(ARGS)

scenarios: .venv/test ## docs/scenarios.md: the process as the tests run it
	$(BIN)/python -m tests.scenarios

screenshots: .venv/test ## the command line as text in docs/pictures, the pages in docs/images/console (needs chromium and a Chinese font)
	$(BIN)/python -m docs.pictures.make $(ARGS)
	$(BIN)/python -m docs.images.console.make

messages: .venv/test ## compile the catalogue of the words around help texts
	$(BIN)/pybabel compile -D gongdan -d gongdan/locale
	$(BIN)/pybabel compile -D console -d gongdan/console/locale
	$(BIN)/pybabel compile -D portal -d gongdan/console/locale

wheel: .venv/test ## build the wheel and import it outside the checkout
	@rm -rf dist && $(if $(UV),$(UV) build --quiet --wheel,$(BIN)/python -m pip wheel --quiet --no-deps -w dist .)
	@scripts=$$(mktemp -d) && $(PYTHON) -m venv $$scripts && \
	$(if $(UV),$(UV) pip install --quiet --python $$scripts/bin/python,$$scripts/bin/python -m pip install --quiet) dist/*.whl && \
	cd $$scripts && bin/gongdan --version && bin/python -c 'import api, consumers, domain, eventsourcing_nats, gongdan, projections, trust' && rm -rf $$scripts

lock: ## resolve the dependencies anew (needs uv); requirements*.txt are the same for pip
	@test -n "$(UV)" || { echo "uv is needed to resolve the dependencies: https://docs.astral.sh/uv"; exit 1; }
	$(UV) lock --quiet
	$(EXPORT) --no-dev -o requirements.txt
	$(EXPORT) -o requirements-dev.txt

sbom: .venv/test ## dist/sbom.json: what a deployment installs, as CycloneDX, validated
	@mkdir -p $(dir $(SBOM))
	@$(BIN)/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --spec-version 1.6 \
	--output-reproducible --validate -o $(SBOM)

clean: ## remove what was built; data in ./var stays
	rm -rf .venv dist build .pytest_cache .ruff_cache .import_linter_cache
