# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Reads the symbols of object files and archives with nm."""
import dataclasses
import subprocess
import sys

# Kinds in nm's words: weak functions and objects, and the ones the linker makes unique.
WEAK = set("WVu")
UNDEFINED = set("Uwv")


@dataclasses.dataclass(frozen=True)
class Symbol:
    kind: str
    name: str  # demangled

    @property
    def is_defined(self):
        return self.kind not in UNDEFINED

    @property
    def is_weak(self):
        return self.kind in WEAK


def symbols(path, nm="nm"):
    """The symbols of one object or archive; ends the program where nm cannot read it."""
    ran = subprocess.run([nm, "--demangle", path], capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"{nm} {path}: {ran.stderr.strip()}")
    found = []
    for line in ran.stdout.splitlines():
        # "<address> K name", or "K name" with blanks for the address where undefined.
        fields = line[17:] if line[:1] in "0123456789abcdef " and len(line) > 17 else ""
        if len(fields) > 2 and fields[1] == " ":
            found.append(Symbol(fields[0], fields[2:]))
    return found
