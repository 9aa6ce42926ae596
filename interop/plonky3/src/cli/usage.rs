// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The help text.

pub const USAGE: &str = "\
Plonky3 0.8.0 itself, with the command line of p3.

usage: p3-plonky3 prove|verify OPTIONS

Statement
  -f, --field F             koala-bear | baby-bear | goldilocks [koala-bear]
  -o, --objective O         fibonacci | poseidon-2-permutations | keccak-f-permutations |
                            blake-3-permutations
  -l, --log-trace-length N  base-2 logarithm of the number of trace rows
  --vector-len N            Poseidon2 permutations per row: 8 | 1 [8]
  --seed N                  initial state of SplitMix64, which makes the inputs [1]

Protocol
  --protocol P              uni | batch [uni]
  --extension-degree D      of the challenge field [4, goldilocks 2]
  -m, --merkle-hash H       poseidon-2 | poseidon-2-width-16 | keccak-f | keccak-256 [keccak-f]
  --merkle-arity N          2 | 4 [2]
  --preset P                benchmark | benchmark-high-arity | testing [benchmark-high-arity]
  --log-blowup N  --num-queries N  --log-final-poly-len N  --max-log-arity N  --cap-height N
  --commit-pow-bits N  --query-pow-bits N  --batch-pow-bits N  --ood-pow-bits N
  --lookup-pow-bits N       each overrides the preset

Run
  --threads N               worker threads, needs the feature `parallel` [all cores]
  --repeat N                proofs in this process (prove) [1]
  --proof-out FILE          write the last proof (prove)
  --proof FILE              the proof (verify); files of p3 are read too
  --stats text|json         format of the result on stdout [text]

Exit codes: 0 valid or done, 1 not an acceptable proof, 2 usage, 3 unreadable file or unknown
format version, 5 internal error.
";
