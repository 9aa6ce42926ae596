#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# Installs what building and testing need, from Debian's packages only.
# Says nothing when all is there.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PACKAGES=(
  # compilers and build
  clang-19 libclang-rt-19-dev lld-19 llvm-19 g++-12 binutils cmake ninja-build ccache pkgconf
  # libraries: the programs' options and json, the tests, a second Keccak-256 to test against
  libcli11-dev nlohmann-json3-dev libfmt-dev libgtest-dev libgmock-dev libbenchmark-dev
  libcrypto++-dev
  # keys: SHA-256, Ed25519 signatures, and the program that makes them
  libssl-dev libsodium-dev minisign
  # the store of the ledger
  librocksdb-dev
  # checks
  b3sum clang-format-19 shellcheck git python3
)

case "${1:-}" in
  "") ;;
  --help | -h)
    printf 'usage: scripts/install_deps.sh [--list]\n'
    printf 'Installs the packages that p3 needs (Debian 12, as root or with sudo).\n'
    exit 0
    ;;
  --list)
    printf '%s\n' "${PACKAGES[@]}"
    exit 0
    ;;
  *)
    note "install_deps.sh: unknown option '$1'; known: --list, --help"
    exit 2
    ;;
esac

for tool in dpkg-query apt-get; do
  command -v "$tool" >/dev/null ||
    die "needs Debian's apt; elsewhere install the equivalents of: ${PACKAGES[*]}"
done

missing=()
for package in "${PACKAGES[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | head -n 1) || true
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || die "missing: ${missing[*]}; run as root or install sudo"
  as_root=(sudo)
fi

note "installing: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >>"$log" 2>&1 </dev/null
}
if ! { apt update && apt install -y --no-install-recommends "${missing[@]}"; }; then
  tail -n 40 "$log" >&2
  die "apt could not install: ${missing[*]} (Debian 12 has them all in its main archive)"
fi
