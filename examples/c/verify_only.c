// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <p3.h>
#include <stdio.h>
#include <stdlib.h>

// A verifier without prover code: checks a proof of "the 1024th Fibonacci number" from a file, as
// `p3 prove -o fibonacci -l 10 --proof-out FILE` writes it.
//
//   verify_only PROOF_FILE            0: valid, 1: not an acceptable proof, 2: anything else

// The program p3 puts eight bytes before the proof: "P3PROOF" and a format version.
enum { kHeader = 8, kMaxProof = 1 << 22 };

int main(int argc, char** argv) {
  FILE* file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  uint8_t* bytes = malloc(kMaxProof);
  if (file == NULL || bytes == NULL) return 2;
  const size_t size = fread(bytes, 1, kMaxProof, file);
  fclose(file);
  if (size < kHeader) return 2;

  p3_error* error = p3_error_new();
  p3_config* config = NULL;
  p3_statement* statement = NULL;
  p3_status status = p3_config_new("benchmark-high-arity", &config, error);
  if (status == P3_OK) status = p3_statement_new(config, &statement, error);
  if (status == P3_OK) {
    status = p3_statement_add_shipped(statement, "fibonacci", 10, 1, 0, error);
  }
  if (status == P3_OK) status = p3_verify(statement, bytes + kHeader, size - kHeader, error);
  if (status == P3_OK) {
    puts("valid");
  } else {
    printf("%s: %s\n", p3_status_name(status), p3_error_text(error));
  }
  p3_statement_free(statement);
  p3_config_free(config);
  p3_error_free(error);
  free(bytes);
  return status == P3_OK ? 0 : status == P3_REJECTED ? 1 : 2;
}
