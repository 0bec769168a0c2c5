#include "ui/audience/importing/importfilecard.h"

#include "models/desk/settings.h"
#include "ui/audience/importing/importreading.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/shared/zonebox.h"
#include "ui/texts/errortexts.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStandardItemModel>

#include <numeric>

namespace wd {

namespace {

constexpr qsizetype shownRows = 20;
constexpr int rowPixels = 40;
constexpr int morePixels = 6; // a glimpse of what follows
constexpr int rowsInSight = 5;
constexpr int widestColumn = 260;
constexpr int cellPadding = 32;
constexpr int sparePadding = 8;
constexpr int zoneWidth = 180;

// Another encoding, delimiter or header may help.
bool mayBeReadOtherwise(ErrorKind kind)
{
    return kind == ErrorKind::BadValue || kind == ErrorKind::Duplicate || kind == ErrorKind::Empty
        || kind == ErrorKind::NotOneOf || kind == ErrorKind::NotDecodable;
}

} // namespace

ImportFileCard::ImportFileCard(QWidget* parent)
    : Card(tr("File"), parent)
    , m_file(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_zones(new ZoneBox(QStringLiteral("importZone"), this))
    , m_reading(new ImportReading(this))
    , m_format(mutedLabel({}, this))
    , m_rows(new QStandardItemModel(this))
    , m_preview(new TableView(QStringLiteral("importPreview"), tr("First rows of the file"), this))
    , m_rowNote(mutedLabel({}, this))
{
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setAcceptDrops(false); // the page takes files
    m_file->setPlaceholderText(tr("Drop a file here, or choose one"));
    m_fileField = new Field(tr("File to import"), m_file, Field::Need::Required);
    QPushButton* const choose
        = secondaryButton(tr("Choose…"), QStringLiteral("search"), QStringLiteral("chooseImportFile"), this);
    m_fileField->addBeside(choose);
    m_kind->setObjectName(QStringLiteral("importKind"));
    for (const ImportKind kind : {ImportKind::People, ImportKind::Events})
        m_kind->addItem(importKindText(kind), static_cast<int>(kind));
    m_kind->setMinimumWidth(120);
    m_kindField = new Field(tr("What it holds"), m_kind);
    m_zoneField = new Field(tr("Time zone of the file"), m_zones);
    m_zoneField->setFixedWidth(zoneWidth);
    auto* first = new QHBoxLayout;
    first->setSpacing(16);
    first->addWidget(m_fileField, 1, Qt::AlignTop);
    first->addWidget(m_kindField, 0, Qt::AlignTop);
    first->addWidget(m_zoneField, 0, Qt::AlignTop);
    body()->addLayout(first);
    body()->addWidget(m_reading);
    m_format->setObjectName(QStringLiteral("importFormat"));
    body()->addWidget(m_format);
    m_preview->setModel(m_rows);
    m_preview->horizontalHeader()->setStretchLastSection(true);
    m_preview->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_preview->viewport()->installEventFilter(this);
    body()->addWidget(m_preview);
    m_rowNote->setObjectName(QStringLiteral("importRowNote"));
    m_rowNote->setProperty("look", QStringLiteral("fieldLine"));
    m_rowNote->setProperty("role", QStringLiteral("warning"));
    body()->addWidget(m_rowNote);

    connect(choose, &QPushButton::clicked, this, &ImportFileCard::choose);
    connect(m_file, &QLineEdit::editingFinished, this, &ImportFileCard::noteFile);
    connect(m_kind, &QComboBox::activated, this, &ImportFileCard::kindChosen);
    connect(m_reading, &ImportReading::edited, this, &ImportFileCard::readingChosen);
    connect(m_zones, &ZoneBox::entered, this, &ImportFileCard::takeZone);
    showNothing();
}

QString ImportFileCard::file() const
{
    return m_known;
}

void ImportFileCard::setFile(const QString& file)
{
    m_known = file;
    m_knownAs = QFileInfo(file).lastModified();
    m_file->setText(file);
    m_reading->reset();
}

ImportKind ImportFileCard::kind() const
{
    return static_cast<ImportKind>(m_kind->currentData().toInt());
}

void ImportFileCard::setKind(ImportKind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
}

TableOptions ImportFileCard::reading() const
{
    return m_reading->options();
}

void ImportFileCard::setReading(const TableOptions& options)
{
    m_reading->setOptions(options);
}

QTimeZone ImportFileCard::zone() const
{
    return m_zone;
}

void ImportFileCard::setZone(const QTimeZone& zone)
{
    m_zone = zone;
    m_zoneField->setError({});
    m_zones->setZone(QString::fromLatin1(zone.id()));
}

void ImportFileCard::takeZone()
{
    const QString wanted = m_zones->zone();
    if (!isZoneName(wanted)) {
        m_zoneField->setError(noZoneText(wanted));
        return emit zoneMistyped();
    }
    const QTimeZone before = m_zone;
    const bool mended = m_zoneField->hasError();
    setZone(QTimeZone(wanted.toLatin1()));
    if (m_zone != before || mended)
        emit zoneChosen();
}

QString ImportFileCard::fault() const
{
    return m_zoneField->hasError() ? noZoneText(m_zones->zone()) : QString();
}

bool ImportFileCard::focusFault()
{
    takeZone(); // it may have been typed just now
    if (m_zoneField->hasError())
        m_zones->setFocus();
    return m_zoneField->hasError();
}

QWidget* ImportFileCard::firstEditor() const
{
    return m_file;
}

QList<QWidget*> ImportFileCard::inTabOrder() const
{
    return {m_fileField, m_kindField, m_zoneField, m_reading, m_preview};
}

void ImportFileCard::choose()
{
    auto* dialog = new QFileDialog(this, tr("Choose a file"), QFileInfo(m_known).path(),
        tr("Tables (*.csv *.tsv *.txt *.xlsx *.jsonl *.ndjson);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_file->setText(file);
        noteFile();
    });
    dialog->open();
}

void ImportFileCard::noteFile()
{
    const QString file = m_file->text().trimmed();
    const QDateTime as = QFileInfo(file).lastModified();
    if (file == m_known && as == m_knownAs)
        return;
    m_known = file;
    m_knownAs = as;
    m_reading->reset();
    emit fileChosen();
}

QString ImportFileCard::hint() const
{
    return tr("CSV, TSV, Excel (.xlsx) or JSON Lines. Nothing is imported before you start it below.");
}

void ImportFileCard::showNothing()
{
    m_fileField->setError({});
    m_fileField->setHint(hint());
    for (QWidget* part :
        std::initializer_list<QWidget*>{m_kindField, m_zoneField, m_reading, m_format, m_preview, m_rowNote})
        part->hide();
}

void ImportFileCard::showWaiting()
{
    m_fileField->setError({});
    m_fileField->setHint(tr("Reading the file …"));
}

void ImportFileCard::showDropping(bool dropping)
{
    m_fileField->setHint(dropping ? tr("Let go to read this file.") : hint());
}

void ImportFileCard::show(const ImportPreview& preview)
{
    m_fileField->setError({});
    m_fileField->setHint(hint());
    m_reading->showRead(preview.table);
    m_kindField->show();
    m_zoneField->show();
    m_reading->show();
    m_format->setText(tr("Read as %1. These are the first rows.").arg(tableFormatText(preview.table.format)));
    m_format->show();
    fillRows(preview);
    m_preview->show();
}

// Faults of the header are placed at "line n".
QString ImportFileCard::faultText(const Error& error) const
{
    static const QRegularExpression place(QStringLiteral("^line (\\d+)$"));
    const QRegularExpressionMatch line = place.match(error.where);
    const QString encoding = m_reading->options().encoding;
    if (const QString name = QFileInfo(m_known).fileName(); name.startsWith(QLatin1String("~$")))
        return tr("Excel keeps this file only while “%1” is open. Please choose that one.").arg(name.mid(2));
    if (error.kind == ErrorKind::NotDecodable || error.kind == ErrorKind::NulCharacter)
        return encoding.isEmpty()
            ? tr("This is no table, or its encoding can't be told. Please choose a .csv, .xlsx or JSON Lines file; if "
                 "it "
                 "is one, say its encoding below. A program that encrypts your files must let go of it first.")
            : tr("As %1 the file can't be read. Please choose another encoding below.").arg(encoding);
    if (error.kind == ErrorKind::BrokenFile && error.arguments.value(1) == QLatin1String("zip"))
        return tr("This is no Excel workbook, or a damaged one. Please save or copy it again. A program that encrypts "
                  "your files must let go of it first.");
    if (error.kind == ErrorKind::Empty && !line.hasMatch())
        return tr("There is nothing in the file.");
    if (!line.hasMatch())
        return errorText(error);
    return tr("Header in line %1: %2 Please change it in the file, or say below which row is the header or that there "
              "is none.")
        .arg(line.captured(1), errorText({error.kind, error.arguments, {}}));
}

void ImportFileCard::showError(const Error& error)
{
    m_fileField->setError(faultText(error));
    const bool changeable = mayBeReadOtherwise(error.kind) || m_reading->options() != TableOptions();
    m_kindField->hide();
    m_zoneField->hide();
    m_reading->setVisible(changeable);
    if (changeable)
        m_reading->showUnread(m_known);
    for (QWidget* part : std::initializer_list<QWidget*>{m_format, m_preview, m_rowNote})
        part->hide();
}

void ImportFileCard::fillRows(const ImportPreview& preview)
{
    m_rows->clear();
    QStringList titles;
    for (const QString& header : preview.headers)
        titles += columnTitle(header, preview.table);
    m_rows->setHorizontalHeaderLabels(titles);
    int uneven = 0;
    for (const QStringList& cells : preview.rows)
        uneven += cells.size() == preview.headers.size() ? 0 : 1;
    for (const QStringList& cells : preview.rows.mid(0, shownRows)) {
        QList<QStandardItem*> items;
        for (const QString& text : cells)
            items += readOnlyItem(readableCell(text));
        m_rows->appendRow(items);
    }
    m_wanted.clear();
    const QFontMetrics metrics(m_preview->font());
    for (int column = 0; column < m_rows->columnCount(); ++column) {
        int width = metrics.horizontalAdvance(titles.value(column));
        for (int row = 0; row < m_rows->rowCount(); ++row)
            width = qMax(width, metrics.horizontalAdvance(m_rows->index(row, column).data().toString()));
        m_wanted += qBound(80, width + cellPadding, widestColumn);
    }
    fitColumns();
    m_rowNote->setText(tr("%n of the first rows have another number of cells than the header. Is the delimiter right? "
                          "Such rows are refused.",
        nullptr, uneven));
    m_rowNote->setVisible(uneven > 0);
}

// Columns that almost fit give of their padding, never of their words; where that is not enough, the table scrolls
// sideways below its rows.
void ImportFileCard::fitColumns()
{
    const int room = m_preview->viewport()->width();
    const int wanted = std::accumulate(m_wanted.cbegin(), m_wanted.cend(), 0);
    const int over = qMax(0, wanted - room);
    const int each = m_wanted.isEmpty() ? 0 : (over + int(m_wanted.size()) - 1) / int(m_wanted.size());
    const bool fits = each <= sparePadding;
    for (qsizetype column = 0; column < m_wanted.size(); ++column)
        m_preview->setColumnWidth(int(column), m_wanted[column] - (fits ? each : 0));
    const int inSight = qMin(m_rows->rowCount(), rowsInSight);
    const int bar = fits ? 0 : m_preview->horizontalScrollBar()->sizeHint().height();
    m_preview->setFixedHeight((inSight + 1) * rowPixels + morePixels + bar);
}

bool ImportFileCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fitColumns();
    return Card::eventFilter(watched, event);
}

} // namespace wd
