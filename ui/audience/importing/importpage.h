// Importing a file: how it is read, what its columns become, progress, and what came of it.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/importing/history/importhistory.h"
#include "models/audience/segments/listupload.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QTimer>

namespace wd {

class EarlierImport;
class ImportColumnsCard;
class ImportFileCard;
class ImportLook;
class ImportModeCard;
class ImportProgressCard;
class ImportReportCard;
class ImportRun;
class ImportSummary;
class InlineMessage;

class ImportPage final : public Page {
    Q_OBJECT
public:
    ImportPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void wire();
    void orderTabs();
    void showRun();
    void showSetup(bool shown);
    void openFile(const QString& file);

    // Reading the file: preview, catalogue, how its columns were used the last time.
    void beginReading();
    void read();
    void takePreview(const ImportPreview& preview);
    void readCatalogue();
    void lookUpLastTime();
    void takeKind(ImportKind kind);
    ImportOptions proposed() const;
    ImportOptions withOrderNumbers(ImportOptions options) const;
    void showColumns(const ImportOptions& columns, bool remembered);
    void lookForEarlier();
    void showEarlier();
    void noteEdit();
    void showKindNote();
    void refine();
    void showLooked();
    QStringList lookedAs() const; // which columns are what, and the zone of times

    ImportOptions options() const;
    ListUploadOptions ids() const;
    void block(const QString& reason);
    void showReadiness();
    void showSummary();
    void start();
    void startOrAsk();
    void begin(ImportRepeat repeat);
    void goOn();

    PageContext m_context;
    ImportRun& m_run;
    ImportLook* m_look;
    InlineMessage* m_message;
    InlineMessage* m_earlierNote;
    EarlierImport* m_earlier;
    InlineMessage* m_kindNote;
    ImportFileCard* m_file;
    ImportColumnsCard* m_columns;
    ImportModeCard* m_mode;
    ImportProgressCard* m_progress;
    ImportReportCard* m_report;
    QWidget* m_footer = nullptr;
    QPushButton* m_history;
    ImportSummary* m_summary;
    QPushButton* m_cancel;
    QPushButton* m_start;
    QTimer m_rest; // edits rest: look again
    Catalogue m_catalogue;
    std::optional<ImportPreview> m_preview;
    std::optional<ImportOptions> m_restored; // of a page that was there before
    bool m_kindIsChosen = false;
    quint64 m_number = 0; // of the reading: answers to an earlier one are dropped
};

} // namespace wd
