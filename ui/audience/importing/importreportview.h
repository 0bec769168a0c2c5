// What became of an import: counts, and every row that was refused with its line and reason.
#pragma once

#include "models/audience/importing/importer.h"

#include <QWidget>

class QStandardItemModel;

namespace wd {

class InlineMessage;
class TableView;

class ImportReportView final : public QWidget {
    Q_OBJECT
public:
    explicit ImportReportView(QWidget* parent = nullptr);
    void show(ImportKind kind, const ImportReport& report);

private:
    void saveErrors();

    InlineMessage* m_message;
    QStandardItemModel* m_errors;
    TableView* m_table;
    QPushButton* m_save;
};

} // namespace wd
