#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# All tests, the acceptance load and its judge; summary, CSV and page in a dated folder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
usage: scripts/nightly.sh [--out DIR] [--short]

Runs scripts/test.sh --all, the scenario consensus_quorum_stress and the analyzer, and keeps the
results in DIR/YYYY-MM-DD. Any breach ends with exit code 1.

  --out DIR   where the dated folders go [target/nightly]
  --short     no tests, and the scenario of the tests instead of the full one
TEXT
}

out=$ROOT/target/nightly
scenario=consensus_quorum_stress
tests=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --out)
      [ -n "${2:-}" ] || { note "nightly.sh: --out needs a value"; exit 2; }
      out=$2
      shift
      ;;
    --short) scenario=ci_quorum tests=no ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      note "nightly.sh: unknown option '$1' (see --help)"
      exit 2
      ;;
  esac
  shift
done

passed=0
failed=0
# step TITLE COMMAND...: counts the outcome; later steps run whatever it is.
step() {
  local title=$1
  shift
  note "== $title =="
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    note "$title: FAILED"
  fi
}

folder=$out/$(date +%F)
mkdir -p "$folder"
"$ROOT/scripts/install_deps.sh"
[ $tests = no ] || step "tests" "$ROOT/scripts/test.sh" --all
step "build" build release simnet
step "load" "$ROOT/build/bin/simnet" --scenario "$ROOT/tools/simnet/scenarios/$scenario.ron" \
  --artifacts-dir "$folder"
step "judge" "$ROOT/scripts/analyze_simnet.py" "$folder/summaries/$scenario.json"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
