# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Score and tier, and one transaction on the state (docs/spec/witness-state.md)."""
from families import expect, fields
from field import P, ZERO
from hashing import h_fields

TRANSFER, ROTATION, BOND, UNBOND = range(4)
MIN_VALIDATORS, MAX_VALIDATORS = 4, 256
U32, U64 = 2**32, 2**64


def standing(account):
    """Reputation and tier, from hours and successes alone."""
    hours, successes = account["timetoke_hours"], account["successes"]
    score = 400000 + 300000 * hours // (hours + 24) + 300000 * successes // (successes + 128)
    tier = 1
    for holds in (hours >= 24, successes >= 10, successes >= 100, score >= 750000):
        if not holds:
            break
        tier += 1
    return {"reputation": score, "tier": tier}


class Transaction:
    """A body with its key change. Rules are judged one by one, effects follow in any case."""

    def __init__(self, data):
        self.body = fields("tx", data["body"])
        self.kind = self.body["kind"]
        rotates = self.kind == ROTATION
        expect(self.kind < P and
               set(data) == ({"body", "change"} if rotates else {"body"}), "not a transaction")
        self.change = fields("keys", data["change"]) if rotates else None

    def apply(self, verdict, block, place):
        body, kind = self.body, self.kind

        def demand(holds, rule):
            verdict.demand(holds, rule, place)

        demand(body["chain_id"] == block.chain_id, "transaction_chain_id")
        demand(kind <= UNBOND, "transaction_kind")
        demand(kind != ROTATION or body["amount"] == 0, "rotation_amount")
        demand(kind == TRANSFER or body["to"] == body["from"], "recipient_mismatch")
        demand(kind != ROTATION or h_fields("keys", **self.change) == body["memo_digest"],
               "key_change_mismatch")
        sender = block.find(body["from"])
        demand(sender is not None, "sender")
        if sender is not None:
            self.judge_sender(demand, block, sender)
            self.spend(demand, block, sender)
        if kind == TRANSFER:
            self.receive(demand, block.find(body["to"]))

    def judge_sender(self, demand, block, sender):
        body, rules = self.body, block.rules
        demand(sender["wallet_key"] == body["key_digest"], "key_digest_mismatch")
        demand(sender["rotation_count"] == body["rotation_count"], "rotation_count_mismatch")
        demand(sender["nonce"] == body["nonce"], "nonce_mismatch")
        demand(self.kind == ROTATION or sender["nonce"] + 1 < U32, "nonce_limit")
        least = rules["rotation_tier" if self.kind == ROTATION else "transfer_tier"]
        demand(sender["tier"] >= least, "tier_too_low")
        demand(block.height <= body["expiry_height"], "expired")
        paid = body["fee"] + (0 if self.kind == UNBOND else body["amount"])
        demand(sender["balance"] >= paid, "insufficient_balance")

    def spend(self, demand, block, sender):
        amount = self.body["amount"]
        sender["balance"] = (sender["balance"] - self.body["fee"]) % U64
        sender["nonce"] = (sender["nonce"] + 1) % U32
        if self.kind == TRANSFER:
            sender["balance"] = (sender["balance"] - amount) % U64
        if self.kind == ROTATION:
            self.rotate(demand, block, sender)
        if self.kind == BOND:
            demand(sender["stake"] + amount < U64, "balance_overflow")
            sender["balance"] = (sender["balance"] - amount) % U64
            sender["stake"] = (sender["stake"] + amount) % U64
            if sender["stake"] >= block.rules["stake_minimum"] and sender["flags"] % 2 == 0:
                join(demand, block, sender)
        if self.kind == UNBOND:
            demand(sender["stake"] >= amount, "insufficient_stake")
            demand(sender["balance"] + amount < U64, "balance_overflow")
            sender["stake"] = (sender["stake"] - amount) % U64
            sender["balance"] = (sender["balance"] + amount) % U64
            if sender["stake"] < block.rules["stake_minimum"] and sender["flags"] % 2:
                demand(block.validators > MIN_VALIDATORS, "too_few_validators")
                block.validators = (block.validators - 1) % U32
                sender["flags"] -= 1

    def rotate(self, demand, block, sender):
        new = {name: self.change[of] for name, of in (
            ("root", "vote_root"), ("pp", "vote_pp"), ("first_slot", "first_slot"),
            ("activation_height", "activation_height"))}
        old = {name: sender["vote_" + name] for name in new}
        demand(self.change["wallet_key"] != sender["wallet_key"], "wallet_key_unchanged")
        demand(sender["rotation_count"] + 1 < U32, "rotation_limit")
        if all(new[n] == old[n] for n in ("root", "pp", "first_slot")):
            demand(new["activation_height"] == old["activation_height"], "vote_activation_changed")
        else:
            demand(new["activation_height"] >= block.first_activation, "vote_activation_early")
            validates = sender["flags"] % 2 == 1
            demand(not validates or old["activation_height"] <= block.height, "vote_key_inactive")
            clear(sender)
            if validates:
                sender.update({"previous_" + n: x for n, x in old.items()})
            sender.update({"vote_" + n: x for n, x in new.items()})
        sender.update(wallet_key=self.change["wallet_key"], nonce=1,
                      rotation_count=(sender["rotation_count"] + 1) % U32)

    def receive(self, demand, recipient):
        demand(recipient is not None, "recipient")
        if recipient is not None:
            total = recipient["balance"] + self.body["amount"]
            demand(total < U64, "balance_overflow")
            recipient["balance"] = total % U64


def clear(account):
    """No previous vote key."""
    account.update(previous_root=ZERO, previous_pp=(0,) * 4, previous_first_slot=0,
                   previous_activation_height=0)


def join(demand, block, account):
    """The account becomes a validator."""
    demand(account["vote_root"] != ZERO, "vote_key_missing")
    demand(block.validators < MAX_VALIDATORS, "validators_full")
    block.validators = (block.validators + 1) % U32
    account["flags"] += 1
    clear(account)
    account["vote_activation_height"] = max(account["vote_activation_height"],
                                            block.first_activation)
