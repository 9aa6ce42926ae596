#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Writes docs/book/cli.md from the help texts of the program.

Usage: cli_help.py P3_PROGRAM OUT_MD
"""
import pathlib
import subprocess
import sys

HEAD = """# The program p3

Made by `python3 tools/docs/cli_help.py build/bin/p3 docs/book/cli.md`; `tests/cli` compares it with
the program.

Data goes to stdout; the span tree, progress (on a terminal only) and errors go to stderr. Values
with names accept unique prefixes: `-o pos` is `-o poseidon-2-permutations`.

A proof file is the eight bytes `P3PROOF` 01 and the proof in the 0.8.0 encoding. Bare proofs,
without these eight bytes, are read too.

The JSON of `prove` and `bench` is `{"parameters": {..}, "runs": [..]}`. A run has `trace_s`,
`prove_s` (from the trace to encoded bytes), `verify_s`, `user_s` (CPU time of all threads while
proving), `proof_bytes`, `peak_rss_mb` (of the process so far) and `phases`: a list of `name`,
`depth`, `start_ms`, `ms` in which a parent comes before its children. `p3 air prove` adds
`instances`: a list of `air`, `width`, `log_trace_length`. `p3 air` is explained in
[runtime-airs.md](runtime-airs.md).

`prove --estimate` proves nothing and says how much memory the proof would take: for every phase
the bytes in use and, with the pages that the process keeps for later, the bytes that the system
counts as resident; the largest of these is the peak. Each includes `program_bytes` for the program
itself. Memory that the trace has for its extension counts from the start. The JSON is
`{"parameters": {..}, "estimate": {..}}` with `peak_bytes`, `program_bytes`, `proofs` and `phases`:
a list of `name`, `in_use_bytes`, `resident_bytes`. `--max-memory` refuses a proof with a larger
peak before anything is allocated: `MemoryLimitExceeded`, exit code 2. See
[parameters.md](parameters.md).

The JSON of `security` names the statement (`field`, .., `shape`) and has its `level`: `numbers`
(the options), `proven_bits`, `proven_regime`, `binding` (the name of the smallest term),
`conjectured_bits`, `estimated_proof_bytes` and `regimes`, each with `bits`, `binding` and `terms`
(`name`, `bits` with the work, `grinding_bits`). With `--target` come `target_bits` and
`candidates`, one per blowup, and `level` is that of the smallest proof, or null. What it means:
[security.md](../spec/security.md).
"""


def main():
    program, out = sys.argv[1], pathlib.Path(sys.argv[2])
    text = HEAD
    air = [["air", *part] for part in
           [[], ["prove"], ["verify"], ["check"], ["export"], ["show"]]]
    for command in [[], ["prove"], ["verify"], ["inspect"], ["bench"], ["security"],
                    *air]:
        help_text = subprocess.run([program, *command, "--help"], capture_output=True, text=True,
                                   check=True).stdout
        lines = "\n".join(line.rstrip() for line in help_text.rstrip().splitlines())
        text += f"\n## {' '.join(['p3', *command])}\n\n```\n{lines}\n```\n"
    out.write_text(text)


if __name__ == "__main__":
    main()
