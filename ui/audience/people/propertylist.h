// The properties of an event, a line for each: key and type, its names in both languages, and a way to delete it.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace wd {

class PropertyList final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyList(const QList<Property>& properties, QWidget* parent = nullptr);

    QList<Property> properties() const; // as they stand in the fields
    void remove(qint64 id); // the line of the one that is gone

signals:
    void removalWanted(const wd::Property& property);

private:
    struct Line {
        Property property;
        QLineEdit* zh = nullptr;
        QLineEdit* en = nullptr;
        QList<QWidget*> widgets;
    };

    void addLine(const Property& property);
    QLineEdit* makeName(const QString& text, const QString& name, const QString& accessibleName);

    QGridLayout* m_grid;
    QList<Line> m_lines;
};

} // namespace wd
