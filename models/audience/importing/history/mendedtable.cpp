#include "models/audience/importing/history/mendedtable.h"

#include "models/audience/importing/firstline.h"
#include "models/audience/importing/rowimporter.h"
#include "models/base/phrase.h"
#include "models/base/tablewriter.h"
#include "models/storage/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace wd {

namespace {

// The latest imports that refused rows.
constexpr int importsLookedAt = 200;

// A column of the file may have the word itself.
QString freeName(const QStringList& headers, QString word)
{
    while (headers.contains(word))
        word += u'*';
    return word;
}

struct Added {
    qsizetype reason = -1;
    qsizetype whole = -1;
};

// None when the headers are not those of the import's refused rows.
std::optional<Added> addedTo(const QStringList& headers, const QStringList& ofImport)
{
    for (const QString& word : reasonWords()) {
        const Added added{headers.indexOf(reasonColumn(ofImport, word)), headers.indexOf(wholeColumn(ofImport, word))};
        qsizetype own = 0;
        for (const QString& header : headers)
            own += ofImport.contains(header) ? 1 : 0;
        const qsizetype others = 1 + (added.whole >= 0 ? 1 : 0);
        if (added.reason >= 0 && own > 0 && own + others == headers.size())
            return added;
    }
    return std::nullopt;
}

Result<std::optional<Added>> findAdded(Database& audience, ImportKind kind, const QStringList& headers)
{
    const auto isReason = [](const QString& header) {
        return std::any_of(reasonWords().begin(), reasonWords().end(),
            [&header](const QString& word) { return header.startsWith(word); });
    };
    if (std::none_of(headers.begin(), headers.end(), isReason))
        return std::optional<Added>();
    Statement imports(audience,
        "SELECT DISTINCT json_extract(mapping,'$.headers') FROM (SELECT mapping FROM import WHERE kind=? AND failed>0"
        " ORDER BY id DESC LIMIT ?)");
    imports.bind(1, int(kind)).bind(2, importsLookedAt);
    for (;;) {
        const Result<bool> row = imports.step();
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<Added>();
        QStringList ofImport;
        const QJsonArray list = QJsonDocument::fromJson(imports.blob(0)).array();
        for (const auto& header : list)
            ofImport += header.toString();
        if (const std::optional<Added> added = addedTo(headers, ofImport))
            return added;
    }
}

class MendedTable final : public Table {
public:
    MendedTable(std::unique_ptr<Table> table, const Added& added)
        : m_table(std::move(table))
        , m_added(added)
    {
        m_headers = m_table->headers();
        m_info = m_table->info();
        m_info.leftOut = QStringList{m_headers[m_added.reason]};
        for (const qsizetype column : addedColumns())
            m_headers.removeAt(column);
        leaveOut({});
    }

    void rewind() override { m_table->rewind(); }
    std::optional<Error> readError() const override { return m_table->readError(); }
    qint64 bytesDone() const override { return m_table->bytesDone(); }
    qint64 bytesTotal() const override { return m_table->bytesTotal(); }

    void leaveOut(const QList<qsizetype>& columns) override
    {
        QList<qsizetype> all = addedColumns();
        std::reverse(all.begin(), all.end());
        QList<qsizetype> unused{m_added.reason};
        for (qsizetype column : columns) {
            for (const qsizetype added : std::as_const(all))
                column += column >= added ? 1 : 0;
            unused += column;
        }
        m_table->leaveOut(unused);
    }

    bool next(TableRow& row) override
    {
        if (!m_table->next(row))
            return false;
        const bool complete = row.fields.size() == size_t(m_headers.size() + addedColumns().size());
        if (!complete)
            return true;
        const QByteArrayView whole
            = m_added.whole < 0 ? QByteArrayView() : trimmedField(row.fields[size_t(m_added.whole)]);
        if (!row.fault && !whole.isEmpty()) {
            row.text = unescapedText(whole).toByteArray();
            row.fault = Error{ErrorKind::BadValue,
                {shownValue(row.text),
                    phrase(QT_TRANSLATE_NOOP("wd::Phrase", "its values in their own columns, and nothing here"))},
                {}};
        }
        for (const qsizetype column : addedColumns())
            row.fields.erase(row.fields.begin() + column);
        for (QByteArrayView& field : row.fields)
            field = unescapedText(field);
        return true;
    }

private:
    // The last one first.
    QList<qsizetype> addedColumns() const
    {
        if (m_added.whole < 0)
            return {m_added.reason};
        return {std::max(m_added.reason, m_added.whole), std::min(m_added.reason, m_added.whole)};
    }

    std::unique_ptr<Table> m_table;
    Added m_added;
};

} // namespace

const QStringList& reasonWords()
{
    static const QStringList words{QStringLiteral("Reason"), QStringLiteral("错误原因")};
    return words;
}

QString reasonColumn(const QStringList& headers, const QString& word)
{
    return freeName(headers, word);
}

QString wholeColumn(const QStringList& headers, const QString& word)
{
    return freeName(headers, word == reasonWords().first() ? QStringLiteral("Whole row") : QStringLiteral("原行内容"));
}

QString escapedText(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    return unescapedText(utf8).size() == utf8.size() ? text : u'\'' + text;
}

QByteArrayView unescapedText(QByteArrayView text)
{
    if (!text.startsWith('\''))
        return text;
    qsizetype quotes = 0;
    while (quotes < text.size() && text[quotes] == '\'')
        ++quotes;
    return looksLikeFormula(QString::fromUtf8(text.sliced(quotes))) ? text.sliced(1) : text;
}

Result<std::unique_ptr<Table>> openMendedTable(Database& audience, const QString& file, const ImportOptions& options)
{
    QStringList named = QStringList{options.loginIdColumn, options.visitorIdColumn, options.personColumn,
                            options.visitorColumn, options.eventColumn, options.timeColumn, options.eventIdColumn}
        + options.mapping.keys();
    named.removeAll(QString());
    TableOptions withColumns = options.table;
    withColumns.columns = named;
    Result<std::unique_ptr<Table>> table = openTable(file, withColumns);
    if (!table)
        return table;
    const Result<std::optional<Added>> added = findAdded(audience, options.kind, (*table)->headers());
    if (!added)
        return added.error();
    if (*added)
        return std::unique_ptr<Table>(std::make_unique<MendedTable>(std::move(table).value(), **added));
    if (named.contains((*table)->headers().first()))
        return table;
    return withFirstId(audience, file, withColumns, UserKind::Login, std::move(table).value());
}

QString wholeRow(const TableRow& row, const TableInfo& table)
{
    if (row.fault && !row.text.isEmpty())
        return QString::fromUtf8(row.text);
    const QChar delimiter = table.format == TableFormat::Csv ? QChar(QLatin1Char(table.delimiter)) : QChar(u',');
    QStringList texts;
    for (const QByteArrayView field : row.fields) {
        QString text = QString::fromUtf8(field);
        if (text.contains(delimiter) || text.contains(u'"') || text.contains(u'\n'))
            text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
        texts += text;
    }
    return texts.join(delimiter);
}

} // namespace wd
