#include "tests/support/workbookfile.h"

#include <QFile>
#include <QTemporaryDir>

#include <zip.h>

namespace wd {

namespace {

const QByteArray declaration = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
const QByteArray mainNamespace = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
const QByteArray officeNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const QByteArray packageNamespace = R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";

QByteArray relation(const QByteArray& id, const QByteArray& type, const QByteArray& target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"" + officeNamespace + '/' + type + "\" Target=\"" + target + "\"/>";
}

QByteArray stylesOf(const QList<QByteArray>& formats)
{
    QByteArray codes;
    QByteArray cells;
    int next = 164;
    for (const QByteArray& format : formats) {
        bool isId = false;
        int id = format.toInt(&isId);
        if (!isId) {
            id = next++;
            codes += "<numFmt numFmtId=\"" + QByteArray::number(id) + "\" formatCode=\""
                + QString::fromUtf8(format).toHtmlEscaped().toUtf8() + "\"/>";
        }
        cells += "<xf numFmtId=\"" + QByteArray::number(id) + "\"/>";
    }
    return declaration + "<styleSheet " + mainNamespace + "><numFmts>" + codes
        + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + cells + "</cellXfs></styleSheet>";
}

} // namespace

QByteArray zipOf(const QMap<QString, QByteArray>& entries)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("archive.zip"));
    zip_t* archive = zip_open(path.toUtf8().constData(), ZIP_CREATE, nullptr);
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        zip_source_t* source = zip_source_buffer(archive, entry->constData(), zip_uint64_t(entry->size()), 0);
        zip_file_add(archive, entry.key().toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    }
    zip_close(archive);
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

WorkbookFile::WorkbookFile(const QByteArray& rows, const QByteArray& strings, const QList<QByteArray>& formats)
{
    parts.insert(QStringLiteral("xl/styles.xml"), stylesOf(formats));
    parts.insert(
        QStringLiteral("xl/sharedStrings.xml"), declaration + "<sst " + mainNamespace + '>' + strings + "</sst>");
    addSheet(QStringLiteral("Sheet1"), rows);
}

void WorkbookFile::addSheet(const QString& name, const QByteArray& rows, const QByteArray& state)
{
    const QByteArray number = QByteArray::number(++m_count);
    const QByteArray file = "worksheets/sheet" + number + ".xml";
    m_sheets += "<sheet name=\"" + name.toUtf8() + "\" sheetId=\"" + number + "\" state=\"" + state + "\" r:id=\"s"
        + number + "\"/>";
    m_relations += relation('s' + number, "worksheet", file);
    parts.insert(QStringLiteral("xl/") + QString::fromLatin1(file),
        declaration + "<worksheet " + mainNamespace + "><sheetData>" + rows + "</sheetData></worksheet>");
}

QByteArray WorkbookFile::bytes()
{
    QMap<QString, QByteArray> entries{
        {QStringLiteral("[Content_Types].xml"),
            declaration
                + R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
                  R"(<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.)"
                  R"(spreadsheetml.sheet.main+xml"/></Types>)"},
        {QStringLiteral("_rels/.rels"),
            "<Relationships " + packageNamespace + '>' + relation("r1", "officeDocument", "xl/workbook.xml")
                + "</Relationships>"},
        {QStringLiteral("xl/workbook.xml"),
            declaration + "<workbook " + mainNamespace + " xmlns:r=\"" + officeNamespace + "\">" + m_properties
                + "<sheets>" + m_sheets + "</sheets></workbook>"},
        {QStringLiteral("xl/_rels/workbook.xml.rels"),
            "<Relationships " + packageNamespace + '>' + m_relations + relation("st", "styles", "styles.xml")
                + relation("ss", "sharedStrings", "sharedStrings.xml") + "</Relationships>"}};
    for (auto part = parts.begin(); part != parts.end(); ++part)
        entries.insert(part.key(), *part);
    return zipOf(entries);
}

} // namespace wd
