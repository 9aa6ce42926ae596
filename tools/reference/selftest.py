#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The reference against known answers, its definitions and the documents it was written from."""
import itertools
import math
import pathlib
import random
import re
import sys
import unittest
from unittest import mock

import field
import hashing
import parameters
import poseidon2
import tags
import vrf
import xmss
from field import P, Refused

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = tuple(range(1, 9))
MESSAGE = tuple(range(11, 19))


def draw(rng, count):
    return tuple(rng.choice((0, 1, P - 1, rng.randrange(P))) for _ in range(count))


class Poseidon2(unittest.TestCase):
    def test_known_answers_of_the_vectors(self):
        pairs = poseidon2.load_constants()["permutation_tests"]
        self.assertEqual(len(pairs), 4)
        for before, after in pairs:
            self.assertEqual(poseidon2.permute_plain(before), tuple(after))
            self.assertEqual(poseidon2.permute(before), tuple(after))

    def test_layers_are_those_of_the_constants_file(self):
        entry = poseidon2.load_constants()
        self.assertEqual(poseidon2.DIAGONAL,
                         entry["internal_diag_V (matrix = J + diag(V))"])
        for i, column in enumerate(entry["external_matrix_columns"]):
            unit = [int(i == j) for j in range(16)]
            self.assertEqual(poseidon2.external_layer(unit), column)
        self.assertEqual((len(poseidon2.INITIAL), len(poseidon2.INTERNAL),
                          len(poseidon2.TERMINAL)), (4, 20, 4))

    def test_written_out_form_is_the_definition(self):
        rng = random.Random(1)
        for _ in range(200):
            state = draw(rng, 16)
            self.assertEqual(poseidon2.permute(state), poseidon2.permute_plain(state))


class Encodings(unittest.TestCase):
    def test_digest_text(self):
        digest = (1, P - 1, 0x01020304, 0, 0, 0, 0, 256)
        text = "01000000" "0000007f" "04030201" + "00000000" * 4 + "00010000"
        self.assertEqual(field.digest_to_text(digest), text)
        self.assertEqual(field.digest_from_text(text), digest)
        refused = [text[:-1], text + "0", text.replace("7f", "7F"), " " + text[1:],
                   "0100007f" + text[8:], "ffffffff" + text[8:], "+1" + text[2:], ""]
        for bad in refused:
            with self.subTest(bad), self.assertRaises(Refused):
                field.digest_from_text(bad)
        with self.assertRaises(Refused):
            field.digest_to_text((P,) * 8)

    def test_limbs(self):
        self.assertEqual(field.u64(0x0001000200030004), (4, 3, 2, 1))
        self.assertEqual(field.u32(0xfffe0001), (1, 0xfffe))
        self.assertEqual(field.from_limbs(field.u64(2**64 - 1)), 2**64 - 1)
        for bad in (lambda: field.u32(2**32), lambda: field.u64(2**64), lambda: field.u32(-1),
                    lambda: field.from_limbs((0, 1 << 16))):
            self.assertRaises(Refused, bad)

    def test_bitmaps(self):
        words = field.bitmap([0, 15, 16, 255])
        self.assertEqual((words[0], words[1], words[15], len(words)), (0x8001, 1, 0x8000, 16))
        self.assertEqual(field.bitmap_members(words), [0, 15, 16, 255])
        self.assertRaises(Refused, field.bitmap, [256])
        self.assertRaises(Refused, field.bitmap_members, [1 << 16])


class Hashing(unittest.TestCase):
    def test_sponge_is_its_definition(self):
        for length in (0, 1, 7, 8, 9, 16, 17):
            message = tuple(range(100, 100 + length))
            state = [0] * 8 + [77, length] + [0] * 6
            padded = list(message) + [0] * (-length % 8) or [0] * 8
            for at in range(0, len(padded), 8):
                for i in range(8):
                    state[i] = (state[i] + padded[at + i]) % P
                state = list(poseidon2.permute_plain(state))
            self.assertEqual(hashing.sponge(77, message), tuple(state[:8]))

    def test_compression_feeds_forward(self):
        x = tuple(range(16))
        expected = tuple((a + b) % P for a, b in zip(poseidon2.permute_plain(x), x))[:8]
        self.assertEqual(hashing.c8(x), expected)

    def test_length_and_tag_separate(self):
        outputs = {hashing.sponge(tag, (0,) * n) for tag in (1, 2) for n in range(20)}
        self.assertEqual(len(outputs), 40)

    def test_trees(self):
        rng = random.Random(2)
        for depth in range(5):
            full = [draw(rng, 8) for _ in range(1 << depth)]
            for used in range(len(full) + 1):
                leaves = full[:used] + [hashing.h("list")] * (len(full) - used)
                level = leaves
                while len(level) > 1:
                    level = [hashing.c8(a + b) for a, b in zip(level[::2], level[1::2])]
                self.assertEqual(hashing.packed_root("list", full[:used], depth), level[0])
            levels = hashing.levels_of(dict(enumerate(full)), depth, lambda _: None)
            for position, leaf in enumerate(full):
                path = hashing.path_of(levels, position, lambda _: None)
                self.assertEqual(hashing.root_from_path(leaf, position, path), levels[-1][0])
        self.assertRaises(Refused, hashing.root_from_path, SEED, 2, [SEED])
        self.assertRaises(Refused, hashing.packed_root, "list", [SEED] * 3, 1)

    def test_seed_from_text(self):
        text = "abcdefghijklmnopqrstuvwxyz012345"
        pairs = [ord(a) + 256 * ord(b) for a, b in zip(text[::2], text[1::2])]
        self.assertEqual(hashing.seed_from_text(text), hashing.sponge(10, pairs))
        self.assertRaises(Refused, hashing.seed_from_text, text[1:])


class Tags(unittest.TestCase):
    def test_table_is_that_of_the_document(self):
        rows = re.findall(r"^\| (\d+) \| ([a-z-]+) \| (.*) \| (.*?) ?\|$",
                          (ROOT / "docs/spec/hashing.md").read_text(), re.M)
        self.assertEqual({name: int(number) for number, name, _, _ in rows},
                         {name: tags.number(name) for name in tags.TAGS})
        checked = 0
        for _, name, layout, length in rows:
            fixed = re.match(r"(\d+)", length)
            with self.subTest(name):
                self.assertEqual(tags.is_open(name), not re.fullmatch(r"\d+( or 0)?", length))
                self.assertEqual(tags.TAGS[name][2], length.endswith(" or 0"))
                if fixed:
                    self.assertEqual(tags.length(name), int(fixed.group(1)))
                    checked += 1
                self.assertEqual(len(tags.fields(name)) == 0, layout == "empty" or not fixed)
        self.assertGreater(checked, 35)

    def test_no_two_meanings_of_one_length(self):
        self.assertEqual(len({number for number, _, _ in tags.TAGS.values()}), len(tags.TAGS))

    def test_encode_places_every_field(self):
        values = {"root": (7,) * 8, "pp": (1, 2, 3, 4), "h": 20}
        self.assertEqual(tags.encode("key", values), (20,) + (7,) * 8 + (1, 2, 3, 4))
        for bad in ({"h": 20}, {**values, "x": 1}, {**values, "h": P}, {**values, "pp": (1,)}):
            self.assertRaises(Refused, tags.encode, "key", bad)
        self.assertRaises(Refused, tags.encode, "key", values, (1,))
        self.assertEqual(tags.encode("tx-roots", {"blocks": 65537}, (9,)), (1, 1, 9))


class Signatures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.key = xmss.Key(SEED, 3, vote=True)
        cls.signature = cls.key.sign(5, MESSAGE)

    def check(self, **changes):
        key = self.key
        arguments = {"root": key.root, "pp": key.pp, "height": 3, "vote": True, "leaf": 5,
                     "message": MESSAGE,
                     "signature": self.signature, **changes}
        return xmss.verify(**arguments)

    def replaced(self, part, index, element):
        """The signature with one element of a part increased by one."""
        old = getattr(self.signature, part)
        if part in ("values", "path"):
            inner = list(old[index])
            inner[element] = (inner[element] + 1) % P
            new = old[:index] + (tuple(inner),) + old[index + 1:]
        else:
            new = old[:index] + ((old[index] + 1) % P,) + old[index + 1:]
        return xmss.dataclasses.replace(self.signature, **{part: new})

    def test_signature_verifies_and_is_deterministic(self):
        self.assertIsNone(self.check())
        self.assertEqual(xmss.Key(SEED, 3, vote=True).sign(5, MESSAGE), self.signature)

    def test_any_change_is_refused(self):
        for chain in range(xmss.CHAINS):
            self.assertEqual(self.check(signature=self.replaced("values", chain, chain % 4)),
                             "root")
        for level in range(3):
            self.assertEqual(self.check(signature=self.replaced("path", level, level)), "root")
        self.assertEqual(self.check(signature=self.replaced("c", 3, 0)), "root")
        self.assertEqual(self.check(signature=self.replaced("rho", 2, 0)), "encoding")
        self.assertEqual(self.check(leaf=4), "c")
        self.assertIn(self.check(leaf=7), ("encoding", "root"))
        self.assertEqual(self.check(vote=False), "c")
        self.assertEqual(self.check(leaf=8), "leaf")
        self.assertEqual(self.check(message=MESSAGE[::-1]), "encoding")
        self.assertIn(self.check(pp=(1, 2, 3, 4)), ("encoding", "root"))
        self.assertEqual(self.check(root=SEED), "root")
        self.assertEqual(self.check(height=4), "shape")

    def test_malformed_signatures_are_refused(self):
        replace = xmss.dataclasses.replace
        for bad in (replace(self.signature, rho=self.signature.rho[:5]),
                    replace(self.signature, values=self.signature.values[:41]),
                    replace(self.signature, c=self.signature.c[:7] + (P,)),
                    replace(self.signature, path=self.signature.path + (SEED,))):
            self.assertEqual(self.check(signature=bad), "shape")

    def test_walking_a_value_on_signs_nothing_else(self):
        """Code words are incomparable: a chain walked forward needs another walked back."""
        _, found = xmss.signed_digits(MESSAGE, self.signature.rho, 5, self.key.pp)
        chain = next(c for c in range(xmss.CHAINS) if found[c] < xmss.TOP)
        values = list(self.signature.values)
        values[chain] = xmss.chain_step(values[chain], chain, found[chain], 5, self.key.pp)
        bad = xmss.dataclasses.replace(self.signature, values=tuple(values))
        self.assertEqual(self.check(signature=bad), "root")

    def test_digits(self):
        low = sum((k % 8) << 3 * k for k in range(7))
        self.assertEqual(xmss.digits((low + (1015 << 21),) * 6 + (P - 1,) * 2), list(range(7)) * 6)
        self.assertEqual(xmss.digits((P - 2,) * 8), [7] * 42)
        for limb in range(8):
            d = [5] * 8
            d[limb] = P - 1
            self.assertEqual(xmss.digits(tuple(d)) is None, limb < 6)

    def test_tweaks_differ_and_stay_in_range(self):
        chain = {xmss.tweak(1, c, s, 9) for c in range(42) for s in range(7)}
        others = {xmss.tweak(k, 0, 0, 0 if k == 4 else 9) for k in (2, 3, 4)}
        self.assertEqual(len(chain | others), 42 * 7 + 3)
        for bad in ((1, 42, 0, 0), (1, 0, 7, 0), (0, 0, 0, 0), (5, 0, 0, 0), (2, 1, 0, 0),
                    (4, 0, 0, 1), (1, 0, 0, 1 << 24)):
            self.assertRaises(Refused, xmss.tweak, *bad)

    def test_first_counter_is_taken(self):
        rho, found, counter = self.key.find_rho(5, MESSAGE)
        self.assertEqual((rho, sum(found)), (self.signature.rho, 184))
        for earlier in range(counter):
            other = hashing.h("rho", SEED + (5, 0) + MESSAGE + (earlier, 0))[:6]
            self.assertIsNone(xmss.signed_digits(MESSAGE, other, 5, self.key.pp)[1])

    def test_search_ends(self):
        with mock.patch.object(xmss, "signed_digits", return_value=(None, None)), \
                mock.patch.object(xmss, "MAX_COUNTER", 3):
            self.assertRaises(Refused, self.key.find_rho, 5, MESSAGE)

    def test_wallet_keys_and_prevote_leaves_have_no_vrf(self):
        self.assertTrue(all(xmss.Key(SEED, 2, False).c_of(i) == hashing.h("vrf-none")
                            for i in range(4)))
        self.assertEqual([self.key.has_vrf(i) for i in range(4)], [False, True, False, True])
        self.assertFalse(xmss.is_precommit_leaf((1 << 20) - 1, 20))
        self.assertTrue(xmss.is_precommit_leaf((1 << 20) - (1 << 14) - 1, 20))
        self.assertEqual(xmss.vote_leaves(6), 63)

    def test_partly_built_key(self):
        part = xmss.Key(SEED, 20, True, first=6, built=1)
        signature = part.sign(7, MESSAGE)
        self.assertEqual(len(signature.path), 20)
        self.assertIsNone(xmss.verify(part.root, part.pp, 20, True, 7, MESSAGE, signature))
        self.assertEqual(signature.path[1], hashing.h("secret-node", SEED + (1, 2, 0)))
        self.assertEqual(signature.path[19], hashing.h("secret-node", SEED + (19, 1, 0)))
        self.assertEqual(part.wots[6], self.key.wots[6])
        self.assertRaises(Refused, part.sign, 5, MESSAGE)
        self.assertRaises(Refused, xmss.Key, SEED, 20, True, 3, 1)


class Vrf(unittest.TestCase):
    def test_openings(self):
        key = xmss.Key(SEED, 2, vote=True)
        mu = vrf.mu(SEED, MESSAGE, 7)
        y, opening = vrf.prove(key, 3, mu)
        arguments = (key.root, key.pp, 2)
        self.assertIsNone(vrf.verify(*arguments, 3, mu, y, opening))
        self.assertEqual(vrf.verify(*arguments, 1, mu, y, opening), "root")
        self.assertEqual(vrf.verify(*arguments, 2, mu, y, opening), "leaf")
        self.assertEqual(vrf.verify(*arguments, 3, vrf.mu(SEED, MESSAGE, 8), y, opening),
                         "output")
        changed = vrf.dataclasses.replace(opening, r=opening.r[:7] + ((opening.r[7] + 1) % P,))
        self.assertEqual(vrf.verify(*arguments, 3, mu, vrf.output(changed.r, mu), changed), "root")
        self.assertRaises(Refused, vrf.prove, key, 2, mu)
        self.assertEqual(key.sign(3, MESSAGE).c, xmss.vrf_commitment(opening.r, 3, key.pp))

    def test_leaves_of_slots(self):
        self.assertEqual(vrf.vote_leaf(12, 10, vrf.PRECOMMIT, 20), 5)
        self.assertEqual(vrf.vote_leaf(516095, 0, 1, 20), (1 << 20) - (1 << 14) - 1)
        self.assertRaises(Refused, vrf.vote_leaf, 516096, 0, 0, 20)
        self.assertRaises(Refused, vrf.vote_leaf, 9, 10, 0, 20)

    def test_precedence(self):
        self.assertEqual(vrf.ticket((P - 1, 1, 0, 0, 0, 0, 0, 0)), 1 << 24)
        self.assertEqual(vrf.weight(2, 0), 3)
        self.assertTrue(vrf.precedes(10, 3, 9, 7, 2, 1))    # 20 < 21
        self.assertTrue(vrf.precedes(9, 3, 1, 6, 2, 2))     # equal: the smaller index
        self.assertFalse(vrf.precedes(9, 3, 2, 6, 2, 1))


class Parameters(unittest.TestCase):
    def test_counts_by_enumeration(self):
        for least in ([0] * 4, [1, 0, 5, 7], [2, 2, 2, 2]):
            for target in range(0, 30, 5):
                expected = sum(sum(word) == target for word in
                               itertools.product(*(range(low, 8) for low in least)))
                self.assertEqual(parameters.count_words(least, target), expected)

    def test_average_over_pairs_by_enumeration(self):
        words = [w for w in itertools.product(range(8), repeat=3) if sum(w) == 15]
        forged = sum(all(x >= min(p, q) for x, p, q in zip(c, a, b))
                     for a in words for b in words for c in words)
        expected = math.log2(forged / len(words)**2 / 8**3)
        with mock.patch.multiple(parameters, CHAINS=3, TARGET_SUM=15), \
                mock.patch.object(parameters.count_words, "__defaults__", (15,)):
            got = parameters.average_pair_success(32, range(-16, 16))
        self.assertAlmostEqual(got, expected, places=9)

    def test_documents_quote_what_is_computed(self):
        self.assertEqual(parameters.main(["--check", str(ROOT)]), 0)


if __name__ == "__main__":
    sys.exit(unittest.main())
