# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the state statement (docs/spec/witness-state.md), natively and slowly."""
import functools

import hashing
import tags
from families import LIST_DEPTH, MAX_HEIGHT, TX_DEPTH, Verdict, expect, fields, header, path
from field import P, ZERO, digest_from_text
from hashing import h, h_fields, packed_root, statement_digest
from state_rules import Transaction, standing

ACCOUNT_DEPTH, SET_DEPTH, MAX_VALIDATORS, MAX_OPENED = 32, 8, 256, 1793
SMALL = ("tier", "timetoke_hours", "flags")
RULES = ("epoch_length", "stake_minimum", "power_unit", "transfer_tier", "rotation_tier")
# Witnesses that differ in one account share nearly all of their trees.
node = functools.cache(hashing.node)


@functools.cache
def leaf(account):
    return h_fields("account", **dict(account))


def leaf_of(account):
    return leaf(tuple(account.items()))


class Block:
    """A witness, and the accounts as the statements so far have left them."""

    def __init__(self, data):
        header(data, "state", ("rules", "chain_id", "height", "timestamp", "state",
                               "next_validator_set_root", "proposer", "accounts", "records",
                               "transactions"))
        expect(set(data["rules"]) == set(RULES), "other rules")
        self.rules = {name: int(data["rules"][name]) for name in RULES}
        expect(1 <= self.rules["epoch_length"] <= 2**32, "an epoch of another length")
        expect(1 <= self.rules["power_unit"] <= self.rules["stake_minimum"], "another unit")
        expect(len(data["accounts"]) <= MAX_OPENED and len(data["records"]) <= 512 and
               len(data["transactions"]) <= 512, "too long a list")
        self.chain_id, self.set_root, self.proposer = (
            digest_from_text(data[n]) for n in ("chain_id", "next_validator_set_root", "proposer"))
        self.height, self.timestamp = int(data["height"]), int(data["timestamp"])
        self.state = fields("state", data["state"])
        self.positions, self.paths, self.before = [], [], []
        for one in data["accounts"]:
            expect(set(one) == {"position", "account", "path"} and
                   0 <= one["position"] < 2**32, "not an account")
            self.positions.append(one["position"])
            self.paths.append(path(one["path"], ACCOUNT_DEPTH))
            self.before.append(fields("account", one["account"]))
            expect(all(self.before[-1][name] < P for name in SMALL), "not an element")
        self.now = [dict(account) for account in self.before]
        self.validators = self.state["validators"]

    @property
    def boundary(self):
        return (self.height + 1) % self.rules["epoch_length"] == 0

    @property
    def first_activation(self):
        return self.height + 2 * self.rules["epoch_length"]

    def find(self, address):
        """The account, to be changed in place; nothing for address 0 or a stranger."""
        if address == ZERO:
            return None
        return next((a for a in self.now if a["address"] == address), None)

    def root_after(self):
        """The tree is known where a path leads or passes by; the rest is as before."""
        if not self.now:
            return self.state["accounts_root"]
        nodes, sides = {}, {}
        for account, position, siblings in zip(self.now, self.positions, self.paths):
            if position not in nodes:
                nodes[position] = leaf_of(account)
                sides[position] = siblings
        for level in range(ACCOUNT_DEPTH):
            above, above_sides = {}, {}
            for at in sorted(nodes):
                if at // 2 in above:
                    continue
                other = nodes.get(at ^ 1, sides[at][level])
                pair = (other, nodes[at]) if at % 2 else (nodes[at], other)
                above[at // 2], above_sides[at // 2] = node(*pair), sides[at]
            nodes, sides = above, above_sides
        return nodes[0]


def judge_accounts(verdict, block):
    for i, account in enumerate(block.before):
        found, position = leaf_of(account), block.positions[i]
        for level, sibling in enumerate(block.paths[i]):
            found = node(sibling, found) if position >> level & 1 else node(found, sibling)
        place = f"account {i}"
        verdict.demand(position not in block.positions[:i], "position_repeated", place)
        verdict.demand(found == block.state["accounts_root"], "invalid_account_path", place)
        verdict.demand(account["flags"] in (0, 1), "account_flags", place)


def apply_record(verdict, block, record, place):
    names = ("hours", "last_window_end", "last_decay")
    account = block.find(record["address"])
    verdict.demand(record["chain_id"] == block.chain_id, "record_chain_id", place)
    verdict.demand(account is not None, "record_account", place)
    age = block.timestamp - record["window_end"]
    verdict.demand(0 <= age <= 3600, "record_age", place)
    verdict.demand(record["after_hours"] <= 720, "record_hours", place)
    if account is None:
        return
    verdict.demand(record["key_digest"] == account["wallet_key"], "record_key_digest", place)
    verdict.demand(record["rotation_count"] == account["rotation_count"], "record_rotation_count",
                   place)
    verdict.demand(record["nonce"] == account["nonce"], "record_nonce", place)
    verdict.demand(account["nonce"] + 1 < 2**32, "record_nonce_limit", place)
    here = dict(zip(names, ("timetoke_hours", "last_window_end", "last_decay")))
    verdict.demand(all(record[f"before_{n}"] == account[here[n]] for n in names), "record_before",
                   place)
    account.update({here[n]: record[f"after_{n}"] for n in names})
    account["nonce"] = (account["nonce"] + 1) % 2**32
    account.update(standing(account))


def pay_proposer(verdict, block, fees):
    account = block.find(block.proposer)
    verdict.demand(account is not None, "proposer")
    if account is None:
        return
    verdict.demand(account["balance"] + fees < 2**64, "proposer_balance")
    verdict.demand(account["timetoke_hours"] <= 720, "proposer_hours")
    verdict.demand(account["successes"] + 1 < 2**32, "successes_limit")
    account["balance"] = (account["balance"] + fees) % 2**64
    account["successes"] = (account["successes"] + 1) % 2**32
    account.update(standing(account))


def validator_leaf(block, account):
    current = account["vote_activation_height"] <= block.height + 1 or (
        account["previous_root"] == ZERO)
    key = "vote_" if current else "previous_"
    power = max(account["stake"] // block.rules["power_unit"], 1) % 2**32
    return h_fields("validator", address=account["address"], power=power,
                    tier=account["tier"], timetoke_hours=account["timetoke_hours"],
                    **{name: account[key + name]
                       for name in ("root", "pp", "first_slot", "activation_height")})


def elect(verdict, block):
    """The next validator set's root."""
    if not block.boundary:
        return block.set_root
    elected = sorted((a for a in block.now if a["flags"] % 2), key=lambda a: a["address"])
    verdict.demand(len(elected) == block.validators and len(elected) <= MAX_VALIDATORS,
                   "validator_count")
    elected = elected[:MAX_VALIDATORS]
    for i, account in enumerate(elected):
        place = f"validator {i}"
        verdict.demand(i == 0 or elected[i - 1]["address"] < account["address"],
                       "validator_order", place)
        verdict.demand(1 <= account["stake"] // block.rules["power_unit"] < 2**32, "power_range",
                       place)
    return packed_root("validator", [validator_leaf(block, a) for a in elected], SET_DEPTH)


def apply(verdict, block, data):
    """All statements in order; gives digests of records and transactions, and all fees."""
    records = [fields("statement-uptime", one) for one in data["records"]]
    for i, record in enumerate(records):
        expect(record["credited_hours"] < P and record["before_hours"] < P and
               record["after_hours"] < P, "not an element")
        apply_record(verdict, block, record, f"record {i}")
    transactions = [Transaction(one) for one in data["transactions"]]
    for i, transaction in enumerate(transactions):
        transaction.apply(verdict, block, f"transaction {i}")
    fees = sum(t.body["fee"] for t in transactions)
    verdict.demand(fees < 2**64, "fee_overflow")
    return ([h_fields("statement-uptime", **record) for record in records],
            [h_fields("tx", **t.body) for t in transactions], fees % 2**64)


def judge(data):
    verdict, block = Verdict(), Block(data)
    verdict.demand(block.height <= MAX_HEIGHT, "height_range")
    judge_accounts(verdict, block)
    records, hashes, fees = apply(verdict, block, data)
    pay_proposer(verdict, block, fees)
    after = {**block.state, "accounts_root": block.root_after(), "validators": block.validators}
    public = {
        "chain_id": block.chain_id, "height": block.height, "timestamp": block.timestamp,
        "epoch": block.height // block.rules["epoch_length"], "proposer": block.proposer,
        "state_root_before": h_fields("state", **block.state),
        "state_root_after": h_fields("state", **after),
        "tx_root": packed_root("tx-leaf", [h("tx-leaf", d) for d in hashes], TX_DEPTH),
        "transaction_count": len(hashes), "fee_total": fees, "uptime_count": len(records),
        "uptime_list_root": packed_root("list", [h("list", d) for d in records], LIST_DEPTH),
        "next_validator_set_root_before": block.set_root,
        "next_validator_set_root_after": elect(verdict, block)}
    verdict.values = {"hashes": hashes, "statements": records,
                      "list_root": public["uptime_list_root"],
                      "s": statement_digest("state-transition",
                                            tags.encode("state-transition", public))}
    return verdict
