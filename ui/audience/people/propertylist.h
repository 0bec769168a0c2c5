// The properties of an event, a line for each: key and type, its names in both languages, and a way to delete it.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;
class QPushButton;

namespace wd {

class PropertyList final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyList(const QList<Property>& properties, QWidget* parent = nullptr);

    QList<Property> properties() const; // as they stand in the fields
    void remove(qint64 id); // the line of the one that is gone

    void setChoices(qint64 id, const QStringList& choices);

signals:
    void choicesWanted(const wd::Property& property);
    void removalWanted(const wd::Property& property);

private:
    struct Line {
        Property property;
        QLineEdit* zh = nullptr;
        QLineEdit* en = nullptr;
        QPushButton* choices = nullptr; // none where values are not chosen from a list
        QList<QWidget*> widgets;
    };

    void addLine(const Property& property);
    QPushButton* makeChoices(const Property& property);
    Property propertyOf(qint64 id) const;
    QLineEdit* makeName(const QString& text, const QString& name, const QString& accessibleName);

    QGridLayout* m_grid;
    QList<Line> m_lines;
};

} // namespace wd
