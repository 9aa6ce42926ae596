// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/commands.h"

namespace rpp::app {
namespace {

int code_of(KeyFault fault) {
  switch (fault) {
    case KeyFault::kFolderMissing:
    case KeyFault::kManifestMissing:
    case KeyFault::kFileMissing:
    case KeyFault::kUnreadable:
    case KeyFault::kTooLarge:
    case KeyFault::kWriteFailed:
      return kExitFile;
    case KeyFault::kUnreachableSecurity:
    case KeyFault::kPublicKeySyntax:
    case KeyFault::kSecretKeySyntax:
    case KeyFault::kSecretKeyEncrypted:
      return kExitUsage;
    case KeyFault::kBadCircuit:
      return kExitInternal;
    default:
      return kExitUntrustedKey;
  }
}

}  // namespace

Outcome complain(int code, const std::string& text) { return {code, "", "rpp: " + text + "\n"}; }

Outcome complain(const KeyError& error) { return complain(code_of(error.fault), to_string(error)); }

Outcome run(const Request& request, const Registry& registry) {
  switch (request.command) {
    case Command::kKeysGenerate:
    case Command::kKeysVerify:
    case Command::kKeysList:
    case Command::kKeysShow:
    case Command::kKeysSign:
    case Command::kKeysExportAir:
      return run_keys(request, registry);
    case Command::kCircuitReport:
      return run_circuits(request, registry);
    case Command::kSample:
    case Command::kProve:
    case Command::kVerify:
    case Command::kInspect:
      break;
  }
  return run_proofs(request, registry);
}

}  // namespace rpp::app
