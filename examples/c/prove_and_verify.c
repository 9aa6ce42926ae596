// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <inttypes.h>
#include <p3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Proves and verifies two statements from C: a shipped AIR, and an AIR that is given as text.
//
//   prove_and_verify [FILE [FILE]]    where to put the first and the second proof

// One column: x' = x^3 + 7. Public: the first and the last x.
static const char kCubeAir[] =
    "{\"format\": \"p3-air\", \"version\": 1, \"field\": \"koala-bear\", \"width\": 1,"
    " \"num_public_values\": 2, \"reads_next_row\": true,"
    " \"nodes\": [[\"main\", 0, 0], [\"main\", 1, 0], [\"mul\", 0, 0], [\"mul\", 2, 0],"
    "  [\"const\", 7], [\"add\", 3, 4], [\"sub\", 1, 5], [\"transition\"], [\"mul\", 7, 6],"
    "  [\"public\", 0], [\"sub\", 0, 9], [\"first\"], [\"mul\", 11, 10],"
    "  [\"public\", 1], [\"sub\", 0, 13], [\"last\"], [\"mul\", 15, 14]],"
    " \"constraints\": [8, 12, 16], \"labels\": [\"step\", \"first\", \"last\"]}";

enum { kLogRows = 8, kRows = 1 << kLogRows };
static const uint64_t kPrime = 2130706433;  // KoalaBear

static p3_error* error;

// Ends the program where a call did not do what it should.
static void expect(p3_status expected, p3_status got, const char* what) {
  if (got == expected) return;
  fprintf(stderr, "%s: %s: %s\n", what, p3_status_name(got), p3_error_text(error));
  exit(1);
}

static p3_statement* new_statement(const char* preset, const char* hash) {
  p3_config* config = NULL;
  p3_statement* statement = NULL;
  expect(P3_OK, p3_config_new(preset, &config, error), "configuration");
  expect(P3_OK, p3_config_set_name(config, "merkle_hash", hash, error), "hash");
  expect(P3_OK, p3_statement_new(config, &statement, error), "statement");
  p3_config_free(config);
  return statement;
}

// The proof is good, and no longer so with one bit flipped.
static void verify(const char* name, const p3_statement* statement, uint8_t* proof, size_t size) {
  expect(P3_OK, p3_verify(statement, proof, size, error), "verify");
  printf("%s: valid, %zu bytes\n", name, size);
  proof[size / 2] ^= 1;
  expect(P3_REJECTED, p3_verify(statement, proof, size, error), "verify a tampered proof");
  printf("%s: tampered proof rejected: %s\n", name, p3_error_text(error));
  proof[size / 2] ^= 1;
}

static void write_file(const char* path, const uint8_t* bytes, size_t size) {
  if (path == NULL) return;
  FILE* file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
    fprintf(stderr, "cannot write %s\n", path);
    exit(1);
  }
}

static void shipped_air(const char* path) {
  p3_statement* statement = new_statement("benchmark-high-arity", "keccak-f");
  p3_prover* prover = NULL;
  uint8_t* proof = NULL;
  size_t size = 0;
  expect(P3_OK, p3_statement_add_shipped(statement, "fibonacci", 10, 1, 0, error), "fibonacci");
  expect(P3_OK, p3_prover_new(statement, 2, &prover, error), "prover");
  expect(P3_OK, p3_prover_prove(prover, &proof, &size, error), "prove");
  verify("fibonacci", statement, proof, size);
  write_file(path, proof, size);
  p3_bytes_free(proof);
  p3_prover_free(prover);
  p3_statement_free(statement);
}

static void runtime_air(const char* path) {
  uint64_t trace[kRows];
  trace[0] = 2;
  for (size_t row = 1; row < kRows; ++row) {
    const uint64_t x = trace[row - 1];
    trace[row] = (x * x % kPrime * x + 7) % kPrime;
  }
  const uint64_t publics[2] = {trace[0], trace[kRows - 1]};

  p3_statement* statement = new_statement("benchmark-high-arity", "poseidon-2");
  expect(P3_OK,
         p3_statement_add_air(statement, (const uint8_t*)kCubeAir, strlen(kCubeAir), publics, 2,
                              kLogRows, error),
         "cube AIR");
  p3_prover* prover = NULL;
  uint8_t* proof = NULL;
  size_t size = 0;
  expect(P3_OK, p3_prover_new(statement, 2, &prover, error), "prover");
  expect(P3_OK, p3_prover_set_trace(prover, 0, trace, kRows, 1, error), "trace");
  expect(P3_OK, p3_prover_prove(prover, &proof, &size, error), "prove");
  verify("cube", statement, proof, size);
  write_file(path, proof, size);
  p3_bytes_free(proof);

  // A wrong trace gives no proof, and with the check the reason.
  trace[100] += 1;
  expect(P3_OK, p3_prover_check_constraints(prover, 1, error), "check");
  expect(P3_OK, p3_prover_set_trace(prover, 0, trace, kRows, 1, error), "trace");
  expect(P3_BAD_TRACE, p3_prover_prove(prover, &proof, &size, error), "prove a wrong trace");
  printf("cube: wrong trace: %s\n", p3_error_text(error));
  printf("cube: last x = %" PRIu64 "\n", publics[1]);
  p3_prover_free(prover);
  p3_statement_free(statement);
}

int main(int argc, char** argv) {
  if (p3_abi_version() < P3_ABI_VERSION) return 1;
  error = p3_error_new();
  if (error == NULL) return 1;
  shipped_air(argc > 1 ? argv[1] : NULL);
  runtime_air(argc > 2 ? argv[2] : NULL);
  p3_error_free(error);
  return 0;
}
