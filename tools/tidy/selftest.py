#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Plants violations of every tidy rule and checks that each is found where it was planted.

A rule that no plant can set off, or that fires on clean files, fails the self-test.
"""
import os
import sys

import cpp_rules
import doc_rules  # noqa: F401
import room_rules  # noqa: F401
import text_rules
import tidy  # noqa: F401  registers all rules
import tool_rules
from model import RULES, File, Tree

LICENCE = "// SPDX-License-Identifier: Apache-2.0 OR MIT\n"
HASH = "# SPDX-License-Identifier: Apache-2.0 OR MIT\n"
HEADER = LICENCE + "#pragma once\n\n// What it is for.\n"
ROOMS = 'rooms = ["base", "field", "verify", "prove"]\nrpp_rooms = ["hash", "keys"]\n' \
        '[verifier]\nroots = ["p3/verify/"]\nforbidden = ["p3/prove/*"]\n'
LONG_BODY = "  a();\n" * 70
MARK = "TO" + "DO"
CLEAN = {
    "rooms.toml": ROOMS,
    "p3/base/check.h": HEADER + "namespace p3 {}\n",
    "p3/base/check.cc": LICENCE + '#include "p3/base/check.h"\n\nvoid f() { printf("x"); }\n',
    "p3/field/a.h": HEADER + '#include "p3/base/check.h"\n\n#include <immintrin.h>\n',
    "p3/field/a_tables.cc": LICENCE + "void f() {\n" + "  a();\n" * 700 + "}\n",
    "p3/field/a_test.cc": LICENCE + '#include "p3/prove/p.h"\n#include "testing/t.h"\n',
    "apps/p3/main.cc": LICENCE + '#include "apps/p3/version.h"\n',
    "apps/p3/version.h.in": HEADER,
    "p3/verify/v.h": HEADER + '#include "p3/field/a.h"\n',
    "rpp/hash/h.h": HEADER + '#include "p3/prove/p.h"\n',
    "p3/prove/p.h": HEADER + '#include "p3/verify/v.h"\n',
    "testing/t.h": HEADER + "// " + MARK + "(#12): more laws\n",
    "scripts/ok.sh": "#!/usr/bin/env bash\n" + HASH + 'echo "$1"\n',
    "docs/bibliography.md": "# Bibliography\n\n* **ABC21** A paper.\n",
    "docs/performance/speed.md":
        "# Speed\n\n## Tree\n\nMachine: m. Commit: c. Command:\n\n```\nx\n```\n\nIt took 3.1 ms.\n",
    "examples/first_proof.cc": LICENCE + "int main() {}\n",
    "examples/own_air.cc": LICENCE + "int a;\n",
    "docs/book/writing-an-air.md": "# AIR\n\n```cpp\nint a;\n```\n",
    "examples/c/verify_only.c": LICENCE + "int c;\n",
    "docs/book/c-abi.md": "# C\n\n```c\nint c;\n```\n",
    "README.md":
        "# Title\n\nSee [docs](docs/bibliography.md) and [ABC21].\n\n```cpp\nint main() {}\n```\n",
    "tests/vectors/v.json": "1" * 300_000 + "\n",
}

# rule -> plants; a plant is (files to add or replace, expected "path:line" of every finding)
PLANTS = {
    "spdx": [
        ({"p3/base/x.cc": "int a;\n"}, ["p3/base/x.cc:1"]),
        ({"tools/x.py": "#!/usr/bin/env python3\nimport os\n"}, ["tools/x.py:1"]),
    ],
    "ascii": [({"docs/x.md": "# A\n\na \u00e4\n"}, ["docs/x.md:3"])],
    "whitespace": [
        ({"docs/x.md": "# A\n\ta\n"}, ["docs/x.md:2"]),
        ({"docs/x.md": "# A \n"}, ["docs/x.md:1"]),
        ({"docs/x.md": "# A\r\n"}, ["docs/x.md:1"]),
        ({"docs/x.md": "# A"}, ["docs/x.md:1"]),
        ({"docs/x.md": "# A\n\n"}, ["docs/x.md:2"]),
    ],
    "open-ends": [
        ({"p3/base/x.cc": LICENCE + f"// {MARK}: later\n"}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + f"// {MARK}(someone)\n"}, ["p3/base/x.cc:2"]),
    ],
    "file-length": [({"p3/base/x.cc": LICENCE + "int a;\n" * 600}, ["p3/base/x.cc"])],
    "line-length": [({"p3/base/x.cc": LICENCE + "//" + "x" * 99 + "\n"}, ["p3/base/x.cc:2"])],
    "blobs": [
        ({"docs/x.txt": "x" * 262145}, ["docs/x.txt"]),
        ({"tests/vectors/w.json": "1" * 3_800_000}, ["tests/vectors"]),
    ],
    "includes": [
        ({"p3/base/x.cc": LICENCE + '#include "check.h"\n'}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + '#include "../base/check.h"\n'}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + "#include <p3/base/check.h>\n"}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + '#include "p3/base/none.h"\n'}, ["p3/base/x.cc:2"]),
    ],
    "third-party": [
        ({"p3/base/x.h": HEADER + "#include <nlohmann/json.hpp>\n"}, ["p3/base/x.h:5"]),
    ],
    "headers": [
        ({"p3/base/x.h": LICENCE + "// What.\n#pragma once\n"}, ["p3/base/x.h:2"]),
        ({"p3/base/x.h": LICENCE + "#pragma once\n#include <bit>\nint a;\n"}, ["p3/base/x.h:4"]),
    ],
    "using-namespace": [
        ({"p3/base/x.h": HEADER + "using namespace std;\nvoid f() {\n  using namespace std;\n}\n"},
         ["p3/base/x.h:5"]),
    ],
    "side-effects": [
        ({"p3/base/x.cc": LICENCE + 'void f() { std::cout << 1; }\n'}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + 'auto a = std::getenv("A");\n'}, ["p3/base/x.cc:2"]),
    ],
    "file-names": [({"p3/base/BadName.cc": LICENCE}, ["p3/base/BadName.cc"])],
    "function-length": [
        ({"p3/base/x.cc": LICENCE + "void f() {\n" + LONG_BODY + "}\n"}, ["p3/base/x.cc:2"]),
        ({"tools/x.py": HASH + "def f():\n" + "    a()\n" * 70}, ["tools/x.py:2"]),
        ({"interop/x.rs": LICENCE + "    pub fn f(a: u8) -> u8 {\n" + LONG_BODY + "    }\n"},
         ["interop/x.rs:2"]),
    ],
    "rooms": [
        ({"p3/base/x.cc": LICENCE + '#include "p3/field/a.h"\n'}, ["p3/base/x.cc:2"]),
        ({"p3/attic/x.cc": LICENCE}, ["p3/attic/x.cc"]),
        ({"p3/prove/x.cc": LICENCE + '#include "rpp/hash/h.h"\n'}, ["p3/prove/x.cc:2"]),
        ({"rpp/keys/k.h": HEADER, "rpp/hash/x.cc": LICENCE + '#include "rpp/keys/k.h"\n'},
         ["rpp/hash/x.cc:2"]),
        ({"rpp/attic/x.cc": LICENCE}, ["rpp/attic/x.cc"]),
        ({"p3/base/x.cc": LICENCE + '#include "testing/t.h"\n'}, ["p3/base/x.cc:2"]),
        ({"p3/base/x.cc": LICENCE + '#include "apps/p3/a.h"\n'}, ["p3/base/x.cc:2"]),
    ],
    "verifier": [
        ({"p3/verify/v.h": HEADER + '#include "p3/prove/p.h"\n'}, ["p3/verify/v.h"]),
        # Through a header of another room and the source that belongs to it.
        ({"p3/field/a.cc": LICENCE + '#include "p3/prove/p.h"\n'}, ["p3/field/a.cc"]),
    ],
    "one-title": [
        ({"docs/x.md": "text\n"}, ["docs/x.md:1"]),
        ({"docs/x.md": "# A\n\n# B\n"}, ["docs/x.md:3"]),
    ],
    "links": [({"docs/x.md": "# A\n\n[b](none.md)\n"}, ["docs/x.md:3"])],
    "citations": [
        ({"p3/base/x.cc": LICENCE + "// as in [XYZ19, section 2]\n"}, ["p3/base/x.cc:2"]),
        ({"docs/x.md": "# A\n\n[XYZ19]\n"}, ["docs/x.md:3"]),
    ],
    "examples": [
        ({"README.md": "# Title\n\n```cpp\nint main() { }\n```\n"}, ["README.md"]),
        ({"examples/first_proof.cc": LICENCE + "int a;\n"}, ["README.md"]),
        ({"docs/book/c-abi.md": "# C\n\n```cpp\nint c;\n```\n"}, ["docs/book/c-abi.md"]),
    ],
    "numbers": [
        ({"README.md": "# A\n\nIt proves in 12 ms.\n"}, ["README.md:3"]),
        ({"README.md": "# A\n\nIt is 1.5x faster.\n"}, ["README.md:3"]),
        ({"docs/performance/speed.md": "# S\n\n## T\n\nMachine: m, Commit: c, 3 ms\n"},
         ["docs/performance/speed.md:3"]),
    ],
    "format": [({"p3/base/x.cc": LICENCE + "int  a;\n"}, ["p3/base/x.cc:2"])],
    "shellcheck": [
        ({"scripts/x.sh": "#!/usr/bin/env bash\n" + HASH + "echo $1\n"}, ["scripts/x.sh:3"]),
    ],
}
TOOLS = {"format": tool_rules.CLANG_FORMAT, "shellcheck": tool_rules.SHELLCHECK}

# C++ with (first line, last line) of every function that the length rule must see.
FUNCTIONS = [
    ("void f() {\n}\n", [(1, 2)]),
    ("namespace a {\nstruct B : C<int> {\n  B() : x_{1}, y_(2) {\n  }\n  int x_{3};\n};\n}\n",
     [(3, 4)]),
    ("template <class T>\n  requires(sizeof(T) < 8)\nauto f(T t) const noexcept -> T {\n}\n",
     [(3, 4)]),
    ("class A {\n public:\n  A(int a)\n      : a_(a) {\n    if (a) {\n    }\n  }\n};\n", [(4, 7)]),
    ("constexpr int kTable[] = {\n  1,\n  2};\nTEST(A, b) {\n  auto l = [](int x) {\n  };\n}\n",
     [(4, 7)]),
    ("enum class E {\n  kA,\n};\nbool operator==(E a, E b) {\n  f(\"}\");\n  f('{', 1'0);\n}\n",
     [(4, 7)]),
    ("#define F(x) {\nvoid f(S s = {}) {  // }\n}\n", [(2, 3)]),
]


def tree_of(files):
    return Tree([File(path, text.encode()) for path, text in files.items()])


def places(findings):
    return [f"{f.path}:{f.line}" if f.line else f.path for f in findings]


def check_plants(usable):
    failures = []
    for name in usable:
        for index, (planted, expected) in enumerate(PLANTS[name]):
            got = places(RULES[name](tree_of(CLEAN | planted)))
            if got != expected:
                failures.append(f"{name}, plant {index}: expected {expected}, got {got}")
    return failures


def main():
    failures = [f"{name}: no plant" for name in RULES if name not in PLANTS]
    missing = [name for name, tool in TOOLS.items() if not tool_rules.available(tool)]
    usable = [name for name in RULES if name in PLANTS and name not in missing]
    if os.environ.get("CI") == "true":
        failures += [f"{name}: {TOOLS[name]} is not installed" for name in missing]
    for name in usable:
        failures += [f"{name} fires on clean files: {f}" for f in RULES[name](tree_of(CLEAN))]
    failures += check_plants(usable)
    for text, expected in FUNCTIONS:
        got = list(cpp_rules.cpp_functions(File("x.cc", text.encode())))
        if got != expected:
            failures.append(f"functions of {text!r}: expected {expected}, got {got}")
    if text_rules.MAX_FILE_LINES != 600 or cpp_rules.MAX_FUNCTION != 70:
        failures.append("the limits of the house are 600 lines a file and 70 a function")
    print("\n".join(failures))
    print(f"tidy self-test: {sum(len(PLANTS[n]) for n in usable)} plants, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
