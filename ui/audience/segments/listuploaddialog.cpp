#include "ui/audience/segments/listuploaddialog.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importreading.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/combobox.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/freename.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/taborder.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace wd {

namespace {

enum Step { Setup, Progress, Report };
constexpr int longestName = 50;
constexpr qsizetype unknownNamed = 5;
constexpr qsizetype faultsNamed = 3; // and as many warnings
constexpr qsizetype samplesShown = 3;
constexpr qsizetype longestSample = 24;

// Nothing of what is said is cut.
void growToFit(QDialog* dialog)
{
    dialog->layout()->activate();
    const int high = dialog->layout()->totalHeightForWidth(dialog->width());
    if (high > dialog->height())
        dialog->resize(dialog->width(), high);
}

QVBoxLayout* stepLayout(QWidget* step)
{
    auto* layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    return layout;
}

} // namespace

ListUploadDialog::ListUploadDialog(Workspace& workspace, QWidget* parent)
    : ListUploadDialog(workspace, PeopleList(), parent)
{
}

ListUploadDialog::ListUploadDialog(Workspace& workspace, const PeopleList& replaced, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_replaced(replaced)
    , m_steps(new QStackedWidget(this))
    , m_message(new InlineMessage(QStringLiteral("listMessage"), this))
    , m_back(secondaryButton(tr("Back"), QStringLiteral("arrow-left"), QStringLiteral("backToFile"), this))
    , m_cancel(secondaryButton(tr("Cancel"), {}, QStringLiteral("cancelList"), this))
    , m_go(primaryButton(tr("Read the list"), QStringLiteral("import"), QStringLiteral("readList"), this))
{
    setObjectName(QStringLiteral("listUploadDialog"));
    setWindowTitle(replaced.id == 0 ? tr("Upload a list") : tr("New file for “%1”").arg(replaced.name));
    setAcceptDrops(true);
    resize(560, 380);
    m_steps->addWidget(makeSetup());
    m_steps->addWidget(makeProgress());
    m_steps->addWidget(makeReport());
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_go);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(m_message);
    layout->addWidget(m_steps, 1);
    layout->addLayout(buttons);
    m_go->setAutoDefault(true);
    connect(m_go, &QPushButton::clicked, this, [this] { m_steps->currentIndex() == Report ? store() : count({}); });
    connect(m_back, &QPushButton::clicked, this, &ListUploadDialog::goBack);
    connect(m_cancel, &QPushButton::clicked, this, &ListUploadDialog::reject);
    const auto show
        = [this](qint64 done, qint64 total) { m_progress->setValue(total > 0 ? int(done * 1000 / total) : 0); };
    connect(&workspace.lists(), &ListService::progressed, this, show);
    connect(&workspace.lists(), &ListService::begun, this, &ListUploadDialog::showStoring);
    connect(&workspace.imports(), &ImportService::progressed, this, [this, show](qint64, qint64 done, qint64 total) {
        if (m_waiting)
            show(done, total);
    });
    chainTabs(m_file,
        {m_fileField, m_sheetField, m_found, m_encodingField, m_firstIsId, m_add, m_nameField, m_message, m_back,
            m_cancel, m_go});
    showStep(Setup);
    setBlocked(m_go, tr("Please choose a file first."));
}

QWidget* ListUploadDialog::makeSetup()
{
    auto* setup = new QWidget(this);
    m_file = new QLineEdit(setup);
    m_file->setObjectName(QStringLiteral("listFile"));
    m_fileField = new Field(tr("File"), m_file, Field::Need::Required);
    m_fileField->setHint(tr("A CSV, Excel or JSON Lines file; drop it here or choose it."));
    QPushButton* const choose
        = secondaryButton(tr("Choose…"), QStringLiteral("search"), QStringLiteral("chooseListFile"), setup);
    m_fileField->addBeside(choose);
    m_sheet = new ComboBox(setup);
    m_sheet->setObjectName(QStringLiteral("listSheet"));
    m_sheetField = new Field(tr("Sheet"), m_sheet);
    m_sheetField->hide();
    m_found = new QWidget(setup);
    m_column = new ComboBox(m_found);
    m_column->setObjectName(QStringLiteral("listColumn"));
    m_kind = new QComboBox(m_found);
    m_kind->setObjectName(QStringLiteral("listKind"));
    m_kind->addItem(tr("Login ids"), static_cast<int>(UserKind::Login));
    m_kind->addItem(tr("Visitor ids"), static_cast<int>(UserKind::Visitor));
    auto* row = new QHBoxLayout(m_found);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    m_columnField = new Field(tr("Column with the ids"), m_column, Field::Need::Required);
    row->addWidget(m_columnField, 1, Qt::AlignTop);
    row->addWidget(new Field(tr("What they are"), m_kind), 1, Qt::AlignTop);
    m_found->hide();
    m_encoding = new QComboBox(setup);
    m_encoding->setObjectName(QStringLiteral("listEncoding"));
    m_encodingField = new Field(tr("Encoding"), m_encoding);
    m_encodingField->hide();
    QVBoxLayout* const layout = stepLayout(setup);
    layout->addWidget(m_fileField);
    layout->addWidget(m_sheetField);
    layout->addWidget(m_found);
    layout->addWidget(m_encodingField);
    layout->addStretch();
    connect(choose, &QPushButton::clicked, this, &ListUploadDialog::chooseFile);
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        const QString file = this->file();
        if (file != m_read || QFileInfo(file).lastModified() != m_readAs)
            preview();
    });
    connect(m_sheet, &QComboBox::activated, this, [this] {
        m_chosenSheet = m_sheet->currentData().toString();
        preview();
    });
    connect(m_column, &QComboBox::currentIndexChanged, this, &ListUploadDialog::showSamples);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        m_chosenEncoding = m_encoding->currentData().toString();
        preview();
    });
    return setup;
}

QWidget* ListUploadDialog::makeProgress()
{
    auto* box = new QWidget(this);
    m_progress = new QProgressBar(box);
    m_progress->setObjectName(QStringLiteral("listProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_rate = textLabel({}, box);
    m_rate->setObjectName(QStringLiteral("listDoing"));
    QVBoxLayout* const layout = stepLayout(box);
    layout->addStretch();
    layout->addWidget(m_rate);
    layout->addWidget(m_progress);
    layout->addStretch();
    return box;
}

QWidget* ListUploadDialog::makeReport()
{
    auto* report = new QWidget(this);
    m_counts = headingLabel({}, report);
    m_counts->setObjectName(QStringLiteral("listCounts"));
    m_counts->setWordWrap(true);
    m_more = mutedLabel({}, report);
    m_more->setObjectName(QStringLiteral("listUnknown"));
    m_header = mutedLabel({}, report);
    m_header->setObjectName(QStringLiteral("listHeader"));
    m_header->setWordWrap(true);
    m_firstIsId = new QCheckBox(tr("The first line is an id, too"), report);
    m_firstIsId->setObjectName(QStringLiteral("firstIsId"));
    m_firstIsId->setAccessibleName(m_firstIsId->text());
    m_faults = mutedLabel({}, report);
    m_faults->setObjectName(QStringLiteral("listFaults"));
    m_awaited = mutedLabel(tr("They are kept with the list and join it as soon as an import brings them."), report);
    m_awaited->setObjectName(QStringLiteral("listAwaited"));
    m_instead = textLabel({}, report);
    m_instead->setObjectName(QStringLiteral("listInstead"));
    m_add = new QCheckBox(report);
    m_add->setObjectName(QStringLiteral("addUnknown"));
    m_name = new QLineEdit(report);
    m_name->setObjectName(QStringLiteral("listName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name of the list"), m_name, Field::Need::Required);
    QVBoxLayout* const layout = stepLayout(report);
    layout->addWidget(m_counts);
    layout->addWidget(m_header);
    layout->addWidget(m_firstIsId, 0, Qt::AlignLeft);
    layout->addWidget(m_faults);
    layout->addWidget(m_more);
    layout->addWidget(m_awaited);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_nameField);
    layout->addWidget(m_instead);
    m_nameField->setVisible(m_replaced.id == 0);
    m_instead->setVisible(m_replaced.id != 0);
    layout->addStretch();
    layout->addWidget(mutedLabel(m_replaced.id == 0 ? tr("Nothing is stored before you press Done.")
                                                    : tr("The list stays as it is before you press Replace."),
        report));
    connect(m_firstIsId, &QCheckBox::clicked, this, [this](bool isId) { count(!isId); });
    connect(m_add, &QCheckBox::toggled, this, &ListUploadDialog::showCounts);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    return report;
}

void ListUploadDialog::showStep(int step)
{
    m_running = step == Progress;
    m_steps->setCurrentIndex(step);
    m_waiting = false;
    m_back->setVisible(step == Report);
    m_go->setVisible(step != Progress);
    m_go->setText(step != Report ? tr("Read the list") : m_replaced.id == 0 ? tr("Done") : tr("Replace"));
    m_go->setAccessibleName(m_go->text());
    m_go->setIcon(icon(step == Report ? QStringLiteral("check") : QStringLiteral("import"), Token::OnAccent));
    m_cancel->setText(step == Progress ? tr("Stop") : tr("Cancel"));
    m_cancel->setAccessibleName(m_cancel->text());
}

// --- the file ------------------------------------------------------------------------------------------------------

void ListUploadDialog::chooseFile()
{
    auto* dialog = new QFileDialog(
        this, tr("Choose a file"), QString(), tr("Tables (*.csv *.tsv *.txt *.xlsx *.jsonl);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ListUploadDialog::setFile);
    dialog->open();
}

void ListUploadDialog::setFile(const QString& file)
{
    m_file->setText(file);
    preview();
}

void ListUploadDialog::preview()
{
    m_fileField->setError({});
    m_message->clear();
    const quint64 number = ++m_previewNumber;
    const QString file = this->file();
    if (file != m_read) {
        m_chosenEncoding.clear();
        m_chosenSheet.clear();
        m_sheet->clear();
    }
    m_hasHeader.reset();
    m_read = file;
    m_readAs = QFileInfo(file).lastModified();
    if (file.isEmpty()) {
        m_sheetField->hide();
        m_found->hide();
        m_encodingField->hide();
        return setBlocked(m_go, tr("Please choose a file first."));
    }
    setBlocked(m_go, tr("Reading the file …"));
    ImportOptions options;
    options.zone = m_workspace.zone();
    options.table.encoding = m_chosenEncoding;
    options.table.sheet = m_chosenSheet;
    m_workspace.imports().preview(file, options, this, [this, number](const Result<ImportPreview>& preview) {
        if (number != m_previewNumber || m_running)
            return;
        preview ? showPreview(*preview) : showUnread(preview.error());
    });
}

void ListUploadDialog::showUnread(const Error& error)
{
    const bool isText = error.kind == ErrorKind::NotDecodable;
    m_fileField->setError(isText
            ? tr("As %1 the file can't be read. Please choose another encoding below.").arg(error.arguments.value(0))
            : errorText(error));
    m_sheetField->setVisible(!m_chosenSheet.isEmpty()); // another one may be read
    m_found->hide();
    ImportReading::fillEncodings(m_encoding, {}, m_chosenEncoding);
    m_encodingField->setVisible(isText || !m_chosenEncoding.isEmpty());
    setBlocked(m_go, tr("This file can't be read."));
}

void ListUploadDialog::showPreview(const ImportPreview& preview)
{
    showSheets(preview.table);
    m_rows = preview.rows;
    m_column->clear();
    int ids = 0;
    bool visitors = false;
    for (qsizetype i = preview.headers.size() - 1; i >= 0; --i) {
        const QString use = preview.columns.value(i).use;
        if (use == visitorIdAttribute().key || use == loginIdAttribute().key) {
            ids = int(i);
            visitors = use == visitorIdAttribute().key;
        }
    }
    // Whether the first line of a single column is its name or an id is found out when the list is read.
    if (preview.headers.size() == 1 && preview.missing)
        m_column->addItem(tr("The only column"), QString());
    else
        for (const QString& header : preview.headers)
            m_column->addItem(columnTitle(header, preview.table), header);
    m_column->setCurrentIndex(ids);
    showSamples();
    m_kind->setCurrentIndex(visitors ? 1 : 0);
    m_found->show();
    QMetaObject::invokeMethod(
        this, [this] { growToFit(this); }, Qt::QueuedConnection);
    ImportReading::fillEncodings(m_encoding, preview.table.encoding, m_chosenEncoding);
    m_encodingField->setVisible(preview.table.format != TableFormat::Xlsx);
    setBlocked(m_go, {});
}

void ListUploadDialog::showSheets(const TableInfo& table)
{
    m_sheet->clear();
    for (const QString& sheet : table.sheets)
        m_sheet->addItem(sheet, sheet);
    m_sheet->setCurrentIndex(m_sheet->findData(table.sheet));
    m_sheetField->setVisible(table.sheets.size() > 1);
}

// Whether it is the right column, and the right encoding, shows here.
void ListUploadDialog::showSamples()
{
    QStringList samples;
    for (const QStringList& row : std::as_const(m_rows)) {
        const QString value = row.value(m_column->currentIndex()).trimmed();
        const QString shown = value.size() > longestSample ? value.left(longestSample) + QStringLiteral("…") : value;
        if (!shown.isEmpty() && !samples.contains(shown) && samples.size() < samplesShown)
            samples += shown;
    }
    m_columnField->setHint(samples.isEmpty()
            ? tr("There is nothing in the first rows of this column.")
            : tr("For example: %1", "values").arg(samples.join(tr(", ", "between ids"))));
}

// --- the list ------------------------------------------------------------------------------------------------------

ListUploadOptions ListUploadDialog::options() const
{
    ListUploadOptions options;
    options.table.encoding = m_chosenEncoding;
    options.table.sheet = m_sheet->currentData().toString();
    options.idColumn = m_column->currentData().toString();
    options.idKind = static_cast<UserKind>(m_kind->currentData().toInt());
    options.table.hasHeader = m_hasHeader;
    return options;
}

QString ListUploadDialog::file() const
{
    return m_file->text().trimmed();
}

std::function<void(const Result<ListUploadReport>&)> ListUploadDialog::begin(
    const QString& words, std::function<void(const Result<ListUploadReport>&)> then)
{
    m_message->clear();
    m_rate->setText(words);
    m_progress->setValue(0);
    const int before = m_steps->currentIndex();
    showStep(Progress);
    return [this, before, then = std::move(then)](const Result<ListUploadReport>& report) {
        showStep(before);
        then(report);
    };
}

// The file may have been changed since.
void ListUploadDialog::goBack()
{
    m_message->clear();
    showStep(Setup);
    m_column->setFocus();
    if (QFileInfo(file()).lastModified() != m_readAs)
        preview();
}

// What was said before stays until it is counted otherwise.
void ListUploadDialog::count(std::optional<bool> hasHeader)
{
    const std::optional<bool> before = m_hasHeader;
    m_hasHeader = hasHeader;
    const auto then = begin(tr("Reading the file …"), [this, before](const Result<ListUploadReport>& report) {
        if (report) {
            m_report = *report;
            return proposeName();
        }
        m_hasHeader = before;
        showReading();
        if (report.error().kind != ErrorKind::Cancelled)
            m_message->show(Role::Error, errorText(report.error()));
    });
    m_workspace.lists().count(file(), options(), this, then);
}

void ListUploadDialog::proposeName()
{
    if (m_replaced.id != 0 || m_name->isModified())
        return showReport();
    m_workspace.lists().all(this, [this](const Result<QList<PeopleList>>& lists) {
        if (!lists)
            return m_message->show(Role::Error, errorText(lists.error()));
        QStringList taken;
        for (const PeopleList& list : *lists)
            taken += list.name;
        m_name->setText(freeName(QFileInfo(file()).completeBaseName(), taken, longestName));
        showReport();
    });
}

void ListUploadDialog::showReport()
{
    showReading();
    const QStringList named = m_report.unknownIds.mid(0, unknownNamed);
    m_more->setText(tr("Not known here: %1", "ids")
                        .arg(named.join(tr(", ", "between ids"))
                            + (m_report.unknown > named.size() ? QStringLiteral(" …") : QString())));
    m_more->setVisible(m_report.unknown > 0);
    m_add->setText(tr("Add %n of them as users", nullptr, int(m_report.unknown)));
    m_add->setAccessibleName(m_add->text());
    m_add->setChecked(false);
    m_add->setVisible(m_report.unknown > 0);
    m_instead->setText(tr(
        "They take the place of the %n people on “%1”. What uses the list uses them.", nullptr, int(m_replaced.members))
                           .arg(m_replaced.name));
    showCounts();
    if (m_report.matched == 0 && m_report.unknown > 0)
        m_message->show(Role::Warning,
            m_report.idKind == UserKind::Login
                ? tr("Nobody here has one of these as login id. Are they something else, such as phone numbers?")
                : tr("Nobody here has one of these as visitor id. Are they something else, such as login ids?"));
    showStep(Report);
    if (m_replaced.id != 0)
        return m_go->setFocus();
    m_name->setFocus();
    m_name->selectAll();
}

void ListUploadDialog::showReading()
{
    const TableInfo& table = m_report.table;
    QStringList read;
    if (table.sheets.size() > 1)
        read += tr("Read from the sheet “%1”.").arg(table.sheet);
    if (m_report.hasHeader)
        read += tr("The first line is the header; the ids stand under “%1”.").arg(m_report.idColumn);
    else if (m_column->count() > 1 && table.format != TableFormat::JsonLines)
        read += tr("There is no header; the ids stand in “%1”, from the first line on.")
                    .arg(columnTitle(m_report.idColumn, table));
    else if (table.format != TableFormat::JsonLines)
        read += tr("There is no header; the first line is read as an id, too.");
    m_header->setText(read.size() > 1 ? tr("%1 %2", "sentences").arg(read[0], read[1]) : read.join(QString()));
    m_header->setVisible(!read.isEmpty());
    m_firstIsId->setChecked(!m_report.hasHeader);
    m_firstIsId->setVisible(m_report.isGuessed || m_hasHeader);
    QStringList faults;
    for (const QList<ListUploadReport::Fault>& some : {m_report.faults, m_report.warnings})
        for (const ListUploadReport::Fault& fault : some.mid(0, faultsNamed))
            faults += tr("Line %1: %2").arg(fault.line).arg(errorText(fault.error));
    if (m_report.failed + m_report.warned > faults.size())
        faults += QStringLiteral("…");
    m_faults->setText(faults.join(u'\n'));
    m_faults->setVisible(!faults.isEmpty());
}

void ListUploadDialog::showCounts()
{
    QStringList parts{tr("%1 matched", nullptr, int(m_report.matched)).arg(numberText(m_report.matched))};
    if (m_report.unknown > 0) {
        const QString number = numberText(m_report.unknown);
        parts += m_add->isChecked() ? tr("%1 to be added as users", nullptr, int(m_report.unknown)).arg(number)
                                    : tr("%1 not known here", nullptr, int(m_report.unknown)).arg(number);
    }
    if (m_report.duplicates > 0)
        parts += tr("%1 repeated", nullptr, int(m_report.duplicates)).arg(numberText(m_report.duplicates));
    if (m_report.blank > 0)
        parts += tr("%1 without an id", nullptr, int(m_report.blank)).arg(numberText(m_report.blank));
    if (m_report.failed > 0)
        parts += tr("%1 unreadable", nullptr, int(m_report.failed)).arg(numberText(m_report.failed));
    m_awaited->setVisible(m_report.unknown > 0 && !m_add->isChecked());
    m_counts->setText(tr("%1 rows: %2", "rows, what became of them", int(m_report.rows))
                          .arg(numberText(m_report.rows), parts.join(tr(", ", "between counts"))));
    QMetaObject::invokeMethod(
        this, [this] { growToFit(this); }, Qt::QueuedConnection); // once it is shown
}

void ListUploadDialog::store()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() && m_replaced.id == 0)
        return m_nameField->setError(tr("Please give the list a name."), Field::Focus::Take);
    ListUploadOptions storing = options();
    storing.replaces = m_replaced.id;
    storing.addUnknown = m_add->isVisible() && m_add->isChecked();
    const auto then = begin(tr("Storing the list …"), [this, name](const Result<ListUploadReport>& report) {
        if (report) {
            emit made(*report);
            return accept();
        }
        if (report.error().kind == ErrorKind::Duplicate)
            return m_nameField->setError(
                tr("There is a list “%1” already. Please choose another name.").arg(name), Field::Focus::Take);
        if (report.error().kind != ErrorKind::Cancelled)
            m_message->show(Role::Error, errorText(report.error()));
    });
    if (m_workspace.imports().isRunning())
        showWaiting();
    m_workspace.lists().upload(name, file(), storing, this, then);
}

// Imports and lists are written one after the other.
void ListUploadDialog::showWaiting()
{
    m_waiting = true;
    m_rate->setText(
        tr("Waiting for the import (or its undoing) to end; the list is stored right after it. Press Stop to "
           "store nothing."));
}

void ListUploadDialog::showStoring()
{
    if (!m_waiting)
        return;
    m_waiting = false;
    m_progress->setValue(0);
    m_rate->setText(tr("Storing the list …"));
}

void ListUploadDialog::reject()
{
    if (m_running)
        return m_workspace.lists().stop();
    QDialog::reject();
}

void ListUploadDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && m_steps->currentIndex() == Setup)
        event->acceptProposedAction();
}

void ListUploadDialog::dropEvent(QDropEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        setFile(urls.first().toLocalFile());
}

} // namespace wd
