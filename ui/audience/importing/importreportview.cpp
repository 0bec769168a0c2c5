#include "ui/audience/importing/importreportview.h"

#include "ui/shared/buttons.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace wd {

namespace {

// A spreadsheet must not take a cell for a formula.
QString csvCell(QString text)
{
    static const QString formula = QStringLiteral("=+-@");
    if (!text.isEmpty() && formula.contains(text.front()))
        text.prepend(u'\'');
    text.replace(u'"', QStringLiteral("\"\""));
    return u'"' + text + u'"';
}

} // namespace

ImportReportView::ImportReportView(QWidget* parent)
    : QWidget(parent)
    , m_message(new InlineMessage(QStringLiteral("importResult"), this))
    , m_errors(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("importErrors"), tr("Rows that were not imported"), this))
    , m_save(secondaryButton(tr("Save the list…"), QStringLiteral("export"), QStringLiteral("saveImportErrors"), this))
{
    m_errors->setHorizontalHeaderLabels({tr("Line"), tr("Reason")});
    m_table->setModel(m_errors);
    m_table->setColumns({{Column::Fixed, 80}, {Column::Stretch, 300}});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_message);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_save, 0, Qt::AlignLeft);
    layout->addStretch();
    connect(m_save, &QPushButton::clicked, this, &ImportReportView::saveErrors);
}

void ImportReportView::show(ImportKind kind, const ImportReport& report)
{
    QStringList parts;
    if (report.stopped)
        parts += tr("Stopped. What had been read by then is kept; importing the file again continues.");
    parts += kind == ImportKind::People
        ? tr("%1 rows: %2 added, %3 updated, %4 unchanged, %5 not imported.")
              .arg(numberText(report.rows), numberText(report.added), numberText(report.updated),
                  numberText(report.unchanged), numberText(report.failed))
        : tr("%1 rows: %2 events added, %3 already there, %4 not imported; %5 new users.")
              .arg(numberText(report.rows), numberText(report.added), numberText(report.skipped),
                  numberText(report.failed), numberText(report.peopleAdded));
    m_message->show(report.failed > 0 || report.stopped ? Role::Warning : Role::Ok, parts.join(u' '));
    m_errors->removeRows(0, m_errors->rowCount());
    for (const RowError& error : report.errors)
        m_errors->appendRow({readOnlyItem(numberText(error.line)), readOnlyItem(errorText(error.error))});
    m_table->setVisible(!report.errors.isEmpty());
    m_save->setVisible(!report.errors.isEmpty());
}

void ImportReportView::saveErrors()
{
    auto* dialog = new QFileDialog(this, tr("Save the list"), QString(), tr("CSV files (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        // A byte order mark, so that spreadsheets read Chinese right.
        QByteArray csv = "\xEF\xBB\xBF";
        csv += (csvCell(tr("Line")) + u',' + csvCell(tr("Reason")) + QLatin1String("\r\n")).toUtf8();
        for (int row = 0; row < m_errors->rowCount(); ++row)
            csv += (csvCell(m_errors->item(row, 0)->text()) + u',' + csvCell(m_errors->item(row, 1)->text())
                + QLatin1String("\r\n"))
                       .toUtf8();
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
            m_message->show(Role::Error, errorText({ErrorKind::FileUnwritable, {path, file.errorString()}, {}}));
    });
    dialog->open();
}

} // namespace wd
