// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Proof files: a proof's bytes, with or without the header of `p3`.
//!
//! `p3` writes the seven bytes "P3PROOF" and a version byte first. A bare proof begins with the
//! length of a cap, a power of two, and so never with a 'P'.

const MAGIC: &[u8] = b"P3PROOF";
const VERSION: u8 = 1;

/// The proof in the contents of a file, or why there is none.
pub fn strip_header(contents: &[u8]) -> Result<&[u8], String> {
    match contents.strip_prefix(MAGIC) {
        None => Ok(contents),
        Some([VERSION, proof @ ..]) => Ok(proof),
        Some([other, ..]) => Err(format!("expected format version {VERSION}, got {other}")),
        // Not a proof, rather than a file of another version.
        Some([]) => Ok(&[]),
    }
}
