// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

// Why keys cannot be made, read, written or trusted: one value per defect.
namespace rpp {

enum class KeyFault : std::uint8_t {
  // Making keys.
  kBadCircuit,            // what is compiled in is no circuit: a bug that tests find
  kUnreachableSecurity,   // a request above what can be proven; detail names the binding term
  kImpossibleParameters,  // heights, cap, final length or lookups do not go together
  // A key against the circuit and profile it claims.
  kStaleKey,              // another circuit than the one compiled in; detail names the part
  kInsufficientSecurity,  // fewer proven bits than stored or than the profile asks for
  kForbiddenProfile,      // test keys where they are not asked for
  // Files.
  kFolderMissing,
  kUnreadable,
  kTooLarge,
  kWriteFailed,
  kManifestMissing,
  kManifestSyntax,    // no JSON, other members, values of other kinds
  kManifestVersion,   // another format version, wire or hash
  kManifestStale,     // an older serial than this verifier demands
  kDuplicate,         // a circuit and profile, or a file, twice in a manifest
  kUnknownCircuit,    // a circuit that is not compiled in, or a profile that does not exist
  kMissingKey,        // a circuit that is compiled in and has no key of a required profile
  kUnknownFile,       // in the folder and not in the manifest
  kFileMissing,       // in the manifest and not in the folder
  kFileTruncated,     // fewer bytes than the manifest says
  kFileLonger,        // more bytes
  kWrongHash,         // other bytes
  kKeySyntax,         // bytes that are no key; detail has the position
  kKeyVersion,        // a key of another format version
  kWrongKey,          // a key of another circuit, profile or id than its entry says
  kWrongDescription,  // the JSON beside a key does not describe it
  // Signatures.
  kSignatureMissing,
  kSignatureSyntax,
  kSignatureUnknownKey,  // made by a key that is not trusted here
  kSignatureWrong,
  kCommentWrong,    // the trusted comment is not the signed one
  kDevelopmentKey,  // a development signature where only others count
  kPublicKeySyntax,
  kSecretKeySyntax,
  kSecretKeyEncrypted,  // sign with the program minisign, which asks for the password
};

inline constexpr std::size_t kKeyFaultCount =
    static_cast<std::size_t>(KeyFault::kSecretKeyEncrypted) + 1;

struct KeyError {
  KeyFault fault{};
  std::string where;   // circuit, profile or file
  std::string detail;  // may be empty

  friend bool operator==(const KeyError&, const KeyError&) = default;
};

// "StaleKey".
const char* fault_name(KeyFault fault) noexcept;
// "StaleKey: consensus standalone: AIR of table members".
std::string to_string(const KeyError& error);

}  // namespace rpp
