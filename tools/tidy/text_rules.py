# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Rules for every text file: licence line, characters, line ends, sizes, open ends."""
import re

from model import Finding, rule

SPDX = "SPDX-License-Identifier: Apache-2.0 OR MIT"
MAX_BLOB = 256 * 1024
MAX_VECTORS = 4_000_000
MAX_FILE_LINES = 600
MAX_LINE = 100
# Written in two parts so that this file does not break its own rule.
OPEN_END = re.compile(r"\b(" + "|".join(("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK")) + r")\b")


@rule("spdx")
def spdx(tree):
    """The first line of code (the second after a shebang) names the licence."""
    for f in tree:
        if not f.is_code:
            continue
        first = f.lines[1:2] if f.data.startswith(b"#!") else f.lines[:1]
        if not any(SPDX in line for line in first):
            yield Finding(f.path, 1, f"the first line must say '{SPDX}'")


@rule("ascii")
def ascii_only(tree):
    for f in tree:
        if not f.is_text or f.data.isascii():
            continue
        for number, line in enumerate(f.lines, 1):
            if not line.isascii():
                yield Finding(f.path, number, "not ASCII")


@rule("whitespace")
def whitespace(tree):
    """No tabs, no carriage returns, no blanks at line ends, exactly one final newline."""
    for f in tree:
        if not f.is_text or not f.data:
            continue
        for number, line in enumerate(f.lines, 1):
            if "\t" in line:
                yield Finding(f.path, number, "tab")
            elif line != line.rstrip():
                yield Finding(f.path, number, "white space at the end of the line")
        if not f.data.endswith(b"\n"):
            yield Finding(f.path, len(f.lines), "no newline at the end of the file")
        elif f.data.endswith(b"\n\n"):
            yield Finding(f.path, len(f.lines) - 1, "blank line at the end of the file")


@rule("open-ends")
def open_ends(tree):
    """Work left open in code names the issue that will do it: WORD(#12)."""
    for f in tree:
        if not f.is_code:
            continue
        for number, line in enumerate(f.lines, 1):
            found = OPEN_END.search(line)
            if found and not re.match(r"\(#\d+\)", line[found.end():]):
                yield Finding(f.path, number, f"{found.group()} without an issue number")


@rule("file-length")
def file_length(tree):
    for f in tree:
        count = len(f.lines) - 1
        if f.is_code and count > MAX_FILE_LINES and not f.is_exempt_from_length:
            yield Finding(f.path, 0, f"{count} lines; the limit is {MAX_FILE_LINES}")


@rule("line-length")
def line_length(tree):
    for f in tree:
        if not f.is_code:
            continue
        for number, line in enumerate(f.lines, 1):
            # A line that is one long address cannot be broken.
            if len(line) > MAX_LINE and "https://" not in line:
                yield Finding(f.path, number, f"{len(line)} columns; the limit is {MAX_LINE}")


@rule("blobs")
def blobs(tree):
    """No large files; the vectors may be large one by one, but not together."""
    vectors = 0
    for f in tree:
        if f.is_vector:
            vectors += len(f.data)
        elif len(f.data) > MAX_BLOB:
            yield Finding(f.path, 0, f"{len(f.data)} bytes; the limit is {MAX_BLOB}")
    if vectors > MAX_VECTORS:
        yield Finding("tests/vectors", 0, f"{vectors} bytes in all; the limit is {MAX_VECTORS}")
