# Everything that people and checks run; `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
SCALE ?= full
BIN := .venv/bin
STAMPS := .setup
CATALOGUE := market/translations/zh/LC_MESSAGES/messages
export PYTHONPATH := .

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench soak browser

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(STAMPS)/python $(STAMPS)/front-end $(CATALOGUE).mo browser ## Make .venv, locked dependencies and front-end parts

demo: setup ## Serve the demo on PORT (8000), with sample data and the worker
	$(BIN)/flask --app app demo serve --port $(PORT)

test: setup ## Run all tests
	$(BIN)/pytest -n 2 --dist worksteal

lint: setup ## Check style, types, imports, spelling and the law's YAML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/yamllint -s pricing/law tests/cases

bench: setup ## Measure against peers: ONLY=import|pricing|search|simulation SCALE=small|full
	$(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY)) --scale $(SCALE)

soak: setup ## Run the long random tests
	$(BIN)/pytest -m soak

$(STAMPS)/python: requirements.lock requirements-setup.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-setup.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/front-end: package-lock.json market/assets.py $(STAMPS)/python
	npm ci --silent --no-audit --no-fund
	$(BIN)/python -m market.assets
	@mkdir -p $(STAMPS) && touch $@

$(CATALOGUE).mo: $(CATALOGUE).po $(STAMPS)/python
	$(BIN)/pybabel --quiet compile --directory market/translations
	@test -s $@ || { echo "No Chinese was compiled: is the catalogue marked fuzzy?"; exit 1; }

# Browser tests need Chromium: Debian's package, where we may install it.
browser:
	@command -v chromium > /dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && \
	  apt-get update -qq && apt-get install -y -qq chromium > /dev/null; } || \
	  echo "There is no Chromium and it could not be installed: browser tests will be skipped."
