# Builds for finding faults: sanitizers, coverage, fuzzing. Flags go to every target.

set(P3_SANITIZE "" CACHE STRING "comma-separated sanitizers for -fsanitize=")
option(P3_COVERAGE "count executed source regions (clang)" OFF)
option(P3_FUZZ "build the fuzz targets (clang); they count edges in the verifier and the readers" OFF)

if(P3_SANITIZE)
  # The first report ends the test: a fault that is only printed would pass.
  add_compile_options(-fsanitize=${P3_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(P3_SANITIZE MATCHES "address.*undefined")
    # Bounds of objects whose size is known: the address sanitizer checks every access anyway, and
    # these checks take a quarter of a compilation.
    add_compile_options(-fno-sanitize=object-size)
  endif()
  add_link_options(-fsanitize=${P3_SANITIZE})
endif()
if(P3_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
