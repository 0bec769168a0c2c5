// The desk document: channels, segments and campaigns as JSON, for engineers and automation.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace wd {

class ContractLibrary;
class Database;
struct TimeFrame;

// A segment whose rule names segments of the other kind of user, in which none of its people are.
struct OtherKindNamed {
    QString segment;
    UserKind kind = UserKind::Login;
    QStringList names;
};

struct ApplyReport {
    QString zone; // the new one, if it changed
    int channels = 0; // created or changed
    int segments = 0;
    QStringList changedSegments; // those of them that were there before
    QList<OtherKindNamed> otherKinds; // of all in the document
    int campaigns = 0;
    int unchanged = 0;
};

// Validates everything first, then writes in one transaction: all or nothing. Campaigns become drafts; a campaign in
// the document that is live is an error. Objects are found by name; what the document does not name stays. Parsing
// errors carry line and column, others a path such as "channels[0].url". `by` and `at` are for the audit fields.
struct ApplyResult {
    ApplyReport report;
    Errors errors; // nothing was changed when there is one
};
ApplyResult applyDesk(Database& workspace, Database& audience, const ContractLibrary& contracts, const QByteArray& json,
    const QString& by, qint64 at);

// The same document, without secrets; stable order, so that equal desks give equal bytes. A channel or campaign whose
// stored content can't be read is an error that names it.
Result<QByteArray> exportDesk(Database& workspace);

// JSON Schema (2020-12) of the document: the authority on its names.
QByteArray deskSchema();

} // namespace wd
