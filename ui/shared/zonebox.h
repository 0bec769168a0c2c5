// A box of all time zones, named by their cities; one is found by typing its city or its id.
#pragma once

#include <QComboBox>

namespace wd {

class ZoneBox final : public QComboBox {
    Q_OBJECT
public:
    explicit ZoneBox(const QString& name, QWidget* parent = nullptr);

    void setZone(const QString& id);
    // Chosen from the list or typed: as the list names it, or its id; see isZoneName().
    QString zone() const;

signals:
    void entered();

private:
    void add(const QByteArray& zone);
};

// What to say of words that are none.
QString noZoneText(const QString& words);

} // namespace wd
