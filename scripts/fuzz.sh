#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# Builds the fuzz targets and runs each for some seconds, two at a time.
# The last line is always "N passed, N failed": one for every target.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

TARGETS=(proof opening air trace parameters chain envelope)

usage() {
  cat <<'TEXT'
usage: scripts/fuzz.sh SECONDS [TARGET...]

Targets: proof, opening, air, trace, parameters, chain, envelope; all of them when none is named.
Every target first runs its regression inputs (tests/fuzz/corpus/TARGET), then its seeds, and what
earlier runs found interesting (build-asan-ubsan/corpus/TARGET), then new inputs. SECONDS 0 stops
before new inputs.

Prints for every target: executions, edges covered, corpus, slowest honest work, findings. Findings
are kept in build-asan-ubsan/findings/TARGET, with the command that runs one again.

Exit codes: 0 no finding, 1 findings or a failed build, 2 usage.
TEXT
}

[ $# -ge 1 ] || { usage >&2; exit 2; }
case "$1" in --help | -h) usage; exit 0 ;; esac
[[ $1 =~ ^[0-9]+$ ]] || { note "fuzz.sh: SECONDS must be a number (see --help)"; exit 2; }
seconds=$1
shift
chosen=("$@")
[ ${#chosen[@]} -gt 0 ] || chosen=("${TARGETS[@]}")
for target in "${chosen[@]}"; do
  [[ " ${TARGETS[*]} " == *" $target "* ]] ||
    { note "fuzz.sh: unknown target '$target'; targets: ${TARGETS[*]}"; exit 2; }
done

DIR=$(build_dir asan-ubsan)

# The longest input of a target, and what libFuzzer may spend on one: a list of a gigabyte or a
# second of work is a finding.
max_len() {
  case $1 in
    proof | chain) echo 32768 ;;
    envelope) echo 65536 ;;
    air) echo 8192 ;;
    trace) echo 4096 ;;
    *) echo 512 ;;
  esac
}
LIMITS=(-malloc_limit_mb=128 -rss_limit_mb=2048 -timeout=10)

# run TARGET: one target from its corpus; everything that it says goes to its log.
run() {
  local target=$1 log=$DIR/fuzz-$1.log corpus=$DIR/corpus/$1 options
  local sources=("$corpus" "$DIR/seeds/$target")
  mkdir -p "$corpus" "$DIR/findings/$target"
  local regressions=$ROOT/tests/fuzz/corpus/$target dictionary=$ROOT/tests/fuzz/$target.dict
  if [ -d "$regressions" ]; then sources+=("$regressions"); fi
  options=("${LIMITS[@]}" -max_len="$(max_len "$target")" -print_final_stats=1
    -artifact_prefix="$DIR/findings/$target/")
  if [ -f "$dictionary" ]; then options+=(-dict="$dictionary"); fi
  if [ "$seconds" -eq 0 ]; then options+=(-runs=0); else options+=(-max_total_time="$seconds"); fi
  "$DIR/bin/${target}_fuzz" "${options[@]}" "${sources[@]}" >"$log" 2>&1
}

# stat_of NAME LOG: a number of libFuzzer's final statistics.
stat_of() { sed -n "s/^stat::$1: *//p" "$2" | tail -n 1; }

report() {
  local target=$1 status=$2 log=$DIR/fuzz-$1.log edges corpus
  edges=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
  corpus=$(sed -n 's/.* corp: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
  printf '%-11s %10s executions, %6s edges, %5s inputs, peak %s MB: %s\n' "$target" \
    "$(stat_of number_of_executed_units "$log")" "${edges:-?}" "${corpus:-?}" \
    "$(stat_of peak_rss_mb "$log")" "$([ "$status" -eq 0 ] && echo "no finding" || echo FINDING)"
  sed -n 's/^SLOWEST: /            /p' "$log" | head -n 1
}

passed=0
failed=0
finish() {
  local status=$?
  if [ $status -ne 0 ] && [ $failed -eq 0 ]; then failed=1; fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ $failed -eq 0 ] || exit 1
}
trap finish EXIT

build asan-ubsan fuzz
rm -rf "$DIR/seeds"
"$DIR/bin/fuzz_seeds" "$DIR/seeds"
declare -A pids
active=()
# settle TARGET: waits for it and prints its line.
settle() {
  local target=$1 status=0 log=$DIR/fuzz-$1.log input
  wait "${pids[$target]}" || status=$?
  report "$target" "$status"
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    return 0
  fi
  failed=$((failed + 1))
  grep -E '^(FINDING|SUMMARY|p3: check failed)|ERROR: |runtime error' "$log" | head -n 8 || true
  input=$(sed -n 's/^.*Test unit written to //p' "$log" | tail -n 1)
  note "run it again: $DIR/bin/${target}_fuzz $input"
}
for target in "${chosen[@]}"; do
  run "$target" &
  pids[$target]=$!
  active+=("$target")
  if [ ${#active[@]} -eq 2 ]; then
    settle "${active[0]}"
    active=("${active[@]:1}")
  fi
done
for target in "${active[@]}"; do settle "$target"; done
