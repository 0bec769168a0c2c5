// Whether the very file that is to be imported was imported before: said at once, and asked about at the start.
#pragma once

#include "models/audience/importing/history/importhistory.h"
#include "ui/shared/pagecontext.h"

namespace wd {

class InlineMessage;

class EarlierImport final : public QObject {
    Q_OBJECT
public:
    // `note`: where it is said.
    EarlierImport(const PageContext& context, InlineMessage* note, QObject* parent);

    // Reads the whole file once; the operator can go on meanwhile.
    void look(const QString& file, ImportKind kind, const QString& sheet);
    void forget(); // another file
    void leaveOff(); // an import runs: nothing more is said
    bool isKnown() const { return m_entry.has_value(); }
    // The import that goes on if it is started as it was begun; null: none.
    const ImportEntry* unfinished() const;
    // It is no plain beginning: Go on.
    bool isToGoOn() const;
    // Nothing has to be asked before it starts.
    bool letsBegin(const ImportOptions& options, const TableInfo& table) const;
    void ask(QWidget* parent, std::function<void()> again) const;

signals:
    void found();

private:
    void say();
    QString question() const;

    PageContext m_context;
    InlineMessage* m_note;
    std::optional<ImportEntry> m_entry;
    quint64 m_number = 0; // of the look: answers to an earlier one are dropped
};

} // namespace wd
