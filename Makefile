# What can be done here. The work itself is in tools/.
.DEFAULT_GOAL := help
.PHONY: help run setup test check bench lock clean

BIN := .venv/bin
ARGS ?=

# Models are packages or files; no library is to look for one on the network, or to report home.
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
export DO_NOT_TRACK := 1

help: ## show this list
	@echo 'make TARGET [ARGS="what is passed on"]'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/\1:\2/p' Makefile | \
	  while IFS=: read -r name what; do printf '  %-7s %s\n' "$$name" "$$what"; done

run: setup ## set up what is missing, then open Famulus
	@exec $(BIN)/famulus $(ARGS)

setup: ## set up what is missing: system libraries, .venv, packages, models
	@tools/setup.sh run

test: check ## everything that must hold: the checks, then all tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --ignore=tests/bench -m "not alone" \
	  -n auto --maxprocesses 4 --dist loadfile $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --ignore=tests/bench -m alone $(ARGS) || \
	  [ $$? = 5 ] # 5: what was asked for has none of these

check: ## format, lint, types, import directions
	@tools/setup.sh test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: ## measure, and print the tables
	@tools/setup.sh test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/bench -s $(ARGS)

lock: ## write requirements*.txt from what is installed in .venv
	@$(BIN)/python tools/lock.py

clean: ## remove .venv and what was built (compiled wheels stay in the cache folder)
	@rm -rf .venv build ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
