# Dejima: commands. `make run` and `make test` need only Python 3.11–3.13 and pip.
SHELL := /bin/bash
UV := $(shell command -v uv 2>/dev/null || echo .venv/bin/uv)
PY := .venv/bin/python
PORT ?= 8000
export UV_PYTHON_DOWNLOADS ?= never

.PHONY: help run demo test test-sqlite test-postgresql test-browser check bench workflows messages handbooks env

help: ## show these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

env: .venv/.locked ## make the environment from the lock file

.venv/.locked: uv.lock pyproject.toml
	@test -d .venv || python3 -m venv .venv
	@command -v uv >/dev/null || test -x .venv/bin/uv || .venv/bin/python -m pip install --quiet uv
	@VIRTUAL_ENV=$(CURDIR)/.venv $(UV) sync --quiet --frozen --inexact --python $(PY)
	@touch $@

run: env ## start the site with the demo on 127.0.0.1:8000
	@PORT=$(PORT) $(PY) -m scripts.run

demo: env ## make the demo's database anew (STAGE=empty|intake|running|review)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo --stage $(or $(STAGE),review)

test: env ## run the whole suite: SQLite always, PostgreSQL and a browser where found
	@$(PY) -m scripts.suite

test-sqlite: env ## run the suite on SQLite
	@$(PY) -m pytest -q -n 2 -m "not browser"

test-postgresql: env ## run the suite on PostgreSQL (DATABASE_URL, or postgresql://postgres@127.0.0.1/)
	@DATABASE_URL=$(or $(DATABASE_URL),postgresql://postgres@127.0.0.1:5432/dejima) $(PY) -m pytest -q -n 2 -m "not browser"

test-browser: env ## run the journeys in Chromium
	@$(PY) -m pytest -q -n 2 --dist loadfile -m browser tests/journeys

check: env ## lint, types, layers, migrations, catalogue, documents
	@$(PY) -m scripts.check

workflows: env ## redraw the state diagrams in the apps' READMEs
	@$(PY) manage.py workflows

messages: env ## collect and compile the catalogue (needs gettext)
	@$(PY) -m scripts.messages

handbooks: env ## take the handbooks' pictures anew (needs Chromium)
	@$(PY) -m scripts.handbooks

bench: env ## measure (needs PostgreSQL)
	@$(PY) -m tests.performance
