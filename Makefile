# `make run` on a fresh machine sets everything up in this folder and starts the assistant.
# `make help` lists the rest. Needs git, make and Python 3.11, 3.12 or 3.13.

PORT ?= 5005
STOCK_PYTHON ?= python3.10
VENV ?= .venv
PY := $(VENV)/bin/python
RASA := $(PY) -m bot.rasa
LOCKS := requirements-rasa.lock requirements.lock
SERVE := $(RASA) run --credentials credentials.yml --endpoints endpoints.yml -i 127.0.0.1 -p $(PORT)

# What a new model depends on. Knowledge counts, because official terms and places are learnt from it.
SOURCES := config.yml domain.yml languages.yml $(shell find data bot knowledge translations -type f \
	\( -name '*.py' -o -name '*.y*ml' -o -name '*.txt' -o -name '*.csv' -o -name '*.po' -o -name '*.json' \) 2>/dev/null)
MODEL := models/amtslotse.tar.gz

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-dev train run api shell check test lint format benchmark stock smoke lock
.PHONY: clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

run: train  ## the assistant with its page and channels, on this computer only (PORT=5005)
	$(SERVE)

shell: train  ## ask questions in the terminal
	@$(PY) -m bot shell $(ARGS)

train: $(MODEL)  ## the model, if its sources have changed

api: train  ## as run, with Rasa's HTTP API for other programs on this computer
	$(SERVE) --enable-api

check: setup  ## knowledge, translations and training data
	$(PY) -m bot check
	$(RASA) data validate

test: setup-dev train  ## all tests; ARGS="-k offices" for some
	$(PY) -m pytest $(ARGS)

lint: setup-dev  ## style, formatting, types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy bot actions

format: setup-dev  ## let ruff put the code into shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

benchmark: $(VENV)/.installed-benchmark train  ## accuracy and speed, per language
	$(PY) -m benchmarks $(ARGS)

stock: .venv-stock/.installed  ## `rasa init`'s environment, for the benchmark; needs Python 3.10

smoke: setup  ## small model and ten answers; VENV=.venv-3.12 PYTHON=python3.12 for another Python
	$(PY) -m scripts.smoke

lock:  ## newest versions into the lock files
	@python=$$($(FIND_PYTHON)) && sh scripts/lock.sh "$$python"

clean:  ## remove what make has made: environments, models, caches
	rm -rf .venv .venv-* models/*.tar.gz .rasa .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

# PYTHON=... names the Python to use; otherwise the newest suitable one is looked for.
FIND_PYTHON := $(if $(PYTHON),echo $(PYTHON),sh scripts/find_python.sh)

$(VENV)/bin/python:
	@python=$$($(FIND_PYTHON)) && echo "New environment $(VENV) with $$python" && \
		{ "$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; }

$(VENV)/.installed: $(LOCKS) | $(VENV)/bin/python
	@echo "Installing packages into $(VENV) (once, one to three minutes)"
	@sh scripts/install.sh $(VENV) $(LOCKS)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing tools for tests into $(VENV)"
	@sh scripts/install.sh $(VENV) requirements-dev.lock
	@touch $@

$(VENV)/.installed-benchmark: requirements-benchmark.lock $(VENV)/.installed-dev
	@echo "Installing what our parts are compared with into $(VENV)"
	@sh scripts/install.sh $(VENV) requirements-benchmark.lock
	@touch $@

.venv-stock/.installed: benchmarks/stock/requirements.lock
	@echo "Installing Rasa with TensorFlow into .venv-stock"
	@$(STOCK_PYTHON) -m venv .venv-stock
	@sh scripts/install.sh .venv-stock benchmarks/stock/requirements.lock
	@touch $@

# --force: Rasa's cache does not see changes in the core, in lists of names or in translations.
# --skip-validation: `make check` does that.
$(MODEL): $(SOURCES) | $(VENV)/.installed
	$(RASA) train --fixed-model-name amtslotse --skip-validation --force
	@touch $@
