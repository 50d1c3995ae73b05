# `make help` lists what there is to make; a machine with Rust (rustup), Node and npm is enough.

# The folder of the web server that the site is built for, and the folder that it is put in.
PUBLIC_URL ?= /
DIST ?= dist
PORT ?= 8080

export PATH := $(CURDIR)/tools/split:$(CURDIR)/.tools/bin:$(PATH)
# Trunk takes the usual NO_COLOR=1 for a mistake.
unexport NO_COLOR

CARGO_CLI = --locked --features cli
TESTED = $(CURDIR)/target/dist

.NOTPARALLEL:
.PHONY: help setup browser build serve preview test test-host lint size shots content clean

help: ## List what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 19

setup: node_modules/.package-lock.json ## Install what the build needs and this machine lacks
	@tools/setup.sh

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

browser:
	@tools/browser.sh

build: setup ## Build the site into dist/ (PUBLIC_URL=/forum/ for a sub-folder, DIST=folder for another place)
	trunk build --offline --dist $(DIST) --public-url $(PUBLIC_URL)

serve: build ## Build the site and serve it at http://127.0.0.1:8080/ (PORT=number for another port)
	cargo build $(CARGO_CLI) --bin qilou
	@$(MAKE) --no-print-directory preview

preview: ## Serve a built site as it is (DIST=folder, PORT=number)
	@cargo run --quiet $(CARGO_CLI) -- serve $(DIST) --port $(PORT)

test: browser ## Run all tests, on the host and in Chromium; weigh the site, and make its content anew to compare
	$(MAKE) build DIST=$(TESTED)/root PUBLIC_URL=/
	$(MAKE) build DIST=$(TESTED)/forum PUBLIC_URL=/forum/
	node tools/size.mjs $(TESTED)/root
	node tools/content/make.mjs target/content
	diff -r content target/content
	QILOU_DIST=$(TESTED)/root QILOU_DIST_SUB=$(TESTED)/forum cargo test $(CARGO_CLI)

test-host: node_modules/.package-lock.json ## Run the tests that need no browser
	cargo test --locked --features schema --lib --test host

lint: setup ## Check the form of the source, for the host and for the browser
	cargo fmt --check
	cargo clippy $(CARGO_CLI) --all-targets -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --lib --bin app -- -D warnings

size: build ## Weigh what the first page loads; more than 200 KB compressed is a failure
	@node tools/size.mjs $(DIST)

shots: browser build ## Take pictures of the main pages into shots/
	cargo build $(CARGO_CLI) --bin qilou
	@node tools/shots.mjs $(DIST)

content: setup ## Make the default site in content/ anew
	node tools/content/make.mjs

clean: ## Remove what was built; the installed tools stay in .tools/ and node_modules/
	rm -rf dist shots target
