// Settings of a workspace: operator, zone, whether all sending is paused.
#pragma once

#include "models/storage/databaseworker.h"

#include <QMap>

namespace wd {

// Synchronous, for the thread that owns the database.
Result<QString> setting(Database& database, const QString& key); // empty when it was never set
Result<void> setSetting(Database& database, const QString& key, const QString& value);
Result<QString> workspaceZone(Database& database);
// In the caller's transaction: scheduled campaigns keep their wall clock's time, and so get another instant.
Result<void> setWorkspaceZone(Database& database, const QString& zone);
// One of the IANA database, as it is written there.
bool isZoneName(const QString& zone);

namespace settings {
inline const QString operatorName = QStringLiteral("operator");
inline const QString allPaused = QStringLiteral("allPaused"); // "1", `elsewhere` or empty
inline const QString elsewhere = QStringLiteral("elsewhere"); // because the workspace was copied or restored
inline const QString sample = QStringLiteral("sample"); // "1": the sample workspace
} // namespace settings

// For the window: all settings are read at start and kept; writes go to the engine's thread.
class SettingsService : public QObject {
    Q_OBJECT
public:
    explicit SettingsService(DatabaseWorker& engine, QObject* parent = nullptr);

    QString value(const QString& key) const;
    void setValue(const QString& key, const QString& value);
    QString zone() const { return m_zone; }
    void setZone(const QString& zone);

signals:
    void changed(const QString& key); // "zone" for the zone
    void failed(const wd::Error& error);

private:
    DatabaseWorker& m_engine;
    QMap<QString, QString> m_values;
    QString m_zone;
};

} // namespace wd
