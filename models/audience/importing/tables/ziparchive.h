// A zip file whose entries are read as streams, within limits that no honest workbook reaches.
#pragma once

#include "models/base/result.h"

#include <QIODevice>

#include <memory>
#include <optional>

struct zip;
struct zip_file;

namespace wd {

class ZipArchive;

// One entry's bytes, unpacked while they are read.
class ZipEntry final : public QIODevice {
public:
    ~ZipEntry() override;

    bool isSequential() const override { return true; }
    // None unless unpacking failed: BrokenFile, UnpacksTooLarge.
    const std::optional<Error>& fault() const { return m_fault; }
    qint64 done() const { return m_done; } // bytes unpacked
    qint64 total() const { return m_total; } // as the archive says
    // What follows may be as long as `bytes`; reading more without another word ends in UnpacksTooLarge.
    void allow(qint64 bytes) { m_allowedTo = m_done + bytes; }

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    friend class ZipArchive;
    ZipEntry(ZipArchive& archive, const QString& name, zip_file* file, qint64 packed, qint64 total, qint64 limit);

    ZipArchive& m_archive; // outlives this
    QString m_name;
    zip_file* m_file;
    qint64 m_total;
    qint64 m_limit;
    qint64 m_done = 0;
    qint64 m_allowedTo;
    std::optional<Error> m_fault;
};

class ZipArchive {
public:
    // Errors: BrokenFile.
    static Result<std::unique_ptr<ZipArchive>> open(const QString& path);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    const QString& path() const { return m_path; }
    bool has(const QString& name) const; // case does not count
    // `limit`: bytes it may unpack to. Errors: BrokenFile (not there, damaged), ProtectedWorkbook, UnpacksTooLarge.
    Result<std::unique_ptr<ZipEntry>> entry(const QString& name, qint64 limit);

    Error broken(const QString& part, const QString& what) const;

private:
    ZipArchive(const QString& path, zip* archive)
        : m_path(path)
        , m_archive(archive)
    {
    }

    QString m_path;
    zip* m_archive;
};

} // namespace wd
