#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Installs the package to a fresh prefix, moves it, and builds outside projects against it.

    package_test.py --cmake CMAKE --build BUILD_FOLDER --cxx COMPILER
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
ARGS = None


def run(*command, code=0, env=None):
    ran = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False,
                         env=env, timeout=550)
    if ran.returncode != code:
        raise AssertionError(f"{command}: exit code {ran.returncode}, expected {code}\n"
                             f"{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def c_compiler():
    """The C compiler beside the C++ one: clang++-19 is clang-19, g++-12 is gcc-12."""
    path = pathlib.Path(ARGS.cxx)
    name = re.sub(r"^clang\+\+", "clang", re.sub(r"^g\+\+", "gcc", path.name))
    return shutil.which(name, path=str(path.parent)) or shutil.which(name) or "cc"


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        # The package is used at another place than it was installed to.
        for name, components in {"p3": ["full", "verify"], "p3_verify": ["verify"]}.items():
            installed = cls.folder / "first" / name
            for component in components:
                run(ARGS.cmake, "--install", ARGS.build, "--prefix", installed, "--component",
                    component)
        (cls.folder / "first").rename(cls.folder / "moved")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def prefix(self, package):
        return self.folder / "moved" / package

    def configure(self, package, prefix):
        build = self.folder / f"outside-{package}-from-{prefix.name}"
        run(ARGS.cmake, "-S", HERE / "outside", "-B", build, "-G", "Ninja", f"-DPACKAGE={package}",
            f"-DEXAMPLES={EXAMPLES}", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug",
            f"-DCMAKE_CXX_COMPILER={ARGS.cxx}", f"-DCMAKE_C_COMPILER={c_compiler()}")
        return build

    def check_verifiers(self, build):
        vector = next((HERE.parent / "vectors").rglob("fib_*.postcard"))
        wrong = self.folder / "wrong.proof"
        wrong.write_bytes(b"P3PROOF\x01" + vector.read_bytes())
        for program in ["verify_shared", "verify_static"]:
            run(build / program, code=2)
            out = run(build / program, wrong, code=1)
            self.assertIn("P3_REJECTED", out)

    def test_full_package(self):
        build = self.configure("p3", self.prefix("p3"))
        run(ARGS.cmake, "--build", build)
        proofs = []
        for program in ["prove_shared", "prove_static"]:
            proof = self.folder / program
            out = run(build / program, proof)
            for line in ["fibonacci: valid", "cube: valid", "fibonacci: tampered proof rejected",
                         "cube: tampered proof rejected", "cube: wrong trace"]:
                self.assertIn(line, out)
            proofs.append(proof.read_bytes())
        self.assertEqual(*proofs)
        self.assertIn("valid", run(build / "own_air"))
        self.check_verifiers(build)

    def test_verify_only_package(self):
        prefix = self.prefix("p3_verify")
        names = {path.name for path in prefix.rglob("*") if path.is_file()}
        self.assertIn("libp3_verify.a", names)
        self.assertFalse({"libp3.a", "libp3.so", "p3Config.cmake"} & names, names)
        self.assertEqual([n for n in names if n.endswith(".h")], ["p3.h"])
        build = self.configure("p3_verify", prefix)
        run(ARGS.cmake, "--build", build)
        self.check_verifiers(build)
        with self.assertRaisesRegex(AssertionError, "p3Config.cmake"):
            self.configure("p3", prefix)

    def test_no_prover_function_is_declared_for_verifiers(self):
        source = self.folder / "prover.c"
        source.write_text("#include <p3.h>\nint main(void) { p3_prover_free(0); return 0; }\n")
        include = self.prefix("p3_verify") / "include"
        compile_it = [c_compiler(), "-std=c11", "-Wall", "-Werror", "-fsyntax-only", "-I", include]
        run(*compile_it, source)
        with self.assertRaisesRegex(AssertionError, "p3_prover_free"):
            run(*compile_it, "-DP3_VERIFY_ONLY", source)

    @unittest.skipUnless(shutil.which("pkg-config"), "no pkg-config")
    def test_pkg_config(self):
        for package, source in [("p3", "prove_and_verify.c"), ("p3_verify", "verify_only.c")]:
            folder = next(self.prefix(package).rglob("pkgconfig"))
            env = {**os.environ, "PKG_CONFIG_PATH": str(folder)}
            flags = run("pkg-config", "--cflags", "--libs", package, env=env).split()
            program = self.folder / f"pc-{package}"
            run(c_compiler(), "-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic",
                EXAMPLES / "c" / source, "-o", program, *flags, f"-Wl,-rpath,{folder.parent}")
            run(program, code=0 if package == "p3" else 2)


def main():
    global ARGS
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--cxx", required=True)
    ARGS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
