// What is on record about deliveries: pages, one delivery whole, totals.
#pragma once

#include "models/base/result.h"
#include "models/sending/outboxtypes.h"

namespace wd {

class Database;

struct DeliveryRow {
    qint64 id = 0;
    QString campaignName;
    QString channelName;
    QString recipient;
    QString userId; // login id, else visitor id; empty: nobody, or somebody who is not there any more
    DeliveryState state = DeliveryState::Queued;
    int reason = 0; // a Reason
    QString detail; // of the reason: an attribute's key, a text's own words, the receiver's error
    std::optional<int> http; // status of the last attempt
    std::optional<int> ms; // duration of the last attempt
    int attempts = 0;
    UtcMs at = 0; // start of the last attempt, else of the run
    std::optional<UtcMs> nextAttemptAt; // while Waiting
    bool operator==(const DeliveryRow&) const = default;
};

struct AttemptRow {
    int number = 0;
    UtcMs at = 0;
    AttemptOutcome outcome = AttemptOutcome::Accepted;
    int reason = 0; // a Reason
    std::optional<int> http;
    int ms = 0;
    QByteArray answer; // as kept: see settlementof.h
    QString words; // the transport's own
};

struct DeliveryDetails {
    DeliveryRow row;
    qint64 campaignId = 0;
    qint64 channelId = 0;
    qint64 personId = 0;
    QString messageId; // empty before the first claim
    int messagePeople = 0;
    RenderedBody body;
    QList<AttemptRow> attempts; // in order
};

struct DeliveryFilter {
    std::optional<qint64> campaignId;
    std::optional<DeliveryState> state; // also those that show through a message
    bool unfinished = false; // those without an outcome: queued, sending, waiting
    std::optional<qint64> personId;
    QString recipient; // exact; empty: everybody
    bool operator==(const DeliveryFilter&) const = default;
};

struct DeliveryTotals {
    qint64 queued = 0;
    qint64 failed = 0; // and in no later run of the campaign
    qint64 uncertain = 0; // that nobody has answered
    bool operator==(const DeliveryTotals&) const = default;
};

// All on a reader's connection, which has the audience beside the workspace: see openWorkspaceReader().

// How many deliveries pass the filter; read with the page's own conditions.
Result<qint64> deliveryCount(Database& workspace, const DeliveryFilter& filter);
// Newest first, `limit` rows with ids below `before`.
Result<QList<DeliveryRow>> deliveryPage(
    Database& workspace, const DeliveryFilter& filter, std::optional<qint64> before, int limit);
Result<DeliveryDetails> deliveryDetails(Database& workspace, qint64 id); // NotFound
Result<DeliveryTotals> deliveryTotals(Database& workspace);

} // namespace wd
