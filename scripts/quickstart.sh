#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 OR MIT
# From a fresh clone to the main job: installs, builds, runs the acceptance load on real proofs and
# ends with the verdict of its judge.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
usage: scripts/quickstart.sh [--full | --engine]

Installs what is missing, builds, and runs the consensus load: certificates with real signatures
and VRF outputs, a proof of each, attacks on them, and the verdict of the analyzer.

  (nothing)   the short form: a few blocks of few validators, every one attacked
  --full      the acceptance load: 120 blocks of 96 validators
  --engine    instead: 2^20 Poseidon2 permutations, beside Plonky3 0.8.0 where Rust is at hand
TEXT
}

job=ci_quorum
case "${1:-}" in
  "") ;;
  --full) job=consensus_quorum_stress ;;
  --engine) job=engine ;;
  --help | -h)
    usage
    exit 0
    ;;
  *)
    note "quickstart.sh: unknown option '$1' (see --help)"
    exit 2
    ;;
esac

"$ROOT/scripts/install_deps.sh"
if [ $job != engine ]; then
  build release simnet rpp || exit 1
  folder=$ROOT/target/simnet/$job
  status=0
  "$ROOT/build/bin/simnet" --scenario "$ROOT/tools/simnet/scenarios/$job.ron" \
    --artifacts-dir "$folder" || status=$?
  "$ROOT/scripts/analyze_simnet.py" "$folder/summaries/$job.json" || status=1
  printf 'report: %s\n' "$folder/summaries/$job.html"
  exit $status
fi

STATEMENT=(--field koala-bear --objective poseidon-2-permutations --log-trace-length 17
  --merkle-hash keccak-f)
OURS=$ROOT/build/bin/p3
UPSTREAM=$ROOT/build-interop/speed/p3-plonky3
WORK=$ROOT/build/quickstart
PROOF=$WORK/p3.proof

# show NAME STATS_FILE: one line of the table.
show() {
  python3 - "$1" "$2" <<'PY'
import json, sys
name, path = sys.argv[1:]
run = json.load(open(path))["runs"][-1]
print(f"{name:<15} trace {run['trace_s']:7.3f} s   prove {run['prove_s']:7.3f} s   "
      f"verify {run['verify_s'] * 1000:7.1f} ms   proof {run['proof_bytes']} bytes")
PY
}

# judged WHAT COMMAND...: says whether the verifier accepted; anything else ends the script.
judged() {
  local what=$1
  shift
  if "$@" >"$WORK/verify.log" 2>&1; then
    printf '%s: valid\n' "$what"
  else
    cat "$WORK/verify.log" >&2
    die "$what: NOT valid"
  fi
}

build release p3 || exit 1
upstream=yes
build_interop speed || {
  [ $? -eq 77 ] || die "cannot build interop/plonky3"
  upstream=no
}

mkdir -p "$WORK"
printf 'p3 prove %s\n' "${STATEMENT[*]}"
"$OURS" prove "${STATEMENT[@]}" --proof-out "$PROOF" --stats json >"$WORK/p3.json"
if [ $upstream = yes ]; then
  "$UPSTREAM" prove "${STATEMENT[@]}" --proof-out "$WORK/plonky3.proof" --stats json \
    >"$WORK/plonky3.json"
fi

show "p3" "$WORK/p3.json"
[ $upstream = no ] || show "Plonky3 0.8.0" "$WORK/plonky3.json"
judged "proof of p3, verified by p3" "$OURS" verify "${STATEMENT[@]}" --proof "$PROOF"
if [ $upstream = yes ]; then
  judged "proof of p3, verified by Plonky3 0.8.0" \
    "$UPSTREAM" verify "${STATEMENT[@]}" --proof "$PROOF"
  judged "proof of Plonky3 0.8.0, verified by p3" \
    "$OURS" verify "${STATEMENT[@]}" --proof "$WORK/plonky3.proof"
fi
