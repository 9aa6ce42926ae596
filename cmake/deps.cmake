# Libraries of the system that rooms of rpp/ use, as imported targets: OpenSSL::Crypto,
# PkgConfig::sodium. libsodium brings no CMake package.
include_guard(GLOBAL)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET GLOBAL libsodium)
