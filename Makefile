# make app: set up and open the dashboard, with ADDRESS=0.0.0.0 also to other computers.
# make test: set up and run all tests but the trials. make docs: the documentation's site, in site/. See README.md.
VENV := .venv
BIN := $(VENV)/bin
FITS = -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
# The first Python that fits; PYTHON=... on the command line chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p $(FITS) && echo $$p && exit; done; echo python3)
PYTEST = $(BIN)/python -m pytest
# A browser test that failed is tried once more and both are told; many that fail are no accident.
AGAIN = --reruns 1 --max-suite-reruns 5 -raR --rerun-show-tracebacks
# Tests start many processes: what Python compiled once stays, whatever this computer says of that.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app test fast trials lint catalogue letters screenshots pictures docs reference wheel clean

app: $(VENV)/.app
	$(BIN)/python -m ganboard app $(if $(ADDRESS),--address $(ADDRESS))

# One run for all that needs no browser: tests are gathered once, and who is ready takes of the other's.
test: $(VENV)/.dev
	$(PYTEST) -m "not trial" --ignore tests/browser -n 2 --dist worksteal
	$(PYTEST) tests/browser -m "not trial" -n 2 --dist loadfile $(AGAIN)

fast: $(VENV)/.dev
	$(PYTEST) -m "not slow and not trial" --ignore tests/browser -n 2 --dist worksteal

# Long trainings, at full scale or in one more case, of what cheaper tests show.
trials: $(VENV)/.dev
	$(PYTEST) -m trial -n 2 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# Where a computer is so busy that mypy's two processes do not find each other (it exits with 2), one does it.
	$(BIN)/mypy || { test $$? -eq 2 && $(BIN)/mypy --num-workers 0; }

catalogue: $(VENV)/.dev
	$(BIN)/python -m tests.catalogue

# The letters that pictures to take away are written with; needs Debian's package fonts-noto-cjk.
letters: $(VENV)/.dev
	$(BIN)/python -m tests.letters

# All pages as they look now become what the tests compare with; look at them before they are committed.
pictures: $(VENV)/.dev
	$(PYTEST) tests/browser/test_every_page.py tests/browser/test_every_state.py --approve -n 0

screenshots: $(VENV)/.dev
	$(BIN)/python benchmarks/screenshots.py

# The site needs no network, neither to be built nor to be read.
docs: $(VENV)/.dev reference
	$(BIN)/python -m mkdocs build --strict --quiet

reference: $(VENV)/.dev
	$(BIN)/python -m tests.reference

# One file that pipx, uvx and pip install; what lies in build/ from earlier would get into it.
wheel: $(VENV)/.app
	rm -rf build
	$(BIN)/python -m pip wheel --disable-pip-version-check --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist site *.egg-info .pytest_cache .ruff_cache .mypy_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp stands for what is installed; it is made again when the requirements change.
$(VENV)/.app: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt -e .
	@touch $@

# Only what is imported is compiled, and then: all of it takes half a minute, and most of TensorFlow's files nobody asks for.
$(VENV)/.dev: requirements.txt requirements-dev.txt requirements-docs.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --no-compile -r requirements-dev.txt -e .
	@touch $@ $(VENV)/.app

$(VENV)/bin/python:
	@$(PYTHON) $(FITS) || { echo "GANBoard needs Python 3.11, 3.12 or 3.13, but $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1). Name one that fits: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
