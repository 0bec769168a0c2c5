#include "models/audience/importing/tables/ziparchive.h"

#include "models/base/phrase.h"

#include <QFile>

#include <zip.h>

#include <algorithm>

namespace wd {

namespace {

// Sheets pack well; beyond this nothing but a bomb does.
constexpr qint64 mostTimes = 300;
constexpr qint64 alwaysFine = 16 * 1024 * 1024;

Error tooLarge(const QString& path, const QString& part, qint64 limit)
{
    return {ErrorKind::UnpacksTooLarge, {path, part, QString::number(limit)}, {}};
}

} // namespace

ZipEntry::ZipEntry(ZipArchive& archive, const QString& name, zip_file* file, qint64 packed, qint64 total, qint64 limit)
    : m_archive(archive)
    , m_name(name)
    , m_file(file)
    , m_total(total)
    , m_limit(std::min(limit, std::max(alwaysFine, packed * mostTimes)))
    , m_allowedTo(m_limit)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

ZipEntry::~ZipEntry()
{
    zip_fclose(m_file);
}

qint64 ZipEntry::readData(char* data, qint64 most)
{
    if (m_fault)
        return -1;
    const qint64 read = zip_fread(m_file, data, zip_uint64_t(most));
    if (read < 0) {
        m_fault = m_archive.broken(m_name, QString::fromUtf8(zip_file_strerror(m_file)));
        return -1;
    }
    m_done += read;
    if (m_done > std::min(m_limit, m_allowedTo)) {
        m_fault = tooLarge(m_archive.path(), m_name, std::min(m_limit, m_allowedTo));
        return -1;
    }
    return read == 0 ? -1 : read;
}

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(const QString& path)
{
    int code = 0;
    zip* archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, &code);
    if (archive)
        return std::unique_ptr<ZipArchive>(new ZipArchive(path, archive));
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const QString words = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    return Error{ErrorKind::BrokenFile, {path, QStringLiteral("zip"), words}, {}};
}

ZipArchive::~ZipArchive()
{
    zip_discard(m_archive);
}

bool ZipArchive::has(const QString& name) const
{
    return zip_name_locate(m_archive, name.toUtf8().constData(), ZIP_FL_NOCASE) >= 0;
}

Result<std::unique_ptr<ZipEntry>> ZipArchive::entry(const QString& name, qint64 limit)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (!has(name))
        return broken(name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "it is missing")));
    if (zip_stat(m_archive, name.toUtf8().constData(), ZIP_FL_NOCASE, &stat) < 0)
        return broken(name, QString::fromUtf8(zip_strerror(m_archive)));
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return Error{ErrorKind::ProtectedWorkbook, {m_path}, {}};
    if (stat.size > zip_uint64_t(limit))
        return tooLarge(m_path, name, limit);
    zip_file* file = zip_fopen_index(m_archive, stat.index, 0);
    if (!file)
        return broken(name, QString::fromUtf8(zip_strerror(m_archive)));
    return std::unique_ptr<ZipEntry>(new ZipEntry(*this, name, file, qint64(stat.comp_size), qint64(stat.size), limit));
}

Error ZipArchive::broken(const QString& part, const QString& what) const
{
    return {ErrorKind::BrokenFile, {m_path, part, what}, {}};
}

} // namespace wd
