// One XML part of a workbook, read token by token; what no workbook holds is refused: document types, deep nesting,
// endless tokens.
#pragma once

#include "models/audience/importing/tables/ziparchive.h"

#include <QXmlStreamReader>

namespace wd {

class XmlPart {
public:
    using Token = QXmlStreamReader::TokenType;

    // Errors: those of ZipArchive::entry().
    static Result<std::unique_ptr<XmlPart>> open(ZipArchive& archive, const QString& name, qint64 limit);

    // The next start or end of an element, or characters; EndDocument at the end, Invalid when it failed.
    Token next();
    QStringView name() const { return m_xml.name(); } // without its prefix
    QStringView text() const { return m_xml.text(); }
    // Of the element that starts here, by its name without prefix.
    QString attribute(QStringView name) const;
    const QXmlStreamAttributes& attributes() const { return m_attributes; }
    // At the start of an element: passes over it.
    void skip();
    // At the start of an element: its characters up to its end, without those of elements within. `most` characters
    // are kept.
    void appendText(QString& text, qsizetype most);
    int depth() const { return m_depth; } // how many elements are open

    // None unless it failed.
    std::optional<Error> error() const;
    const ZipEntry& entry() const { return *m_entry; }

private:
    XmlPart(ZipArchive& archive, const QString& name, std::unique_ptr<ZipEntry> entry);

    ZipArchive& m_archive; // outlives this
    QString m_name;
    std::unique_ptr<ZipEntry> m_entry;
    QXmlStreamReader m_xml;
    QXmlStreamAttributes m_attributes;
    int m_depth = 0;
};

} // namespace wd
