# Compile options of every target of the project; link `wd_options` PRIVATE to get them.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# ccache asks for it to cache what uses a precompiled header.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)

option(WD_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

# Equal compile lines in every checkout let one cache serve them all.
find_program(WD_CCACHE ccache)
if(WD_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${WD_CCACHE})
endif()

add_library(wd_options INTERFACE)
target_include_directories(wd_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(wd_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    WD_VERSION="${PROJECT_VERSION}")
target_compile_options(wd_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# GCC 12 takes the array behind an initializer list for uninitialized once Qt's containers are inlined.
target_compile_options(wd_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(WD_SANITIZE)
    target_compile_options(wd_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    target_link_options(wd_options INTERFACE -fsanitize=address,undefined)
endif()
