# softphone_test(NAME SOURCES ... LINK ... [LABELS ...] [REALTIME] [TIMEOUT S] [SERIAL])
#
# One QtTest executable for each class, NAME.cpp, which includes its own NAME.moc. REALTIME tests link no Qt (a plain main) and carry the label of the same name,
# so that the tsan preset can select them.
set(CARILLON_TEST_LOCALE "LC_ALL=C.UTF-8;LANGUAGE=en") # whatever language its user speaks
find_package(Qt6 6.4 REQUIRED COMPONENTS Test)

# Qt6::Test defines the test's own folder, a different one for each, which would make every precompiled header
# unusable for the next test: so its parts are taken one by one.
add_library(carillon_qttest INTERFACE)
target_include_directories(carillon_qttest SYSTEM INTERFACE
    $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
target_link_libraries(carillon_qttest INTERFACE Qt6::Core $<TARGET_FILE:Qt6::Test>)
target_compile_definitions(carillon_qttest INTERFACE QT_TESTLIB_LIB)

if(CARILLON_PCH)
    add_library(carillon_test_pch OBJECT "${CMAKE_BINARY_DIR}/pch.cpp")
    target_link_libraries(carillon_test_pch PRIVATE carillon_qt_flags carillon_qttest)
    target_precompile_headers(carillon_test_pch PRIVATE
        <QTest> <QSignalSpy> <QByteArray> <QJsonArray> <QJsonObject> <QHash> <QList> <QObject> <QString> <QTimer>
        <functional> <memory> <optional> <vector>)
endif()

function(softphone_test NAME)
    cmake_parse_arguments(PARSE_ARGV 1 T "REALTIME;SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS")
    if(NOT T_SOURCES)
        set(T_SOURCES ${NAME}.cpp)
    endif()
    add_executable(${NAME} ${T_SOURCES})
    if(T_REALTIME)
        list(APPEND T_LABELS realtime)
        target_link_libraries(${NAME} PRIVATE carillon_flags ${T_LINK})
    else()
        # Not AUTOMOC: its scan, and the empty file that it compiles, cost more than moc, 300 times over.
        set(MOC "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.moc")
        add_custom_command(OUTPUT "${MOC}" DEPENDS ${NAME}.cpp VERBATIM
            COMMAND Qt6::moc "${CMAKE_CURRENT_SOURCE_DIR}/${NAME}.cpp" -o "${MOC}")
        target_sources(${NAME} PRIVATE "${MOC}")
        target_include_directories(${NAME} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
        target_link_libraries(${NAME} PRIVATE carillon_qt_flags ${T_LINK} carillon_qttest)
        if(CARILLON_PCH)
            target_precompile_headers(${NAME} REUSE_FROM carillon_test_pch)
        endif()
    endif()
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 60)
    endif()
    add_test(NAME ${NAME} COMMAND ${NAME})
    set_tests_properties(${NAME} PROPERTIES TIMEOUT ${T_TIMEOUT} LABELS "${T_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${CARILLON_TEST_LOCALE}")
    if(T_SERIAL)
        set_tests_properties(${NAME} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# softphone_fuzz(NAME SOURCES ... LINK ... CORPUS DIR): a libFuzzer target in the fuzz preset; in every other preset
# the same source runs once over its corpus as an ordinary test, so that a crash once found stays found.
function(softphone_fuzz NAME)
    cmake_parse_arguments(PARSE_ARGV 1 F "" "CORPUS" "SOURCES;LINK")
    add_executable(${NAME} ${F_SOURCES})
    target_link_libraries(${NAME} PRIVATE carillon_flags ${F_LINK})
    if(CARILLON_FUZZ)
        target_link_options(${NAME} PRIVATE -fsanitize=fuzzer)
        if(NOT TARGET fuzzers)
            add_custom_target(fuzzers)
        endif()
        add_dependencies(fuzzers ${NAME})
    else()
        target_sources(${NAME} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/FuzzReplay.cpp")
        add_test(NAME ${NAME} COMMAND ${NAME} "${CMAKE_CURRENT_SOURCE_DIR}/${F_CORPUS}")
        set_tests_properties(${NAME} PROPERTIES TIMEOUT 120 LABELS fuzz)
    endif()
endfunction()
