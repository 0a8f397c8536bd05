#!/bin/sh
# Runs all the tests: installs what they need, checks the code, runs every test, and ends with
# a line that counts them. Any failure makes the exit status 1.
#
# Each step prints its seconds, and the ten slowest tests are listed at the end.
set -u
cd "$(dirname "$0")/.." || exit 1
log=target/tests.log
mkdir -p target
: >"$log"
passed=0 failed=0 began=0

start() { began=$(date +%s); }
seconds() { echo "$(($(date +%s) - began)) s"; }

# step NAME COMMAND...: one line if it passes, all that it prints if it fails.
step() {
  name=$1
  shift
  start
  if "$@" >target/step.log 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name ($(seconds))"
  else
    failed=$((failed + 1))
    echo "FAILED  $name ($(seconds))"
    cat target/step.log
  fi
}

# run_tests ARGUMENT... -- FILTER...: cargo test, with the time of each test. The times are unstable on a
# stable compiler, so only the programs that run the tests are told to give them; examples in the
# documentation are run by another program.
run_tests() {
  start
  cargo test --release --no-fail-fast --config 'target."cfg(all())".runner = ["env", "RUSTC_BOOTSTRAP=1"]' \
    "$@" -Z unstable-options --report-time 2>&1 | tee -a "$log"
  echo "tests:  cargo test $* ($(seconds))"
}

start
# Without the tools (no network, say) what needs them is skipped and counted as such.
if sh tests/tools/setup.sh; then
  PLANPRESS_TOOLS=required
  export PLANPRESS_TOOLS
else
  echo "Some tools could not be installed; the tests that need them are skipped."
fi
echo "tools:  installed ($(seconds))"
step "the code is formatted" cargo fmt --check
step "clippy finds nothing" cargo clippy --release --all-targets --quiet -- -D warnings
step "clippy finds nothing without printing" \
  cargo clippy --release --no-default-features --all-targets --quiet -- -D warnings
step "the documentation is complete" env RUSTDOCFLAGS="-D warnings" cargo doc --release --no-deps --quiet
step "the tests compile" cargo test --release --no-run --quiet
run_tests --tests --
step "the examples in the documentation run" cargo test --release --doc
step "the tests compile without printing" cargo test --release --no-default-features --lib --test command --no-run --quiet
run_tests --no-default-features --lib --
run_tests --no-default-features --test command -- cases:: content::

echo "The ten slowest tests:"
sed -n 's/^test \(.*\) \.\.\. [a-zA-Z]* <\([0-9.]*\)s>$/\2 s  \1/p' "$log" | sort -rn | head -10

# "test result: ok. 3 passed; 0 failed; 1 ignored; …", one line for each file of tests; a file
# that does not compile has none, and cargo says "error".
counts=$(sed -n 's/^test result: [a-zA-Z]*\. \([0-9]*\) passed; \([0-9]*\) failed; \([0-9]*\) ignored.*/\1 \2 \3/p' "$log" |
  awk '{p += $1; f += $2; s += $3} END {print p + 0, f + 0, s + 0}')
# shellcheck disable=SC2086 # three numbers
set -- $counts
# A test that finds its tools missing says so and ends; cargo takes it for passed.
missed=$(grep -c 'skipped: the ' "$log")
passed=$((passed + $1 - missed)) failed=$((failed + $2)) skipped=$(($3 + missed))
if grep -q '^error' "$log" && [ "$2" = 0 ]; then failed=$((failed + 1)); fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$1" -gt 0 ]
