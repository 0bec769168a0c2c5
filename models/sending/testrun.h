// 测试效果: one real request to a channel, for one person who may be made up, reported as it happens.
#pragma once

#include "models/base/secret.h"
#include "models/channels/contract.h"
#include "models/sending/exchange.h"
#include "models/sending/outcome.h"
#include "models/sending/transport.h"

#include <QHash>
#include <QVariant>

namespace wd {

// What a test sends. The channel needs no name and may be unsaved.
struct TestInput {
    ChannelSpec channel;
    QString channelName;
    QString campaignName;                    // in a channel test empty: the channel's name stands for it
    Secret secret;
    // The person's values by attribute key, login_id and visitor_id included; see madeUpPerson().
    QHash<QString, QVariant> person;
    QMap<QString, QString> parameters;       // template parameter → the campaign's value; missing: default or a sample
    QString zone;
};

struct TestReport {
    HttpRequest request;                     // as sent, with its secrets masked
    QString messageId;
    Exchange exchange;
    Outcome outcome;
    UtcMs at = 0;
    QString person;                          // recipient id shown to people
    bool madeUp = true;
};

// A person with a plausible value for every attribute the channel and its texts use; the recipient id starts with "test_".
QHash<QString, QVariant> madeUpPerson(const ChannelSpec& channel, const QStringList& extraAttributes);

// One test at a time; lives in the window's thread.
class TestRun : public QObject {
    Q_OBJECT
public:
    explicit TestRun(const Clock& clock, const ContractLibrary& contracts, QObject* parent = nullptr);
    ~TestRun() override;

    // Errors: faults of the channel or a text that can't be rendered; otherwise `finished` follows.
    Result<void> start(const TestInput& input);
    void stop();
    bool isRunning() const;

signals:
    void phaseReached(wd::ExchangePhase phase, qint64 ms);
    void finished(const wd::TestReport& report);

private:
    const Clock& m_clock;
    const ContractLibrary& m_contracts;
    std::unique_ptr<Transport> m_transport;
};

} // namespace wd
