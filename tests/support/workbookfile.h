// Builds .xlsx files part by part, with every habit and fault a test wants.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace wd {

// A zip file of these entries; the compressed bytes.
QByteArray zipOf(const QMap<QString, QByteArray>& entries);

// A workbook with one sheet, "Sheet1". Its parts may be changed, removed and added before bytes() is called.
struct WorkbookFile {
    // `rows`: the <row> elements. `strings`: the <si> elements. `formats`: the style of cell s="n" is the n-th of these
    // ids, or format codes, which get ids of their own.
    WorkbookFile(const QByteArray& rows, const QByteArray& strings = {}, const QList<QByteArray>& formats = {"0"});

    void addSheet(const QString& name, const QByteArray& rows, const QByteArray& state = "visible");
    void use1904() { m_properties = R"(<workbookPr date1904="1"/>)"; }
    QByteArray bytes();

    QMap<QString, QByteArray> parts; // those of the sheets, styles and strings

private:
    QByteArray m_properties;
    QByteArray m_sheets;
    QByteArray m_relations;
    int m_count = 0;
};

} // namespace wd
