#include "models/audience/importing/tables/xmlpart.h"

#include "models/base/phrase.h"

namespace wd {

namespace {
constexpr qint64 maxTokenBytes = 160 * 1024; // a cell holds 32,767 characters
constexpr qsizetype maxAttributes = 1000;
constexpr int maxDepth = 64;
} // namespace

XmlPart::XmlPart(ZipArchive& archive, const QString& name, std::unique_ptr<ZipEntry> entry)
    : m_archive(archive)
    , m_name(name)
    , m_entry(std::move(entry))
    , m_xml(m_entry.get())
{
}

Result<std::unique_ptr<XmlPart>> XmlPart::open(ZipArchive& archive, const QString& name, qint64 limit)
{
    Result<std::unique_ptr<ZipEntry>> entry = archive.entry(name, limit);
    if (!entry)
        return entry.error();
    return std::unique_ptr<XmlPart>(new XmlPart(archive, name, std::move(entry).value()));
}

XmlPart::Token XmlPart::next()
{
    for (;;) {
        m_entry->allow(maxTokenBytes);
        m_attributes = {}; // so that the reader need not copy what it shares with this
        const Token token = m_xml.readNext();
        switch (token) {
        case Token::StartElement:
            m_attributes = m_xml.attributes();
            if (++m_depth > maxDepth || m_attributes.size() > maxAttributes) {
                m_xml.raiseError(QStringLiteral("more elements or attributes than a workbook has"));
                return Token::Invalid;
            }
            return token;
        case Token::EndElement:
            --m_depth;
            return token;
        case Token::DTD:
            m_xml.raiseError(QStringLiteral("a document type is not allowed"));
            return Token::Invalid;
        case Token::Characters:
        case Token::EndDocument:
        case Token::Invalid:
            return token;
        default:
            break;
        }
    }
}

QString XmlPart::attribute(QStringView name) const
{
    for (const QXmlStreamAttribute& attribute : m_attributes)
        if (attribute.name() == name)
            return attribute.value().toString();
    return {};
}

void XmlPart::skip()
{
    const int outside = m_depth - 1;
    while (m_depth > outside) {
        const Token token = next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return;
    }
}

void XmlPart::appendText(QString& text, qsizetype most)
{
    const int inside = m_depth;
    while (m_depth >= inside) {
        const Token token = next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return;
        if (token == Token::Characters && m_depth == inside)
            text += m_xml.text().left(std::max<qsizetype>(0, most - text.size()));
    }
}

std::optional<Error> XmlPart::error() const
{
    if (m_entry->fault())
        return m_entry->fault();
    if (!m_xml.hasError())
        return std::nullopt;
    const QString place = QStringLiteral("%1 (%2:%3)").arg(m_name).arg(m_xml.lineNumber()).arg(m_xml.columnNumber());
    return m_archive.broken(place, m_xml.errorString());
}

} // namespace wd
