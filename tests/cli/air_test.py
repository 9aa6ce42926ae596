#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The command p3 air as a user meets it: files, options, exit codes, streams.

Usage: air_test.py P3_PROGRAM REPOSITORY_ROOT
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

P3 = ""
ROOT = pathlib.Path()


def run(*arguments, cwd=None):
    return subprocess.run([P3, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          cwd=cwd, check=False)


class Air(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.examples = ROOT / "examples" / "airs"

    def path(self, name, text=None):
        path = pathlib.Path(self.folder.name) / name
        if text is not None:
            path.write_text(text)
        return path

    def ok(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def export(self, *statement, trace="trace.bin"):
        air, rows = self.path("air.json"), self.path(trace)
        done = self.ok("air", "export", *statement, "--air-out", air, "--trace-out", rows)
        values = re.search(r"--public-values (\S+)", done.stdout)
        return ["-a", air, *(["-p", values[1]] if values else [])], ["-t", rows]

    def both(self):
        """The options of the two examples: statement, traces."""
        e = self.examples
        return (["-a", e / "ledger.json", e / "small.json", "-p", "47", "-"],
                ["-t", e / "ledger.csv", e / "small.csv"])

    def test_exported_airs_prove_to_the_same_bytes(self):
        compiled, runtime = self.path("compiled"), self.path("runtime")
        statements = [("koala-bear", ["-o", o, *extra]) for o, extra in
                      [("fibonacci", []), ("poseidon", []), ("poseidon", ["--vector-len", 1]),
                       ("keccak", []), ("blake", [])]]
        statements += [(f, ["-o", o]) for f in ["baby-bear", "goldilocks"]
                       for o in ["fibonacci", "poseidon", "keccak", "blake"]]
        for field, objective in statements:
            statement = ["-f", field, *objective, "-l", 5, "--seed", 7]
            air, trace = self.export(*statement)
            for protocol in ["uni", "batch"]:
                with self.subTest(statement=statement, protocol=protocol):
                    numbers = ["--preset", "testing", "--protocol", protocol]
                    self.ok("prove", *statement, *numbers, "--proof-out", compiled)
                    self.ok("air", "prove", *air, *trace, *numbers, "--proof-out", runtime)
                    self.assertEqual(runtime.read_bytes(), compiled.read_bytes())
                    self.ok("air", "verify", *air, *numbers, "--proof", compiled, "-l", 5)
                    self.ok("verify", *statement, *numbers, "--proof", runtime)

    def test_both_forms_of_a_trace_are_the_same_trace(self):
        proofs = []
        for name in ["trace.csv", "trace.bin"]:
            air, trace = self.export("-o", "keccak", "-l", 5, trace=name)
            proof = self.path("proof")
            self.ok("air", "prove", *air, *trace, "--preset", "testing", "--proof-out", proof)
            proofs.append(proof.read_bytes())
        self.assertEqual(proofs[0], proofs[1])
        self.assertTrue(self.path("trace.bin").read_bytes().startswith(b"P3TRACE\x01\x01"))

    def test_same_bytes_over_threads_and_instruction_sets(self):
        air, trace = self.export("-o", "poseidon", "-l", 8)
        out = self.path("proof")
        expected = None
        for extra in [["--threads", 1], ["--threads", 2], ["--threads", 3], ["--isa", "portable"],
                      ["--isa", "avx2"]]:
            done = run("air", "prove", *air, *trace, *extra, "--proof-out", out)
            if "this CPU has no" in done.stderr:
                continue
            self.assertEqual(done.returncode, 0, done.stderr)
            expected = expected or out.read_bytes()
            self.assertEqual(out.read_bytes(), expected, extra)

    def test_batch_with_lookups_between_two_instances(self):
        statement, traces = self.both()
        proof = self.path("proof")
        self.ok("air", "prove", *statement, *traces, "--proof-out", proof)
        done = self.ok("air", "verify", *statement, "--proof", proof, "-l", 4, 3)
        self.assertIn("valid", done.stdout)
        for wrong in [["-p", "46", "-"], ["-l", "5", "3"]]:
            arguments = [*statement[:3], *wrong] if wrong[0] == "-p" else [*statement, *wrong]
            done = run("air", "verify", *arguments, "--proof", proof)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("not an acceptable proof", done.stderr)
        # Another order is another statement, and so are other preprocessed rows.
        e = self.examples
        done = run("air", "verify", "-a", e / "small.json", e / "ledger.json", "-p", "-", "47",
                   "--proof", proof)
        self.assertEqual(done.returncode, 1, done.stderr)
        rows = self.path("rows.csv", "value\n0\n1\n2\n3\n4\n5\n6\n8\n")
        done = run("air", "verify", *statement, "--preprocessed", "-", rows, "--proof", proof)
        self.assertEqual(done.returncode, 1, done.stderr)
        rows = self.path("rows.csv", "value\n0\n1\n2\n3\n4\n5\n6\n7\n")
        self.ok("air", "verify", *statement, "--preprocessed", "-", rows, "--proof", proof)

    def test_uni_with_preprocessed_and_periodic_columns(self):
        # x = preprocessed * periodic, in Goldilocks, with a value beyond 2^53.
        air = {"format": "p3-air", "version": 1, "field": "goldilocks", "width": 1,
               "preprocessed_width": 1, "reads_next_row": False,
               "periodic": [[1, "18446744069414584320"]],
               "nodes": [["main", 0, 0], ["preprocessed", 0, 0], ["periodic", 0],
                         ["mul", 1, 2], ["sub", 0, 3]], "constraints": [4]}
        statement = ["-a", self.path("air.json", json.dumps(air)),
                     "--preprocessed", self.path("fixed.csv", "5\n6\n7\n8\n")]
        p = 0xffffffff00000001
        trace = self.path("trace.csv", f"x\n5\n{p - 6}\n7\n{p - 8}\n")
        self.ok("air", "check", *statement, "-t", trace)
        proof = self.path("proof")
        done = self.ok("air", "prove", *statement, "-t", trace, "--proof-out", proof,
                       "--preset", "testing", "--stats", "json")
        self.assertEqual(json.loads(done.stdout)["parameters"]["protocol"], "uni")
        self.ok("air", "verify", *statement, "--proof", proof, "--preset", "testing")
        self.path("fixed.csv", "5\n6\n7\n9\n")
        done = run("air", "verify", *statement, "--proof", proof, "--preset", "testing")
        self.assertEqual(done.returncode, 1, done.stderr)
        done = run("air", "check", *statement, "-t", trace)
        self.assertEqual(done.returncode, 1)
        self.assertIn("row 3", done.stderr)
        self.assertIn("preprocessed[0] = 9", done.stderr)
        self.path("fixed.csv", "5\n6\n")
        done = run("air", "prove", *statement, "-t", trace)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("PreprocessedHeightMismatch", done.stderr)

    def test_check_names_constraint_row_and_values(self):
        statement, traces = self.both()
        done = self.ok("air", "check", *statement, *traces)
        self.assertIn("3 constraints hold on every row, 2 lookups balance", done.stdout)
        text = (self.examples / "ledger.csv").read_text()
        bad = self.path("bad.csv", text.replace("6,25", "6,26"))
        done = run("air", "check", *statement, "-t", bad, traces[2])
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        self.assertIn("instance 0", done.stderr)
        self.assertIn("constraint 1 (a balance is the one before and the deposit) is not zero on "
                      "row 7: value 1 with main[1] (balance) = 19, main'[1] (balance) = 26, "
                      "main'[0] (deposit) = 6", done.stderr)
        done = run("air", "prove", *statement, "-t", bad, traces[2], "--preset", "testing")
        self.assertEqual(done.returncode, 1)
        self.assertIn("p3 air check", done.stderr)

    def test_check_names_the_tuple_of_a_bus(self):
        statement, traces = self.both()
        text = (self.examples / "small.csv").read_text()
        bad = self.path("bad.csv", text.replace("times\n4", "times\n5"))
        done = run("air", "check", *statement, "-t", traces[1], bad, "--stats", "json")
        self.assertEqual(done.returncode, 1)
        answer = json.loads(done.stdout)
        self.assertFalse(answer["holds"])
        self.assertIn('bus "small" does not balance: tuple (0) has sum -1', answer["failures"][0])
        self.assertIn("on row 1 of instance 0", answer["failures"][0])

    def test_show(self):
        statement, _ = self.both()
        done = self.ok("air", "show", "-a", statement[1], statement[2])
        for text in ["2 columns (deposit, balance)", "degree  2  the first balance", '"small"',
                     "1 preprocessed of 8 rows", "quotient chunks"]:
            self.assertIn(text, done.stdout)
        air, _ = self.export("-o", "blake", "-l", 1)
        shown = json.loads(self.ok("air", "show", *air, "-l", 6, "--stats", "json").stdout)
        shown = shown["airs"][0]
        self.assertEqual((shown["width"], len(shown["constraints"])), (9168, 9632))
        self.assertEqual((shown["quotient_chunks"], shown["log_trace_length"]), (2, 6))
        self.assertEqual(max(c["degree"] for c in shown["constraints"]), shown["max_degree"])
        self.assertTrue(shown["constraints"][0]["label"])

    def test_labels_cannot_steer_a_terminal(self):
        air = json.loads((self.examples / "ledger.json").read_text())
        air["labels"][1] = "red \x1b[31m and\ttab"
        own = self.path("own.json", json.dumps(air))
        self.assertIn("red ?[31m and?tab", self.ok("air", "show", "-a", own).stdout)
        rows = self.path("rows.csv", "1,1\n1,1\n")
        done = run("air", "check", "-a", own, "-p", 1, "-t", rows)
        self.assertEqual(done.returncode, 1)
        self.assertIn("red ?[31m and?tab", done.stderr)

    def test_parameters_come_from_files_too(self):
        statement, traces = self.both()
        proof = self.path("proof")
        numbers = self.path("numbers.json", json.dumps(
            {"format": "p3-parameters", "version": 1, "preset": "testing", "num_queries": 5,
             "merkle_hash": "keccak-256"}))
        prove = ["air", "prove", *statement, *traces, "--stats", "json", "--proof-out", proof]
        shown = json.loads(self.ok(*prove, "--parameters", numbers).stdout)["parameters"]
        self.assertEqual((shown["num_queries"], shown["merkle_hash"]), (5, "keccak-256"))
        self.ok("air", "verify", *statement, "--proof", proof, "--parameters", numbers)
        done = run("air", "verify", *statement, "--proof", proof)
        self.assertEqual(done.returncode, 1)
        # The command line wins over the file.
        shown = json.loads(self.ok(*prove, "--parameters", numbers, "--num-queries", 6).stdout)
        self.assertEqual(shown["parameters"]["num_queries"], 6)
        # An AIR may propose them; a parameter file wins over that.
        air = json.loads((self.examples / "ledger.json").read_text())
        air["parameters"] = {"preset": "testing", "num_queries": 9}
        own = self.path("own.json", json.dumps(air))
        prove[3] = own
        shown = json.loads(self.ok(*prove).stdout)["parameters"]
        self.assertEqual(shown["num_queries"], 9)
        shown = json.loads(self.ok(*prove, "--parameters", numbers).stdout)["parameters"]
        self.assertEqual(shown["num_queries"], 5)

    def test_bad_files_are_exit_3_with_the_position(self):
        statement, traces = self.both()
        ledger = (self.examples / "ledger.json").read_text()
        rows = (self.examples / "ledger.csv").read_text()
        airs = [
            (None, "cannot read"),
            (ledger.replace('"width": 2', '"width": 2,,'), "line 5, column 14: not JSON"),
            (ledger.replace('"version": 1', '"version": 2'), "version 1, got p3-air version 2"),
            (ledger.replace("koala-bear", "mersenne-31"), "field: expected koala-bear"),
            (ledger.replace('["mul", 4, 8]', '["mul", 4, 12]'), "nodes[9]: operand 12"),
            (ledger.replace('"width": 2', '"width": 2, "wide": 1'), 'unknown member "wide"'),
        ]
        for text, message in airs:
            with self.subTest(message):
                bad = self.path("bad.json")
                bad.unlink(missing_ok=True)
                if text is not None:
                    bad.write_text(text)
                done = run("air", "check", "-a", bad, statement[2], *statement[3:], *traces)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn(message, done.stderr)
                self.assertIn("bad.json", done.stderr)
        binary = b"P3TRACE\x01\x01" + bytes(7) + (2).to_bytes(8, "little") * 2 + bytes(15)
        files = [
            (rows.replace("6,25", "6;25").encode(), "line 11, column 1: expected 2 cells, got 1"),
            (rows.replace("6,25", "6,x").encode(), 'line 11, column 3: expected a decimal'),
            (binary, "byte 47: the file ends"),
            (binary.replace(b"\x01\x01", b"\x02\x01"), "byte 7: version: expected 1, got 2"),
        ]
        for data, message in files:
            with self.subTest(message):
                bad = self.path("bad.csv")
                bad.write_bytes(data)
                done = run("air", "prove", *statement, "-t", bad, traces[2])
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn(message, done.stderr)
        numbers = self.path("numbers.json", '{"format": "p3-parameters", "version": 9}')
        done = run("air", "prove", *statement, *traces, "--parameters", numbers)
        self.assertEqual(done.returncode, 3)
        self.assertIn("got p3-parameters version 9", done.stderr)

    def test_usage_errors_name_what_was_expected(self):
        statement, traces = self.both()
        airs = statement[:3]
        short = self.path("short.csv", "1,1\n2,3\n3,6\n")
        cases = [
            (["air"], "subcommand"),
            (["air", "prove"], "--air"),
            (["air", "prove", *statement], "--trace"),
            (["air", "prove", *statement, "-t", traces[1]], "expected 2, one per --air; got 1"),
            (["air", "prove", *airs, *traces], "has 1, got 0"),
            (["air", "prove", *airs, *traces, "-p", "1,2", "-"], "has 1, got 2"),
            (["air", "prove", *airs, *traces, "-p", "0x1", "-"], "integers below 2130706433"),
            (["air", "prove", *airs, *traces, "-p", "2130706433", "-"], "2130706433"),
            (["air", "prove", *statement, *traces, "--protocol", "uni"], "one AIR without lookups"),
            (["air", "prove", *statement, *traces, "--num-queries", 0], "ZeroQueries"),
            (["air", "prove", *statement, *traces, "--extension-degree", 3], "4, 5 or 8"),
            (["air", "prove", *statement, *traces, "--merkle-arity", 3], "2 or 4"),
            (["air", "prove", *statement, *traces, "--merkle-hash", "md5"], "expected one of"),
            (["air", "prove", *statement, *traces, "--preprocessed", traces[1], "-"],
             "has 0 preprocessed columns, got 2"),
            (["air", "prove", *statement, "-t", short, traces[2]], "HeightNotPowerOfTwo"),
            (["air", "prove", *statement, "-t", traces[2], traces[2]], "TraceWidthMismatch"),
            (["air", "export", "-o", "fib", "--air-out", short, "--trace-out", short],
             "--log-trace-length"),
            (["air", "export", "-o", "keccak", "-l", 4, "--air-out", short], "24 rows"),
            (["air", "show", "-a", statement[1], "-l", 99], "at most 24"),
        ]
        for arguments, text in cases:
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(text, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_the_commands_of_the_book(self):
        """Every command of docs/book/runtime-airs.md, with the answer that stands below it."""
        text = (ROOT / "docs" / "book" / "runtime-airs.md").read_text()
        blocks = re.findall(r"```console\n(.*?)```", text, re.S)
        commands = 0
        for block in blocks:
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, _, expected = part.partition("\n")
                words = shlex.split(command.replace("/tmp/", self.folder.name + "/"))
                self.assertEqual(words[0], "p3")
                done = run(*words[1:], cwd=self.examples)
                got = done.stdout + done.stderr
                # Seconds, megabytes and milliseconds differ from run to run.
                blank = lambda text: re.sub(r"\d+(\.\d+)? (s|MB|ms)\b", r"N \2", text).strip()
                self.assertEqual(blank(got), blank(expected), command)
                commands += 1
        self.assertGreaterEqual(commands, 5)

    def test_help_is_the_documented_one(self):
        document = (ROOT / "docs" / "book" / "cli.md").read_text()
        for command in [[], ["prove"], ["verify"], ["check"], ["export"], ["show"]]:
            done = self.ok("air", *command, "--help")
            text = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
            self.assertIn(text, document, "run tools/docs/cli_help.py")


if __name__ == "__main__":
    P3, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
