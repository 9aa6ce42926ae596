// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

// The C interface of p3: STARK proofs in the encoding of Plonky3 0.8.0, made and verified from
// plain arrays and bytes. docs/book/c-abi.md explains it with examples; the rules are those of
// docs/adr/0007-c-abi.md:
//
// * Objects are opaque. What a p3_..._new function gives is freed with the p3_..._free of its type,
//   which accepts NULL. Arguments are copied; nothing keeps a pointer of the caller.
// * Every function that can fail returns a p3_status and takes a p3_error last, which may be NULL
//   and receives the exact reason. A call that fails changes nothing but its p3_error, and sets its
//   output pointers to NULL where they are not NULL themselves.
// * Any bytes, numbers and names are allowed; what is wrong with them becomes a status. Pointers
//   must be NULL or valid for the stated length. NULL with length 0 is an empty array.
// * No function throws, prints or reads the environment.
// * Calls on different objects may run at the same time. One object: p3_verify, p3_prover_new and
//   the functions that take a pointer to const may, others not.
// * Field elements are canonical integers, 0 <= x < p, in uint64_t. Matrices are row-major.
//
// With P3_VERIFY_ONLY defined, only what the verify-only library has is declared.

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define P3_API __attribute__((visibility("default")))
#else
#define P3_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

// Grows when functions or names are added. A change that breaks a caller renames the library
// (soname), so one that was built against version n runs with every library whose p3_abi_version()
// is n or larger.
#define P3_ABI_VERSION 1u

P3_API uint32_t p3_abi_version(void);
// "0.1.0".
P3_API const char* p3_version(void);

// One of the P3_... values below. Later versions may add some: treat unknown ones as failures.
typedef int32_t p3_status;
enum {
  P3_OK = 0,
  P3_REJECTED = 1,       // p3_verify: not an acceptable proof of the statement
  P3_BAD_ARGUMENT = 2,   // NULL, an unknown name, a number out of range, a call out of order
  P3_BAD_AIR = 3,        // not an AIR of the interchange format, or not one for this statement
  P3_BAD_TRACE = 4,      // trace or preprocessed columns do not fit, or break a constraint
  P3_BAD_KEY = 5,        // bytes that are no preprocessed key, or not of this statement
  P3_OUT_OF_MEMORY = 6,  // or the system gives no more threads
  P3_INTERNAL = 7        // a bug of p3
};
// "P3_OK" and so on; "unknown status" for others.
P3_API const char* p3_status_name(p3_status status);

// The outcome of the last call that was given it. NULL: no memory.
typedef struct p3_error p3_error;
P3_API p3_error* p3_error_new(void);
P3_API void p3_error_free(p3_error* error);
// P3_OK for NULL.
P3_API p3_status p3_error_status(const p3_error* error);
// The reason in one line; empty after a success. Valid until the next call that is given `error`.
P3_API const char* p3_error_text(const p3_error* error);

// ---- Configuration: field, hash, protocol and numbers. Provers and verifiers must agree on all.

typedef struct p3_config p3_config;
// preset: "benchmark", "benchmark-high-arity" or "testing" (not secure). Field koala-bear, hash
// keccak-f, protocol uni.
P3_API p3_status p3_config_new(const char* preset, p3_config** config, p3_error* error);
P3_API void p3_config_free(p3_config* config);
// "field": "koala-bear", "baby-bear", "goldilocks".
// "merkle_hash": "poseidon-2", "poseidon-2-width-16", "keccak-f", "keccak-256".
// "protocol": "uni" (one AIR without lookups) or "batch".
P3_API p3_status p3_config_set_name(p3_config* config, const char* key, const char* value,
                                    p3_error* error);
// "extension_degree" (0: 4, or 2 for Goldilocks), "merkle_arity", "log_blowup", "num_queries",
// "log_final_poly_len", "max_log_arity", "cap_height", "commit_pow_bits", "query_pow_bits",
// "batch_pow_bits", "ood_pow_bits", "lookup_pow_bits" (docs/book/parameters.md). What does not fit
// together is found by p3_statement_new.
P3_API p3_status p3_config_set_number(p3_config* config, const char* key, uint64_t value,
                                      p3_error* error);
P3_API p3_status p3_config_get_number(const p3_config* config, const char* key, uint64_t* value,
                                      p3_error* error);

// ---- Statement: the AIRs with their public values, in order. Uni takes exactly one.

typedef struct p3_statement p3_statement;
P3_API p3_status p3_statement_new(const p3_config* config, p3_statement** statement,
                                  p3_error* error);
P3_API void p3_statement_free(p3_statement* statement);
// A shipped AIR with 2^log_rows rows: "fibonacci", "poseidon-2-permutations",
// "keccak-f-permutations" or "blake-3-permutations". vector_len: Poseidon2 permutations per row, 1
// or 8; 0 means 8. The seed makes the inputs (docs/spec/interop.md).
P3_API p3_status p3_statement_add_shipped(p3_statement* statement, const char* objective,
                                          uint32_t log_rows, uint64_t seed, uint32_t vector_len,
                                          p3_error* error);
// For log_rows: a proof may have any number of rows. It then tells nothing but its own length.
#define P3_ANY_LOG_ROWS UINT32_MAX
// An AIR as JSON text (docs/spec/air-interchange.md).
P3_API p3_status p3_statement_add_air(p3_statement* statement, const uint8_t* json,
                                      size_t json_size, const uint64_t* public_values,
                                      size_t num_public_values, uint32_t log_rows, p3_error* error);
// The commitment to the preprocessed columns, from p3_prover_preprocessed_key: verifying needs it
// where an AIR has such columns, proving does not. After all AIRs have been added.
P3_API p3_status p3_statement_set_preprocessed_key(p3_statement* statement, const uint8_t* key,
                                                   size_t key_size, p3_error* error);

// P3_OK: the proof is accepted. P3_REJECTED: it is not, and the error text names the check.
P3_API p3_status p3_verify(const p3_statement* statement, const uint8_t* proof, size_t proof_size,
                           p3_error* error);

#ifndef P3_VERIFY_ONLY

// ---- Prover of one statement, which it keeps as it was when the prover was made.

typedef struct p3_prover p3_prover;
// threads: 1 to 1024. The bytes of a proof do not depend on it.
P3_API p3_status p3_prover_new(const p3_statement* statement, uint32_t threads, p3_prover** prover,
                               p3_error* error);
P3_API void p3_prover_free(p3_prover* prover);
// The preprocessed columns of an AIR: as many rows as its traces will have. Kept over proofs.
P3_API p3_status p3_prover_set_preprocessed(p3_prover* prover, size_t instance,
                                            const uint64_t* values, size_t rows, size_t columns,
                                            p3_error* error);
// The trace of an AIR for the next proof, which uses it up even if it fails. Shipped AIRs need
// none.
P3_API p3_status p3_prover_set_trace(p3_prover* prover, size_t instance, const uint64_t* values,
                                     size_t rows, size_t columns, p3_error* error);
// Whether the next proofs check every constraint on every row first, so that a bad trace is
// reported with constraint, row and values. Slow; off at the start.
P3_API p3_status p3_prover_check_constraints(p3_prover* prover, int on, p3_error* error);
// Commits to the preprocessed columns. Free the key with p3_bytes_free.
P3_API p3_status p3_prover_preprocessed_key(p3_prover* prover, uint8_t** key, size_t* key_size,
                                            p3_error* error);
// Proves, and verifies the proof before it is handed out: P3_BAD_TRACE where the trace breaks a
// constraint or lookups do not balance. Free the proof with p3_bytes_free.
P3_API p3_status p3_prover_prove(p3_prover* prover, uint8_t** proof, size_t* proof_size,
                                 p3_error* error);

P3_API void p3_bytes_free(uint8_t* bytes);

// Memory is kept for the next proof; this gives what is unused back to the system, and returns its
// bytes.
P3_API size_t p3_release_memory(void);

#endif  // P3_VERIFY_ONLY

#ifdef __cplusplus
}  // extern "C"
#endif
