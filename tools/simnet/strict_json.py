# SPDX-License-Identifier: Apache-2.0 OR MIT
"""JSON as a gate reads it: no duplicate keys, no null, no number that is not finite or below zero.

A summary in which a key stands twice has two meanings, and a NaN passes every comparison that
asks whether something is too large.
"""
import json
import math

MAX_BYTES = 64 << 20  # a summary of 120 runs has about 100 kB


class BadSummary(Exception):
    """The summary is not one; the message says where."""


def _object(pairs):
    seen = {}
    for key, value in pairs:
        if key in seen:
            raise BadSummary(f"key '{key}' stands twice")
        seen[key] = value
    return seen


def _constant(text):
    raise BadSummary(f"{text} is not a number")


def _check(value, where):
    if value is None:
        raise BadSummary(f"{where} is null")
    if isinstance(value, dict):
        for key, member in value.items():
            _check(member, f"{where}.{key}")
    elif isinstance(value, list):
        for i, member in enumerate(value):
            _check(member, f"{where}[{i}]")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value) or value < 0:
            raise BadSummary(f"{where} is {value}")


def load(path):
    """The object in the file, or BadSummary. OSError where it cannot be read."""
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadSummary(f"larger than {MAX_BYTES} bytes")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object,
                           parse_constant=_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadSummary(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise BadSummary("not an object")
    _check(value, "summary")
    return value
