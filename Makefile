# The front door. Each target first installs what it needs into .venv and node_modules, once.

PYTHON_IN_VENV := .venv/bin/python
RUN  := $(PYTHON_IN_VENV) -m
PIP  := $(RUN) pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(RUN) uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header

SITE := .venv/site.stamp
DEV  := .venv/dev.stamp
NODE := node_modules/stamp

# Material announces its successor at each build.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve site offline test check bench lighthouse lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(SITE) ## Serve the guide with live reload (ARGS="-a 127.0.0.1:8001" for another address)
	$(RUN) mkdocs serve $(ARGS)

site: $(SITE) ## Build the guide into site/; stop at the first sign of trouble
	$(RUN) mkdocs build --strict $(ARGS)

offline: site ## Pack the guide into one zip for a USB key, in dist/; build it first
	$(RUN) tools.offline

test: $(DEV) $(NODE) ## Run every test (ARGS="-m deep" for the long random ones, ARGS=tests/test_x.py for one file)
	$(RUN) tools.find_chromium
	$(RUN) pytest -n 2 --dist worksteal $(ARGS)

CHECKS := check-lint check-format check-types check-layers check-scripts check-questionnaires check-french \
          check-pdf
.PHONY: $(CHECKS)

check: $(DEV) $(NODE) ## Run every check that is not a test, and show all that they find
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-lint:
	$(RUN) ruff check
check-format:
	$(RUN) ruff format --check
check-types:
	$(RUN) mypy
check-layers:
	$(RUN) tools.layering
check-scripts:
	$(RUN) tools.node tsc
check-questionnaires:
	$(RUN) autodiagnostic check
check-french:
	$(RUN) tools.french
check-pdf: site/index.html
	$(RUN) tools.verapdf site/telechargements

# The built site, made again when older than what it is made from.
site/index.html: mkdocs.yml $(shell find docs hooks questionnaires -type f ! -name '*.pyc')
	@$(MAKE) --no-print-directory site

bench: $(DEV) ## Measure the build, the pages' weight, the time per answer and per commune, as ratios
	$(RUN) tools.bench $(ARGS)

lighthouse: site $(DEV) $(NODE) ## Have Lighthouse judge the main pages, phone and desktop: 100 or fail
	$(RUN) tools.lighthouse $(ARGS)

lock: $(DEV) ## Write the lock files again from pyproject.toml and package.json (ARGS=--upgrade for newer versions)
	$(LOCK) $(ARGS) pyproject.toml -o requirements.txt
	$(LOCK) $(ARGS) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(RUN) tools.node npm $(if $(ARGS),update,install) --package-lock-only

clean: ## Remove all that make installs and builds
	rm -rf .venv node_modules site dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hooks tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed, and the file that says so.

.venv/made.stamp: tools/venv.sh
	tools/venv.sh
	@touch $@

$(SITE): requirements.txt .venv/made.stamp
	$(PIP) -r $<
	@touch $@

$(DEV): requirements-dev.txt $(SITE)
	$(PIP) -r $<
	@touch $@

$(NODE): package-lock.json $(DEV)
	$(RUN) tools.node npm ci --no-progress --loglevel=error
	@touch $@
