// SPDX-License-Identifier: Apache-2.0 OR MIT
//! One module per suite: its types, its configuration, its entry in the table.

use p3_baby_bear::{
    BabyBear, Poseidon2BabyBear, default_babybear_poseidon2_16, default_babybear_poseidon2_24,
};
use p3_challenger::DuplexChallenger;
use p3_commit::ExtensionMmcs;
use p3_dft::Radix2DitParallel;
use p3_field::extension::{BinomialExtensionField, QuinticTrinomialExtensionField};
use p3_fri::{FriParameters, TwoAdicFriPcs};
use p3_goldilocks::{
    Goldilocks, Poseidon2Goldilocks, default_goldilocks_poseidon2_8,
    default_goldilocks_poseidon2_16,
};
use p3_keccak::{Keccak256Hash, KeccakF};
use p3_koala_bear::{
    KoalaBear, Poseidon2KoalaBear, default_koalabear_poseidon2_16, default_koalabear_poseidon2_24,
    default_koalabear_poseidon2_32,
};
use p3_merkle_tree::MerkleTreeMmcs;
use p3_symmetric::{
    CompressionFunctionFromHasher, PaddingFreeSponge, SerializingHasher, TruncatedPermutation,
};

use super::{Action, Answer, Outcome, Suite, duplex, serialising, timed_instances};
use crate::builtin::{Shipped, SuiteStatement};
use crate::engine::{prove_batch_stark, prove_uni, verify_batch_stark, verify_uni};
use crate::field::BaseField;
use crate::interpreted::Interpreted;
use crate::request::{InstanceRequest, Parameters, Protocol};

fn fri_parameters<M>(p: &Parameters, mmcs: M) -> FriParameters<M> {
    FriParameters {
        log_blowup: p.log_blowup,
        log_final_poly_len: p.log_final_poly_len,
        max_log_arity: p.max_log_arity,
        num_queries: p.num_queries,
        batch_proof_of_work_bits: p.batch_pow_bits,
        commit_proof_of_work_bits: p.commit_pow_bits,
        query_proof_of_work_bits: p.query_pow_bits,
        mmcs,
    }
}

/// A suite: `tree` makes the Merkle scheme from a cap height, `challenger` the empty transcript.
macro_rules! suite {
    ($name:ident, $field:ty, $extension:ty, $statement:ty, $config:ty, $tree:expr,
     $challenger:expr) => {
        pub mod $name {
            use super::*;

            type Config = $config;
            type Air = $statement;
            pub const COMPILED: bool = <Air as SuiteStatement<$field>>::COMPILED;
            pub const FIELD: &str = <$field as BaseField>::NAME;

            fn config(p: &Parameters) -> Config {
                let tree = ($tree)(p.cap_height);
                let fri = fri_parameters(p, ExtensionMmcs::new(tree.clone()));
                let pcs = TwoAdicFriPcs::new(Radix2DitParallel::default(), tree, fri);
                Config::new(pcs, $challenger)
                    .with_ood_proof_of_work_bits(p.ood_pow_bits)
                    .with_lookup_proof_of_work_bits(p.lookup_pow_bits)
            }

            pub fn run(
                parameters: &Parameters,
                protocol: Protocol,
                requests: &[InstanceRequest],
                action: Action<'_>,
            ) -> Result<Answer, String> {
                let config = config(parameters);
                let (list, trace_seconds) =
                    timed_instances::<$field, Air>(parameters, protocol, requests, action)?;
                let outcome = match (action, protocol) {
                    (Action::Prove, Protocol::Uni) => Outcome::Proved(prove_uni(&config, list)?),
                    (Action::Prove, Protocol::Batch) => {
                        Outcome::Proved(prove_batch_stark(&config, list)?)
                    }
                    (Action::Verify(bytes), Protocol::Uni) => {
                        Outcome::Verified(verify_uni(&config, list, bytes)?)
                    }
                    (Action::Verify(bytes), Protocol::Batch) => {
                        Outcome::Verified(verify_batch_stark(&config, list, bytes)?)
                    }
                };
                Ok(Answer { outcome, trace_seconds })
            }
        }
    };
}

macro_rules! duplex_suite {
    ($name:ident, $field:ty, $extension:ty, $statement:ty, leaf $leaf:ty = $make_leaf:expr,
     ($width:literal, $rate:literal, $out:literal), node $node:ty = $make_node:expr,
     ($arity:literal, $node_width:literal)) => {
        suite!(
            $name,
            $field,
            $extension,
            $statement,
            duplex::Config<
                $field,
                $extension,
                duplex::Tree<$field, $leaf, $node, $width, $rate, $out, $arity, $node_width>,
                $leaf,
                $width,
                $rate,
            >,
            |cap| MerkleTreeMmcs::new(
                PaddingFreeSponge::new($make_leaf()),
                TruncatedPermutation::new($make_node()),
                cap
            ),
            DuplexChallenger::new($make_leaf())
        );
    };
}

macro_rules! keccak_suite {
    ($name:ident, $field:ty, $extension:ty, $statement:ty, $challenger:ident,
     words $arity:literal) => {
        suite!(
            $name,
            $field,
            $extension,
            $statement,
            serialising::Config<
                $field,
                $extension,
                serialising::WordTree<$field, $arity>,
                serialising::$challenger<$field>,
            >,
            |cap| {
                let sponge = serialising::WordSponge::new(KeccakF {});
                MerkleTreeMmcs::new(
                    SerializingHasher::new(sponge),
                    CompressionFunctionFromHasher::new(sponge),
                    cap,
                )
            },
            serialising::$challenger::from_hasher(vec![], Keccak256Hash {})
        );
    };
    ($name:ident, $field:ty, $extension:ty, $statement:ty, $challenger:ident,
     bytes $arity:literal) => {
        suite!(
            $name,
            $field,
            $extension,
            $statement,
            serialising::Config<
                $field,
                $extension,
                serialising::ByteTree<$field, $arity>,
                serialising::$challenger<$field>,
            >,
            |cap| MerkleTreeMmcs::new(
                SerializingHasher::new(Keccak256Hash {}),
                CompressionFunctionFromHasher::new(Keccak256Hash {}),
                cap
            ),
            serialising::$challenger::from_hasher(vec![], Keccak256Hash {})
        );
    };
}

type Ext<F, const D: usize> = BinomialExtensionField<F, D>;

// With compiled AIRs.
duplex_suite!(kb4_p2, KoalaBear, Ext<KoalaBear, 4>, Shipped<KoalaBear>,
    leaf Poseidon2KoalaBear<24> = default_koalabear_poseidon2_24, (24, 16, 8),
    node Poseidon2KoalaBear<16> = default_koalabear_poseidon2_16, (2, 16));
keccak_suite!(kb4_keccak, KoalaBear, Ext<KoalaBear, 4>, Shipped<KoalaBear>,
    Challenger32, words 2);
duplex_suite!(bb4_p2, BabyBear, Ext<BabyBear, 4>, Shipped<BabyBear>,
    leaf Poseidon2BabyBear<24> = default_babybear_poseidon2_24, (24, 16, 8),
    node Poseidon2BabyBear<16> = default_babybear_poseidon2_16, (2, 16));
keccak_suite!(bb4_keccak, BabyBear, Ext<BabyBear, 4>, Shipped<BabyBear>,
    Challenger32, words 2);
duplex_suite!(gl2_p2, Goldilocks, Ext<Goldilocks, 2>, Shipped<Goldilocks>,
    leaf Poseidon2Goldilocks<8> = default_goldilocks_poseidon2_8, (8, 4, 4),
    node Poseidon2Goldilocks<8> = default_goldilocks_poseidon2_8, (2, 8));
keccak_suite!(gl2_keccak, Goldilocks, Ext<Goldilocks, 2>, Shipped<Goldilocks>,
    Challenger64, words 2);

// With the interpreted AIR only.
#[cfg(feature = "all-suites")]
mod interpreted {
    use super::*;

    duplex_suite!(kb4_p2w16, KoalaBear, Ext<KoalaBear, 4>, Interpreted<KoalaBear>,
        leaf Poseidon2KoalaBear<16> = default_koalabear_poseidon2_16, (16, 8, 8),
        node Poseidon2KoalaBear<16> = default_koalabear_poseidon2_16, (2, 16));
    keccak_suite!(kb4_keccakbytes, KoalaBear, Ext<KoalaBear, 4>, Interpreted<KoalaBear>,
        Challenger32, bytes 2);
    duplex_suite!(kb4_p2_ary4, KoalaBear, Ext<KoalaBear, 4>, Interpreted<KoalaBear>,
        leaf Poseidon2KoalaBear<24> = default_koalabear_poseidon2_24, (24, 16, 8),
        node Poseidon2KoalaBear<32> = default_koalabear_poseidon2_32, (4, 32));
    duplex_suite!(kb5_p2, KoalaBear, QuinticTrinomialExtensionField<KoalaBear>,
        Interpreted<KoalaBear>,
        leaf Poseidon2KoalaBear<24> = default_koalabear_poseidon2_24, (24, 16, 8),
        node Poseidon2KoalaBear<16> = default_koalabear_poseidon2_16, (2, 16));
    keccak_suite!(kb5_keccak, KoalaBear, QuinticTrinomialExtensionField<KoalaBear>,
        Interpreted<KoalaBear>, Challenger32, words 2);
    keccak_suite!(kb5_keccak_ary4, KoalaBear, QuinticTrinomialExtensionField<KoalaBear>,
        Interpreted<KoalaBear>, Challenger32, words 4);
    duplex_suite!(kb8_p2, KoalaBear, Ext<KoalaBear, 8>, Interpreted<KoalaBear>,
        leaf Poseidon2KoalaBear<24> = default_koalabear_poseidon2_24, (24, 16, 8),
        node Poseidon2KoalaBear<16> = default_koalabear_poseidon2_16, (2, 16));
    duplex_suite!(bb5_p2, BabyBear, Ext<BabyBear, 5>, Interpreted<BabyBear>,
        leaf Poseidon2BabyBear<24> = default_babybear_poseidon2_24, (24, 16, 8),
        node Poseidon2BabyBear<16> = default_babybear_poseidon2_16, (2, 16));
    keccak_suite!(bb8_keccakbytes, BabyBear, Ext<BabyBear, 8>, Interpreted<BabyBear>,
        Challenger32, bytes 2);
    keccak_suite!(gl5_keccakbytes_ary4, Goldilocks, Ext<Goldilocks, 5>, Interpreted<Goldilocks>,
        Challenger64, bytes 4);
    duplex_suite!(gl2_p2_ary4, Goldilocks, Ext<Goldilocks, 2>, Interpreted<Goldilocks>,
        leaf Poseidon2Goldilocks<8> = default_goldilocks_poseidon2_8, (8, 4, 4),
        node Poseidon2Goldilocks<16> = default_goldilocks_poseidon2_16, (4, 16));
}
#[cfg(feature = "all-suites")]
use interpreted::*;

macro_rules! entry {
    ($module:ident, $name:literal) => {
        Suite { name: $name, field: $module::FIELD, compiled: $module::COMPILED, run: $module::run }
    };
}

/// Every suite of this build.
pub static SUITES: &[Suite] = &[
    entry!(kb4_p2, "kb4-p2"),
    entry!(kb4_keccak, "kb4-keccak"),
    entry!(bb4_p2, "bb4-p2"),
    entry!(bb4_keccak, "bb4-keccak"),
    entry!(gl2_p2, "gl2-p2"),
    entry!(gl2_keccak, "gl2-keccak"),
    #[cfg(feature = "all-suites")]
    entry!(kb4_p2w16, "kb4-p2w16"),
    #[cfg(feature = "all-suites")]
    entry!(kb4_keccakbytes, "kb4-keccakbytes"),
    #[cfg(feature = "all-suites")]
    entry!(kb4_p2_ary4, "kb4-p2-ary4"),
    #[cfg(feature = "all-suites")]
    entry!(kb5_p2, "kb5-p2"),
    #[cfg(feature = "all-suites")]
    entry!(kb5_keccak, "kb5-keccak"),
    #[cfg(feature = "all-suites")]
    entry!(kb5_keccak_ary4, "kb5-keccak-ary4"),
    #[cfg(feature = "all-suites")]
    entry!(kb8_p2, "kb8-p2"),
    #[cfg(feature = "all-suites")]
    entry!(bb5_p2, "bb5-p2"),
    #[cfg(feature = "all-suites")]
    entry!(bb8_keccakbytes, "bb8-keccakbytes"),
    #[cfg(feature = "all-suites")]
    entry!(gl5_keccakbytes_ary4, "gl5-keccakbytes-ary4"),
    #[cfg(feature = "all-suites")]
    entry!(gl2_p2_ary4, "gl2-p2-ary4"),
];
