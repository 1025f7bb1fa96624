# migc: a compiler from schemas to SQL. `make help` lists what can be made.
#
# Files are found by their folders, so a new file needs no line here:
#   compiler/<floor>/**.c      the compiler; main() stands in compiler/cli/main.c
#   grammar/lexer.re           re2c  -> $(BUILD)/generated/grammar/lexer.c
#   grammar/parser.y           lemon -> $(BUILD)/generated/grammar/parser.c and parser.h; what is put
#                                       behind it is GRAMMAR, below, where a new part needs its name
#   spec/diagnostics/*.md      awk   -> $(BUILD)/generated/pages.c   (compiler/cli/pages.awk)
#   compiler/emit/sql/*.sql    awk   -> $(BUILD)/generated/blocks.c  (compiler/emit/blocks.awk),
#   compiler/import/sql/*.sql           and these with them
#   tests/unit/test_*.c        one test program each
#   tests/fuzz/fuzz_*.c        one libFuzzer harness each
#
# Variables: SANITIZE=1            ASan and UBSan, in build/asan
#            CC=clang              another compiler, in build/clang
#            WITH_PG_QUERY=0       without PostgreSQL's grammar (libpg_query)
#            FLOORS="base source"  only these folders of compiler/, and tests that need no more
#            BUILD=DIR             another folder for everything that is built
#            PREFIX, DESTDIR       where `make install` puts the binary

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:

SANITIZE ?= 0
WITH_PG_QUERY ?= 1
PREFIX ?= /usr/local
PYTHON ?= /usr/bin/python3

# ---- compiler and flags --------------------------------------------------------------------------

ifeq ($(origin CC),default)
CC := gcc
endif
# `ccache gcc`, `gcc -m32`: the compiler is neither what stands before it nor its options
COMPILER := $(notdir $(firstword $(filter-out %ccache %distcc,$(CC))))
ifeq ($(SANITIZE),1)
BUILD ?= build/asan
else ifeq ($(COMPILER),gcc)
BUILD ?= build
else
BUILD ?= build/$(COMPILER)
endif
GENERATED := $(BUILD)/generated

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
CPPFLAGS += -D_GNU_SOURCE -Icompiler -I$(GENERATED) -I$(GENERATED)/grammar
CFLAGS ?= -g
CFLAGS += -std=c11 $(WARNINGS)
# the archives and not the shared libraries: start-up does not pay for finding and relocating them
LDLIBS := -l:libsqlite3.a -l:libutf8proc.a -l:libjansson.a -l:libnettle.a -lm

ifeq ($(SANITIZE),1)
# assert() holds here; -O1 keeps the stacks readable and the run short
CFLAGS += -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(FUZZ),1)
CFLAGS += -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
else
CFLAGS += -O2
CPPFLAGS += -DNDEBUG
endif

ifeq ($(WITH_PG_QUERY),1)
# an archive as well
CPPFLAGS += -DWITH_PG_QUERY
LDLIBS := -l:libpg_query.a $(LDLIBS) -lpthread
endif

# ---- what there is -------------------------------------------------------------------------------

FLOORS ?= base source syntax schema change emit prove import cli
MAIN := $(wildcard $(if $(filter cli,$(FLOORS)),compiler/cli/main.c))
SOURCES := $(filter-out $(MAIN),$(sort $(wildcard $(FLOORS:%=compiler/%/*.c) $(FLOORS:%=compiler/%/*/*.c))))
PAGES := $(sort $(wildcard spec/diagnostics/*.md))
BLOCKS := $(if $(filter emit,$(FLOORS)),$(sort $(wildcard compiler/emit/sql/*.sql compiler/import/sql/*.sql)))
GRAMMAR := $(patsubst %,grammar/%.y,parser object table expression revision driver)
GENERATED_SOURCES := \
    $(if $(filter syntax,$(FLOORS)),$(patsubst grammar/lexer.re,$(GENERATED)/grammar/lexer.c,$(wildcard grammar/lexer.re))) \
    $(if $(filter syntax,$(FLOORS)),$(patsubst grammar/parser.y,$(GENERATED)/grammar/parser.c,$(wildcard grammar/parser.y))) \
    $(if $(BLOCKS),$(GENERATED)/blocks.c) \
    $(if $(filter cli,$(FLOORS)),$(patsubst compiler/cli/pages.awk,$(GENERATED)/pages.c,$(wildcard compiler/cli/pages.awk)))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(GENERATED_SOURCES:%.c=%.o)
LIBRARY := $(BUILD)/libmigc.a
BINARY := $(if $(MAIN),$(BUILD)/migc)

# ---- what can be made ----------------------------------------------------------------------------

.PHONY: help all units demo check bench fuzz fuzzers replays bless examples install install-deps clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@awk '/^# Variables:/, /^$$/ { sub(/^# ?/, "  "); print }' $(MAKEFILE_LIST)

all: $(LIBRARY) $(BINARY) ## the compiler: build/migc

units: $(UNIT_TESTS) ## the test programs of tests/unit, built and not run

demo: install-deps ## a real schema: built, applied to all four databases, verified, undone, applied again
	@$(MAKE) --no-print-directory -s all
	@$(PYTHON) tests/demo.py

check: install-deps ## every test; ends in `N passed, N failed`
	@$(PYTHON) tests/check.py

bench: install-deps ## what compiling costs, against PostgreSQL's own parser
	@$(MAKE) --no-print-directory -s all
	@$(PYTHON) tests/bench/bench.py

fuzz: install-deps ## random chains, FUZZ_CHAINS=1001-5000; libFuzzer on lexer, parser, compiler and import, FUZZ_SECONDS=600 each
	@sh tests/install-deps.sh fuzz
	@$(MAKE) --no-print-directory -s all
	@$(PYTHON) tests/generate_chain.py --postgres 4 $${FUZZ_CHAINS:-1001-5000}
	@$(MAKE) --no-print-directory -s CC=clang BUILD=build/fuzz FUZZ=1 fuzzers
	@$(PYTHON) tests/fuzz/fuzz.py build/fuzz $${FUZZ_SECONDS:-600}

bless: install-deps ## rewrites every expected file of the golden tests; read the diff before you commit it
	@$(MAKE) --no-print-directory -s all
	@$(PYTHON) tests/golden.py --bless

examples: all ## writes the SQL of every example to out/
	@for folder in examples/*/; do \
	    $(BUILD)/migc -C $$folder build --out ../../out/$$(basename $$folder) || exit 1; \
	done

install: all ## PREFIX/bin/migc
	install -D -m 755 $(BUILD)/migc $(DESTDIR)$(PREFIX)/bin/migc

install-deps: ## the Debian packages that are missing
	@sh tests/install-deps.sh

clean: ## removes build/
	rm -rf build

# ---- how -----------------------------------------------------------------------------------------

$(GENERATED)/grammar/lexer.c: grammar/lexer.re
	@mkdir -p $(@D)
	re2c -b -W -Werror --no-generation-date -o $@ $<

$(GENERATED)/grammar/parser.y: $(GRAMMAR)
	@mkdir -p $(@D)
	cat $(GRAMMAR) > $@

# lemon writes parser.c, parser.h and parser.out; a conflict makes it fail. Places are those of the parts
$(GENERATED)/grammar/parser.c: $(GENERATED)/grammar/parser.y grammar/places.awk
	@rm -f $@
	@lemon -q -T/usr/share/lemon/lempar.c -d$(@D) $< 2> $(@D)/parser.err || \
	    { awk -f grammar/places.awk $(GRAMMAR) $(@D)/parser.err >&2; rm -f $@; false; }
	awk -f grammar/places.awk $(GRAMMAR) $@ > $(@D)/parser.new && mv $(@D)/parser.new $@

$(GENERATED)/grammar/parser.h: $(GENERATED)/grammar/parser.c ;

$(GENERATED)/pages.c: compiler/cli/pages.awk $(PAGES) $(wildcard spec/diagnostics)
	@mkdir -p $(@D)
	awk -f compiler/cli/pages.awk $(PAGES) > $@

# the generated parser traces itself unless NDEBUG is set, which doubles its cost
$(GENERATED)/%.o: CPPFLAGS += -DNDEBUG

$(GENERATED)/blocks.c: compiler/emit/blocks.awk $(BLOCKS)
	@mkdir -p $(@D)
	awk -f compiler/emit/blocks.awk $(BLOCKS) > $@

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(GENERATED)/%.o: $(GENERATED)/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# sources may include what lemon writes, so it is there before the first of them is compiled
$(SOURCES:%.c=$(BUILD)/%.o) $(MAIN:%.c=$(BUILD)/%.o): | $(filter %/parser.c,$(GENERATED_SOURCES))
$(GENERATED)/grammar/lexer.o: | $(filter %/parser.c,$(GENERATED_SOURCES))

$(LIBRARY): $(OBJECTS)
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(BUILD)/migc: $(MAIN:%.c=$(BUILD)/%.o) $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)

# a harness under libFuzzer, and the same harness that only replays files
fuzzers: $(FUZZERS:%=$(BUILD)/%)
replays: $(FUZZERS:fuzz_%=$(BUILD)/replay_%)

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

$(BUILD)/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.SECONDARY:

-include $(OBJECTS:%.o=%.d) $(MAIN:%.c=$(BUILD)/%.d) \
    $(UNIT_TESTS:$(BUILD)/tests/%=$(BUILD)/tests/unit/%.d) $(FUZZERS:%=$(BUILD)/tests/fuzz/%.d)
