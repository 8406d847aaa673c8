#include "Logging.h"

Q_LOGGING_CATEGORY(lcNet, "carillon.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSip, "carillon.sip", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSession, "carillon.session", QtWarningMsg)
Q_LOGGING_CATEGORY(lcMedia, "carillon.media", QtWarningMsg)
Q_LOGGING_CATEGORY(lcDevice, "carillon.device", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "carillon.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcApp, "carillon.app", QtWarningMsg)
