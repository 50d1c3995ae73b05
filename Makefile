# `make help` lists what there is to make; a machine with Rust (rustup), Node and npm is enough.

# The folder of the web server that the site is built for, and the folder that it is put in.
PUBLIC_URL ?= /
DIST ?= dist
PORT ?= 8080

export PATH := $(CURDIR)/tools/split:$(CURDIR)/.tools/bin:$(PATH)
# Trunk takes the usual NO_COLOR=1 for a mistake.
unexport NO_COLOR

# The folder of the demonstration: an archive of the default site, and the site that shows it.
DEMO ?= demo
# How large a forum `make bench-data` makes up, and where.
THREADS ?= 100000
DATA ?= target/bench/data/$(THREADS)$(if $(PACKED),-packed)

CARGO_CLI = --locked --features index
QILOU = cargo run --quiet $(CARGO_CLI) --
# The command line as fast as it gets.
CARGO_TOOL = --profile tool $(CARGO_CLI) --bin qilou
TESTED = $(CURDIR)/target/dist
# A tenth less to load: the standard library is compiled along, for size, and a fault of the program's own traps without a
# word: index.html has one for it. `{:?}` prints nothing. Rust has these flags on trial; the first variable lets a stable
# compiler take them.
SMALL = RUSTC_BOOTSTRAP=1 \
	CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
	CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT=true CARGO_PROFILE_RELEASE_PANIC=immediate-abort \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='-Zlocation-detail=none -Zfmt-debug=none'

.NOTPARALLEL:
.PHONY: help setup browser build archive-demo serve preview test test-host lint size shots bench-data bench content clean

help: ## List what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

setup: node_modules/.package-lock.json ## Install what the build needs and this machine lacks
	@tools/setup.sh

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

browser:
	@tools/browser.sh

build: setup ## Build the site into dist/ (PUBLIC_URL=/forum/ for a sub-folder, DIST=folder for another place)
	$(SMALL) trunk build --offline --dist $(DIST) --public-url $(PUBLIC_URL)

archive-demo: build ## Archive the default site into demo/, and publish that: checked, prerendered, searchable, compressed
	cargo build $(CARGO_CLI) --bin qilou
	rm -rf $(DEMO)/archive $(DEMO)/site
	$(QILOU) archive --from content --to $(DEMO)/archive --delay 0
	$(QILOU) check $(DEMO)/archive
	$(QILOU) index $(DEMO)/archive
	$(QILOU) prerender $(DEMO)/archive --app $(DIST) --to $(DEMO)/site --url http://127.0.0.1:$(PORT)$(PUBLIC_URL)
	$(QILOU) compress $(DEMO)/site

serve: archive-demo ## Make all that and serve it at http://127.0.0.1:8080/ (PORT=number for another port)
	@$(MAKE) --no-print-directory preview DIST=$(DEMO)/site

preview: ## Serve a built site as it is (DIST=folder, PORT=number)
	@$(QILOU) serve $(DIST) --port $(PORT)

test: browser ## Run all tests, on the host and in Chromium; weigh the site, and make its content anew to compare
	$(MAKE) build DIST=$(TESTED)/root PUBLIC_URL=/
	$(MAKE) build DIST=$(TESTED)/forum PUBLIC_URL=/forum/
	for site in root forum; do $(QILOU) index $(TESTED)/$$site/content || exit 1; done
	node tools/size.mjs $(TESTED)/root
	node tools/content/make.mjs target/content
	diff -r content target/content
	QILOU_DIST=$(TESTED)/root QILOU_DIST_SUB=$(TESTED)/forum cargo test $(CARGO_CLI)

test-host: node_modules/.package-lock.json ## Run the tests that need no browser
	cargo test --locked --features schema --lib --test host

lint: setup ## Check the form of the source, for the host and for the browser
	cargo fmt --check
	cargo clippy $(CARGO_CLI) --all-targets -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --lib --bin app -- -D warnings -D clippy::use-debug

size: build ## Weigh what a first visit loads; more than the limits of tools/size.mjs is a failure
	@node tools/size.mjs $(DIST)

shots: browser build ## Take pictures of the main pages into shots/
	cargo build $(CARGO_CLI) --bin qilou
	@node tools/shots.mjs $(DIST)

bench-data: ## Make up a forum to measure with, the same on every machine (THREADS=100000, PACKED=yes, DATA=folder)
	@cargo run --quiet $(CARGO_TOOL) -- sample --threads $(THREADS) --to $(DATA) $(if $(PACKED),--packed)

bench: browser build ## Compare pages, archives and commands on this machine (ONLY=view,inner,memory,scale,commands)
	cargo build $(CARGO_TOOL)
	@DIST=$(DIST) THREADS=$(THREADS) QILOU=$(or $(CARGO_TARGET_DIR),target)/tool/qilou node tools/bench/bench.mjs

content: setup ## Make the default site in content/ anew
	node tools/content/make.mjs

clean: ## Remove what was built; the installed tools stay in .tools/ and node_modules/
	rm -rf dist $(DEMO) shots target
