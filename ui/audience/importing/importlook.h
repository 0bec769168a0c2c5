// What the whole file tells of an import as it is chosen now: types, times, and who would lose a value.
#pragma once

#include "models/audience/importing/importservice.h"

namespace wd {

class ImportLook final : public QObject {
    Q_OBJECT
public:
    explicit ImportLook(ImportService& imports, QObject* parent = nullptr);

    // Another file, or the same read otherwise: nothing is known.
    void forget();
    // Which rows count, and for which event, depends on `uses` of columns and zone alone; who loses a value also on
    // options.clearOthers. What is known already is not asked again.
    void look(const QString& file, const ImportOptions& options, const QStringList& uses);
    bool isDone(const QStringList& uses) const { return m_lookedAs == uses; }
    bool isCounted(const QStringList& uses, const QStringList& cleared) const;

    const std::optional<LookedThrough>& whole() const { return m_whole; }
    std::optional<qint64> losers() const { return m_losers; }

signals:
    void looked(); // whole() is known, or can't be
    void counted();
    void failed(const wd::Error& error);

private:
    void count(const QString& file, const ImportOptions& options, const QStringList& as);

    ImportService& m_imports;
    QStringList m_asked;
    QStringList m_lookedAs;
    std::optional<LookedThrough> m_whole;
    QStringList m_countAsked;
    QStringList m_countedAs;
    std::optional<qint64> m_losers;
};

} // namespace wd
