#pragma once

#include "Page.h"

namespace carillon {

/// What this is.
class AboutPage final : public Page
{
    Q_OBJECT
public:
    explicit AboutPage(QWidget *parent = nullptr);
};

} // namespace carillon
