// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Poseidon2 trees under a duplex challenger.

use p3_challenger::DuplexChallenger;
use p3_commit::ExtensionMmcs;
use p3_dft::Radix2DitParallel;
use p3_field::Field;
use p3_fri::TwoAdicFriPcs;
use p3_merkle_tree::MerkleTreeMmcs;
use p3_symmetric::{PaddingFreeSponge, TruncatedPermutation};
use p3_uni_stark::StarkConfig;

/// Leaves and challenger use `Leaf` (width `W`, rate `R`), nodes use `Node` (width `NW`) on `N`
/// digests of `OUT` elements.
pub type Tree<
    F,
    Leaf,
    Node,
    const W: usize,
    const R: usize,
    const OUT: usize,
    const N: usize,
    const NW: usize,
> = MerkleTreeMmcs<
    <F as Field>::Packing,
    <F as Field>::Packing,
    PaddingFreeSponge<Leaf, W, R, OUT>,
    TruncatedPermutation<Node, N, OUT, NW>,
    N,
    OUT,
>;

pub type Config<F, EF, Tree, Leaf, const W: usize, const R: usize> = StarkConfig<
    TwoAdicFriPcs<F, Radix2DitParallel<F>, Tree, ExtensionMmcs<F, EF, Tree>>,
    EF,
    DuplexChallenger<F, Leaf, W, R>,
>;
