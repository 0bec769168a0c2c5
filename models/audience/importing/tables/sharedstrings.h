// The texts that a workbook's cells share, kept as UTF-8 in one piece; and how rich text is read.
#pragma once

#include "models/audience/importing/tables/xmlpart.h"

#include <vector>

namespace wd {

// At the start of <si> or <is>: its text, runs joined, without phonetic ones, up to its end. Longer ones are cut at
// maxTextCharacters + 1.
void readRichText(XmlPart& part, QString& text);
// UTF-8 of a cell's text: _x000D_ and its like replaced by the characters they stand for; half a surrogate pair becomes
// the byte 0xFF.
QByteArray cellText(const QString& text);

constexpr qsizetype maxTextCharacters = 1024 * 1024;

class SharedStrings {
public:
    // Errors: those of ZipArchive::entry() and XmlPart.
    static Result<SharedStrings> read(ZipArchive& archive, const QString& part);

    qsizetype size() const { return qsizetype(m_ends.size()); }
    QByteArrayView at(qsizetype index) const;

private:
    QByteArray m_text;
    std::vector<quint32> m_ends; // in m_text
};

} // namespace wd
