// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The shape of every instance of a batch, as `p3-batch-stark` and `p3-lookup` read it off the
//! described AIRs: what a security report of the batch depends on.

use p3_air::symbolic::{AirLayout, SymbolicExpressionExt};
use p3_batch_stark::num_batched_openings;
use p3_batch_stark::symbolic::{
    get_log_num_quotient_chunks, get_max_constraint_degree, get_symbolic_constraints,
};
use p3_field::extension::{BinomialExtensionField, QuinticTrinomialExtensionField};
use p3_field::{Algebra, BasedVectorSpace, ExtensionField};
use p3_koala_bear::KoalaBear;
use p3_lookup::{LogUpGadget, Lookups};
use p3_uni_stark::OpeningShape;
use serde_json::{Map, Value, json};

use crate::air::{Statement, WithLookups};
use crate::interchange::Interchange;
use crate::interpreted::Interpreted;
use crate::request::InstanceRequest;

/// The two-adicity of KoalaBear.
const MAX_LOG_ROWS: usize = 24;

/// Numbers by `instance/name`, and `field_bits`. The suite decides the challenge field.
pub fn shapes(suite: &str, instances: &[InstanceRequest]) -> Result<Value, String> {
    match suite.split('-').next() {
        Some("kb4") => shapes_over::<BinomialExtensionField<KoalaBear, 4>>(instances),
        Some("kb5") => shapes_over::<QuinticTrinomialExtensionField<KoalaBear>>(instances),
        Some("kb8") => shapes_over::<BinomialExtensionField<KoalaBear, 8>>(instances),
        _ => Err(format!("expected a suite over koala-bear, got {suite:?}")),
    }
}

fn shapes_over<EF>(instances: &[InstanceRequest]) -> Result<Value, String>
where
    EF: ExtensionField<KoalaBear>,
    SymbolicExpressionExt<KoalaBear, EF>: Algebra<EF>,
{
    let mut numbers = Map::new();
    // The order of the field is no power of two.
    numbers.insert("field_bits".into(), json!(EF::bits() - 1));
    for (i, request) in instances.iter().enumerate() {
        let shape = shape::<EF>(request).map_err(|e| format!("instance {i}: {e}"))?;
        numbers.extend(shape.into_iter().map(|(name, n)| (format!("{i}/{name}"), json!(n))));
    }
    Ok(Value::Object(numbers))
}

fn shape<EF>(request: &InstanceRequest) -> Result<[(&'static str, usize); 7], String>
where
    EF: ExtensionField<KoalaBear>,
    SymbolicExpressionExt<KoalaBear, EF>: Algebra<EF>,
{
    let log_rows = request.log_trace_length.filter(|&n| n <= MAX_LOG_ROWS);
    let rows = 1 << log_rows.ok_or("expected a log_trace_length of at most 24")?;
    let statement = Interpreted::new(Interchange::<KoalaBear>::from_json(&request.air)?, None);
    let main = (statement.width(), statement.reads_next_row());
    let fixed = (statement.preprocessed_width(), statement.reads_preprocessed_next_row());
    let air = WithLookups(statement);
    let (layout, gadget) = (AirLayout::from_air(&air), LogUpGadget::new());

    // Packed as prover and verifier pack: as far as the number of quotient chunks allows.
    let unpacked = Lookups::<KoalaBear>::from_air::<EF, _>(&air);
    let log_chunks =
        get_log_num_quotient_chunks::<_, EF, _, _>(&air, layout, rows, &unpacked, 0, &gadget);
    let lookups = unpacked.pack_same_bus(&gadget, (1 << log_chunks) + 1);

    let (base, extension) =
        get_symbolic_constraints::<_, EF, _, _>(&air, layout, &lookups, &gadget);
    let degree = get_max_constraint_degree::<_, EF, _, _>(&air, layout, rows, &lookups, &gadget);
    let openings = num_batched_openings(
        main.0,
        main.1,
        fixed.0,
        fixed.1,
        1 << log_chunks,
        lookups.len(),
        <EF as BasedVectorSpace<KoalaBear>>::DIMENSION,
        OpeningShape::new(),
    );
    let messages = || lookups.iter().flat_map(|lookup| &lookup.elements);
    // Permutation columns are opened at two points whatever the AIR reads.
    let two_points = main.1 || (fixed.0 != 0 && fixed.1) || !lookups.is_empty();
    Ok([
        ("num_constraints", base.len() + extension.len()),
        ("max_constraint_degree", degree),
        ("num_quotient_chunks", 1 << log_chunks),
        ("num_batched_functions", openings),
        ("max_combo", 1 + usize::from(two_points)),
        ("num_interactions", messages().count()),
        ("max_message_width", messages().map(Vec::len).max().unwrap_or(0)),
    ])
}
