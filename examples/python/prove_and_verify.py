#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Proves and verifies from Python through ctypes: a shipped AIR, and one that is given as JSON.

    prove_and_verify.py [LIBRARY]      LIBRARY: libp3.so, where it is not installed
"""
import ctypes
import json
import sys

P3_OK, P3_REJECTED, P3_BAD_TRACE = 0, 1, 4
ANY_LOG_ROWS = 0xFFFFFFFF
P = 2130706433  # KoalaBear


class P3Error(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


class Handle:
    """An object of the library, freed with it."""

    def __init__(self, p3, kind, *arguments):
        self.p3, self.kind, self.pointer = p3, kind, ctypes.c_void_p()
        p3.call(f"p3_{kind}_new", *arguments, ctypes.byref(self.pointer))

    def __del__(self):
        getattr(self.p3.library, f"p3_{self.kind}_free")(self.pointer)

    def call(self, name, *arguments):
        self.p3.call(f"p3_{self.kind}_{name}", self.pointer, *arguments)

    def bytes_of(self, name):
        data, size = ctypes.POINTER(ctypes.c_uint8)(), ctypes.c_size_t()
        self.call(name, ctypes.byref(data), ctypes.byref(size))
        try:
            return ctypes.string_at(data, size.value)
        finally:
            self.p3.library.p3_bytes_free(data)


class P3:
    """The library: every call raises P3Error with the reason, unless it gives P3_OK."""

    def __init__(self, path="libp3.so"):
        self.library = ctypes.CDLL(path)
        self.library.p3_error_new.restype = ctypes.c_void_p
        self.library.p3_error_text.restype = ctypes.c_char_p

    def call(self, name, *arguments):
        error = ctypes.c_void_p(self.library.p3_error_new())
        try:
            status = getattr(self.library, name)(*arguments, error)
            if status != P3_OK:
                raise P3Error(status, self.library.p3_error_text(error).decode())
        finally:
            self.library.p3_error_free(error)

    def statement(self, preset="benchmark-high-arity", **settings):
        config = Handle(self, "config", preset.encode())
        for key, value in settings.items():
            if isinstance(value, str):
                config.call("set_name", key.encode(), value.encode())
            else:
                config.call("set_number", key.encode(), ctypes.c_uint64(value))
        return Handle(self, "statement", config.pointer)

    def prover(self, statement, threads=1):
        return Handle(self, "prover", statement.pointer, ctypes.c_uint32(threads))

    def verify(self, statement, proof):
        self.call("p3_verify", statement.pointer, proof, ctypes.c_size_t(len(proof)))


def elements(values):
    return (ctypes.c_uint64 * len(values))(*values)


def add_shipped(statement, objective, log_rows, seed=1, vector_len=0):
    statement.call("add_shipped", objective.encode(), ctypes.c_uint32(log_rows),
                   ctypes.c_uint64(seed), ctypes.c_uint32(vector_len))


def add_air(statement, air, public_values, log_rows=ANY_LOG_ROWS):
    text = json.dumps(air).encode()
    statement.call("add_air", text, ctypes.c_size_t(len(text)), elements(public_values),
                   ctypes.c_size_t(len(public_values)), ctypes.c_uint32(log_rows))


def set_trace(prover, instance, rows):
    values = elements([x for row in rows for x in row])
    prover.call("set_trace", ctypes.c_size_t(instance), values, ctypes.c_size_t(len(rows)),
                ctypes.c_size_t(len(rows[0])))


# Two columns, (a, b) -> (b, a * b). Public: the first a and b, the last b.
PRODUCTS = {
    "format": "p3-air", "version": 1, "field": "koala-bear", "width": 2, "num_public_values": 3,
    "reads_next_row": True,
    "nodes": [["main", 0, 0], ["main", 0, 1], ["main", 1, 0], ["main", 1, 1],
              ["transition"], ["sub", 2, 1], ["mul", 4, 5],
              ["mul", 0, 1], ["sub", 3, 7], ["mul", 4, 8],
              ["first"], ["public", 0], ["sub", 0, 11], ["mul", 10, 12],
              ["public", 1], ["sub", 1, 14], ["mul", 10, 15],
              ["last"], ["public", 2], ["sub", 1, 18], ["mul", 17, 19]],
    "constraints": [6, 9, 13, 16, 20],
    "labels": ["a moves on", "b is the product", "first a", "first b", "last b"],
}


def product_trace(rows):
    trace = [(2, 3)]
    while len(trace) < rows:
        a, b = trace[-1]
        trace.append((b, a * b % P))
    return trace


def show(p3, name, statement, proof):
    p3.verify(statement, proof)
    print(f"{name}: valid, {len(proof)} bytes")
    tampered = bytearray(proof)
    tampered[len(proof) // 2] ^= 1
    try:
        p3.verify(statement, bytes(tampered))
        sys.exit("a tampered proof was accepted")
    except P3Error as problem:
        assert problem.status == P3_REJECTED
        print(f"{name}: tampered proof rejected: {problem}")


def main():
    p3 = P3(*sys.argv[1:2])
    shipped = p3.statement(field="baby-bear", protocol="batch")
    add_shipped(shipped, "poseidon-2-permutations", 4)
    show(p3, "poseidon-2", shipped, p3.prover(shipped, threads=2).bytes_of("prove"))

    trace = product_trace(64)
    statement = p3.statement(merkle_hash="poseidon-2", extension_degree=5, num_queries=50)
    add_air(statement, PRODUCTS, [2, 3, trace[-1][1]], log_rows=6)
    prover = p3.prover(statement)
    set_trace(prover, 0, trace)
    show(p3, "products", statement, prover.bytes_of("prove"))

    prover.call("check_constraints", ctypes.c_int(1))
    set_trace(prover, 0, [(2, 3)] * 64)
    try:
        prover.bytes_of("prove")
        sys.exit("a wrong trace was proven")
    except P3Error as problem:
        assert problem.status == P3_BAD_TRACE
        print(f"products: wrong trace: {problem}")


if __name__ == "__main__":
    main()
