#include "ui/audience/importing/importreading.h"

#include "ui/shared/combobox.h"
#include "ui/shared/field.h"

#include <QComboBox>
#include <QFileInfo>

namespace wd {

namespace {

constexpr int widestField = 300;
constexpr qint64 noHeader = 0;
constexpr qint64 lastHeaderRow = 10; // of those that are offered
const QStringList encodings{QStringLiteral("UTF-8"), QStringLiteral("GB18030"), QStringLiteral("Big5"),
    QStringLiteral("UTF-16LE"), QStringLiteral("UTF-16BE")};
const QByteArray delimiters = ",;\t|";
const QByteArray quotes("\"'\0", 3);

void choose(QComboBox* box, const QVariant& value)
{
    const int index = box->findData(value);
    box->setCurrentIndex(index < 0 ? 0 : index);
}

bool isText(TableFormat format)
{
    return format != TableFormat::Xlsx;
}

} // namespace

ImportReading::ImportReading(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(16);
    m_sheet = addChooser(tr("Sheet"), QStringLiteral("importSheet"));
    m_encoding = addChooser(tr("Encoding"), QStringLiteral("importEncoding"));
    m_delimiter = addChooser(tr("Delimiter"), QStringLiteral("importDelimiter"));
    m_quote = addChooser(tr("Quotes"), QStringLiteral("importQuote"));
    m_header = addChooser(tr("Header"), QStringLiteral("importHeader"));
    m_row->addStretch(0);
}

QComboBox* ImportReading::addChooser(const QString& label, const QString& name)
{
    auto* box = new ComboBox;
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    connect(box, &QComboBox::activated, this, &ImportReading::take);
    auto* field = new Field(label, box);
    field->setMaximumWidth(widestField);
    m_row->addWidget(field, 1);
    return box;
}

void ImportReading::reset()
{
    m_options = {};
    m_sheet->clear();
}

QVariantMap ImportReading::state(const TableOptions& options)
{
    QVariantMap state{{QStringLiteral("encoding"), options.encoding}, {QStringLiteral("sheet"), options.sheet}};
    if (options.delimiter)
        state.insert(QStringLiteral("delimiter"), int(*options.delimiter));
    if (options.quote)
        state.insert(QStringLiteral("quote"), int(*options.quote));
    if (options.hasHeader)
        state.insert(QStringLiteral("hasHeader"), *options.hasHeader);
    if (options.headerRow)
        state.insert(QStringLiteral("headerRow"), *options.headerRow);
    return state;
}

TableOptions ImportReading::fromState(const QVariantMap& state)
{
    TableOptions options;
    options.encoding = state.value(QStringLiteral("encoding")).toString();
    options.sheet = state.value(QStringLiteral("sheet")).toString();
    if (state.contains(QStringLiteral("delimiter")))
        options.delimiter = char(state.value(QStringLiteral("delimiter")).toInt());
    if (state.contains(QStringLiteral("quote")))
        options.quote = char(state.value(QStringLiteral("quote")).toInt());
    if (state.contains(QStringLiteral("hasHeader")))
        options.hasHeader = state.value(QStringLiteral("hasHeader")).toBool();
    if (state.contains(QStringLiteral("headerRow")))
        options.headerRow = state.value(QStringLiteral("headerRow")).toLongLong();
    return options;
}

void ImportReading::showRead(const TableInfo& info)
{
    fill(info.format, &info);
}

void ImportReading::showUnread(const QString& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    const bool json = ending == QLatin1String("jsonl") || ending == QLatin1String("ndjson");
    fill(ending == QLatin1String("xlsx") ? TableFormat::Xlsx
            : json                       ? TableFormat::JsonLines
                                         : TableFormat::Csv,
        nullptr);
}

void ImportReading::fill(TableFormat format, const TableInfo* info)
{
    fillEncodings(m_encoding, info ? info->encoding : QString(), m_options.encoding);
    fillDelimiter(info);
    fillQuote(info);
    fillHeader(info);
    if (info)
        fillSheet(*info);
    m_encoding->parentWidget()->setVisible(isText(format));
    m_delimiter->parentWidget()->setVisible(format == TableFormat::Csv);
    m_quote->parentWidget()->setVisible(format == TableFormat::Csv);
    m_header->parentWidget()->setVisible(format != TableFormat::JsonLines);
    m_sheet->parentWidget()->setVisible(format == TableFormat::Xlsx && m_sheet->count() > 0);
}

void ImportReading::fillEncodings(QComboBox* box, const QString& found, const QString& chosen)
{
    box->clear();
    box->addItem(chosen.isEmpty() && !found.isEmpty() ? tr("Found: %1").arg(found) : tr("Find out"), QString());
    for (const QString& name : encodings)
        box->addItem(name, name);
    choose(box, chosen);
}

void ImportReading::fillDelimiter(const TableInfo* info)
{
    const auto words = [](char delimiter) {
        switch (delimiter) {
        case ',':
            return tr("Comma ,");
        case ';':
            return tr("Semicolon ;");
        case '\t':
            return tr("Tab");
        case '|':
            return tr("Vertical bar");
        default:
            return QString(QLatin1Char(delimiter));
        }
    };
    m_delimiter->clear();
    m_delimiter->addItem(info && !m_options.delimiter ? tr("Found: %1").arg(words(info->delimiter)) : tr("Find out"));
    for (const char delimiter : delimiters)
        m_delimiter->addItem(words(delimiter), int(delimiter));
    choose(m_delimiter, m_options.delimiter ? QVariant(int(*m_options.delimiter)) : QVariant());
}

void ImportReading::fillQuote(const TableInfo* info)
{
    const auto words = [](char quote) {
        return quote == TableOptions::noQuote ? tr("None") : quote == '"' ? tr("Double \"") : tr("Single '");
    };
    m_quote->clear();
    m_quote->addItem(info && !m_options.quote ? tr("Found: %1").arg(words(info->quote)) : tr("Find out"));
    for (const char quote : quotes)
        m_quote->addItem(words(quote), int(quote));
    choose(m_quote, m_options.quote ? QVariant(int(*m_options.quote)) : QVariant());
}

void ImportReading::fillHeader(const TableInfo* info)
{
    const auto words = [](qint64 row) { return row == noHeader ? tr("none") : tr("row %1").arg(row); };
    const bool isChosen = m_options.hasHeader || m_options.headerRow;
    m_header->clear();
    m_header->addItem(
        info && !isChosen ? tr("Found: %1").arg(words(info->hasHeader ? info->headerRow : noHeader)) : tr("Find out"));
    for (qint64 row = noHeader; row <= std::max(lastHeaderRow, m_options.headerRow.value_or(0)); ++row)
        m_header->addItem(words(row), row);
    choose(m_header, m_options.headerRow ? QVariant(*m_options.headerRow) : isChosen ? QVariant(noHeader) : QVariant());
}

void ImportReading::fillSheet(const TableInfo& info)
{
    m_sheet->clear();
    for (const QString& sheet : info.sheets)
        m_sheet->addItem(sheet, sheet);
    choose(m_sheet, info.sheet);
}

void ImportReading::take()
{
    const auto letter = [](const QComboBox* box) {
        const QVariant value = box->currentData();
        return value.isValid() ? std::optional<char>(char(value.toInt())) : std::nullopt;
    };
    TableOptions chosen;
    chosen.encoding = m_encoding->currentData().toString();
    chosen.delimiter = letter(m_delimiter);
    chosen.quote = letter(m_quote);
    if (const QVariant header = m_header->currentData(); header == QVariant(noHeader))
        chosen.hasHeader = false;
    else if (header.isValid())
        chosen.headerRow = header.toLongLong();
    // The sheet that is read unless told otherwise is no choice; but what else is chosen is chosen for it.
    if (sender() == m_sheet || !m_options.sheet.isEmpty() || chosen != TableOptions())
        chosen.sheet = m_sheet->currentData().toString();
    if (chosen == m_options)
        return;
    m_options = chosen;
    emit edited();
}

} // namespace wd
