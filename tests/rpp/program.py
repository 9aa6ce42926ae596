# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The program rpp_primitives_cli: JSON lines in, an answer for each out, in order."""
import collections
import json
import subprocess


class Program:
    def __init__(self, path):
        self.path = path

    def ask(self, requests):
        """The answers to a list of requests, from one run of the program."""
        text = "".join(json.dumps(request) + "\n" for request in requests)
        done = subprocess.run([self.path], input=text, capture_output=True, text=True, timeout=300,
                              check=False)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode or len(answers) != len(requests):
            raise SystemExit(f"{self.path}: {len(answers)} answers to {len(requests)} requests, "
                             f"status {done.returncode}: {done.stderr[-500:]}")
        return answers


class Agreement:
    """Counts, per kind of case, how often both sides said the same, and remembers where not."""

    def __init__(self):
        self.agreed = collections.Counter()
        self.demanded = {}
        self.differences = []

    def demand(self, kind, count):
        self.demanded[kind] = count

    def compare(self, kind, reference, program, case):
        if reference == program:
            self.agreed[kind] += 1
        else:
            self.differences.append((kind, case, reference, program))

    def report(self):
        """Prints a line per kind and the first differences; whether all demands are met."""
        short = [kind for kind, count in self.demanded.items() if self.agreed[kind] < count]
        for kind, count in self.demanded.items():
            print(f"{kind}: {self.agreed[kind]} agreed of {count} demanded")
        for kind, case, reference, program in self.differences[:5]:
            print(f"DIFFERENCE in {kind}: {case}\n  reference: {reference}\n  program: {program}")
        print(f"{len(self.demanded)} kinds, {len(self.differences)} differences, "
              f"{len(short)} kinds short of their number")
        return not self.differences and not short
