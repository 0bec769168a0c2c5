// Earlier imports: when, which file, what came of each, its refused rows, and undoing it.
#pragma once

#include "models/audience/importing/history/importhistory.h"
#include "ui/shared/changereader.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class EmptyState;
class InlineMessage;
class TableView;

class ImportHistoryPage final : public Page {
    Q_OBJECT
public:
    ImportHistoryPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    void read();
    void show(const QList<ImportEntry>& entries);
    void addRow(const ImportEntry& entry);
    QWidget* makeActions(const ImportEntry& entry);
    void open(const QModelIndex& index);
    void saveFailed(const ImportEntry& entry);
    void askUndo(const ImportEntry& entry);
    void undo(const ImportEntry& entry);
    void openImport();

    PageContext m_context;
    InlineMessage* m_message;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QList<ImportEntry> m_entries;
    ChangeReader m_reader;
};

} // namespace wd
