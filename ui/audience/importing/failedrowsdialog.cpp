#include "ui/audience/importing/failedrowsdialog.h"

#include "models/audience/importing/importservice.h"
#include "ui/shared/formatting.h"
#include "ui/texts/errortexts.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace wd {

namespace {

class FailedRowsDialog {
    Q_DECLARE_TR_FUNCTIONS(wd::FailedRowsDialog)
};

} // namespace

void saveFailedRowsAs(QWidget* parent, ImportService& imports, qint64 importId, const QString& importedFile,
    std::function<void(const Result<qint64>&, const QString& path)> then)
{
    const QString workbooks = FailedRowsDialog::tr("Excel workbooks (*.xlsx)");
    const QString texts = FailedRowsDialog::tr("CSV files (*.csv)");
    const QString name = FailedRowsDialog::tr("%1 - failed rows").arg(QFileInfo(importedFile).completeBaseName())
        + QStringLiteral(".xlsx");
    auto* dialog = new QFileDialog(parent, FailedRowsDialog::tr("Export failed rows"), QFileInfo(importedFile).path());
    dialog->setObjectName(QStringLiteral("failedRowsDialog"));
    dialog->setNameFilters({workbooks, texts});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("xlsx"));
    dialog->selectFile(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, texts](const QString& filter) {
        dialog->setDefaultSuffix(filter == texts ? QStringLiteral("csv") : QStringLiteral("xlsx"));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
        [parent, &imports, importId, then = std::move(then)](const QString& path) {
            imports.saveFailedRows(importId, path, FailedRowsDialog::tr("Reason"), errorText, parent,
                [then, path](const Result<qint64>& rows) { then(rows, path); });
        });
    dialog->open();
}

QString failedRowsText(qint64 rows, qint64 failed, const QString& path)
{
    return rows < failed
        ? FailedRowsDialog::tr("%n of %1 refused rows written to %2: the others were not kept.", nullptr, int(rows))
              .arg(numberText(failed), path)
        : FailedRowsDialog::tr("%n rows written to %1.", nullptr, int(rows)).arg(path);
}

} // namespace wd
