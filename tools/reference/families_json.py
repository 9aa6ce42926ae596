#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Judges witness files of transaction, uptime, identity, pruning and state with the reference.

Usage: families_json.py WITNESS_JSON    prints "valid S" (S as text), or a line per broken rule
"""
import json
import pathlib
import sys

import identity
import pruning
import state
import transaction
import uptime
from field import Refused, digest_to_text

FAMILIES = {"transaction": transaction, "uptime": uptime, "identity": identity, "pruning": pruning,
            "state": state}


def judge(data):
    """The verdict on a witness file as JSON data; Refused for what is no such file."""
    try:
        return FAMILIES[data["format"].removeprefix("rpp-").removesuffix("-witness")].judge(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(str(error)) from error


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        verdict = judge(json.loads(pathlib.Path(arguments[0]).read_text()))
    except Refused as error:
        print("refused:", error)
        return 1
    if verdict.errors:
        print(*verdict.errors, sep="\n")
        return 1
    print("valid", digest_to_text(verdict.values["s"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
