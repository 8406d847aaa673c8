#pragma once

#include <QtGlobal>

namespace carillon {

/// Where and why a text does not follow the grammar. Sentences for people are made in ui.
struct SyntaxError {
    enum class Kind {
        Unexpected, ///< a byte which the grammar does not allow here
        Incomplete, ///< the text ended too early
        TooLarge,   ///< a named limit was passed
        BadNumber,  ///< not a number, or outside its range
        Missing,    ///< a mandatory header is absent
        Duplicate,  ///< a header that may occur once occurs twice with different values
    };
    Kind kind = Kind::Unexpected;
    qsizetype position = 0; ///< byte offset in the text that was given

    friend bool operator==(const SyntaxError &, const SyntaxError &) = default;
};

} // namespace carillon
