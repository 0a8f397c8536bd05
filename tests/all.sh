#!/bin/sh
# Runs all the tests: installs what they need, looks at the code, runs every test, and ends with
# a line that counts them. Any failure makes the exit status 1.
set -u
cd "$(dirname "$0")/.." || exit 1
log=target/tests.log
mkdir -p target
: >"$log"
passed=0 failed=0

# step NAME COMMAND...: one line if it is fine, all that it says if it is not.
step() {
  name=$1
  shift
  if "$@" >target/step.log 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
    cat target/step.log
  fi
}

# Without the tools (no network, say) what needs them is skipped and counted as such.
if sh tests/tools/setup.sh; then
  PLANPRESS_TOOLS=required
  export PLANPRESS_TOOLS
else
  echo "Some tools could not be installed; the tests that need them are skipped."
fi
step "the code is formatted" cargo fmt --check
step "clippy has nothing to say" cargo clippy --release --all-targets --quiet -- -D warnings
step "clippy has nothing to say without printing" \
  cargo clippy --release --no-default-features --all-targets --quiet -- -D warnings
step "the documentation is complete" env RUSTDOCFLAGS="-D warnings" cargo doc --release --no-deps --quiet
cargo test --release --no-fail-fast -- --nocapture 2>&1 | tee "$log"

step "the tests pass without printing" cargo test --release --no-default-features --lib --test cases --test content

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
