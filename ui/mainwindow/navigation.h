// The list of pages at the left, in groups; it shows only what works.
#pragma once

#include <QHash>
#include <QStringList>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace wd {

class Navigation final : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(QWidget* parent = nullptr);

    // The entry that the page of this route belongs to.
    void setCurrent(const QString& route);
    QStringList entries() const { return m_order; } // in the order of Ctrl+1…; Preferences is not among them

signals:
    void chosen(const QString& route);

private:
    void addGroup(const QString& title, const QList<QString>& routes);
    void addEntry(const QString& route, int number);

    QVBoxLayout* m_list;
    QStringList m_order;
    QHash<QString, QPushButton*> m_buttons;
};

} // namespace wd
