// Asks for a file and writes the rows an import refused into it, with the reason beside each.
#pragma once

#include "models/base/result.h"

#include <QString>

#include <functional>

class QWidget;

namespace wd {

class ImportService;

// `then` hears how many rows were written and where; nothing when the operator gives no file. It lives as `parent`
// does.
void saveFailedRowsAs(QWidget* parent, ImportService& imports, qint64 importId, const QString& importedFile,
    std::function<void(const Result<qint64>&, const QString& path)> then);

// What is said then: of `failed` rows so many were written.
QString failedRowsText(qint64 rows, qint64 failed, const QString& path);

} // namespace wd
