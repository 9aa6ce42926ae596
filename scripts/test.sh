#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# Installs what is missing, builds, and runs the tests.
# The last line is always "N passed, N failed".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

BACKENDS=(plonky3)

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--backend plonky3] [--unit] [--integration] [options]

What to run (both kinds when none is named):
  --unit             tests of the rooms, and tidy
  --integration      the command line, and the interop tests against the real Plonky3
  --fast             of those only the ones labelled `fast`
  --all              everything: slow tests and full grids with clang-19, all tests with g++ 12,
                     and the unit tests under asan-ubsan, tsan and verify
  --test NAME        the tests whose ctest name matches NAME (a regular expression)

How:
  --backend NAME     the proof system under test; the only one is plonky3
  --preset NAME      build with this CMake preset instead of `release`
  --help             this text

Exit codes: 0 all passed, 1 something failed, 2 usage. P3_JOBS sets the number of parallel jobs.
TEXT
}

usage_error() {
  trap - EXIT
  note "test.sh: $*"
  exit 2
}

kinds=()
fast=no
all=no
preset=
test_name=
while [ $# -gt 0 ]; do
  case "$1" in
    --unit) kinds+=(unit) ;;
    --integration) kinds+=(integration) ;;
    --fast) fast=yes ;;
    --all) all=yes ;;
    --backend | --preset | --test)
      [ -n "${2:-}" ] || usage_error "$1 needs a value"
      case "$1" in
        --backend)
          [[ " ${BACKENDS[*]} " == *" $2 "* ]] ||
            usage_error "unknown back end '$2'; existing back ends: ${BACKENDS[*]}"
          ;;
        --preset) preset=$2 ;;
        --test) test_name=$2 ;;
      esac
      shift
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) usage_error "unknown option '$1' (see --help)" ;;
  esac
  shift
done
[ ${#kinds[@]} -gt 0 ] || kinds=(unit integration)

known_presets() {
  python3 - "$ROOT/CMakePresets.json" <<'PY'
import json, sys
presets = json.load(open(sys.argv[1]))["configurePresets"]
print(" ".join(p["name"] for p in presets if not p.get("hidden")))
PY
}

passed=0
failed=0
skipped=0

# Whatever ends the script, the totals are its last line; an abnormal end counts as one failure.
finish() {
  local status=$?
  if [ $status -ne 0 ] && [ $failed -eq 0 ]; then failed=1; fi
  [ $skipped -eq 0 ] || note "$skipped skipped"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ $failed -eq 0 ] || exit 1
}

# run_leg PRESET TARGET CTEST_OPTION...: builds TARGET with PRESET, runs the chosen tests.
run_leg() {
  local leg_preset=$1 target=$2 dir junit status=0 p f s options
  shift 2
  dir=$(build_dir "$leg_preset")
  junit=$dir/tests.xml
  build "$leg_preset" "$target" || status=$?
  await_interop
  if [ $status -ne 0 ]; then
    failed=$((failed + 1))
    return 0
  fi
  mapfile -t options < <(without "${left_out[@]}" "${missing[@]}")
  rm -f "$junit"
  note "== $leg_preset =="
  ctest --test-dir "$dir" --output-on-failure --no-tests=error --parallel "$JOBS" \
    --output-junit "$junit" "$@" "${options[@]}" </dev/null >&2 || status=$?
  read -r p f s < <(python3 "$ROOT/tools/ci/count_results.py" "$junit" $status)
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# The tests of upstream need its program, which is built beside ours: the end of either build leaves
# a core idle. Without Rust they are left out, which CI does not accept.
interop=
missing=()
start_interop() {
  build_interop judge &
  interop=$!
}
await_interop() {
  local status=0
  [ -n "$interop" ] || return 0
  wait "$interop" || status=$?
  interop=
  [ $status -ne 0 ] || return 0
  missing=(interop)
  if [ $status -ne 77 ] || in_ci; then failed=$((failed + 1)); fi
}

# without LABEL...: the ctest option that leaves these labels out.
without() {
  [ $# -gt 0 ] || return 0
  local IFS='|'
  printf -- '-LE\n^(%s)$\n' "$*"
}

# leg PRESET TARGET KINDS LABEL...: run_leg with the tests of KINDS, which is `a|b`, without LABELs.
left_out=()
leg() {
  local leg_preset=$1 target=$2 wanted=$3
  shift 3
  left_out=("$@")
  run_leg "$leg_preset" "$target" -L "^($wanted)\$"
}

trap finish EXIT
"$ROOT/scripts/install_deps.sh"
if [ -n "$preset" ] && [[ " $(known_presets) " != *" $preset "* ]]; then
  usage_error "unknown preset '$preset'; existing presets: $(known_presets)"
fi

any_kind=$(IFS='|'; printf '%s' "${kinds[*]}")
if [ $all = yes ] || [[ $fast = no && $any_kind == *integration* ]]; then
  start_interop
fi
if [ -n "$test_name" ]; then
  run_leg "${preset:-release}" all -R "$test_name"
elif [ $all = yes ] && [ -n "$preset" ]; then
  leg "$preset" all 'unit|integration'
elif [ $all = yes ]; then
  leg release all 'unit|integration'
  leg gcc all 'unit|integration' slow
  for sanitizer in asan-ubsan tsan verify; do
    leg $sanitizer tests_unit unit slow
  done
elif [ $fast = yes ]; then
  run_leg "${preset:-release}" tests_fast -L "^($any_kind)\$" -L '^fast$'
else
  leg "${preset:-release}" all "$any_kind" slow
fi
