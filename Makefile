# make run    build and serve the demonstration on 127.0.0.1:8080
# make test   fetch what the tests need and run every check
# make bench  measure, and print the table of docs/performance.md
# make load   fifty write and two hundred read, for a minute (LOAD=10m for ten)
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build

ADDR    ?= 127.0.0.1:8080
DATA    ?= data
FUZZ    ?= 3s
LOAD    ?= 1m
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GOBUILD := CGO_ENABLED=0 go build -trimpath -tags nomsgpack -ldflags "-s -w -X main.version=$(VERSION)"

ASSETS := reports/assets/files/copied-by-make-assets.txt

.PHONY: vuln load race run build assets test check lint fuzz browser bench fmt clean

run: build
	bin/ogptracker demo --addr $(ADDR) --data $(DATA)

build: $(ASSETS)
	$(GOBUILD) -o bin/ogptracker ./cmd/ogptracker

assets: $(ASSETS)

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	npm ci --ignore-scripts
	touch $@

$(ASSETS): node_modules/.package-lock.json $(wildcard reports/assets/copy/*.go)
	go run ./reports/assets/copy

# Everything that must hold before a change lands. The tests come first, since
# they say more than the linters.
test: $(ASSETS)
	.ci/chromium
	go test -tags nomsgpack -timeout 60m ./...
	$(MAKE) race fuzz lint

# The browser tests ran without the race detector, which would only slow the
# browser's waits down; what they ask the server for is asked here too. Nor does
# it see more in programs that are killed at every moment of what they do, nor in
# long walks that ask for one thing after the other.
ONE_BY_ONE := InTheBrowser$$|^TestKilled|^TestHostileTexts|^TestNothingLeaks|^TestAccess$$|^TestEditIsRefused|^TestChartsArePut|^TestUnusualRecords$$|^TestNoticesAreBounded$$|^TestBenchmarkOddInput$$|^TestEditionStates|^TestReviewEdition|^TestReportsByRecord$$|^TestComparisonReport|^TestBarometerOnThePage$$|^TestCountryPage$$|^TestChoosingCountries$$|^TestCompositeAddresses$$|^TestSuite$$|^TestForgeries$$|^TestAnyBit$$|^TestSignedPackage$$|^TestPackage$$|^TestBombs$$|^TestEverything$$

race: $(ASSETS)
	go test -tags nomsgpack -timeout 60m -race -short -skip '$(ONE_BY_ONE)' ./...

# Every fuzz target for a few seconds; what it finds stays as a test case.
fuzz: $(ASSETS)
	.ci/fuzz $(FUZZ)

lint: $(ASSETS)
	test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet -tags nomsgpack ./...
	go tool -modfile=.ci/tools.mod staticcheck -tags nomsgpack ./...
	go tool -modfile=.ci/tools.mod golangci-lint run

bench: build
	.ci/bench

# Nothing may be lost and nobody may see an error; the figures are printed.
load: $(ASSETS)
	OGPTRACKER_TEST_LOAD=$(LOAD) go test -tags nomsgpack -count 1 -timeout 0 -v -run '^TestManyReportAtOnce$$' ./web

fmt:
	gofmt -w $$(git ls-files '*.go')

clean:
	rm -rf bin build

# Known vulnerabilities in what the program reaches. It asks the Go vulnerability
# database, so it is no part of `make test`, which must work without it.
vuln: $(ASSETS)
	go tool -modfile=.ci/tools.mod govulncheck -tags nomsgpack ./...
