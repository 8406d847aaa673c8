#pragma once

#include "Endpoint.h"
#include "Result.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace carillon {

/// What was asked of the program when it was started. Pure: needs no application.
struct CommandLine {
    enum class Mode { Phone, Ctl, Help, Version } mode = Mode::Phone;
    QString uri; ///< a link to open; empty when there is none
    bool background = false;
    bool headless = false;
    bool tryOut = false;
    bool demoCall = false; ///< --demo-call: with --try-out, calls echo, measures and ends
    QString profile;       ///< as given; empty: the default one
    std::optional<QString> audioInput;
    std::optional<QString> audioOutput;
    std::optional<QString> videoInput;
    std::optional<QString> videoOutput;
    std::optional<Endpoint> dnsServer; ///< asked instead of the system's
    QString logRules;                  ///< for QLoggingCategory::setFilterRules
    QStringList ctl;                   ///< verb and arguments

    /// @param words without the program's name. @returns the sentence that explains the mistake.
    static Result<CommandLine, QString> parse(const QStringList &words);
    static QString usage();
    /// Absolute, links resolved; the default one lies where the desktop keeps settings.
    QString profileDirectory() const;
};

} // namespace carillon
