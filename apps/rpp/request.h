// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rpp/keys/profile.h"
#include "rpp/keys/trust.h"

// What the command line of `rpp` asks for, and what comes of it.
namespace rpp::app {

// The codes of the program p3, and one of our own.
inline constexpr int kExitOk = 0;
inline constexpr int kExitInvalidProof = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitFile = 3;
inline constexpr int kExitUntrustedKey = 4;
inline constexpr int kExitInternal = 5;

enum class Command {
  kKeysGenerate,
  kKeysVerify,
  kKeysList,
  kKeysShow,
  kKeysSign,
  kKeysExportAir,
  kSample,
  kProve,
  kVerify,
  kInspect,
  kCircuitReport,
};

struct Request {
  Command command{};
  std::string keys = "config/plonky3/setup";  // the key folder
  std::string circuit;                        // name, or empty
  std::optional<Profile> profile;
  std::string in, out;    // files; of kKeysExportAir `out` is a folder
  std::string proof_out;  // file for the bytes of an inspected proof, or empty
  bool binary = false;    // envelopes are written in the binary form
  Network network = Network::kDevelopment;
  std::vector<std::string> public_keys;  // files
  std::uint64_t least_serial = 0;
  std::optional<std::uint64_t> serial;  // of a new manifest
  std::string secret_key;               // file
  std::string comment;                  // trusted comment, or empty
  std::uint64_t seed = 1;
  std::optional<std::uint32_t> count;  // of statements or blocks in a sample
  unsigned threads = 1;
};

// Data for stdout, messages for stderr.
struct Outcome {
  int code = kExitOk;
  std::string out, err;
};

}  // namespace rpp::app
