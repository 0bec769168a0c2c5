#include "models/audience/importing/tables/wideencoding.h"

#include <QString>

#include <algorithm>

namespace wd {

namespace {

struct Units {
    qsizetype all = 0;
    qsizetype zeroHigh = 0; // below U+0100
    qsizetype lineEnds = 0;
    qsizetype controls = 0; // that no text holds
};

Units countUnits(const QByteArray& sample, bool bigEndian)
{
    Units units;
    for (qsizetype i = 0; i + 1 < sample.size(); i += 2) {
        const uchar high = uchar(sample[i + (bigEndian ? 0 : 1)]);
        const uchar low = uchar(sample[i + (bigEndian ? 1 : 0)]);
        ++units.all;
        if (high != 0)
            continue;
        ++units.zeroHigh;
        units.lineEnds += low == '\n' || low == '\r' ? 1 : 0;
        units.controls += low < 0x20 && low != '\n' && low != '\r' && low != '\t' ? 1 : 0;
    }
    return units;
}

bool isUtf16(const QByteArray& sample, bool bigEndian)
{
    const Units units = countUnits(sample, bigEndian);
    // A stray NUL in other text: few zero bytes, among bytes that are all ASCII. Long Chinese lines have few of them
    // too.
    const bool ascii = std::all_of(sample.begin(), sample.end(), [](char byte) { return uchar(byte) < 0x80; });
    const qsizetype least = ascii ? 3 : 400;
    return units.controls == 0 && units.zeroHigh * least >= units.all
        && (units.lineEnds > 0 || units.zeroHigh * 5 >= units.all * 4);
}

bool isUtf32(const QByteArray& sample, bool bigEndian)
{
    qsizetype units = 0;
    for (; (units + 1) * 4 <= sample.size(); ++units) {
        const uchar* bytes = reinterpret_cast<const uchar*>(sample.constData()) + units * 4;
        const uchar top = bytes[bigEndian ? 0 : 3];
        const uchar plane = bytes[bigEndian ? 1 : 2];
        if (top != 0 || plane > 0x10 || (bytes[0] | bytes[1] | bytes[2] | bytes[3]) == 0)
            return false;
    }
    return units > 0;
}

} // namespace

QString detectWideEncoding(const QByteArray& sample)
{
    if (!sample.contains('\0'))
        return {};
    for (const bool bigEndian : {false, true}) {
        const QString end = bigEndian ? QStringLiteral("BE") : QStringLiteral("LE");
        if (isUtf32(sample, bigEndian))
            return QStringLiteral("UTF-32") + end;
        if (isUtf16(sample, bigEndian))
            return QStringLiteral("UTF-16") + end;
    }
    return {};
}

QByteArray utf8Of(QStringView text)
{
    if (text.isValidUtf16())
        return text.toUtf8();
    QByteArray utf8;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        utf8 += text.sliced(begin, i - begin).toUtf8() + '\xFF';
        begin = i + 1;
    }
    return utf8 + text.sliced(begin).toUtf8();
}

} // namespace wd
