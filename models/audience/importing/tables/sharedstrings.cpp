#include "models/audience/importing/tables/sharedstrings.h"

#include "models/audience/importing/tables/wideencoding.h"

namespace wd {

namespace {

using Token = XmlPart::Token;

constexpr qint64 maxBytes = 512 * 1024 * 1024; // unpacked, and in memory
constexpr size_t maxCount = 20'000'000;
constexpr qsizetype escapeLength = 7; // _x000D_

// -1 unless _xHHHH_ stands here.
int escapedUnit(QStringView text)
{
    if (text.size() < escapeLength || !text.startsWith(u"_x") || text[escapeLength - 1] != u'_')
        return -1;
    bool ok = false;
    const int unit = text.sliced(2, 4).toInt(&ok, 16);
    const bool digits = ok && text[2] != u'+' && text[2] != u'-' && !text[2].isSpace() && !text[5].isSpace();
    return digits ? unit : -1;
}

} // namespace

QByteArray cellText(const QString& text)
{
    if (!text.contains(u"_x"))
        return utf8Of(text);
    QString plain;
    for (qsizetype i = 0; i < text.size();) {
        const int unit = text[i] == u'_' ? escapedUnit(QStringView(text).sliced(i)) : -1;
        plain += unit < 0 ? text[i] : QChar(char16_t(unit));
        i += unit < 0 ? 1 : escapeLength;
    }
    return utf8Of(plain);
}

void readRichText(XmlPart& part, QString& text)
{
    const int inside = part.depth();
    while (part.depth() >= inside) {
        const Token token = part.next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return;
        if (token != Token::StartElement)
            continue;
        if (part.name() == u"t")
            part.appendText(text, maxTextCharacters + 1);
        else if (part.name() == u"rPh")
            part.skip();
    }
}

Result<SharedStrings> SharedStrings::read(ZipArchive& archive, const QString& part)
{
    const Result<std::unique_ptr<XmlPart>> opened = XmlPart::open(archive, part, maxBytes);
    if (!opened)
        return opened.error();
    XmlPart& xml = **opened;
    SharedStrings strings;
    QString text;
    for (Token token = xml.next(); token != Token::EndDocument && token != Token::Invalid; token = xml.next()) {
        if (token != Token::StartElement || xml.name() != u"si")
            continue;
        text.clear();
        readRichText(xml, text);
        strings.m_text += cellText(text);
        if (strings.m_text.size() > maxBytes || strings.m_ends.size() == maxCount)
            return Error{ErrorKind::UnpacksTooLarge, {archive.path(), part, QString::number(maxBytes)}, {}};
        strings.m_ends.push_back(quint32(strings.m_text.size()));
    }
    if (const std::optional<Error> failed = xml.error())
        return *failed;
    strings.m_text.squeeze();
    return strings;
}

QByteArrayView SharedStrings::at(qsizetype index) const
{
    const qsizetype begin = index == 0 ? 0 : qsizetype(m_ends[size_t(index - 1)]);
    return QByteArrayView(m_text).sliced(begin, qsizetype(m_ends[size_t(index)]) - begin);
}

} // namespace wd
