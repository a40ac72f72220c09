# `make` alone lists the targets. CI runs the same ones as a person.
.DEFAULT_GOAL := help
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: help site quick test fuzz lint types contract docs installs engines derived golden look bench lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.run: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV) || { echo "venv failed. On Debian: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

site: $(VENV)/.run ## build the reference site and the example reports into site/
	@$(BIN)/kam docs -o site
	@echo
	@echo "Open one of these in a browser:"
	@echo "  site/index.html                                 reference site 参考网站"
	@for name in $$(ls assessment/examples); do echo "  site/examples/$$name/index.html"; done

quick: $(VENV)/.dev ## everything that needs no browser: lint, types, contract, tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . && $(BIN)/lint-imports >/dev/null || { $(BIN)/lint-imports; exit 1; }
	$(BIN)/mypy
	$(BIN)/python -m pytest -n logical --dist worksteal -m "not browser"

# What scores, protects and shows numbers is covered to the last branch by its own tests; tracing the others costs twice their time.
COUNTED := tests/score tests/protect tests/language tests/deliver/test_result.py

test: $(VENV)/.dev ## run all tests
	@rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n logical --dist worksteal $(COUNTED:%=--ignore=%)
	$(BIN)/python -m coverage run -m pytest -n logical --dist worksteal $(COUNTED)
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --skip-covered --fail-under=100 --include='site_builder/score/*,site_builder/protect/*,site_builder/language/numbers.py,site_builder/deliver/result*.py'

fuzz: $(VENV)/.dev ## try ten thousand damaged and hostile files
	KAM_FUZZ=1200 $(BIN)/python -m pytest -n logical --dist worksteal tests/test_fuzz.py

lint: $(VENV)/.dev ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## check types
	$(BIN)/mypy

contract: $(VENV)/.dev ## check that the stages keep their order
	$(BIN)/lint-imports

docs: $(VENV)/.dev ## build the root's mkdocs.yml, strictly
	$(BIN)/mkdocs build --quiet --strict --site-dir build/preview

installs: $(VENV)/.dev ## build the wheel and use it from three environments: locked, newest, oldest
	$(BIN)/python tests/check_installs.py

engines: $(VENV)/.dev ## build the staged tree with Zensical and ProperDocs as well
	$(BIN)/python tests/check_engines.py

derived: $(VENV)/.dev ## write what is generated and kept: JSON Schemas, colours and sizes as CSS
	$(BIN)/python -m site_builder.model.schemas
	$(BIN)/python -m site_builder.theme.design

golden: $(VENV)/.dev ## write the golden reports and the words of tests/invalid anew
	$(BIN)/python tests/deliver/test_golden.py --write
	$(BIN)/python tests/update_expected.py

look: $(VENV)/.dev ## keep the pictures of the pages anew; look at them before they are committed
	$(BIN)/python tests/look.py

bench: $(VENV)/.dev ## measure, as ratios in one run
	$(BIN)/python tests/bench.py

lock: ## write the locked requirements anew (needs uv)
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra build --extra dev --extra pdf -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove what was made
	rm -rf $(VENV) site build dist
