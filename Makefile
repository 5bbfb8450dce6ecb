# `make run` and `make test` do all the set-up on a fresh machine; everything they install stays in this folder.
PYTHON ?= python3
PIP := .venv/bin/pip install --quiet --disable-pip-version-check
NPM_CI := npm ci --no-audit --no-fund --loglevel=error
SOURCES := function_app.py auth_functions transform_functions blob_triggers site_functions shared localhost tests bench docs infra
WEB_SOURCES := $(shell find web/src web/public -type f 2>/dev/null) $(wildcard web/*.json) web/compress.js web/budgets.js
say = @printf '\033[1m%s\033[0m %s\n' "$(1)" "$(2)"

.DEFAULT_GOAL := help
.PHONY: help run start install build check test chaos docs client screenshots format prepare clean python-ok node-ok

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: install build start  ## Install, build and start everything: web app, API, drop folders

start:  ## Start without installing or building
	@exec .venv/bin/python -m localhost start

install: .venv/.run localhost/node_modules/.package-lock.json web/node_modules/.package-lock.json  ## Install Python and npm packages into this folder

build: web/dist/index.html  ## Build the web app

prepare: .venv/.run  ## Make signing key, database and containers, for `func start`
	@.venv/bin/python -m shared.resources

check: .venv/.dev web/node_modules/.package-lock.json  ## Lint, types, import contracts
	.venv/bin/ruff format --check $(SOURCES)
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	npm --prefix web run --silent lint
	.venv/bin/python -m docs.handbook.openapi && npm --prefix web run --silent client -- --check

test: .venv/.dev install build tests/parity/node_modules/.package-lock.json  ## Every test that this machine can run
	npm --prefix web test --silent
	.venv/bin/pytest

chaos: .venv/.dev install  ## 300 dropped files while everything is killed and restarted
	LIENZO_CHAOS_DROPS=300 .venv/bin/pytest tests/chaos

docs: .venv/.run  ## Write docs/recipes.md and its pictures from the code
	.venv/bin/python -m docs.handbook

screenshots: install build  ## Take the pictures of the app for README
	.venv/bin/python -m tests.fixtures.showcase docs/images

client: .venv/.run web/node_modules/.package-lock.json  ## Make the web app's typed client from the API
	.venv/bin/python -m docs.handbook.openapi && npm --prefix web run --silent client

format: .venv/.dev  ## Format and fix what can be fixed
	.venv/bin/ruff check --fix --quiet $(SOURCES) || true
	.venv/bin/ruff format $(SOURCES)

clean:  ## Remove what was installed and built, not your pictures (.local)
	rm -rf .venv localhost/node_modules tests/linters/node_modules tests/parity/node_modules web/node_modules web/dist web/.angular .mypy_cache .ruff_cache

python-ok:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	  || { echo 'Lienzo needs Python 3.11 to 3.14 with venv. Install it, or name one: make run PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }

node-ok:
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
	  || { echo 'Lienzo needs Node.js 20.19, 22.12 or newer for its web app and for Azurite. See https://nodejs.org'; exit 1; }

.venv/bin/python: | python-ok
	$(call say,[1/4],Python environment in .venv)
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt localhost/requirements.txt | .venv/bin/python
	$(call say,[1/4],Python packages (about 30 s the first time))
	@$(PIP) -r requirements.txt -r localhost/requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(call say,[test],Python packages for tests and checks)
	@$(PIP) -r requirements-dev.txt
	@touch $@

localhost/node_modules/.package-lock.json: localhost/package-lock.json | node-ok
	$(call say,[2/4],Azurite - the storage emulator)
	@cd localhost && $(NPM_CI)
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json | node-ok
	$(call say,[3/4],npm packages of the web app (about 40 s the first time))
	@cd web && $(NPM_CI)
	@touch $@

tests/parity/node_modules/.package-lock.json: tests/parity/package-lock.json | node-ok
	$(call say,[test],sharp - the judge of recipes in its order)
	@cd tests/parity && $(NPM_CI)
	@touch $@

web/dist/index.html: $(WEB_SOURCES) web/node_modules/.package-lock.json
	$(call say,[4/4],Building the web app)
	@npm --prefix web run --silent build
	@touch $@
