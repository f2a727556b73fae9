# SPDX-License-Identifier: Apache-2.0
# Everything a user or developer does. Needs git, make and Python 3.11 or newer; no root, Node or Docker.

PORT ?= 8000
DATA ?= data/demo
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE = 1

PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: demo test test-all attack check fmt bench load dist messages docs chromium clean
.DEFAULT_GOAL := help

help:
	@echo "make demo [PORT=8001] [RESET=1]   a made-up centre on this machine"
	@echo "make test | test-all              all checks and tests | and the long drills"
	@echo "make attack [TWINS=1]              every way in, tried against a demo of its own | against planted holes"
	@echo "make check | fmt | bench | dist   checks alone | format | measure | build the wheel"
	@echo "make load [LOAD='--people 60']     an evening of 300 people, against a service of its own"

define need_python
	@test -n "$(PYTHON)" || { echo "Bedring needs Python 3.11 or newer with its venv module. On Debian an administrator runs: apt-get install python3-venv"; exit 2; }
endef

# Two stamps: what the demo needs, and what developers need on top.
.make/run: requirements.lock
	$(need_python)
	@mkdir -p .make 2>/dev/null && touch .make/probe 2>/dev/null || { echo "Cannot write in this folder. Clone Bedring somewhere you may write."; exit 2; }
	@echo "Python packages (about 20 seconds the first time) …"
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.make/dev: requirements-dev.lock .make/run
	@echo "Developers' packages (about 30 seconds the first time) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.make/assets: .make/build package.json package-lock.json build_assets.py build_fonts.py $(shell find bedring/web/static_src bedring/web/parts -type f -not -name '*.py' 2>/dev/null) $(wildcard locale/*/LC_MESSAGES/*.po)
	@echo "Styles, scripts and translations (about 15 seconds the first time) …"
	@$(PY) build_assets.py
	@touch $@

.make/build: requirements-build.lock .make/run
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

demo: .make/assets
	@$(PY) -m bedring demo --port $(PORT) --data $(DATA) $(if $(RESET),--reset)

chromium:
	@command -v chromium >/dev/null 2>&1 || { \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Chromium for the journeys, from Debian (about a minute) …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "No Chromium here: the journeys are left out. An administrator installs it with: apt-get install chromium"; fi; }

check: .make/dev .make/assets
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy bedring
	@.venv/bin/lint-imports --no-cache
	@$(PY) -m djlint bedring/web --lint --quiet
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m bedring content check
	@$(PY) -m tests.generate --check

test: .make/dev .make/assets chromium check
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: .make/dev .make/assets chromium check
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

fmt: .make/dev
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .

messages: .make/dev
	@$(PY) -m tests.messages

docs: .make/dev
	@$(PY) -m tests.generate

bench: .make/dev .make/assets
	@$(PY) -m tests.bench

load: .make/dev .make/assets
	@$(PY) -m tests.load $(LOAD)

attack: .make/dev .make/assets
	@$(PY) -m tests.attack $(if $(TWINS),--twins)

dist: .make/dev .make/assets
	@rm -rf dist && $(PY) -m build --wheel --outdir dist

clean:
	rm -rf .venv .make dist node_modules bedring/web/static/built
