# The one place that says how Carillon is compiled, and the one function that makes a module.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC OFF)
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network WebSockets Sql DBus)
if(CARILLON_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Svg Multimedia)
else()
    find_package(Qt6 6.4 REQUIRED COMPONENTS Multimedia)
endif()
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(Opus REQUIRED IMPORTED_TARGET opus)
pkg_check_modules(Srtp REQUIRED IMPORTED_TARGET libsrtp2)
pkg_check_modules(SpeexDsp REQUIRED IMPORTED_TARGET speexdsp)
pkg_check_modules(WebrtcAudio REQUIRED IMPORTED_TARGET webrtc-audio-processing)
pkg_check_modules(SndFile REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(Cares REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(Nice REQUIRED IMPORTED_TARGET nice gio-2.0)
pkg_check_modules(Xcb IMPORTED_TARGET xcb) # without it no keys and no trays but those of the bus
pkg_check_modules(Pulse IMPORTED_TARGET libpulse) # without it sound goes through QtMultimedia alone
find_library(SPANDSP_LIBRARY spandsp REQUIRED)
find_package(Qt6Keychain REQUIRED)

# What every target of ours is compiled with. Linked PRIVATE, so that it never leaks into an installed interface.
add_library(carillon_flags INTERFACE)
target_compile_options(carillon_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor
    $<$<CXX_COMPILER_ID:GNU>:-Wno-invalid-pch>
    $<$<BOOL:${CARILLON_WERROR}>:-Werror>)
if(CARILLON_SANITIZE)
    target_compile_options(carillon_flags INTERFACE -fsanitize=${CARILLON_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(carillon_flags INTERFACE -fsanitize=${CARILLON_SANITIZE})
endif()
if(CARILLON_FUZZ)
    target_compile_options(carillon_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Qt's own strictness, for every target that may see Qt.
add_library(carillon_qt_flags INTERFACE)
target_compile_definitions(carillon_qt_flags INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH)
target_link_libraries(carillon_qt_flags INTERFACE carillon_flags)

# One precompiled header of Qt Core and the standard library, shared by every module that may see Qt. It holds
# nothing of Qt Network or Widgets, so that it cannot hide an include which the arrows forbid.
if(CARILLON_PCH)
    file(WRITE "${CMAKE_BINARY_DIR}/pch.cpp.in" "// Owns the shared precompiled header.\n")
    configure_file("${CMAKE_BINARY_DIR}/pch.cpp.in" "${CMAKE_BINARY_DIR}/pch.cpp" COPYONLY)
    add_library(carillon_pch OBJECT "${CMAKE_BINARY_DIR}/pch.cpp")
    target_link_libraries(carillon_pch PRIVATE carillon_qt_flags Qt6::Core)
    target_precompile_headers(carillon_pch PRIVATE
        <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <span> <string> <utility> <variant>
        <vector> <QByteArray> <QByteArrayView> <QDateTime> <QHash> <QJsonArray> <QJsonObject> <QList> <QLoggingCategory>
        <QObject> <QPointer> <QSet> <QString> <QTimer> <QUrl> <QVarLengthArray> <QVariant>)
endif()

# softphone_module(NAME SOURCES ... HEADERS ... [PUBLIC ...] [PRIVATE ...] [REALTIME])
#
# A folder is one target whose only include root is itself, so the header of a module that is not linked cannot be
# found. PUBLIC is what our headers show, PRIVATE what only our .cpp files use. REALTIME modules (media/rt) see no Qt.
function(softphone_module NAME)
    cmake_parse_arguments(PARSE_ARGV 1 M "REALTIME" "" "SOURCES;HEADERS;PUBLIC;PRIVATE")
    if(M_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "${NAME}: what is ${M_UNPARSED_ARGUMENTS}?")
    endif()
    foreach(HEADER IN LISTS M_HEADERS)
        get_filename_component(FILE "${HEADER}" NAME)
        get_property(SEEN GLOBAL PROPERTY "CARILLON_HEADER_${FILE}")
        if(SEEN)
            message(FATAL_ERROR "${NAME}: ${FILE} exists already in ${SEEN}; header names are unique.")
        endif()
        set_property(GLOBAL PROPERTY "CARILLON_HEADER_${FILE}" "${CMAKE_CURRENT_SOURCE_DIR}")
    endforeach()
    if(M_SOURCES)
        add_library(${NAME} STATIC ${M_SOURCES} ${M_HEADERS})
        set(SCOPE PUBLIC)
        target_link_libraries(${NAME} PUBLIC ${M_PUBLIC} PRIVATE ${M_PRIVATE})
    else()
        add_library(${NAME} INTERFACE)
        set(SCOPE INTERFACE)
        target_link_libraries(${NAME} INTERFACE ${M_PUBLIC})
    endif()
    target_sources(${NAME} ${SCOPE} FILE_SET HEADERS BASE_DIRS "${CMAKE_CURRENT_SOURCE_DIR}" FILES ${M_HEADERS})
    set_target_properties(${NAME} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    if(NOT M_SOURCES)
        return()
    endif()
    if(M_REALTIME)
        target_link_libraries(${NAME} PRIVATE carillon_flags)
        foreach(LINKED IN LISTS M_PUBLIC M_PRIVATE)
            if(LINKED MATCHES "^Qt6::")
                message(FATAL_ERROR "${NAME}: a REALTIME module links no Qt.")
            endif()
        endforeach()
    else()
        target_link_libraries(${NAME} PUBLIC Qt6::Core PRIVATE carillon_qt_flags)
        set_target_properties(${NAME} PROPERTIES AUTOMOC ON)
        if(CARILLON_PCH)
            target_precompile_headers(${NAME} REUSE_FROM carillon_pch)
        endif()
    endif()
endfunction()
