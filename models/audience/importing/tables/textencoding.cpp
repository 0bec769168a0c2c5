#include "models/audience/importing/tables/textencoding.h"

#include <QUtf8StringView>

#include <uchardet.h>

#include <algorithm>
#include <array>

namespace wd {

namespace {

constexpr qint64 chunkBytes = 1024 * 1024;
// Below this much text the detector guesses.
constexpr qsizetype detectorBytes = 256;

bool isAscii(QByteArrayView line)
{
    return std::none_of(line.begin(), line.end(), [](char byte) { return uchar(byte) > 127; });
}

bool decodes(QByteArrayView line, const QByteArray& name)
{
    QStringDecoder decoder(name.constData(), QStringConverter::Flag::Stateless);
    const QString text = decoder(line);
    return decoder.isValid() && !decoder.hasError() && !text.contains(QChar::ReplacementCharacter);
}

// Whether most lines that are not ASCII pass; true when there are none.
template <typename Passes> bool mostLinesPass(const QByteArray& sample, Passes passes)
{
    qsizetype good = 0;
    qsizetype bad = 0;
    for (const QByteArray& line : sample.split('\n')) {
        if (isAscii(line))
            continue;
        passes(line) ? ++good : ++bad;
    }
    return bad == 0 || (good > 0 && good >= bad);
}

QByteArray detectorsName(const QByteArray& sample)
{
    const uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, sample.constData(), size_t(sample.size()));
    uchardet_data_end(detector);
    const QByteArray name = uchardet_get_charset(detector);
    uchardet_delete(detector);
    return name;
}

bool isOtherMultiByte(const QByteArray& name)
{
    static const QByteArrayList sets{
        "BIG5", "EUC-JP", "EUC-KR", "EUC-TW", "ISO-2022-JP", "ISO-2022-KR", "SHIFT_JIS", "UHC", "JOHAB"};
    return sets.contains(name.toUpper());
}

// The sample may end within a character: only whole lines vote.
QByteArray wholeLines(const QByteArray& sample)
{
    const qsizetype end = sample.lastIndexOf('\n');
    return sample.size() < chunkBytes || end < 0 ? sample : sample.left(end);
}

struct Bom {
    QByteArray bytes;
    QString encoding;
};

const std::array<Bom, 3>& boms()
{
    static const std::array<Bom, 3> all{Bom{QByteArray("\xEF\xBB\xBF"), QStringLiteral("UTF-8")},
        Bom{QByteArray("\xFF\xFE"), QStringLiteral("UTF-16LE")},
        Bom{QByteArray("\xFE\xFF"), QStringLiteral("UTF-16BE")}};
    return all;
}

} // namespace

TextEncoding detectEncoding(const QByteArray& sample)
{
    for (const Bom& bom : boms())
        if (sample.startsWith(bom.bytes))
            return {bom.encoding, bom.bytes.size()};
    const QByteArray lines = wholeLines(sample);
    if (mostLinesPass(lines, [](const QByteArray& line) { return QUtf8StringView(line).isValidUtf8(); }))
        return {QStringLiteral("UTF-8"), 0};
    const QByteArray named = detectorsName(lines);
    const bool namesAnother = lines.size() >= detectorBytes && isOtherMultiByte(named) && decodes(lines, named);
    if (!namesAnother && mostLinesPass(lines, [](const QByteArray& line) { return decodes(line, "GB18030"); }))
        return {QStringLiteral("GB18030"), 0};
    const bool known = !named.isEmpty() && QStringDecoder(named.constData()).isValid();
    return {known ? QString::fromLatin1(named) : QStringLiteral("UTF-8"), 0};
}

Result<TextEncoding> encodingFor(const QString& name, const QByteArray& sample)
{
    if (name.isEmpty())
        return detectEncoding(sample);
    QString canonical = name.trimmed().toUpper();
    if (canonical == u"UTF8")
        canonical = QStringLiteral("UTF-8");
    if (canonical == u"GBK" || canonical == u"GB2312" || canonical == u"CP936")
        canonical = QStringLiteral("GB18030");
    const TextEncoding detected = detectEncoding(sample);
    // A byte order mark says which of the two UTF-16 it is.
    if (detected.bomSize > 0 && detected.name.startsWith(canonical))
        return detected;
    if (!QStringDecoder(canonical.toLatin1().constData()).isValid())
        return Error{ErrorKind::BadValue, {name, QStringLiteral("UTF-8, UTF-16, GB18030")}, {}};
    return TextEncoding{canonical, 0};
}

Utf8Source::Utf8Source(QFile& file, const TextEncoding& encoding)
    : m_file(file)
{
    m_file.seek(encoding.bomSize);
    if (encoding.name != u"UTF-8")
        m_decoder.emplace(encoding.name.toLatin1().constData());
}

QByteArray Utf8Source::read()
{
    for (;;) {
        const QByteArray bytes = m_file.read(chunkBytes);
        if (!m_decoder || bytes.isEmpty())
            return bytes;
        const QString text = m_decoder->decode(bytes);
        QByteArray utf8 = text.toUtf8();
        utf8.replace(QByteArray("\xEF\xBF\xBD"), QByteArray("\xFF"));
        // Half a character alone decodes to nothing yet; an empty answer would mean the end.
        if (!utf8.isEmpty())
            return utf8;
    }
}

} // namespace wd
