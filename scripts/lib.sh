# SPDX-License-Identifier: Apache-2.0 OR MIT
# Shared by the scripts: messages, logged commands, the Rust toolchain. Sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=${P3_JOBS:-$(nproc)}

note() { printf '%s\n' "$*" >&2; }

die() {
  note "${0##*/}: $*"
  exit 1
}

in_ci() { [ "${CI:-}" = true ]; }

# logged LOG TITLE COMMAND...: runs the command with its output in LOG; shows the end of LOG only
# on failure.
logged() {
  local log=$1 title=$2 start=$SECONDS
  shift 2
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1 </dev/null; then
    # A step that had nothing to do stays silent.
    [ $((SECONDS - start)) -lt 3 ] || note "$title: $((SECONDS - start)) s"
    return 0
  fi
  note "$title: FAILED, the end of $log:"
  tail -n 60 "$log" >&2
  return 1
}

# The build folder of a preset.
build_dir() {
  if [ "$1" = release ]; then printf '%s/build' "$ROOT"; else printf '%s/build-%s' "$ROOT" "$1"; fi
}

# build PRESET TARGET...: configures when needed, with P3_CMAKE_OPTIONS, and builds.
build() {
  local preset=$1 dir
  shift
  dir=$(build_dir "$preset")
  # shellcheck disable=SC2086  # several options
  logged "$dir/configure.log" "configure $preset" cmake -S "$ROOT" --preset "$preset" \
    ${P3_CMAKE_OPTIONS:-} || return 1
  logged "$dir/build.log" "build $preset" cmake --build "$dir" --parallel "$JOBS" --target "$@"
}

# build_interop KIND: builds a program on the real Plonky3 (kinds in interop/plonky3/build.sh).
# Returns 0, or 77 after a loud word where there is no Rust toolchain that is new enough, or 1.
build_interop() {
  local log=$ROOT/build-interop/$1.log start=$SECONDS status=0
  mkdir -p "$ROOT/build-interop"
  "$ROOT/interop/plonky3/build.sh" "$1" >"$log" 2>&1 </dev/null || status=$?
  case $status in
    0) [ $((SECONDS - start)) -lt 3 ] || note "build interop ($1): $((SECONDS - start)) s" ;;
    77)
      note "******************************************************************************"
      note "$(cat "$log")"
      note "******************************************************************************"
      return 77
      ;;
    *)
      note "build interop ($1): FAILED, the end of $log:"
      tail -n 60 "$log" >&2
      return 1
      ;;
  esac
}
