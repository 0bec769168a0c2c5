// Beside the start button: what the import is going to do, and above all what is out of the ordinary in it.
#pragma once

#include "models/audience/importing/looked.h"

#include <QWidget>

class QLabel;

namespace wd {

class ElidedLabel;

class ImportSummary final : public QWidget {
    Q_OBJECT
public:
    struct Plan {
        ImportKind kind = ImportKind::People;
        std::optional<LookedThrough> looked; // the whole file
        QStringList fresh; // names of new attributes or properties
        QString mode;
        int remarks = 0; // columns with something to read about them
        QStringList unusual; // sentences
    };

    explicit ImportSummary(QWidget* parent = nullptr);

    void show(const Plan& plan);
    // Why it can't start yet.
    void hold(const QString& reason);

private:
    static QString peopleText(const ForeseenPeople& people);
    static QString wrongIdText(const Plan& plan);
    static QStringList doubts(const Plan& plan);

    ElidedLabel* m_plan;
    QLabel* m_unusual;
    QLabel* m_hindrance;
};

} // namespace wd
