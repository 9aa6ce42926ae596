# SPDX-License-Identifier: Apache-2.0 OR MIT
"""What the tidy rules look at: a tree of files, and the findings they report.

A rule is a function from a Tree to findings, registered under the name that findings and the
self-test use. Rules see files in memory only, so the self-test plants violations without a disk.
"""
import dataclasses
import functools
import os
import pathlib
import subprocess

CPP = (".h", ".cc", ".inc", ".c")
RULES = {}


def rule(name):
    """Registers a rule; one rule, one name."""

    def register(function):
        assert name not in RULES, name
        RULES[name] = function
        return function

    return register


@dataclasses.dataclass(frozen=True)
class Finding:
    path: str
    line: int  # from 1; 0 where the finding is about the whole file
    message: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class File:
    """One tracked file: its path from the root, with `/`, and its bytes."""

    def __init__(self, path, data):
        self.path = path
        self.data = data
        self.suffix = pathlib.PurePosixPath(path).suffix
        self.name = pathlib.PurePosixPath(path).name

    @functools.cached_property
    def text(self):
        return self.data.decode("utf-8", errors="replace")

    @functools.cached_property
    def lines(self):
        return self.text.split("\n")

    @functools.cached_property
    def code(self):
        """The lines of a C++ file with comments and literals blanked out."""
        return blank_comments_and_literals(self.text).split("\n")

    @property
    def is_text(self):
        return self.suffix != ".postcard" and b"\0" not in self.data

    @property
    def is_cpp(self):
        return self.suffix in CPP

    @property
    def is_shell(self):
        return self.suffix == ".sh" or self.data.startswith(b"#!/usr/bin/env bash")

    @property
    def is_code(self):
        return self.is_cpp or self.is_shell or self.suffix in (".py", ".rs")

    @property
    def is_test(self):
        """Tests, benchmarks and what only they share."""
        return self.name.endswith(("_test.cc", "_bench.cc", "_fixture.h", "_test_support.h"))

    @property
    def is_exempt_from_length(self):
        """Tables of constants and the kernels of one instruction set."""
        return pathlib.PurePosixPath(self.path).stem.endswith("_tables") or "/isa/" in self.path

    @property
    def is_vector(self):
        return self.path.startswith("tests/vectors/")


class Tree:
    """All files of a checkout; `root` is None in the self-test."""

    def __init__(self, files, root=None):
        self.files = {f.path: f for f in files}
        self.root = root

    def __iter__(self):
        return iter(self.files.values())

    def get(self, path):
        return self.files.get(path)


def load_tree(root):
    """The files git knows or would take; all files where there is no git."""
    git = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, check=True, capture_output=True).stdout.decode()
        paths = [p for p in listed.split("\0") if p]
    except (OSError, subprocess.CalledProcessError):
        paths = walk(root)
    files = []
    for path in sorted(set(paths)):
        full = root / path
        # A listed file may be gone from the work tree, or be a link out of it.
        if full.is_file() and not full.is_symlink():
            files.append(File(path, full.read_bytes()))
    return Tree(files, root)


def walk(root):
    """Every file outside hidden, build and target folders, for a tree without git."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [d for d in folders
                      if d in (".ci",) or not d.startswith((".", "build", "target", "__"))]
        found += [(pathlib.Path(folder) / n).relative_to(root).as_posix() for n in names]
    return found


def blank_comments_and_literals(text):
    """C++ text of the same shape with the insides of comments, strings and characters blanked."""
    out = []
    i = 0
    while i < len(text):
        end = skip_token(text, i)
        if end is None:
            out.append(text[i])
            i += 1
        else:
            out.append("".join(c if c == "\n" else " " for c in text[i:end]))
            i = end
    return "".join(out)


def skip_token(text, i):
    """The end of the comment or literal that begins at i, or None if none begins there."""
    if text.startswith("//", i):
        return find_end(text, "\n", i, keep=True)
    if text.startswith("/*", i):
        return find_end(text, "*/", i + 2)
    if text[i] == '"':
        if i > 0 and text[i - 1] == "R":
            delimiter = text[i + 1:text.find("(", i)]
            return find_end(text, ")" + delimiter + '"', i)
        return quoted_end(text, i)
    # A quote between digits separates them: 1'000.
    if text[i] == "'" and not (i > 0 and (text[i - 1].isalnum() or text[i - 1] == "_")):
        return quoted_end(text, i)
    return None


def find_end(text, needle, start, keep=False):
    found = text.find(needle, start)
    if found < 0:
        return len(text)
    return found if keep else found + len(needle)


def quoted_end(text, i):
    quote = text[i]
    j = i + 1
    while j < len(text) and text[j] not in (quote, "\n"):
        j += 2 if text[j] == "\\" else 1
    return min(j + 1, len(text)) if j < len(text) and text[j] == quote else min(j, len(text))
