# SPDX-License-Identifier: Apache-2.0 OR MIT
"""KoalaBear elements, digests as text, and integers as 16-bit limbs (docs/spec/hashing.md).

An element is a Python integer below P, a digest a tuple of 8 of them: tuples compare as the
specification compares digests, element 0 first.
"""

P = 2**31 - 2**24 + 1
DIGEST = 8
ZERO = (0,) * DIGEST


class Refused(ValueError):
    """Input that the specification refuses."""


def is_elements(values, count):
    """Whether `values` is a list of `count` canonical elements."""
    return (isinstance(values, (list, tuple)) and len(values) == count and
            all(type(x) is int and 0 <= x < P for x in values))


def elements(values, count):
    """`values` as a tuple of `count` canonical elements; everything else is refused."""
    if not is_elements(values, count):
        raise Refused(f"expected {count} integers below p")
    return tuple(values)


def digest_from_text(text):
    """64 lower-case hex digits: each element a little-endian u32."""
    if len(text) != 64 or any(c not in "0123456789abcdef" for c in text):
        raise Refused("a digest is 64 lower-case hex digits")
    data = bytes.fromhex(text)
    words = [int.from_bytes(data[i:i + 4], "little") for i in range(0, 32, 4)]
    if any(word >= P for word in words):
        raise Refused("a word of the digest is p or more")
    return tuple(words)


def digest_to_text(digest):
    return b"".join(x.to_bytes(4, "little") for x in elements(digest, DIGEST)).hex()


def limbs(value, bits):
    """16-bit limbs, least significant first: 2 for a u32, 4 for a u64."""
    if not 0 <= value < 1 << bits:
        raise Refused(f"not an integer of {bits} bits")
    return tuple(value >> shift & 0xffff for shift in range(0, bits, 16))


def u32(value):
    return limbs(value, 32)


def u64(value):
    return limbs(value, 64)


def from_limbs(parts):
    """The integer of 16-bit limbs; a limb of 2^16 or more is refused."""
    if any(not 0 <= part < 1 << 16 for part in parts):
        raise Refused("a limb of 2^16 or more")
    return sum(part << 16 * i for i, part in enumerate(parts))


def byte_pairs(data):
    """Two bytes an element, little-endian: how 32 bytes of text or SHA-256 enter the hash."""
    return tuple(int.from_bytes(data[i:i + 2], "little") for i in range(0, len(data), 2))


def bitmap(members, size=256):
    """Member 16k + b is bit b (least significant = 0) of element k."""
    words = [0] * (size // 16)
    for member in members:
        if not 0 <= member < size:
            raise Refused(f"no member {member} in a bitmap of {size}")
        words[member // 16] |= 1 << member % 16
    return tuple(words)


def bitmap_members(words):
    """The members of a bitmap, increasing."""
    if any(not 0 <= word < 1 << 16 for word in words):
        raise Refused("an element of a bitmap has 16 bits")
    return [16 * k + b for k, word in enumerate(words) for b in range(16) if word >> b & 1]
