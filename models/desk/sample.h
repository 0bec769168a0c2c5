// The sample company 白鸽: people, events, channels, segments and campaigns, with dates relative to today.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/base/secret.h"

#include <QTimeZone>

namespace wd {

class CatalogueEditor;

struct SampleFiles {
    QString people; // CSV
    QString events; // CSV
    QByteArray desk; // desk document, its channels pointing at the receiver's port
};

// Writes the CSV files into `folder`, with the days that the sample names relative to `now` made real in the zone.
Result<SampleFiles> writeSample(const QString& folder, UtcMs now, const QTimeZone& zone, quint16 receiverPort);

// The labels of its attributes, events and properties, after the import; those of others stay. Within the audience's
// thread. DatabaseFailed.
Result<void> labelSample(CatalogueEditor& editor);

// The secret of the sample's channels: a published constant, held in memory and never in the keychain.
Secret sampleSecret();

} // namespace wd
