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
sys.path.insert(0, str(EXAMPLES / "python"))
import prove_and_verify as example  # noqa: E402

HEADER = b"P3PROOF\x01"  # what the program p3 writes before a proof
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


def fibonacci_proof(library):
    """The statement of verify_only.c, proven through the binding of the Python example."""
    p3 = example.P3(library)
    statement = p3.statement()
    example.add_shipped(statement, "fibonacci", 10)
    return p3.prover(statement).bytes_of("prove")


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
        cls.proof = fibonacci_proof(next((cls.folder / "moved" / "p3").rglob("libp3.so")))

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
        """On the proof that they expect, and on an upstream proof of another statement."""
        vector = next((HERE.parent / "vectors").rglob("fib_*.postcard"))
        right, wrong = self.folder / "right.proof", self.folder / "wrong.proof"
        right.write_bytes(HEADER + self.proof)
        wrong.write_bytes(HEADER + vector.read_bytes())
        for program in ["verify_shared", "verify_static"]:
            run(build / program, code=2)
            self.assertIn("P3_REJECTED", run(build / program, wrong, code=1))
            self.assertEqual(run(build / program, right), "valid\n")

    def test_full_package(self):
        build = self.configure("p3", self.prefix("p3"))
        run(ARGS.cmake, "--build", build)
        proofs = []
        fibonacci, cube = self.folder / "fibonacci", self.folder / "cube"
        for program in ["prove_shared", "prove_static"]:
            out = run(build / program, fibonacci, cube)
            for line in ["fibonacci: valid", "cube: valid", "fibonacci: tampered proof rejected",
                         "cube: tampered proof rejected", "cube: wrong trace"]:
                self.assertIn(line, out)
            proofs.append((fibonacci.read_bytes(), cube.read_bytes()))
        self.assertEqual(*proofs)
        self.assertIn("valid", run(build / "own_air"))
        out = run(build / "cpp_verifier", fibonacci)
        self.assertRegex(out, "^seed 1: valid\nseed 2: [A-Z]")
        self.assertEqual(proofs[0][0], self.proof)
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
