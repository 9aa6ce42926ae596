# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the pruning statement (docs/spec/witness-pruning.md), natively and slowly."""
from families import HISTORY_DEPTH, MAX_HEIGHT, TX_DEPTH, Verdict, expect, header, path, tx_root
from field import digest_from_text, u32
from hashing import h, h_fields, packed_root, root_from_path, statement_digest
import tags

BLOCKS_DEPTH = 4


class Block:
    """One block of the range, with the roots that follow from it."""

    def __init__(self, data, height):
        expect(set(data) == {"block_hash", "timestamp", "transactions", "removed", "path"},
               "not a block")
        self.hashes = [digest_from_text(text) for text in data["transactions"]]
        removed = data["removed"]
        expect(len(self.hashes) <= 512, "too many transactions")
        expect(removed == sorted(set(removed)) and
               all(type(i) is int and 0 <= i < len(self.hashes) for i in removed), "bad marks")
        self.removed = len(removed)
        self.tx_root = tx_root(self.hashes)
        self.kept_tree = packed_root(
            "tx-leaf", [h("tx-removed" if i in set(removed) else "tx-leaf", digest)
                        for i, digest in enumerate(self.hashes)], TX_DEPTH)
        leaf = h_fields("block", block_hash=digest_from_text(data["block_hash"]),
                        timestamp=int(data["timestamp"]), tx_root=self.tx_root,
                        height=height % 2**64)
        self.history_root = root_from_path(leaf, height % 2**32,
                                           path(data["path"], HISTORY_DEPTH))


def public_fields(data, blocks):
    first = int(data["first_height"])
    public = {
        "chain_id": digest_from_text(data["chain_id"]), "first_height": first,
        "last_height": (first + len(blocks) - 1) % 2**64,
        "history_root": digest_from_text(data["history_root"]),
        "state_root": digest_from_text(data["state_root"]),
        "tx_roots": h("tx-roots", u32(len(blocks)) + sum((b.tx_root for b in blocks), ())),
        "kept_root": packed_root("kept", [h("kept", b.kept_tree) for b in blocks], BLOCKS_DEPTH),
        "receipt_root": packed_root("receipt", [h("receipt", b.tx_root) for b in blocks],
                                    BLOCKS_DEPTH)}
    binding = h_fields("prune", **public)
    commitment = public.pop("tx_roots")
    return {**public, "tx_roots_commitment": commitment, "binding_digest": binding,
            "removed_count": sum(b.removed for b in blocks)}


def judge(data):
    header(data, "pruning", ("chain_id", "first_height", "history_root", "state_root", "blocks"))
    expect(1 <= len(data["blocks"]) <= 16, "not 1 to 16 blocks")
    verdict, first = Verdict(), int(data["first_height"])
    blocks = [Block(one, first + i) for i, one in enumerate(data["blocks"])]
    verdict.demand(first + len(blocks) - 1 <= MAX_HEIGHT, "height_range")
    history_root = digest_from_text(data["history_root"])
    for i, block in enumerate(blocks):
        verdict.demand(block.history_root == history_root, "invalid_history_path", f"block {i}")
    public = public_fields(data, blocks)
    verdict.values = {"hashes": [b.tx_root for b in blocks],
                      "statements": [public[name] for name in ("tx_roots_commitment", "kept_root",
                                                               "receipt_root", "binding_digest")],
                      "list_root": public["kept_root"],
                      "s": statement_digest("pruning", tags.encode("pruning", public))}
    return verdict
