// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/key_error.h"

namespace rpp {
namespace {

// In the order of KeyFault.
constexpr const char* kNames[] = {
    "BadCircuit",
    "UnreachableSecurity",
    "ImpossibleParameters",
    "StaleKey",
    "InsufficientSecurity",
    "ForbiddenProfile",
    "FolderMissing",
    "Unreadable",
    "TooLarge",
    "WriteFailed",
    "ManifestMissing",
    "ManifestSyntax",
    "ManifestVersion",
    "ManifestStale",
    "Duplicate",
    "UnknownCircuit",
    "MissingKey",
    "UnknownFile",
    "FileMissing",
    "FileTruncated",
    "FileLonger",
    "WrongHash",
    "KeySyntax",
    "KeyVersion",
    "WrongKey",
    "WrongDescription",
    "SignatureMissing",
    "SignatureSyntax",
    "SignatureUnknownKey",
    "SignatureWrong",
    "CommentWrong",
    "DevelopmentKey",
    "PublicKeySyntax",
    "SecretKeySyntax",
    "SecretKeyEncrypted",
};
static_assert(sizeof(kNames) / sizeof(kNames[0]) == kKeyFaultCount);

}  // namespace

const char* fault_name(KeyFault fault) noexcept { return kNames[static_cast<std::size_t>(fault)]; }

std::string to_string(const KeyError& error) {
  std::string text = fault_name(error.fault);
  if (!error.where.empty()) text += ": " + error.where;
  if (!error.detail.empty()) text += ": " + error.detail;
  return text;
}

}  // namespace rpp
