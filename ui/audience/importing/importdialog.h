// Importing people or events from a file: what the columns become, progress, and the report.
#pragma once

#include "models/audience/importing/importer.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;

namespace wd {

class Field;
class ImportColumns;
class ImportReportView;
class InlineMessage;
class TableView;
class Workspace;

class ImportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ImportDialog(Workspace& workspace, QWidget* parent = nullptr);

    // As if chosen in the dialog.
    void setFile(const QString& file);

    void reject() override; // while an import runs it only stops it

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeSetup();
    QWidget* makeProgress();
    void chooseFile();
    void preview();
    void showPreview(const ImportPreview& preview);
    void start();
    void showProgress(qint64 rows, qint64 bytesDone, qint64 bytesTotal);
    void showReport(const Result<ImportReport>& report);
    void showSetup();
    ImportOptions options() const;

    Workspace& m_workspace;
    QStackedWidget* m_steps;
    QLineEdit* m_file = nullptr;
    Field* m_fileField = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_encoding = nullptr;
    ImportColumns* m_columns = nullptr;
    QStandardItemModel* m_rows;
    TableView* m_preview = nullptr;
    QWidget* m_found = nullptr;
    InlineMessage* m_message = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_rate = nullptr;
    ImportReportView* m_report = nullptr;
    QPushButton* m_start;
    QPushButton* m_cancel;
    qint64 m_startedAt = 0;
    quint64 m_previewNumber = 0; // answers to an earlier choice are dropped
    bool m_running = false;
};

} // namespace wd
