#include "ui/audience/importing/importdialog.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importcolumns.h"
#include "ui/audience/importing/importreportview.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>
#include <QStackedWidget>
#include <QStandardItemModel>

namespace wd {

namespace {

enum Step { Setup, Progress, Report };
constexpr int previewRows = 20;

} // namespace

ImportDialog::ImportDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_steps(new QStackedWidget(this))
    , m_rows(new QStandardItemModel(this))
    , m_report(new ImportReportView(this))
    , m_start(primaryButton(tr("Import"), QStringLiteral("import"), QStringLiteral("startImport"), this))
    , m_cancel(secondaryButton(tr("Cancel"), QString(), QStringLiteral("cancelImport"), this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    setAcceptDrops(true);
    resize(840, 640);
    m_steps->addWidget(makeSetup());
    m_steps->addWidget(makeProgress());
    m_steps->addWidget(m_report);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(m_steps, 1);
    layout->addLayout(buttons);
    connect(m_start, &QPushButton::clicked, this, &ImportDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(&workspace.imports(), &ImportService::progressed, this, &ImportDialog::showProgress);
    showSetup();
}

QWidget* ImportDialog::makeSetup()
{
    auto* setup = new QWidget(this);
    auto* layout = new QVBoxLayout(setup);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);

    m_file = new QLineEdit(setup);
    m_file->setObjectName(QStringLiteral("importFile"));
    connect(m_file, &QLineEdit::editingFinished, this, &ImportDialog::preview);
    m_fileField = new Field(tr("File"), m_file, Field::Need::Required);
    m_fileField->setHint(tr("A CSV file; drop it here or choose it."));
    QPushButton* const choose
        = secondaryButton(tr("Choose…"), QStringLiteral("search"), QStringLiteral("chooseImportFile"), setup);
    connect(choose, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    m_fileField->addBeside(choose);
    layout->addWidget(m_fileField);

    m_kind = new QComboBox(setup);
    m_kind->setObjectName(QStringLiteral("importKind"));
    m_kind->addItem(tr("Users"), static_cast<int>(ImportKind::People));
    m_kind->addItem(tr("Events"), static_cast<int>(ImportKind::Events));
    m_encoding = new QComboBox(setup);
    m_encoding->setObjectName(QStringLiteral("importEncoding"));
    m_encoding->addItem(tr("Detect"), QString());
    for (const QString& name :
        {QStringLiteral("UTF-8"), QStringLiteral("GB18030"), QStringLiteral("UTF-16LE"), QStringLiteral("UTF-16BE")})
        m_encoding->addItem(name, name);
    connect(m_kind, &QComboBox::activated, this, &ImportDialog::preview);
    connect(m_encoding, &QComboBox::activated, this, &ImportDialog::preview);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(new Field(tr("What it holds"), m_kind), 1);
    row->addWidget(new Field(tr("Encoding"), m_encoding), 1);
    layout->addLayout(row);

    m_message = new InlineMessage(QStringLiteral("importMessage"), setup);
    layout->addWidget(m_message);
    m_found = new QWidget(setup);
    auto* found = new QVBoxLayout(m_found);
    found->setContentsMargins(0, 0, 0, 0);
    found->setSpacing(12);
    m_columns = new ImportColumns(m_workspace.zone(), m_found);
    connect(m_columns, &ImportColumns::edited, this, [this] { m_message->clear(); });
    found->addWidget(m_columns);
    m_preview = new TableView(QStringLiteral("importPreview"), tr("First rows of the file"), m_found);
    m_preview->setModel(m_rows);
    m_preview->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    found->addWidget(m_preview, 1);
    layout->addWidget(m_found, 1);
    layout->addStretch();
    return setup;
}

QWidget* ImportDialog::makeProgress()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_progress = new QProgressBar(box);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_rate = textLabel(QString(), box);
    m_rate->setObjectName(QStringLiteral("importRate"));
    layout->addStretch();
    layout->addWidget(m_rate);
    layout->addWidget(m_progress);
    layout->addStretch();
    return box;
}

void ImportDialog::showSetup()
{
    m_running = false;
    m_steps->setCurrentIndex(Setup);
    m_found->hide();
    m_cancel->setText(tr("Cancel"));
    m_start->show();
    setBlocked(m_start, tr("Please choose a file first."));
}

void ImportDialog::chooseFile()
{
    auto* dialog
        = new QFileDialog(this, tr("Choose a file"), QString(), tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setFile);
    dialog->open();
}

void ImportDialog::setFile(const QString& file)
{
    m_file->setText(file);
    preview();
}

ImportOptions ImportDialog::options() const
{
    ImportOptions options;
    options.kind = static_cast<ImportKind>(m_kind->currentData().toInt());
    options.table.encoding = m_encoding->currentData().toString();
    options.zone = m_workspace.zone();
    return options;
}

void ImportDialog::preview()
{
    m_fileField->setError({});
    m_message->clear();
    const QString file = m_file->text().trimmed();
    if (file.isEmpty())
        return showSetup();
    setBlocked(m_start, tr("Reading the file …"));
    const quint64 number = ++m_previewNumber;
    m_workspace.imports().preview(file, options(), this, [this, number](const Result<ImportPreview>& preview) {
        if (number != m_previewNumber || m_running)
            return;
        if (!preview) {
            m_found->hide();
            m_fileField->setError(errorText(preview.error()));
            setBlocked(m_start, tr("This file can't be imported."));
            return;
        }
        showPreview(*preview);
    });
}

void ImportDialog::showPreview(const ImportPreview& preview)
{
    m_fileField->setHint(tr("Read as %1.").arg(preview.table.encoding));
    m_columns->show(options().kind, preview);
    m_rows->clear();
    QStringList headers;
    for (qsizetype i = 0; i < preview.headers.size(); ++i)
        headers
            += tr("%1 (%2)", "column, type").arg(preview.headers[i], attributeTypeText(preview.columns.value(i).type));
    m_rows->setHorizontalHeaderLabels(headers);
    for (const QStringList& cells : preview.rows.mid(0, previewRows)) {
        QList<QStandardItem*> items;
        for (const QString& cell : cells) {
            items += new QStandardItem(cell);
            items.last()->setEditable(false);
        }
        m_rows->appendRow(items);
    }
    m_preview->resizeColumnsToContents();
    m_found->show();
    setBlocked(m_start, {});
}

void ImportDialog::start()
{
    ImportOptions chosen = options();
    m_columns->addTo(chosen);
    m_running = true;
    m_startedAt = m_workspace.clock().monotonic();
    m_progress->setValue(0);
    m_rate->setText(tr("Reading the file …"));
    m_steps->setCurrentIndex(Progress);
    m_start->hide();
    m_cancel->setText(tr("Stop"));
    m_workspace.imports().start(
        m_file->text().trimmed(), chosen, this, [this](const Result<ImportReport>& report) { showReport(report); });
}

void ImportDialog::showProgress(qint64 rows, qint64 bytesDone, qint64 bytesTotal)
{
    if (!m_running)
        return;
    const qint64 elapsed = qMax<qint64>(1, m_workspace.clock().monotonic() - m_startedAt);
    m_progress->setValue(bytesTotal > 0 ? int(bytesDone * 1000 / bytesTotal) : 0);
    const qint64 left = bytesDone > 0 ? elapsed * (bytesTotal - bytesDone) / bytesDone : 0;
    m_rate->setText(tr("%1 rows, %2 a second, about %3 left")
                        .arg(numberText(rows), numberText(rows * 1000 / elapsed), durationText(left)));
}

void ImportDialog::showReport(const Result<ImportReport>& report)
{
    m_running = false;
    if (!report) {
        m_steps->setCurrentIndex(Setup);
        m_start->show();
        m_cancel->setText(tr("Cancel"));
        return m_message->show(Role::Error, errorText(report.error()));
    }
    m_report->show(options().kind, *report);
    m_steps->setCurrentIndex(Report);
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus();
}

void ImportDialog::reject()
{
    if (m_running)
        m_workspace.imports().stop();
    else
        QDialog::reject();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && !m_running)
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        setFile(urls.first().toLocalFile());
}

} // namespace wd
