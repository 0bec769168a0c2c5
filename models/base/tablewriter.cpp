#include "models/base/tablewriter.h"

#include "models/base/phrase.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryFile>

#include <xlsxwriter.h>

namespace wd {

namespace {

class CsvWriter final : public TableWriter {
public:
    explicit CsvWriter(const QString& path)
        : m_file(path)
    {
    }
    Result<void> begin()
    {
        return m_file.open(QIODevice::WriteOnly) && m_file.write("\xEF\xBB\xBF") == 3 ? Result<void>() : failed();
    }
    Result<void> write(const QStringList& row) override
    {
        QByteArrayList fields;
        for (const QString& value : row)
            fields += quoted(looksLikeFormula(value) ? u'\'' + value : value);
        const QByteArray line = fields.join(',') + "\r\n";
        return m_file.write(line) == line.size() ? Result<void>() : failed();
    }
    Result<void> finish() override { return m_file.commit() ? Result<void>() : failed(); }

private:
    Error failed() const { return {ErrorKind::FileUnwritable, {m_file.fileName(), m_file.errorString()}, {}}; }
    static QByteArray quoted(QString value)
    {
        const bool plain = std::none_of(value.begin(), value.end(),
            [](QChar letter) { return letter == u',' || letter == u'"' || letter == u'\n' || letter == u'\r'; });
        if (plain)
            return value.toUtf8();
        return '"' + value.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
    }

    QSaveFile m_file;
};

class XlsxWriter final : public TableWriter {
public:
    explicit XlsxWriter(const QString& path)
        : m_path(path)
    {
    }
    ~XlsxWriter() override
    {
        if (m_book)
            workbook_close(m_book);
    }
    // Beside its final place, so that nothing half-written ever has its name.
    Result<void> begin()
    {
        m_part.setFileTemplate(m_path + QStringLiteral(".XXXXXX"));
        if (!m_part.open())
            return failed(m_part.errorString());
        lxw_workbook_options options = {};
        options.constant_memory = LXW_TRUE;
        m_book = workbook_new_opt(m_part.fileName().toLocal8Bit().constData(), &options);
        m_sheet = m_book ? workbook_add_worksheet(m_book, nullptr) : nullptr;
        return m_sheet ? Result<void>() : failed(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the workbook can't be made")));
    }
    Result<void> write(const QStringList& row) override
    {
        if (m_row >= mostSheetRows)
            return Error{ErrorKind::TooMany, {QString::number(m_row + 1), QString::number(mostSheetRows)}, {}};
        for (qsizetype column = 0; column < row.size(); ++column)
            if (const Result<void> written = writeCell(column, row[column]); !written)
                return written;
        ++m_row;
        return {};
    }
    Result<void> finish() override
    {
        const lxw_error closed = workbook_close(m_book);
        m_book = nullptr;
        if (closed != LXW_NO_ERROR)
            return failed(QString::fromLatin1(lxw_strerror(closed)));
        m_part.setAutoRemove(false);
        QFile::remove(m_path);
        return QFile::rename(m_part.fileName(), m_path)
            ? Result<void>()
            : failed(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "it can't be replaced")));
    }

private:
    Error failed(const QString& why) const { return {ErrorKind::FileUnwritable, {m_path, why}, {}}; }
    Result<void> writeCell(qsizetype column, const QString& text)
    {
        if (text.isEmpty())
            return {};
        const lxw_error written
            = worksheet_write_string(m_sheet, lxw_row_t(m_row), lxw_col_t(column), text.toUtf8().constData(), nullptr);
        if (written == LXW_NO_ERROR)
            return {};
        if (written == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            return failed(phrase(QT_TRANSLATE_NOOP(
                "wd::Phrase", "a value is longer than the 32,767 characters of a cell; please choose .csv")));
        return failed(QString::fromLatin1(lxw_strerror(written)));
    }

    QString m_path;
    QTemporaryFile m_part;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    qint64 m_row = 0;
};

template <typename Writer> Result<std::unique_ptr<TableWriter>> begun(std::unique_ptr<Writer> writer)
{
    const Result<void> began = writer->begin();
    return began ? Result<std::unique_ptr<TableWriter>>(std::move(writer)) : began.error();
}

} // namespace

bool looksLikeFormula(const QString& value)
{
    if (value.size() < 2 || !QStringLiteral("=+-@\t\r").contains(value.front()))
        return false;
    bool isNumber = false;
    value.toDouble(&isNumber);
    return !isNumber;
}

Result<std::unique_ptr<TableWriter>> TableWriter::open(const QString& path)
{
    if (QFileInfo(path).suffix().toLower() == u"xlsx")
        return begun(std::make_unique<XlsxWriter>(path));
    return begun(std::make_unique<CsvWriter>(path));
}

} // namespace wd
