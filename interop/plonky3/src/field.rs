// SPDX-License-Identifier: Apache-2.0 OR MIT
//! What the programs need to know about a base field beyond upstream's traits: its name, the
//! width of its canonical words, and its Poseidon2 AIR.

use std::fmt::Debug;

use p3_baby_bear::BabyBear;
use p3_field::{PrimeField64, TwoAdicField};
use p3_goldilocks::Goldilocks;
use p3_koala_bear::KoalaBear;
use p3_matrix::dense::RowMajorMatrix;
use serde_json::Value;

use crate::hex;

/// One of the three base fields.
pub trait BaseField: PrimeField64 + TwoAdicField + Debug {
    /// The name used by command lines and interchange files.
    const NAME: &'static str;
    /// Bytes of one canonical little-endian word in traces.
    const WORD_BYTES: usize;
}

impl BaseField for KoalaBear {
    const NAME: &'static str = "koala-bear";
    const WORD_BYTES: usize = 4;
}

impl BaseField for BabyBear {
    const NAME: &'static str = "baby-bear";
    const WORD_BYTES: usize = 4;
}

impl BaseField for Goldilocks {
    const NAME: &'static str = "goldilocks";
    const WORD_BYTES: usize = 8;
}

/// A canonical integer as an element; integers at or above the modulus are refused.
pub fn from_canonical<F: BaseField>(n: u64) -> Result<F, String> {
    if n >= F::ORDER_U64 {
        return Err(format!("expected an integer below {}, got {n}", F::ORDER_U64));
    }
    Ok(F::from_u64(n))
}

/// An element written as a JSON number or as a decimal string.
pub fn from_json<F: BaseField>(value: &Value) -> Result<F, String> {
    let n = match value {
        Value::Number(n) => n.as_u64(),
        Value::String(s) => s.parse().ok(),
        _ => None,
    };
    from_canonical(n.ok_or_else(|| format!("expected a canonical integer, got {value}"))?)
}

/// A row-major matrix of canonical little-endian words in hex.
pub fn matrix_from_hex<F: BaseField>(
    text: &str,
    width: usize,
) -> Result<RowMajorMatrix<F>, String> {
    let bytes = hex::decode(text)?;
    let row_bytes = width * F::WORD_BYTES;
    if row_bytes == 0 || bytes.is_empty() || !bytes.len().is_multiple_of(row_bytes) {
        return Err(format!("expected whole rows of {row_bytes} bytes, got {} bytes", bytes.len()));
    }
    let values = bytes
        .chunks_exact(F::WORD_BYTES)
        .map(|word| {
            let mut wide = [0; 8];
            wide[..word.len()].copy_from_slice(word);
            from_canonical(u64::from_le_bytes(wide))
        })
        .collect::<Result<Vec<F>, _>>()?;
    let matrix = RowMajorMatrix::new(values, width);
    let height = matrix.values.len() / width;
    if !height.is_power_of_two() {
        return Err(format!("expected a power of two rows, got {height}"));
    }
    Ok(matrix)
}
