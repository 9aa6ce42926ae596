#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# Builds the programs on the real Plonky3 and prints the path of the one asked for.
# Exit code 77 (ctest: skipped) where there is no Rust toolchain new enough.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${CARGO_TARGET_DIR:=$(cd "$here/../.." && pwd)/build-interop}"
export CARGO_TARGET_DIR
# The crates are edition 2024; our own code and theirs use what 1.88 brought.
MINIMUM=1.88

usage() {
  cat <<'TEXT'
usage: interop/plonky3/build.sh judge|command|speed

  judge     p3-judge, the oracle of the tests: one thread, deterministic
  command   p3-plonky3, the command line of p3 on upstream's crates, built like the judge
  speed     p3-plonky3 for timing: threads, mimalloc, this CPU, thin LTO; six suites only

CARGO_TARGET_DIR overrides build-interop/ of the repository. Prints the program's path.
TEXT
}

skip() {
  {
    echo "SKIPPED: interop with the real Plonky3: $1."
    echo "  It needs Rust $MINIMUM or newer; Debian 12's own package is too old. Get one with:"
    echo "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal"
  } >&2
  exit 77
}

build() {
  cargo build --locked --manifest-path "$here/Cargo.toml" "$@" >&2
}

case "${1:-}" in
  judge | command | speed) ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
command -v cargo >/dev/null || skip "no cargo found"
version=$(cargo --version | cut -d' ' -f2)
[ "$(printf '%s\n' "$MINIMUM" "$version" | sort -V | head -n 1)" = "$MINIMUM" ] ||
  skip "cargo $version found"

case "$1" in
  judge)
    build --release --bin p3-judge
    echo "$CARGO_TARGET_DIR/release/p3-judge"
    ;;
  command)
    build --release --bin p3-plonky3
    echo "$CARGO_TARGET_DIR/release/p3-plonky3"
    ;;
  speed)
    RUSTFLAGS="${RUSTFLAGS:-} -C target-cpu=native" \
      build --profile speed --no-default-features --features parallel,mimalloc --bin p3-plonky3
    echo "$CARGO_TARGET_DIR/speed/p3-plonky3"
    ;;
esac
