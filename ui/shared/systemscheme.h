// Whether the desktop prefers dark, asked of the portal's org.freedesktop.appearance (Qt 6.4 has no answer of its own).
#pragma once

#include <QObject>

class QDBusVariant;

namespace wd {

// Answers light until the portal has spoken, and for good where there is none.
class SystemScheme final : public QObject {
    Q_OBJECT
public:
    explicit SystemScheme(QObject* parent = nullptr);
    bool isDark() const { return m_dark; }

signals:
    void changed();

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);

    bool m_dark = false;
};

} // namespace wd
