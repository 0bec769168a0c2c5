// What the frame hands to every page it builds.
#pragma once

#include "models/base/result.h"

#include <QString>
#include <QVariantMap>

#include <functional>

class QWidget;

namespace wd {

class Receiver;
class Theme;
class UserPreferences;
class Workspace;

// Routes and their arguments; one page each, registered in ui/mainwindow/pages.cpp.
namespace routes {
inline const QString overview = QStringLiteral("overview");
inline const QString campaigns = QStringLiteral("campaigns");
inline const QString campaignEdit = QStringLiteral("campaign/edit"); // id; none or 0: a new one, or a copy of copyOf
inline const QString deliveries = QStringLiteral("deliveries"); // campaignId and state, both may be missing
inline const QString segments = QStringLiteral("segments");
inline const QString segmentEdit = QStringLiteral("segment/edit"); // id; none or 0: a new one (of `list`)
inline const QString people = QStringLiteral("people"); // users and events
inline const QString importFile = QStringLiteral("import");
inline const QString importHistory = QStringLiteral("import/history");
inline const QString importReport = QStringLiteral("import/report"); // id: of an earlier import
inline const QString person = QStringLiteral("person"); // id: of the person
inline const QString channels = QStringLiteral("channels");
inline const QString channelNew = QStringLiteral("channel/new");
inline const QString channelEdit = QStringLiteral("channel/edit"); // id
inline const QString preferences = QStringLiteral("settings");
} // namespace routes

// As `state` of the deliveries: all that have no outcome yet. Otherwise it is the int of a DeliveryState.
inline constexpr int unfinishedDeliveries = -2;

enum class WorkspaceChoice {
    Own,
    Sample,
    FreshSample, // as it was at first
};

struct PageContext {
    Workspace& workspace;
    Theme& theme;
    UserPreferences& preferences;
    // The local test receiver; it may not be listening yet.
    Receiver& receiver;
    // Closes this workspace in order and opens the other one; the sample is made when it isn't there.
    std::function<void(WorkspaceChoice)> openWorkspace;
    // Builds the page of the route in place of this one, once control is back in the event loop.
    std::function<void(const QString& route, const QVariantMap& arguments)> navigate;
    // To where the operator came from, else to the route.
    std::function<void(const QString& fallback)> back;
    // Into the dock at the right; the frame owns it from now on and deletes it when another one comes.
    std::function<void(QWidget* panel)> showSidePanel;
    // The panel shown or hidden there; null before the first one. A page that comes back finds its panel by it.
    std::function<QWidget*()> sidePanel;
    // A note at the foot for a few seconds; with an action such as Undo when `actionText` isn't empty.
    std::function<void(const QString& text, const QString& actionText, std::function<void()> action)> toast;
};

} // namespace wd
