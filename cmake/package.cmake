# What `cmake --install` puts into a prefix (docs/book/installing.md).
#
# Component `verify`: libp3_verify, shared and static, p3.h, package p3_verify.
# Component `full`: libp3, shared and static, p3.h, the C++ headers, package p3.
# The static libraries hold everything for C++ callers too; the shared ones export p3.h alone.
if(P3_SANITIZE OR P3_COVERAGE OR NOT TARGET p3_capi)
  return()
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Of the shared libraries. It changes when a caller that was built against an older p3.h would
# break; P3_ABI_VERSION of p3.h counts what was added since.
set(P3_SOVERSION 1)
set(P3_EXPORTS ${PROJECT_SOURCE_DIR}/cmake/p3_exports.map)

# p3_package(TARGET OUTPUT OBJECTS ROOT): TARGET_shared and TARGET_static of what ROOT links, both
# called libOUTPUT. OBJECTS are the libraries that define the C interface.
function(p3_package target output root)
  add_library(${target}_shared SHARED)
  foreach(library IN LISTS ARGN)
    target_sources(${target}_shared PRIVATE $<TARGET_OBJECTS:${library}>)
  endforeach()
  target_link_libraries(${target}_shared PRIVATE ${root})
  target_link_options(${target}_shared PRIVATE LINKER:--version-script=${P3_EXPORTS}
                      LINKER:-Bsymbolic LINKER:-z,defs)
  set_target_properties(${target}_shared PROPERTIES VERSION ${PROJECT_VERSION}
                        SOVERSION ${P3_SOVERSION} LINK_DEPENDS ${P3_EXPORTS})

  add_library(${target}_static STATIC)
  p3_link_closure(libraries ${root})
  foreach(library IN LISTS libraries)
    get_target_property(kernels ${library} P3_KERNELS)
    foreach(part IN LISTS library kernels)
      if(part)
        target_sources(${target}_static PRIVATE $<TARGET_OBJECTS:${part}>)
      endif()
    endforeach()
  endforeach()
  target_compile_features(${target}_static INTERFACE cxx_std_20)
  foreach(library ${target}_shared ${target}_static)
    set_target_properties(${library} PROPERTIES OUTPUT_NAME ${output} LINKER_LANGUAGE CXX
                          ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib
                          LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
    target_include_directories(${library} INTERFACE $<INSTALL_INTERFACE:include>)
  endforeach()
endfunction()

p3_package(p3_package_verify p3_verify p3_capi_verify p3_capi_verify)
p3_package(p3_package p3 p3_capi p3_capi_verify p3_capi)
set_target_properties(p3_package_verify_shared PROPERTIES EXPORT_NAME verify_c)
set_target_properties(p3_package_verify_static PROPERTIES EXPORT_NAME verify)
set_target_properties(p3_package_shared PROPERTIES EXPORT_NAME c)
set_target_properties(p3_package_static PROPERTIES EXPORT_NAME p3)
# Calling a prover function is then an error of the compiler.
target_compile_definitions(p3_package_verify_shared INTERFACE P3_VERIFY_ONLY)
target_link_libraries(p3_package_static INTERFACE Threads::Threads)

# p3_install(PACKAGE COMPONENT TARGETS...)
function(p3_install package component)
  set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/${package})
  install(TARGETS ${ARGN} EXPORT ${package}Targets
          LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component}
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component})
  install(EXPORT ${package}Targets NAMESPACE p3:: DESTINATION ${folder} COMPONENT ${component})
  configure_package_config_file(cmake/${package}Config.cmake.in
                                ${PROJECT_BINARY_DIR}/package/${package}Config.cmake
                                INSTALL_DESTINATION ${folder})
  # Before 1.0 every minor version may change the C++ interface.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/${package}ConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/package/${package}Config.cmake
                ${PROJECT_BINARY_DIR}/package/${package}ConfigVersion.cmake
          DESTINATION ${folder} COMPONENT ${component})
  file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  set(P3_PC_PREFIX "\${pcfiledir}/${up}")
  configure_file(cmake/${package}.pc.in ${PROJECT_BINARY_DIR}/package/${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/package/${package}.pc
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT ${component})
  install(FILES p3/capi/p3.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT ${component})
endfunction()

p3_install(p3_verify verify p3_package_verify_shared p3_package_verify_static)
p3_install(p3 full p3_package_shared p3_package_static)
# Template bodies and kernel headers too: who writes an AIR of their own compiles kernels from them.
install(DIRECTORY p3/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/p3 COMPONENT full
        FILES_MATCHING PATTERN "*.h" PATTERN "*.inc" PATTERN "*_fixture.h" EXCLUDE
        PATTERN "*_test_support.h" EXCLUDE PATTERN "test_*.h" EXCLUDE PATTERN "capi" EXCLUDE)
