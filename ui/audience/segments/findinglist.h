// Why somebody is in a segment or not: each condition with its answer and what was found.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/query/explanation.h"

#include <QTimeZone>
#include <QWidget>

class QVBoxLayout;

namespace wd {

class FindingList final : public QWidget {
    Q_OBJECT
public:
    explicit FindingList(QWidget* parent = nullptr);

    void show(const Finding& finding, const Catalogue& catalogue, const QTimeZone& zone);
    void clear();

private:
    void add(const Finding& finding, int level);
    void addLine(const Finding& finding, int level, const QString& words, const QString& found);
    QString words(const Finding& finding) const;
    QString found(const Finding& finding) const;
    QString times(const QList<UtcMs>& times) const;

    QVBoxLayout* m_lines;
    Catalogue m_catalogue;
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace wd
