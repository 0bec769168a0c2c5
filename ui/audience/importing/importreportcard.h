// What became of an import: counts, refused rows with line, column and reason, and what can be done next.
#pragma once

#include "ui/audience/importing/importrun.h"
#include "ui/shared/card.h"
#include "ui/shared/pagecontext.h"

class QGridLayout;
class QStandardItemModel;

namespace wd {

class InlineMessage;
class TableView;

class ImportReportCard final : public Card {
    Q_OBJECT
public:
    ImportReportCard(const PageContext& context, ImportRun& run, QWidget* parent = nullptr);

    void show(); // the run has ended with a report
    QPushButton* firstButton() const; // the likely next step

signals:
    void nextAsked(); // another file
    void continueAsked(); // the same file, where it stopped

private:
    QWidget* makeActions();
    void showHead(const ImportReport& report);
    void showFigures(const ImportReport& report);
    void showNotes(const ImportReport& report);
    void showFailed(const ImportReport& report);
    void saveFailed();
    void makeSegment();
    void upload(const QString& name, int attempt);
    void askUndo();
    void undo();
    void block(const QString& reason);

    PageContext m_context;
    ImportRun& m_run;
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
