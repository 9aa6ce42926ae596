# Builds for finding faults: sanitizers, coverage, fuzzing. Flags go to every target.

set(P3_SANITIZE "" CACHE STRING "comma-separated sanitizers for -fsanitize=")
option(P3_COVERAGE "count executed source regions (clang)" OFF)
option(P3_FUZZ "build the fuzz targets (clang)" OFF)
option(P3_SMALL "three (F, EF) pairs and portable kernels only: a quick build for fuzzing" OFF)

if(P3_SMALL)
  add_compile_definitions(P3_SMALL)
endif()

if(P3_SANITIZE)
  # The first report ends the test: a fault that is only printed would pass.
  add_compile_options(-fsanitize=${P3_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  string(REPLACE ",fuzzer-no-link" "" linked "${P3_SANITIZE}")
  add_link_options(-fsanitize=${linked})
endif()
if(P3_FUZZ)
  # Field arithmetic compares at every step, and a fuzzer learns nothing from it: reporting the
  # operands took more than half of a run. tests/fuzz turns it on again for the readers of bytes.
  add_compile_options(-fno-sanitize-coverage=trace-cmp)
endif()
if(P3_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
