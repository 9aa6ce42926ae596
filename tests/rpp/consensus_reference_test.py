#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""rpp agrees with the reference (tools/reference) on the consensus statement.

Usage: consensus_reference_test.py RPP_CONSENSUS_CLI RPP

Valid witnesses of `rpp sample consensus`: both say valid, and give the same 21 public fields and
the same S. Changed ones: every attack of rpp/consensus/tamper.h, the negative twin of every rule,
every private field: both say the same of each, and name the same rule where they see the same
fields. A disagreement is decided by docs/spec, never by copying one side into the other.
"""
import functools
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools/reference"))

import consensus  # noqa: E402
import consensus_json  # noqa: E402
import tags  # noqa: E402
import xmss  # noqa: E402
from field import Refused, digest_to_text  # noqa: E402
from hashing import statement_digest  # noqa: E402
from program import Agreement, Program  # noqa: E402

SAMPLES, VALID, SHAPE = 3, "valid", "witness_shape"
# The reference's names of rules that rpp calls something else, or splits.
SIGNATURE = {"invalid_vote_encoding", "invalid_vote_signature"}
RULES = {
    "validator_range": {"tier_range", "timetoke_range"},
    "validator_set_root_mismatch": {"header_validator_set_root", "validator_set_root_mismatch"},
    "witness_commitment_root_mismatch": {"header_witness_commitment_root",
                                         "witness_commitment_root_mismatch"},
    "reputation_root_mismatch": {"header_reputation_root", "reputation_root_mismatch"},
    "invalid_quorum_configuration": {"total_power_mismatch", "quorum_threshold_mismatch",
                                     "total_power_overflow"},
    "leader_index_range": {"leader_out_of_range"},
    "leader_key_not_active": {"leader_key_inactive"},
    "invalid_vrf_proof": {"invalid_vrf_proof", "invalid_leader_opening", "leader_output_mismatch"},
    "beacon_mismatch": {"invalid_beacon"},
    "prevote_outside_key_window": {"vote_outside_key_window"},
    "precommit_outside_key_window": {"vote_outside_key_window"},
    "prevote_signature": SIGNATURE, "precommit_signature": SIGNATURE,
}

# The same chains are walked in every changed witness: their steps are remembered.
xmss.chain_step = functools.cache(xmss.chain_step)


def fields_of(public):
    """Public fields of JSON as the reference's values."""
    return {name: consensus_json.read(kind, public[name])
            for name, kind in tags.fields("consensus")}


def own_fields(text):
    """The reference's public fields of a witness, right or wrong; None where it has none."""
    try:
        return consensus_json.File(json.loads(text)).witness()["public"]
    except (Refused, KeyError, TypeError, ValueError):
        return None


def judge(text, public):
    """(rule that the reference finds broken or VALID, whether it saw its own public fields)."""
    try:
        file = consensus_json.File(json.loads(text))
        witness = file.witness()
        claimed = fields_of(public)
    except (Refused, KeyError, TypeError, ValueError):
        return SHAPE, True
    # What the file itself says beside the header: the reference knows it by the claim alone.
    for name in ("round", "vote_slot", "beacon_before"):
        if witness["public"][name] != claimed[name]:
            return f"{name}_mismatch", True
    own = witness["public"] == claimed
    witness["public"] = claimed
    broken = consensus.check(witness, file.key_height, file.epoch_length)
    return (broken[0] if broken else VALID), own


def values_of(data, place=""):
    """{place: value} of every value of a witness file; items of lists are numbered."""
    if isinstance(data, (dict, list)):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        return {at: x for name, item in items
                for at, x in values_of(item, f"{place}.{name}" if place else str(name)).items()}
    return {place: data}


def names_of(places):
    """Places without the numbers of items and without what is no field."""
    names = {".".join(part for part in place.split(".") if not part.isdigit()) for place in places}
    return {name for name in names if name.split(".")[0] not in ("format", "version", "rules")}


class Test:
    def __init__(self, cli, rpp):
        self.cli, self.rpp, self.agreement = Program(cli), rpp, Agreement()

    def samples(self):
        """Files of the program rpp: verdict, public fields, S."""
        texts = []
        for seed in range(1, SAMPLES + 1):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "witness.json"
                subprocess.run([self.rpp, "sample", "consensus", "--seed", str(seed),
                                "--out", path], check=True, timeout=120)
                texts.append(path.read_text())
        for kind in ("verdict of a sample", "public field of a sample", "S of a sample"):
            fields = len(tags.fields("consensus")) if "field" in kind else 1
            self.agreement.demand(kind, SAMPLES * fields)
        answers = self.cli.ask([{"op": "judge", "witness": text} for text in texts])
        for seed, (text, answer) in enumerate(zip(texts, answers), 1):
            broken, public = consensus_json.judge(json.loads(text))
            self.agreement.compare("verdict of a sample", broken is None, not answer["broken"],
                                   seed)
            if broken:
                continue
            theirs = fields_of(answer["public"])
            for name, value in public.items():
                self.agreement.compare("public field of a sample", value, theirs[name],
                                       (seed, name))
            own = statement_digest("consensus", tags.encode("consensus", public))
            self.agreement.compare("S of a sample", digest_to_text(own), answer["s"], seed)

    def changed(self, kind, demanded, valid):
        """Changed certificates: so many verdicts at least, so many of them `valid`."""
        verdict, name = f"verdict on a changed {kind}", f"rule broken by a changed {kind}"
        still = f"{kind} changed to another truth"
        self.agreement.demand(verdict, demanded)
        self.agreement.demand(still, valid)
        (answer,) = self.cli.ask([{"op": "cases", "kind": kind, "seed": 5}])
        for case in answer["cases"]:
            rule, own = judge(case["witness"], case["public"])
            self.agreement.compare(verdict, rule == VALID, not case["broken"],
                                   (case["name"], rule, case["broken"]))
            if rule == VALID and not case["broken"]:
                self.agreement.compare(still, own_fields(case["witness"]),
                                       fields_of(case["public"]), case["name"])
            elif own and rule not in (VALID, SHAPE):
                names = RULES.get(rule, {rule})
                self.agreement.compare(name, bool(names & set(case["broken"])), True,
                                       (case["name"], rule, case["broken"]))
        self.agreement.demand(name, 10)


    def reached(self):
        """Every value of a witness file is changed by some field of the table."""
        (answer,) = self.cli.ask([{"op": "cases", "kind": "field", "seed": 0}])
        original = values_of(json.loads(answer["original"]))
        changed = set()
        for case in answer["cases"]:
            field, how = case["name"].split(", ")
            # Without a member or a vote, other values stand at its place.
            if how == "alone" and not field.endswith((".count", ".bit")):
                values = values_of(json.loads(case["witness"]))
                changed |= {at for at in original if values.get(at) != original[at]}
        kind = "field of a witness file that a change reaches"
        self.agreement.demand(kind, 45)
        for name in names_of(original):
            self.agreement.compare(kind, name in names_of(changed), True, name)


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    test = Test(*arguments)
    start = time.process_time()
    test.samples()
    test.changed("tamper", 36, 0)
    test.changed("rule", 47, 0)
    test.changed("field", 100, 15)
    test.reached()
    print(f"{time.process_time() - start:.0f} s of CPU for the reference")
    return 0 if test.agreement.report() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
