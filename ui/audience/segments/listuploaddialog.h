// A list of people from a file: which column holds the ids, what was found, and a name, unless it is a list's new file.
// Nothing is stored before that.
#pragma once

#include "models/audience/importing/importer.h"
#include "models/audience/segments/listupload.h"

#include <QDateTime>
#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace wd {

class Field;
class InlineMessage;
class Workspace;

class ListUploadDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ListUploadDialog(Workspace& workspace, QWidget* parent = nullptr);
    // The people of this list are to be those of the file.
    ListUploadDialog(Workspace& workspace, const PeopleList& replaced, QWidget* parent = nullptr);

    void setFile(const QString& file); // as if chosen in the dialog
    void reject() override; // stops what runs; nothing was stored

signals:
    void made(const wd::ListUploadReport& report); // the list, under the name it was given

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeSetup();
    QWidget* makeProgress();
    QWidget* makeReport();
    void chooseFile();
    void preview();
    void showPreview(const ImportPreview& preview);
    void showUnread(const Error& error);
    void showSheets(const TableInfo& table);
    void showSamples();
    void count(std::optional<bool> hasHeader);
    void proposeName();
    void showReport();
    void showReading();
    void showCounts();
    void store();
    void showWaiting();
    void showStoring();
    void goBack();
    QString file() const;
    // Shows the progress; what is called with an answer shows the step before again.
    std::function<void(const Result<ListUploadReport>&)> begin(
        const QString& words, std::function<void(const Result<ListUploadReport>&)> then);
    ListUploadOptions options() const;
    void showStep(int step);

    Workspace& m_workspace;
    PeopleList m_replaced; // id 0: a new list
    QStackedWidget* m_steps;
    QLineEdit* m_file = nullptr;
    Field* m_fileField = nullptr;
    QComboBox* m_sheet = nullptr;
    Field* m_sheetField = nullptr;
    QComboBox* m_column = nullptr;
    Field* m_columnField = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_encoding = nullptr;
    Field* m_encodingField = nullptr;
    QWidget* m_found = nullptr;
    QLabel* m_rate = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_more = nullptr;
    QLabel* m_header = nullptr;
    QCheckBox* m_firstIsId = nullptr;
    QLabel* m_faults = nullptr;
    QLabel* m_awaited = nullptr;
    QLabel* m_instead = nullptr;
    QCheckBox* m_add = nullptr;
    QLineEdit* m_name = nullptr;
    Field* m_nameField = nullptr;
    InlineMessage* m_message;
    QPushButton* m_back;
    QPushButton* m_cancel;
    QPushButton* m_go;
    QString m_read; // the file that was previewed last
    QDateTime m_readAs; // when it had been changed then
    QString m_chosenEncoding; // of it; none: it is found out
    QString m_chosenSheet; // likewise
    QList<QStringList> m_rows; // its first ones
    ListUploadReport m_report; // as counted
    std::optional<bool> m_hasHeader; // as said, of the sheet that was counted
    bool m_running = false;
    bool m_waiting = false; // to be stored, behind an import
    quint64 m_previewNumber = 0; // answers to an earlier choice are dropped
};

} // namespace wd
