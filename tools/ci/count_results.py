#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Counts a ctest run: prints "PASSED FAILED SKIPPED" from the file of `ctest --output-junit`.

    count_results.py JUNIT CTEST_EXIT_CODE

A test that could not be started has failed, and so has a run without tests, without a readable
file, or with an exit code other than zero that no test explains.
"""
import sys
import xml.etree.ElementTree as xml


def count(path, exit_code):
    passed = failed = skipped = 0
    try:
        cases = list(xml.parse(path).iter("testcase"))
    except (OSError, xml.ParseError):
        return 0, 1, 0
    for case in cases:
        reason = case.find("skipped")
        asked = reason is not None and reason.get("message", "").startswith("SKIP_")
        status = case.get("status")
        if status == "run":
            passed += 1
        elif status == "disabled" or (status == "notrun" and asked):
            skipped += 1
        else:
            failed += 1
    if failed == 0 and (exit_code != 0 or passed == 0):
        failed = 1
    return passed, failed, skipped


if __name__ == "__main__":
    print(*count(sys.argv[1], int(sys.argv[2])))
