# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the uptime statement (docs/spec/witness-uptime.md), natively and slowly."""
from families import (HISTORY_DEPTH, MAX_HEIGHT, Verdict, Wallet, expect, fields, header,
                      list_values, path)
from field import P, digest_from_text
from hashing import h_fields, root_from_path

HOUR, DAY, MAX_HOURS = 3600, 86400, 720


def record_of(data):
    expect(set(data) == {"hours", "window_end", "last_decay"} and 0 <= data["hours"] < P,
           "not a record")
    return data["hours"], int(data["window_end"]), int(data["last_decay"])


def record_after(record, start, end):
    """(credited hours, the record that a window leaves): decay first, then the credit, capped."""
    hours, _, decay = record
    credited = min(P - 1, max(0, (end - start) // HOUR))
    days = max(0, (end - decay) // DAY)
    return credited, (min(MAX_HOURS, max(0, hours - days) + credited), end, decay + DAY * days)


def judge_window(verdict, place, body, record):
    hours, last_end, decay = record
    start, end = body["window_start"], body["window_end"]
    forwards = end > start
    verdict.demand(forwards, "window_order", place)
    verdict.demand(start >= last_end, "window_overlap", place)
    verdict.demand(not forwards or end - start <= DAY, "window_too_long", place)
    verdict.demand(not forwards or end - start >= HOUR, "window_too_short", place)
    verdict.demand(hours <= MAX_HOURS, "hours_range", place)
    verdict.demand(decay <= end, "decay_time", place)


def judge_head(verdict, place, body, head, epoch_length, history_root):
    expect(set(head) == {"timestamp", "tx_root", "path"}, "not a head")
    timestamp, height = int(head["timestamp"]), body["head_height"]
    leaf = h_fields("block", block_hash=body["head_hash"], timestamp=timestamp,
                    tx_root=digest_from_text(head["tx_root"]), height=height)
    found = root_from_path(leaf, height % 2**32, path(head["path"], HISTORY_DEPTH))
    verdict.demand(body["epoch"] == height // epoch_length, "epoch_mismatch", place)
    verdict.demand(height <= MAX_HEIGHT, "head_height_range", place)
    verdict.demand(found == history_root, "invalid_head_path", place)
    age = body["window_end"] - timestamp
    verdict.demand(age >= 0, "head_too_new", place)
    verdict.demand(age < HOUR, "head_too_old", place)


def statement(body, history_root, record):
    credited, after = record_after(record, body["window_start"], body["window_end"])
    names = ("hours", "last_window_end", "last_decay")
    return {**body, "history_root": history_root, "credited_hours": credited,
            **{f"before_{name}": x for name, x in zip(names, record)},
            **{f"after_{name}": x for name, x in zip(names, after)}}


def judge(data):
    header(data, "uptime", ("rules", "chain_id", "history_root", "claims"))
    expect(set(data["rules"]) == {"epoch_length"} and len(data["claims"]) <= 512, "another shape")
    epoch_length = int(data["rules"]["epoch_length"])
    expect(epoch_length > 0, "an epoch without blocks")
    verdict = Verdict()
    chain_id, history_root = (digest_from_text(data[n]) for n in ("chain_id", "history_root"))
    statements, hashes = [], []
    for i, one in enumerate(data["claims"]):
        expect(set(one) == {"body", "signature", "record", "head"}, "not a claim")
        place, body, record = f"statement {i}", fields("claim", one["body"]), record_of(
            one["record"])
        hashes.append(h_fields("claim", **body))
        verdict.demand(body["chain_id"] == chain_id, "chain_id_mismatch", place)
        wallet = Wallet(one["signature"], body["nonce"], hashes[-1])
        wallet.judge_act(verdict, place, body["key_digest"], body["nonce"])
        judge_window(verdict, place, body, record)
        judge_head(verdict, place, body, one["head"], epoch_length, history_root)
        statements.append(statement(body, history_root, record))
    list_values(verdict, "uptime-list", {"chain_id": chain_id, "history_root": history_root},
                "statement-uptime", statements, hashes)
    return verdict
