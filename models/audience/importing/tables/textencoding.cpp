#include "models/audience/importing/tables/textencoding.h"

#include "models/audience/importing/tables/wideencoding.h"

#include <QUtf8StringView>
#include <QtEndian>

#include <uchardet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace wd {

namespace {

constexpr qint64 chunkBytes = 1024 * 1024;
constexpr qsizetype enoughBytes = 4 * 1024; // of words beyond ASCII

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

// Of those that are not ASCII; true when there are none.
bool mostLinesDecode(const QByteArray& sample, const QByteArray& name)
{
    qsizetype good = 0;
    qsizetype bad = 0;
    for (const QByteArray& line : sample.split('\n')) {
        if (isAscii(line))
            continue;
        decodes(line, name) ? ++good : ++bad;
    }
    return bad == 0 || (good > 0 && good >= bad);
}

// Letters that words without any ASCII letter are made of: those of Greek, Cyrillic, Armenian, Hebrew and Arabic that
// are written today.
int alphabetOf(char16_t letter)
{
    struct Range {
        char16_t first;
        char16_t last;
    };
    static constexpr std::array<Range, 5> alphabets{Range{0x0386, 0x03CE}, Range{0x0400, 0x045F}, Range{0x0531, 0x0587},
        Range{0x05D0, 0x05EA}, Range{0x0620, 0x064A}};
    const auto has = [letter](const Range& range) { return letter >= range.first && letter <= range.last; };
    const auto found = std::find_if(alphabets.begin(), alphabets.end(), has);
    return found == alphabets.end() ? -1 : int(found - alphabets.begin());
}

// Whether nobody writes this Latin letter as a whole word or value: 女 of GBK would be Ů.
bool isOddAlone(char16_t letter)
{
    static const QString women = QStringLiteral("šŽž"); // as sex and title are abbreviated
    return letter >= 0x0100 && letter < 0x0250 && !women.contains(QChar(letter));
}

enum class Voice { For, Against, None }; // of UTF-8

// What characters beyond ASCII that stand side by side say. Chinese characters of GB 2312 may be valid by chance, as
// letters U+00A1 to U+07FF: those make no word there.
Voice voiceOf(QStringView run, bool touchesLetter)
{
    constexpr char16_t lastSymbol = 0x00BF; // ¥ and ° say nothing
    constexpr char16_t lastOfTwoBytes = 0x07FF;
    QString letters;
    for (const QChar letter : run) {
        const char16_t code = letter.unicode();
        const bool mayBeChinese = code <= lastOfTwoBytes && (0x80 | (code & 0x3F)) >= 0xA1;
        if (!mayBeChinese)
            return Voice::For;
        if (code > lastSymbol)
            letters += letter;
    }
    const auto all = [&letters](const auto& is) { return std::all_of(letters.begin(), letters.end(), is); };
    if (letters.isEmpty())
        return Voice::None;
    // José; but 豫A12345 is Chinese.
    if (touchesLetter && all([](QChar letter) { return letter.script() == QChar::Script_Latin; }))
        return Voice::For;
    if (letters.size() == 1)
        return isOddAlone(letters[0].unicode()) ? Voice::Against : Voice::None;
    const int alphabet = alphabetOf(letters[0].unicode());
    const bool isWord = alphabet >= 0 && all([&](QChar letter) { return alphabetOf(letter.unicode()) == alphabet; });
    return isWord ? Voice::For : Voice::Against;
}

// Of a line with bytes beyond ASCII.
Voice lineVoice(const QByteArray& line)
{
    if (!QUtf8StringView(line).isValidUtf8())
        return Voice::Against;
    const QString text = QString::fromUtf8(line);
    const auto isBeyondAscii = [&text](qsizetype i) { return i < text.size() && text[i].unicode() > 127; };
    const auto isLetter = [&text](qsizetype i) { return i >= 0 && i < text.size() && text[i].isLetter(); };
    int sum = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype begin = i;
        while (isBeyondAscii(i))
            ++i;
        if (i == begin)
            continue;
        const Voice voice = voiceOf(QStringView(text).mid(begin, i - begin), isLetter(begin - 1) || isLetter(i));
        sum += voice == Voice::For ? 1 : voice == Voice::Against ? -1 : 0;
    }
    return sum > 0 ? Voice::For : sum < 0 ? Voice::Against : Voice::None;
}

// Half a surrogate pair is no text, but comes from programs that mean to write UTF-8.
QByteArray withWholePairs(QByteArray sample)
{
    for (qsizetype at = sample.indexOf('\xED'); at >= 0 && at + 2 < sample.size(); at = sample.indexOf('\xED', at + 1))
        if (uchar(sample[at + 1]) >= 0xA0 && uchar(sample[at + 1]) < 0xC0 && (sample[at + 2] & 0xC0) == 0x80)
            sample.replace(at, 3, "\xEF\xBF\xBD");
    return sample;
}

bool isUtf8(const QByteArray& sample)
{
    const auto beginsLong = [](char byte) { return uchar(byte) >= 0xE0; };
    if (QUtf8StringView(sample).isValidUtf8() && std::any_of(sample.begin(), sample.end(), beginsLong))
        return true;
    qsizetype pro = 0;
    qsizetype contra = 0;
    for (const QByteArray& line : withWholePairs(sample).split('\n')) {
        const Voice voice = isAscii(line) ? Voice::None : lineVoice(line);
        pro += voice == Voice::For ? 1 : 0;
        contra += voice == Voice::Against ? 1 : 0;
    }
    return contra == 0 || (pro > 0 && pro >= contra);
}

QByteArray detectorsName(const QByteArray& sample)
{
    const uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, sample.constData(), size_t(sample.size()));
    uchardet_data_end(detector);
    const QByteArray name = QByteArray(uchardet_get_charset(detector)).toUpper();
    uchardet_delete(detector);
    // Sets that nobody writes today are what it takes short texts of western Europe for.
    static const QByteArrayList western{"ISO-8859-1", "ISO-8859-3", "ISO-8859-15", "IBM852", "MAC-CENTRALEUROPE"};
    return name == "UHC" ? QByteArray("WINDOWS-949") : western.contains(name) ? QByteArray("WINDOWS-1252") : name;
}

bool isOtherMultiByte(const QByteArray& name)
{
    static const QByteArrayList sets{
        "BIG5", "EUC-JP", "EUC-KR", "ISO-2022-JP", "ISO-2022-KR", "SHIFT_JIS", "WINDOWS-949", "JOHAB"};
    return sets.contains(name);
}

// Whether half of the characters are those that Chinese text is made of: letters with accents among ASCII pass as rare
// ones.
bool looksChinese(const QByteArray& sample)
{
    qsizetype all = 0;
    qsizetype common = 0;
    for (qsizetype i = 0; i + 1 < sample.size(); ++i) {
        const uchar lead = uchar(sample[i]);
        if (lead < 0x80)
            continue;
        const uchar trail = uchar(sample[++i]);
        const bool isCommon = (lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3);
        ++all;
        common += isCommon && trail >= 0xA1 ? 1 : 0;
    }
    return common * 2 >= all;
}

// Never part of a longer character.
bool isAlone(char byte)
{
    return uchar(byte) < '0';
}

// The sample may end within a character: only whole lines vote, or what is before a byte that is never part of one.
QByteArray wholeLines(const QByteArray& sample)
{
    if (sample.size() < chunkBytes)
        return sample;
    const qsizetype line = sample.lastIndexOf('\n');
    const auto alone = std::find_if(sample.rbegin(), sample.rend(), isAlone);
    return sample.left(line >= 0 ? line : sample.rend() - alone);
}

// From here on; eight bytes at a time, as most files are mostly ASCII.
qsizetype findBeyondAscii(QByteArrayView text, qsizetype from)
{
    constexpr quint64 highBits = 0x8080'8080'8080'8080;
    for (quint64 eight = 0; from + qsizetype(sizeof eight) <= text.size(); from += qsizetype(sizeof eight)) {
        std::memcpy(&eight, text.data() + from, sizeof eight);
        if (eight & highBits)
            break;
    }
    while (from < text.size() && uchar(text[from]) < 0x80)
        ++from;
    return from;
}

// The words of the text that are not all ASCII, a line each.
void addWordsBeyondAscii(QByteArrayView text, QByteArray& words)
{
    for (qsizetype at = findBeyondAscii(text, 0); at < text.size(); at = findBeyondAscii(text, at)) {
        const auto end = std::find_if(text.begin() + at, text.end(), isAlone);
        const auto begin = std::find_if(text.rend() - at, text.rend(), isAlone).base();
        words.append(begin, end - begin).append('\n');
        at = end - text.begin();
    }
}

// From here to the end of the file, or as many as tell enough.
QByteArray wordsBeyondAscii(QFile& file, qint64 from)
{
    QByteArray words;
    QByteArray begun; // a word that the next chunk may go on with
    file.seek(from);
    while (words.size() < enoughBytes) {
        const QByteArray text = begun + file.read(chunkBytes);
        const bool ends = text.size() == begun.size();
        const qsizetype whole = ends ? text.size() : text.rend() - std::find_if(text.rbegin(), text.rend(), isAlone);
        addWordsBeyondAscii(QByteArrayView(text).first(whole), words);
        if (ends)
            break;
        begun = text.size() - whole < chunkBytes ? text.mid(whole) : QByteArray();
    }
    return words;
}

struct Bom {
    QByteArray bytes;
    QString encoding;
};

// The longer ones first.
const std::array<Bom, 6>& boms()
{
    static const std::array<Bom, 6> all{Bom{QByteArray("\x84\x31\x95\x33"), QStringLiteral("GB18030")},
        Bom{QByteArray("\xFF\xFE\0\0", 4), QStringLiteral("UTF-32LE")},
        Bom{QByteArray("\0\0\xFE\xFF", 4), QStringLiteral("UTF-32BE")},
        Bom{QByteArray("\xEF\xBB\xBF"), QStringLiteral("UTF-8")},
        Bom{QByteArray("\xFF\xFE"), QStringLiteral("UTF-16LE")},
        Bom{QByteArray("\xFE\xFF"), QStringLiteral("UTF-16BE")}};
    return all;
}

// By a byte order mark, or by zero bytes.
std::optional<TextEncoding> markedEncoding(const QByteArray& sample)
{
    for (const Bom& bom : boms())
        if (sample.startsWith(bom.bytes))
            return TextEncoding{bom.encoding, bom.bytes.size()};
    const QString wide = detectWideEncoding(sample);
    return wide.isEmpty() ? std::nullopt : std::optional(TextEncoding{wide, 0});
}

} // namespace

TextEncoding detectEncoding(const QByteArray& sample)
{
    if (const std::optional<TextEncoding> marked = markedEncoding(sample))
        return *marked;
    const QByteArray lines = wholeLines(sample);
    if (isUtf8(lines))
        return {QStringLiteral("UTF-8"), 0};
    const QByteArray named = detectorsName(lines);
    const bool known = !named.isEmpty() && QStringDecoder(named.constData()).isValid();
    const bool namesAnother = known && decodes(lines, named) && (isOtherMultiByte(named) || !looksChinese(lines));
    if (!namesAnother && mostLinesDecode(lines, "GB18030"))
        return {QStringLiteral("GB18030"), 0};
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
    // A byte order mark, or else the zero bytes, say in which order UTF-16 has its bytes.
    if (detected.name == canonical || (canonical.startsWith(u"UTF-") && detected.name.startsWith(canonical)))
        return detected;
    if (canonical == u"UTF-16" || canonical == u"UTF-32")
        canonical += u"LE";
    if (!QStringDecoder(canonical.toLatin1().constData()).isValid())
        return Error{ErrorKind::BadValue, {name, QStringLiteral("UTF-8, UTF-16, GB18030, Big5")}, {}};
    return TextEncoding{canonical, 0};
}

Result<TextEncoding> encodingOf(QFile& file, const QString& name)
{
    file.seek(0);
    QByteArray sample = file.read(chunkBytes);
    if (!name.isEmpty() || sample.size() < chunkBytes || markedEncoding(sample))
        return encodingFor(name, sample);
    const QByteArray lines = wholeLines(sample);
    QByteArray words;
    addWordsBeyondAscii(lines, words);
    if (words.size() < enoughBytes)
        sample = lines + '\n' + wordsBeyondAscii(file, lines.size());
    return detectEncoding(sample);
}

Utf8Source::Utf8Source(QFile& file, const TextEncoding& encoding)
    : m_file(file)
{
    m_file.seek(encoding.bomSize);
    if (encoding.name == u"UTF-8")
        return;
    m_form = encoding.name == u"UTF-16LE" ? Form::Utf16Le : encoding.name == u"UTF-16BE" ? Form::Utf16Be : Form::Other;
    m_unitBytes = encoding.name.startsWith(u"UTF-32") ? 4 : 1;
    if (m_form == Form::Other)
        m_decoder = QStringDecoder(encoding.name.toLatin1().constData());
}

QByteArray Utf8Source::read()
{
    while (!m_ended) {
        const QByteArray bytes = m_file.read(chunkBytes);
        m_ended = bytes.isEmpty();
        QByteArray utf8 = m_ended   ? lastBytes()
            : m_form == Form::Utf8  ? bytes
            : m_form == Form::Other ? decoded(bytes)
                                    : fromUtf16(bytes);
        // Half a character alone is nothing yet; an empty answer would mean the end.
        if (!utf8.isEmpty())
            return utf8;
    }
    return {};
}

QByteArray Utf8Source::fromUtf16(const QByteArray& bytes)
{
    const QByteArray all = m_held + bytes;
    QString text(all.size() / 2, Qt::Uninitialized);
    if (m_form == Form::Utf16Le)
        qFromLittleEndian<char16_t>(all.constData(), text.size(), text.data());
    else
        qFromBigEndian<char16_t>(all.constData(), text.size(), text.data());
    const bool half = !text.isEmpty() && text.back().isHighSurrogate();
    text.chop(half ? 1 : 0);
    m_held = all.mid(text.size() * 2);
    return utf8Of(text);
}

QByteArray Utf8Source::decoded(const QByteArray& bytes)
{
    const QString text = m_decoder.decode(bytes);
    return text.toUtf8().replace(QByteArray("\xEF\xBF\xBD"), QByteArray("\xFF"));
}

// What is left of a character that the file's end cuts off.
QByteArray Utf8Source::lastBytes()
{
    if (m_form != Form::Other)
        return m_held.isEmpty() ? QByteArray() : QByteArray("\xFF");
    if (m_unitBytes > 1)
        return m_file.size() % m_unitBytes == 0 ? QByteArray() : QByteArray("\xFF");
    // A line end shows whether the decoder still waits for bytes.
    const QByteArray end = decoded("\n");
    return end == "\n" ? QByteArray() : QByteArray("\xFF");
}

} // namespace wd
