// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Keccak trees under a serialising challenger over Keccak-256, which starts empty.

use p3_challenger::{HashChallenger, SerializingChallenger32, SerializingChallenger64};
use p3_commit::ExtensionMmcs;
use p3_dft::Radix2DitParallel;
use p3_fri::TwoAdicFriPcs;
use p3_keccak::{Keccak256Hash, KeccakF, VECTOR_LEN};
use p3_merkle_tree::MerkleTreeMmcs;
use p3_symmetric::{CompressionFunctionFromHasher, PaddingFreeSponge, SerializingHasher};
use p3_uni_stark::StarkConfig;

pub type WordSponge = PaddingFreeSponge<KeccakF, 25, 17, 4>;

/// The raw permutation as a sponge over u64 words, for rows and nodes; `N` children.
pub type WordTree<F, const N: usize> = MerkleTreeMmcs<
    [F; VECTOR_LEN],
    [u64; VECTOR_LEN],
    SerializingHasher<WordSponge>,
    CompressionFunctionFromHasher<WordSponge, N, 4>,
    N,
    4,
>;

/// Keccak-256 over bytes, for rows and nodes; `N` children.
pub type ByteTree<F, const N: usize> = MerkleTreeMmcs<
    F,
    u8,
    SerializingHasher<Keccak256Hash>,
    CompressionFunctionFromHasher<Keccak256Hash, N, 32>,
    N,
    32,
>;

pub type Challenger32<F> = SerializingChallenger32<F, HashChallenger<u8, Keccak256Hash, 32>>;
pub type Challenger64<F> = SerializingChallenger64<F, HashChallenger<u8, Keccak256Hash, 32>>;

pub type Config<F, EF, Tree, Challenger> = StarkConfig<
    TwoAdicFriPcs<F, Radix2DitParallel<F>, Tree, ExtensionMmcs<F, EF, Tree>>,
    EF,
    Challenger,
>;
