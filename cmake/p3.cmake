# Helpers that keep the rooms' CMakeLists short.
#
# p3_library(NAME SOURCES ... DEPS ...)     static library of a room
# p3_test(NAME [OPTIMISED] SOURCES ... DEPS ... LABELS ...)  gtest binary, one ctest entry per
#                                     binary; OPTIMISED (-O1) for tests that compute much themselves
# p3_kernels(NAME SOURCES ... )             compiles each source once per instruction set

set(P3_WARNINGS -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
                -Wold-style-cast)

function(p3_common target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_features(${target} PUBLIC cxx_std_20)
  if(P3_WERROR)
    target_compile_options(${target} PRIVATE ${P3_WARNINGS} -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # g++ 12 sees overlaps that are not there in `"text" + std::string` (its bug 105651).
      target_compile_options(${target} PRIVATE -Wno-restrict)
    endif()
  endif()
endfunction()

# With P3_PCH, targets of the same options share one precompiled header: p3_library_headers, and for
# tests p3_test_headers. What a source includes it still names: only builds with P3_PCH find it
# included before.
set(P3_STANDARD_HEADERS <algorithm> <array> <map> <memory> <optional> <span> <string> <string_view>
                        <utility> <variant> <vector>)
if(P3_PCH)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/headers.cc CONTENT "int main() { return 0; }\n")
  add_library(p3_library_headers STATIC EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/headers.cc)
  p3_common(p3_library_headers)
  target_precompile_headers(p3_library_headers PRIVATE ${P3_STANDARD_HEADERS})
  if(P3_BUILD_TESTS)
    add_executable(p3_test_headers EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/headers.cc)
    p3_common(p3_test_headers)
    target_link_libraries(p3_test_headers PRIVATE GTest::gmock GTest::gtest_main)
    target_compile_options(p3_test_headers PRIVATE -O0)
    target_precompile_headers(p3_test_headers PRIVATE <gtest/gtest.h> <random>
                              ${P3_STANDARD_HEADERS})
  endif()
endif()

function(p3_reuse_headers target headers)
  if(P3_PCH)
    target_precompile_headers(${target} REUSE_FROM ${headers})
  endif()
endfunction()

function(p3_library name)
  cmake_parse_arguments(A "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  p3_common(${name})
  target_link_libraries(${name} PUBLIC ${A_DEPS})
  p3_reuse_headers(${name} p3_library_headers)
endfunction()

# Flags of each instruction set. `portable` is the baseline that every x86-64 or other CPU runs.
set(P3_ISAS portable)
set(P3_ISA_FLAGS_portable "")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  list(APPEND P3_ISAS avx2)
  set(cpu "")
  if(EXISTS /proc/cpuinfo)
    file(STRINGS /proc/cpuinfo cpu REGEX "^flags.* avx512bw .*avx512vl" LIMIT_COUNT 1)
  endif()
  if(P3_ALL_ISAS OR cpu)
    list(APPEND P3_ISAS avx512)
  else()
    add_compile_definitions(P3_WITHOUT_AVX512)
  endif()
  set(P3_ISA_FLAGS_avx2 -mavx2 -mbmi2 -mfma)
  set(P3_ISA_FLAGS_avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx2 -mbmi2 -mfma)
endif()

# Compiles every SOURCES file once per instruction set with P3_ISA_NS=isa_<name>, P3_ISA_<NAME>=1,
# into object libraries NAME_<isa>, and adds the objects to TARGET.
function(p3_kernels name)
  cmake_parse_arguments(A "" "TARGET" "SOURCES" ${ARGN})
  foreach(isa IN LISTS P3_ISAS)
    string(TOUPPER ${isa} upper)
    add_library(${name}_${isa} OBJECT ${A_SOURCES})
    p3_common(${name}_${isa})
    target_compile_options(${name}_${isa} PRIVATE ${P3_ISA_FLAGS_${isa}})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # g++ 12 warns about its own immintrin.h (_mm512_undefined_epi32).
      target_compile_options(${name}_${isa} PRIVATE -Wno-uninitialized -Wno-maybe-uninitialized)
    endif()
    target_compile_definitions(${name}_${isa} PRIVATE P3_ISA_NS=isa_${isa} P3_ISA_${upper}=1)
    target_sources(${A_TARGET} PRIVATE $<TARGET_OBJECTS:${name}_${isa}>)
    set_property(GLOBAL APPEND PROPERTY P3_KERNEL_LIBRARIES ${name}_${isa})
    set_property(TARGET ${A_TARGET} APPEND PROPERTY P3_KERNELS ${name}_${isa})
  endforeach()
endfunction()

function(p3_test name)
  cmake_parse_arguments(A "OPTIMISED" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT P3_BUILD_TESTS)
    return()
  endif()
  add_executable(${name} ${A_SOURCES})
  p3_common(${name})
  target_link_libraries(${name} PRIVATE ${A_DEPS} GTest::gmock GTest::gtest_main)
  # Tests instantiate much and run little: most of a build would be spent on optimising them. The
  # libraries under test keep the preset's options.
  if(A_OPTIMISED)
    target_compile_options(${name} PRIVATE -O1)
  else()
    target_compile_options(${name} PRIVATE -O0)
    p3_reuse_headers(${name} p3_test_headers)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(NOT A_LABELS)
    set(A_LABELS unit fast)
  endif()
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 300)
  endif()
  if(P3_SANITIZE)
    math(EXPR A_TIMEOUT "${A_TIMEOUT} * 4")
  endif()
  # What may take long starts first: a long test that starts last runs alone.
  set_tests_properties(${name} PROPERTIES LABELS "${A_LABELS}" TIMEOUT ${A_TIMEOUT}
                       COST ${A_TIMEOUT})
  p3_test_target(${name} ${A_LABELS})
endfunction()

# `tests_<label>` builds what the tests of a label need, and nothing else.
function(p3_test_target name)
  foreach(label IN LISTS ARGN)
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} ${name})
  endforeach()
endfunction()

# p3_link_closure(OUT TARGET): the project's static libraries that TARGET links, itself included.
function(p3_link_closure out target)
  set(pending ${target})
  set(closure)
  while(pending)
    list(POP_FRONT pending next)
    if(NOT next MATCHES "^(p3|rpp)_" OR next IN_LIST closure OR NOT TARGET ${next})
      continue()
    endif()
    list(APPEND closure ${next})
    get_target_property(linked ${next} LINK_LIBRARIES)
    if(linked)
      list(APPEND pending ${linked})
    endif()
  endwhile()
  set(${out} ${closure} PARENT_SCOPE)
endfunction()

# Configures TEMPLATE once per (F, EF) pair of the library, or per pair named after PREFIX, with P3_PAIR,
# P3_BASE and P3_DEGREE set, into PREFIX_<pair>.cc of the binary folder; OUT lists the files.
function(p3_for_each_extension out template prefix)
  set(files)
  set(pairs ${ARGN})
  if(NOT pairs)
    set(pairs KoalaBear4 KoalaBear5 KoalaBear8 BabyBear4 BabyBear5 BabyBear8 Goldilocks2
              Goldilocks5)
  endif()
  foreach(P3_PAIR IN LISTS pairs)
    string(REGEX MATCH "^([A-Za-z]+)([0-9])$" match ${P3_PAIR})
    set(P3_BASE ${CMAKE_MATCH_1})
    set(P3_DEGREE ${CMAKE_MATCH_2})
    set(file ${CMAKE_CURRENT_BINARY_DIR}/${prefix}_${P3_PAIR}.cc)
    configure_file(${template} ${file} @ONLY)
    list(APPEND files ${file})
  endforeach()
  set(${out} ${files} PARENT_SCOPE)
endfunction()
