#include "models/audience/query/sets/idset.h"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace wd {

namespace {

constexpr int bitsPerWord = 64;
constexpr sqlite3_int64 highestId = sqlite3_int64(1) << 32;

} // namespace

void IdSet::add(size_t id)
{
    const size_t word = id / bitsPerWord;
    if (word >= m_words.size())
        m_words.resize(std::max(word + 1, m_words.size() * 2));
    m_words[word] |= Word(1) << (id % bitsPerWord);
}

bool IdSet::contains(quint64 id) const
{
    const quint64 word = id / bitsPerWord;
    return word < m_words.size() && (m_words[word] >> (id % bitsPerWord) & 1) != 0;
}

qint64 IdSet::size() const
{
    qint64 size = 0;
    for (const Word word : m_words)
        size += std::popcount(word);
    return size;
}

qint64 IdSet::next(qint64 id) const
{
    size_t word = size_t(id) / bitsPerWord;
    if (word >= m_words.size())
        return -1;
    Word left = m_words[word] >> (id % bitsPerWord) << (id % bitsPerWord);
    while (left == 0 && ++word < m_words.size())
        left = m_words[word];
    return left == 0 ? -1 : qint64(word * bitsPerWord) + std::countr_zero(left);
}

void IdSet::keep(const IdSet& others)
{
    m_words.resize(std::min(m_words.size(), others.m_words.size()));
    for (size_t word = 0; word < m_words.size(); ++word)
        m_words[word] &= others.m_words[word];
}

void IdSet::add(const IdSet& others)
{
    m_words.resize(std::max(m_words.size(), others.m_words.size()));
    for (size_t word = 0; word < others.m_words.size(); ++word)
        m_words[word] |= others.m_words[word];
}

void IdSet::remove(const IdSet& others)
{
    const size_t words = std::min(m_words.size(), others.m_words.size());
    for (size_t word = 0; word < words; ++word)
        m_words[word] &= ~others.m_words[word];
}

QByteArray IdSet::bytes() const
{
    return QByteArray(reinterpret_cast<const char*>(m_words.data()), qsizetype(m_words.size() * sizeof(Word)));
}

IdSet IdSet::fromBytes(QByteArrayView bytes)
{
    IdSet set;
    set.m_words.resize(size_t(bytes.size()) / sizeof(Word));
    std::memcpy(set.m_words.data(), bytes.data(), set.m_words.size() * sizeof(Word));
    return set;
}

size_t idOf(sqlite3_value* value)
{
    const sqlite3_int64 id = sqlite3_value_int64(value);
    return id > 0 && id < highestId ? size_t(id) : 0;
}

void answerSet(sqlite3_context* context, const IdSet& set)
{
    const QByteArray bytes = set.bytes();
    sqlite3_result_blob64(context, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
}

} // namespace wd
