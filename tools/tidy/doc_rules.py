# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Rules for the documents: one title, links that lead somewhere, numbers one can measure again."""
import pathlib
import posixpath
import re

from model import Finding, rule

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)")
CITATION = re.compile(r"\[([A-Z][A-Za-z]*[0-9]{2}[a-z]?)(?:,[^\]]*)?\](?!\()")
# A measurement: a number with a unit of time, rate or ratio.
MEASURED = re.compile(r"\b\d+(\.\d+)?(\s?([mun]?s|GB/s|[kMG]? ?perm/s)(?![\w/])|x\b)")
BIBLIOGRAPHY = "docs/bibliography.md"
PERFORMANCE = "docs/performance/"
EXAMPLES = {
    "examples/first_proof.cc": "README.md",
    "examples/own_air.cc": "docs/book/writing-an-air.md",
    "examples/c/verify_only.c": "docs/book/c-abi.md",
}


def documents(tree):
    return (f for f in tree if f.suffix == ".md")


def prose(f):
    """(number, line) outside fenced blocks."""
    fenced = False
    for number, line in enumerate(f.lines, 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


@rule("one-title")
def one_title(tree):
    for f in documents(tree):
        titles = [number for number, line in prose(f) if line.startswith("# ")]
        if len(titles) != 1:
            yield Finding(f.path, titles[1] if titles else 1, f"{len(titles)} titles of level 1")


@rule("links")
def links(tree):
    """Relative links lead to a file or folder of the repository."""
    folders = {str(p) for path in tree.files for p in pathlib.PurePosixPath(path).parents}
    for f in documents(tree):
        for number, line in prose(f):
            for found in LINK.finditer(line):
                target = found.group(1)
                if re.match(r"[a-z]+:", target):
                    continue
                path = posixpath.normpath(posixpath.join(posixpath.dirname(f.path), target))
                if tree.get(path) is None and path.rstrip("/") not in folders:
                    yield Finding(f.path, number, f"the link leads nowhere: {target}")


@rule("citations")
def citations(tree):
    """A key like [HLN23] is explained in the bibliography."""
    bibliography = tree.get(BIBLIOGRAPHY)
    text = bibliography.text if bibliography else ""
    known = set(re.findall(r"^\* \*\*([A-Za-z0-9]+)\*\*", text, re.M))
    for f in tree:
        if not (f.is_cpp or (f.suffix == ".md" and f.path != BIBLIOGRAPHY)):
            continue
        for number, line in enumerate(f.lines, 1):
            for found in CITATION.finditer(line):
                if (f.suffix == ".md" or "//" in line) and found.group(1) not in known:
                    yield Finding(f.path, number, f"[{found.group(1)}] is not in {BIBLIOGRAPHY}")


@rule("examples")
def examples(tree):
    """Documents show the programs that the tests build and run, all but their licence line."""
    for program, document in EXAMPLES.items():
        source, shown = tree.get(program), tree.get(document)
        if source is None or shown is None:
            yield Finding(program if source is None else document, 0, "missing")
            continue
        fence = "```c\n" if source.suffix == ".c" else "```cpp\n"
        if fence + source.text.split("\n", 1)[1] + "```\n" not in shown.text:
            yield Finding(document, 0, f"does not show {program} as it is")


@rule("numbers")
def numbers(tree):
    """Measured numbers live in docs/performance, in a section with machine, commit and command."""
    for f in documents(tree):
        if f.path.startswith("tests/vectors/"):
            continue
        for title, first, lines in sections(f):
            measured = next((n for n, line in lines if MEASURED.search(line)), None)
            if measured is None:
                continue
            if not f.path.startswith(PERFORMANCE):
                yield Finding(f.path, measured, f"a measured number belongs in {PERFORMANCE}")
                continue
            text = "\n".join(line for _, line in lines)
            lacking = [w for w in ("Machine:", "Commit:", "Command:") if w not in text]
            if lacking:
                yield Finding(f.path, first, f"section '{title}' lacks {', '.join(lacking)}")


def sections(f):
    """(title, first line, numbered lines) of each part of a document below a heading of level 2."""
    title, first, lines = f.path, 1, []
    for number, line in enumerate(f.lines, 1):
        if line.startswith("## "):
            yield title, first, lines
            title, first, lines = line[3:], number, []
        lines.append((number, line))
    yield title, first, lines
