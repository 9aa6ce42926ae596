# SPDX-License-Identifier: Apache-2.0 OR MIT
# Shared by the scripts: messages, logged commands, the Rust toolchain. Sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=${P3_JOBS:-$(nproc)}

# The Rust crate that runs the published Plonky3, and the oldest toolchain that it takes.
INTEROP_DIR=$ROOT/interop/plonky3
RUST_MINIMUM=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$INTEROP_DIR/Cargo.toml")

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

# build PRESET TARGET...: configures when needed and builds.
build() {
  local preset=$1 dir
  shift
  dir=$(build_dir "$preset")
  logged "$dir/configure.log" "configure $preset" cmake -S "$ROOT" --preset "$preset" || return 1
  logged "$dir/build.log" "build $preset" cmake --build "$dir" --parallel "$JOBS" --target "$@"
}

# Prints the cargo to use; fails where there is none that is new enough.
find_cargo() {
  local cargo version
  for cargo in "$(command -v cargo || true)" "${CARGO_HOME:-$HOME/.cargo}/bin/cargo"; do
    [ -x "$cargo" ] || continue
    version=$("$cargo" --version 2>/dev/null | awk '{print $2}')
    # The lower of the two versions is the minimum: then this one is new enough.
    if [ "$(printf '%s\n' "$RUST_MINIMUM" "$version" | sort -V | sed q)" = "$RUST_MINIMUM" ]; then
      printf '%s\n' "$cargo"
      return 0
    fi
  done
  return 1
}

say_no_rust() {
  note "*****************************************************************************"
  note "* SKIPPED: everything that runs the real Plonky3. No Rust toolchain >= $RUST_MINIMUM"
  note "* was found in PATH or ~/.cargo/bin (Debian 12's own rustc is too old)."
  note "* To get one: install rustup (see https://rustup.rs), open a new shell, run"
  note "* 'rustup toolchain install stable', and start this script again."
  note "*****************************************************************************"
}


# cargo_build PROGRAM OPTION...: 0 built, 1 failed, 2 no Rust toolchain here.
INTEROP_BUILD=$ROOT/build-interop
cargo_build() {
  local title=$1 cargo
  shift
  cargo=$(find_cargo) || return 2
  logged "$INTEROP_BUILD/$title.log" "build $title" env CARGO_TARGET_DIR="$INTEROP_BUILD" \
    "$cargo" build --locked --manifest-path "$INTEROP_DIR/Cargo.toml" --bin "$title" "$@"
}

# The program that the interop tests talk to: one thread, so that every proof is reproducible.
build_judge() { cargo_build p3-judge --release; }

# Upstream's side of a timing: threads, its fastest allocator, this CPU's instructions.
build_upstream() {
  RUSTFLAGS="-C target-cpu=native" cargo_build p3-plonky3 --profile speed \
    --no-default-features --features parallel,mimalloc
}
