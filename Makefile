# `make run` and `make test` need Python 3.11 and nothing else; `make help` lists the rest.
.SILENT:
.PHONY: help run test check clean
.DEFAULT_GOAL := help

help:
	echo "make run    start Tenure (PORT, TENURE_DATA and DATABASE_URL change where)"
	echo "make test   everything that must hold"
	echo "make check  format, lint, types, contracts, snapshots, audit"
	echo "make clean  remove what was installed and built; your data stays"

run:
	bin/bootstrap
	exec .venv/bin/tenure run

test:
	bin/bootstrap --dev
	exec .venv/bin/python -m tools.test $(ARGS)

check:
	bin/bootstrap --dev
	exec .venv/bin/python -m tools.check $(ARGS)

clean:
	rm -rf .venv node_modules tenure/foundation/ui/static/dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
