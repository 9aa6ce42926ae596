# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The tags of H and the layout behind each, as data (docs/spec/hashing.md).

A layout is a list of `name:type`; TYPES has the number of elements of each type. A tag whose layout
ends in `...` goes on with data of its own length. Tags of tree leaves also hash the empty message,
at unused positions. The self-test compares the table with the document.
"""
from field import Refused, elements, u32, u64

# type: (elements, encoder of a JSON-like value).
TYPES = {
    "e": (1, lambda x: elements([x], 1)),
    "d": (8, lambda x: elements(x, 8)),
    "pp": (4, lambda x: elements(x, 4)),
    "u32": (2, u32),
    "u64": (4, u64),
    "x16": (16, lambda x: elements(x, 16)),
    "ends": (168, lambda x: elements(x, 168)),
}
VOTE_KEY = "root:d pp:pp first_slot:u64 activation_height:u64"


def _renamed(layout, prefix):
    return " ".join(prefix + part for part in layout.split())


_HEADER = ("chain_id:d height:u64 slot:u64 previous_hash:d timestamp:u64 tx_root:d "
           "uptime_list_root:d identity_list_root:d state_root_after:d validator_set_root:d "
           "next_validator_set_root:d history_root:d witness_commitment_root:d reputation_root:d "
           "beacon_after:d epoch_nonce:d leader_index:u32 vrf_output:d proposer:d leader_tier:e "
           "leader_timetoke:e")
_ACCOUNT = ("address:d next_address:d next_index:u32 balance:u64 nonce:u32 rotation_count:u32 "
            "stake:u64 wallet_key:d " + _renamed(VOTE_KEY, "vote_") + " " +
            _renamed(VOTE_KEY, "previous_") + " tier:e reputation:u32 timetoke_hours:e "
            "last_window_end:u64 last_decay:u64 successes:u32 flags:e")
_RECORD = "hours:e last_window_end:u64 last_decay:u64"
_CONSENSUS = ("chain_id:d block_hash:d height:u64 round:u32 epoch:u64 slot:u64 vote_slot:u64 "
              "validator_set_root:d total_power:u32 quorum_threshold:u32 prevote_power:u32 "
              "precommit_power:u32 quorum_bitmap_root:d quorum_signature_root:d leader_index:u32 "
              "vrf_output_root:d vrf_proof_root:d witness_commitment_root:d reputation_root:d "
              "beacon_before:d beacon_after:d")

# name: (number, layout, whether an unused position hashes the empty message under this tag).
TAGS = {
    "key": (1, "h:e root:d pp:pp", False),
    "xmss-leaf": (2, "chain_ends:ends", False),
    "rho": (3, "seed:d leaf:u32 message:d counter:u32", False),
    "vrf-none": (4, "", False),
    "vrf": (5, "chain_id:d beacon_before:d slot:u64", False),
    "secret-pp": (6, "seed:d", False),
    "secret-chains": (7, "seed:d leaf:u32 pair:e", False),
    "secret-vrf": (8, "seed:d leaf:u32", False),
    "secret-node": (9, "seed:d level:e index:u32", False),
    "secret-seed": (10, "text:x16", False),
    "state": (20, "accounts_root:d accounts:u32 validators:u32 supply:u64", False),
    "account": (21, _ACCOUNT, True),
    "validator": (22, "address:d root:d pp:pp first_slot:u64 activation_height:u64 power:u32 "
                      "tier:e timetoke_hours:e", True),
    "tx-leaf": (23, "tx_hash:d", True),
    "block": (24, "block_hash:d timestamp:u64 tx_root:d height:u64", True),
    "header": (25, _HEADER, False),
    "chain": (26, "genesis_sha256:x16", False),
    "genesis-beacon": (27, "chain_id:d", False),
    "epoch-nonce": (28, "chain_id:d epoch:u64 beacon_after:d", False),
    "beacon": (29, "chain_id:d beacon_before:d slot:u64 vrf_output:d", False),
    "vote": (40, "chain_id:d stage:e vote_slot:u64 height:u64 round:u32 block_hash:d", False),
    "vote-by": (41, "vote:d address:d", False),
    "bitmap": (42, "prevotes:x16 precommits:x16", False),
    "sig": (43, "message_digest:d leaf:d", True),
    "vrf-out": (44, "y:d", True),
    "vrf-proof": (45, "r:d wots:d", True),
    "witness": (46, "digest:d", True),
    "reputation": (47, "digest:d", True),
    "tx": (60, "chain_id:d kind:e from:d key_digest:d to:d amount:u64 fee:u64 rotation_count:u32 "
               "nonce:u32 expiry_height:u64 memo_digest:d", False),
    "keys": (61, "wallet_key:d vote_root:d vote_pp:pp first_slot:u64 activation_height:u64",
             False),
    "identity": (62, "chain_id:d address:d vote_root:d vote_pp:pp first_slot:u64 "
                     "activation_height:u64 epoch:u64 epoch_nonce:d", False),
    "attest": (63, "declaration:d address:d", False),
    "claim": (64, "chain_id:d address:d key_digest:d rotation_count:u32 nonce:u32 epoch:u64 "
                  "window_start:u64 window_end:u64 head_hash:d head_height:u64", False),
    "list": (65, "statement:d", True),
    "tx-removed": (66, "tx_hash:d", False),
    "receipt": (67, "tx_root:d", True),
    "kept": (68, "kept_tree_root:d", True),
    "tx-roots": (69, "blocks:u32 ...", False),
    "prune": (70, "chain_id:d first_height:u64 last_height:u64 history_root:d tx_roots:d "
                  "kept_root:d receipt_root:d state_root:d", False),
    "slot": (80, "role:e key_id:d statement:d", False),
    "key-id": (81, "bytes:u32 ...", False),
    "allow": (82, "role:e key_id:d", True),
    "statement-transaction": (100, "chain_id:d kind:e transaction_hash:d from:d key_digest:d to:d "
                                   "amount:u64 fee:u64 rotation_count:u32 nonce:u32 "
                                   "expiry_height:u64 memo_digest:d", False),
    "statement-identity": (101, "chain_id:d address:d vote_root:d vote_pp:pp vote_first_slot:u64 "
                                "vote_activation_height:u64 current_height:u64 epoch:u64 "
                                "epoch_nonce:d validator_set_root:d attestation_count:u32", False),
    "statement-uptime": (102, "chain_id:d address:d key_digest:d rotation_count:u32 nonce:u32 "
                              "epoch:u64 window_start:u64 window_end:u64 head_hash:d "
                              "head_height:u64 history_root:d credited_hours:e " +
                              _renamed(_RECORD, "before_") + " " + _renamed(_RECORD, "after_"),
                         False),
    "transaction": (110, "chain_id:d count:u32 list_root:d tx_root:d", False),
    "identity-list": (111, "chain_id:d count:u32 list_root:d state_root_before:d "
                           "state_root_after:d height:u64 timestamp:u64 epoch:u64 epoch_nonce:d "
                           "validator_set_root:d", False),
    "state-transition": (112, "chain_id:d height:u64 epoch:u64 timestamp:u64 state_root_before:d "
                              "state_root_after:d tx_root:d transaction_count:u32 fee_total:u64 "
                              "proposer:d uptime_list_root:d uptime_count:u32 "
                              "next_validator_set_root_before:d next_validator_set_root_after:d",
                         False),
    "pruning": (113, "chain_id:d first_height:u64 last_height:u64 history_root:d "
                     "tx_roots_commitment:d kept_root:d removed_count:u32 receipt_root:d "
                     "state_root:d binding_digest:d", False),
    "uptime-list": (114, "chain_id:d count:u32 list_root:d history_root:d", False),
    "consensus": (115, _CONSENSUS, False),
    "recursive": (116, "...", False),
}
ROLES = ("recursive", "consensus", "identity", "uptime", "transaction", "state", "pruning", "empty")


def number(name):
    return TAGS[name][0]


def fields(name):
    """[(field, type)] of a tag, without the open end."""
    return [tuple(part.split(":")) for part in TAGS[name][1].split() if part != "..."]


def length(name):
    """Elements of the fixed part of a tag's message."""
    return sum(TYPES[kind][0] for _, kind in fields(name))


def is_open(name):
    return TAGS[name][1].endswith("...")


def encode(name, values, rest=()):
    """The elements of `values` (a mapping of exactly the tag's fields), then those of `rest`."""
    wanted = fields(name)
    if set(values) != {field for field, _ in wanted} or (rest and not is_open(name)):
        raise Refused(f"not the fields of {name}")
    message = []
    for field, kind in wanted:
        message += TYPES[kind][1](values[field])
    return tuple(message) + elements(rest, len(rest))
