# Everything a contributor runs. `make` alone lists it. .venv is made and kept up to date by itself.
# PYTHON=/path/to/python3.12 chooses the Python, PYTEST_ARGS adds to pytest's arguments.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
# Tests wait more than they compute: three processes keep two cores busy. Each has its own broker.
WORKERS ?= 3
PACKAGES := gigwire streams connectors bot dashboards local
CODE := $(PACKAGES) tests benchmarks
# Tests that need a browser run where one is; elsewhere the last line says that they did not.
BROWSER := $(firstword $(TEST_BROWSER) $(foreach name,chromium chromium-browser google-chrome google-chrome-stable,$(shell command -v $(name))))
NOT_HERE := $(if $(BROWSER),, and not browser)
TELL = $(if $(BROWSER),:,echo "Not run: the chat page in a browser, for want of Chromium (Debian: apt-get install chromium)")
export PYTHON

.PHONY: examples pictures help ready demo test test-long check lint format types layers docs bench lock clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

ready:
	@sh local/bootstrap.sh

demo: ready ## Run everything on this machine; DEMO_SECONDS=60 ends by itself, SCALE=10 is ten times the load
	@$(BIN)/gigwire demo $(if $(DEMO_SECONDS),--seconds $(DEMO_SECONDS)) $(if $(SCALE),--scale $(SCALE))

test: ready ## Run the tests but the long ones
	@$(BIN)/python -m tests.support.make_code
	$(BIN)/pytest -m "not long$(NOT_HERE)" -n $(WORKERS) --dist loadscope --no-loadscope-reorder $(PYTEST_ARGS)
	@$(TELL)

test-long: ready ## Run the long tests alone: many minutes
	$(BIN)/pytest -m "long$(NOT_HERE)" $(PYTEST_ARGS)
	@$(TELL)

check: ready lint types layers test ## Run all gates, as CI does

lint: ready ## Look for faults, form and spelling
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/codespell

format: ready ## Bring the code into form
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

types: ready ## Check types
	$(BIN)/mypy $(CODE)

layers: ready ## Check who imports whom
	$(BIN)/lint-imports

examples: ready ## Add a golden example for each message whose model changed
	$(BIN)/python -m tests.support.make_examples

docs: ready ## Write the generated pages anew
	$(BIN)/gigwire docs

pictures: ready ## Take the pictures of docs/images anew, in a browser
	$(BIN)/python -m tests.support.take_pictures

bench: ready ## Measure; results go to benchmarks/results
	@for one in streams latency failover matching match_stage deciding hostile botapi delivery "delivery --real" delivery_kills ledger_recovery flood; do echo "$$one"; $(BIN)/python -m benchmarks.$$one || exit 1; done

lock: ready ## Write requirements.lock anew from pyproject.toml (needs the network)
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	$(BIN)/python -m venv "$$scratch" && "$$scratch/bin/pip" -q --disable-pip-version-check install uv && \
	"$$scratch/bin/uv" pip compile --universal --python-version 3.11 pyproject.toml --extra local --extra dev \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate -q -o requirements.lock

clean: ## Remove what was built and what the local stack kept; the download cache stays
	@if [ -x $(BIN)/gigwire ]; then $(BIN)/gigwire stack reset --yes; fi
	rm -rf .venv .gigwire build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
