// What became of an import: counts, refused rows with line, column and reason, and what can be done next.
#pragma once

#include "models/audience/importing/history/importhistory.h"
#include "models/audience/segments/listupload.h"
#include "ui/shared/card.h"
#include "ui/shared/pagecontext.h"

class QGridLayout;
class QStandardItemModel;

namespace wd {

class InlineMessage;
class TableView;

// An import that has come to its end, or was stopped.
struct ShownImport {
    QString file; // a path, or what is on record of it
    ImportOptions options;
    ListUploadOptions ids; // the column that tells who the rows are about
    ImportReport report;
    std::optional<ImportEntry> past; // of an earlier one: its file may be gone
};

class ImportReportCard final : public Card {
    Q_OBJECT
public:
    explicit ImportReportCard(const PageContext& context, QWidget* parent = nullptr);

    void show(const ShownImport& import);
    void blockUndo(const QString& reason);
    QPushButton* firstButton() const; // the likely next step

signals:
    void nextAsked(); // another file
    void continueAsked(); // the same file, where it stopped
    void undone();

private:
    QWidget* makeActions();
    void showHead(const ImportReport& report);
    void showFigures(const ImportReport& report);
    void showNotes(const ImportReport& report);
    void showFailed(const ImportReport& report);
    void saveFailed();
    bool bringsAnybody() const;
    QString skippedText() const;
    QString warningText() const;
    QString withheldText() const;
    void askToMakeSegment();
    void makeSegment(const QString& name);
    void askUndo();
    void undo();
    void block(const QString& reason);

    PageContext m_context;
    ShownImport m_import;
    InlineMessage* m_head;
    QGridLayout* m_figures;
    QLabel* m_notes;
    InlineMessage* m_warnings;
    QLabel* m_failedTitle;
    QStandardItemModel* m_failed;
    TableView* m_table;
    InlineMessage* m_message;
    QPushButton* m_save = nullptr;
    QPushButton* m_segment = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_continue = nullptr;
    QPushButton* m_next = nullptr;
};

} // namespace wd
