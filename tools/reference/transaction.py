# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the transaction statement, natively (docs/spec/witness-transaction.md)."""
from families import Verdict, Wallet, expect, fields, header, list_values, tx_root
from field import digest_from_text
from hashing import h_fields

TRANSFER, ROTATION, KINDS = 0, 1, 4


def judge_transaction(verdict, place, chain_id, body, wallet):
    rotates = body["kind"] == ROTATION
    verdict.demand(body["chain_id"] == chain_id, "chain_id_mismatch", place)
    verdict.demand(body["kind"] < KINDS, "kind_range", place)
    wallet.judge_act(verdict, place, body["key_digest"], body["nonce"], rotates)
    verdict.demand(body["amount"] + body["fee"] < 2**64, "amount_fee_overflow", place)
    verdict.demand(body["expiry_height"] > 0, "expiry_zero", place)
    verdict.demand(rotates or body["amount"] > 0, "amount_zero", place)
    verdict.demand(not rotates or body["amount"] == 0, "rotation_amount", place)
    verdict.demand(body["kind"] == TRANSFER or body["to"] == body["from"], "recipient_mismatch",
                   place)


def judge(data):
    header(data, "transaction", ("chain_id", "transactions"))
    expect(len(data["transactions"]) <= 512, "too many transactions")
    verdict, chain_id = Verdict(), digest_from_text(data["chain_id"])
    statements, hashes = [], []
    for i, one in enumerate(data["transactions"]):
        expect(set(one) == {"body", "signature"}, "not a transaction")
        body = fields("tx", one["body"])
        hashes.append(h_fields("tx", **body))
        wallet = Wallet(one["signature"], body["nonce"], hashes[-1])
        judge_transaction(verdict, f"statement {i}", chain_id, body, wallet)
        statements.append({**body, "transaction_hash": hashes[-1]})
    list_values(verdict, "transaction", {"chain_id": chain_id, "tx_root": tx_root(hashes)},
                "statement-transaction", statements, hashes)
    return verdict
