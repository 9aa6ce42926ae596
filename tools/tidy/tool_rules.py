# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Rules that run another program: clang-format and shellcheck.

Where the program is missing they are silent, except in CI (CI=true), where that is a finding.
"""
import os
import shutil
import subprocess

from model import Finding, rule

CLANG_FORMAT = "clang-format-19"
SHELLCHECK = "shellcheck"


def available(tool):
    return shutil.which(tool) is not None


def missing_tool(tool):
    if os.environ.get("CI") == "true":
        yield Finding(tool, 0, "not installed; scripts/install_deps.sh installs it")


@rule("format")
def formatted(tree):
    """C++ is formatted with the pinned clang-format."""
    if not available(CLANG_FORMAT):
        yield from missing_tool(CLANG_FORMAT)
        return
    for f in tree:
        if not f.is_cpp:
            continue
        ran = subprocess.run([CLANG_FORMAT, f"--assume-filename={f.path}"], input=f.data,
                             cwd=tree.root, capture_output=True)
        if ran.returncode != 0:
            yield Finding(f.path, 0, ran.stderr.decode(errors="replace").strip())
        elif ran.stdout != f.data:
            line = first_difference(f.data, ran.stdout)
            yield Finding(f.path, line, f"not what {CLANG_FORMAT} writes")


def first_difference(a, b):
    pairs = zip(a.split(b"\n"), b.split(b"\n"))
    return next((n for n, (x, y) in enumerate(pairs, 1) if x != y), 0)


@rule("shellcheck")
def shellcheck(tree):
    if not available(SHELLCHECK):
        yield from missing_tool(SHELLCHECK)
        return
    for f in tree:
        if not f.is_shell:
            continue
        # The self-test has no files on disk; there a script is read from standard input.
        target = f.path if tree.root else "-"
        ran = subprocess.run([SHELLCHECK, "--format=gcc", "--shell=bash", target], input=f.data,
                             cwd=tree.root, capture_output=True)
        for line in ran.stdout.decode(errors="replace").splitlines():
            _, number, rest = line.split(":", 2)
            yield Finding(f.path, int(number), rest)
