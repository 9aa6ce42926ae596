# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Rules for C++ files (and the length of functions in Python and Rust)."""
import ast
import re

from model import Finding, rule

MAX_FUNCTION = 70
LIBRARY_ROOTS = ("p3/", "rpp/")
OWN_ROOTS = LIBRARY_ROOTS + ("apps/", "testing/", "tests/", "bench/", "examples/")
INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')
# System headers with a .h or a folder in their name that a public header may include.
PLATFORM = re.compile(r"(immintrin|cpuid|x86intrin|unistd|sched|stddef|stdint|sys/\w+)\.h$")
SCOPE = re.compile(r"\b(namespace|class|struct|union|enum)\b")


def includes(f):
    """(line, quote, path) of every include of a C++ file."""
    for number, line in enumerate(f.lines, 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


@rule("includes")
def include_paths(tree):
    """Own headers in quotes, by their path from the root; everything else in angles."""
    for f in tree:
        if not f.is_cpp:
            continue
        for number, quote, path in includes(f):
            own = path.startswith(OWN_ROOTS)
            if quote == "<" and own:
                yield Finding(f.path, number, f"own header <{path}> belongs in quotes")
            elif quote == '"' and not own:
                yield Finding(f.path, number, f'"{path}" is not a path from the root')
            elif quote == '"' and tree.get(path) is None and tree.get(path + ".in") is None:
                yield Finding(f.path, number, f'"{path}" does not exist')


@rule("third-party")
def third_party(tree):
    """Headers of the library include the standard library, intrinsics and own headers alone."""
    for f in tree:
        if f.suffix != ".h" or not f.path.startswith(LIBRARY_ROOTS) or f.is_test:
            continue
        for number, quote, path in includes(f):
            foreign = quote == "<" and ("/" in path or path.endswith((".h", ".hpp")))
            if foreign and not PLATFORM.match(path):
                yield Finding(f.path, number, f"<{path}> in a header of the library")


@rule("headers")
def headers(tree):
    """`#pragma once` after the licence line, and before the first code a comment on the purpose."""
    for f in tree:
        if f.suffix != ".h":
            continue
        if f.lines[1:2] != ["#pragma once"]:
            yield Finding(f.path, 2, "the second line must be '#pragma once'")
        for number, line in enumerate(f.lines[2:], 3):
            if line.startswith("//"):
                break
            if line.strip() and not line.startswith("#"):
                yield Finding(f.path, number, "code before a word on what the header is for")
                break


@rule("using-namespace")
def using_namespace(tree):
    """Not in headers, where it reaches every includer; inside a function it does not."""
    for f in tree:
        if f.suffix not in (".h", ".inc"):
            continue
        inside = [range(first, last + 1) for first, last in cpp_functions(f)]
        for number, line in enumerate(f.code, 1):
            used = re.search(r"\busing\s+namespace\b", line)
            if used and not any(number in span for span in inside):
                yield Finding(f.path, number, "'using namespace' in a header")


@rule("side-effects")
def side_effects(tree):
    """Below apps nothing prints, reads the environment or ends the process, check.cc apart."""
    banned = re.compile(r"\b(getenv|printf|fprintf|puts|exit|_exit)\s*\(|\bstd::(cout|cerr|clog)\b")
    for f in tree:
        if not f.is_cpp or not f.path.startswith(LIBRARY_ROOTS) or f.is_test:
            continue
        if f.path == "p3/base/check.cc":
            continue
        for number, line in enumerate(f.code, 1):
            found = banned.search(line)
            if found:
                yield Finding(f.path, number, f"'{found.group()}' in the library")


@rule("file-names")
def file_names(tree):
    good = re.compile(r"[a-z][a-z0-9_]*(-inl|_kernel\.inc)?\.(h|cc|inc|c)$")
    for f in tree:
        if f.is_cpp and not good.match(f.name):
            yield Finding(f.path, 0, "file names are snake_case")


@rule("function-length")
def function_length(tree):
    for f in tree:
        if f.is_exempt_from_length:
            continue
        if f.is_cpp:
            spans = cpp_functions(f)
        elif f.suffix == ".py":
            spans = python_functions(f)
        elif f.suffix == ".rs":
            spans = rust_functions(f)
        else:
            continue
        for first, last in spans:
            count = last - first + 1
            if count > MAX_FUNCTION:
                yield Finding(f.path, first, f"function of {count} lines; limit {MAX_FUNCTION}")


def cpp_functions(f):
    """(first, last) line of every outermost function body, found by its braces.

    `head` is the text since the last statement or scope end. An opening brace after a head with a
    parameter list opens a function; inside it only braces are counted, so lambdas belong to it.
    """
    head = []
    depth = 0  # open braces inside a function or an initialiser; 0 at namespace or class level
    first = None
    directive = False
    for number, line in enumerate(f.code, 1):
        continued = directive and f.code[number - 2].rstrip().endswith("\\")
        directive = continued or line.lstrip().startswith("#")
        if directive:
            continue
        for c in line + "\n":
            if depth > 0:
                depth += (c == "{") - (c == "}")
                if depth == 0 and first is not None:
                    yield first, number
                    first, head = None, []
            elif c == "{":
                kind = brace_kind("".join(head))
                if kind == "scope":
                    head = []
                else:
                    depth, first = 1, number if kind == "function" else None
                    head.append("{}")
            elif c in ";}":
                head = []
            else:
                head.append(c)


def brace_kind(head):
    """What an opening brace outside functions opens: 'scope', 'function' or 'value'."""
    text = re.sub(r"\b(public|private|protected)\s*:(?!:)", " ", head)
    for _ in range(3):  # template arguments, innermost first
        text = re.sub(r"<[^<>;]*>", " ", text)
    text = re.sub(r"\b(alignas|requires)\s*\([^()]*(\([^()]*\)[^()]*)*\)", " ", text)
    text = outside_parentheses(text).strip()
    scope = SCOPE.search(text)
    if text in ("", "extern") or (scope and "(" not in text[scope.end():]):
        return "scope"
    # Foo() : a_{1} {   a brace right after the name of a member belongs to the member.
    member = re.search(r"\).*[^:]:[^:]", text + " ", re.S) and re.search(r"\w$", text)
    if "(" not in text or text[-1] in "=,(" or member:
        return "value"
    return "function"


def outside_parentheses(text):
    """The text with the insides of balanced parentheses left out."""
    while True:
        shorter = re.sub(r"\([^()]+\)", "()", text)
        if shorter == text:
            return text
        text = shorter


def python_functions(f):
    try:
        nodes = ast.walk(ast.parse(f.text))
    except SyntaxError:
        return
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno


def rust_functions(f):
    """By indentation, as rustfmt writes it: a function ends at the brace below its `fn`."""
    start = re.compile(r"(\s*)(pub(\([a-z]+\))? )?(const |async |unsafe )*fn \w+")
    first = indent = None
    for number, line in enumerate(f.lines, 1):
        if first is None:
            found = start.match(line)
            if found and not line.rstrip().endswith((";", "}")):
                first, indent = number, found.group(1)
        elif line.startswith(indent + "}"):
            yield first, number
            first = None
        elif line.startswith(indent + ")") and line.rstrip().endswith(";"):
            first = None  # a declaration over several lines
