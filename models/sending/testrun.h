// 测试效果: one real request to a channel, for one person who may be made up, reported as it happens.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/channels/answerdoubt.h"
#include "models/channels/contractlibrary.h"
#include "models/sending/outcome.h"
#include "models/sending/transport.h"

#include <QMap>

namespace wd {

// The channel may be unsaved and without a name.
struct TestInput {
    ChannelSpec channel;
    QString channelName;
    QString campaignName; // empty in a channel test: the channel's name stands for it
    ChannelSecrets secrets;
    QHash<QString, QVariant> person; // attribute key → value, login_id and visitor_id among them
    bool madeUp = true;
    QMap<QString, QString> parameters; // template parameter → value; where none is given: the default, else a sample
    QString zone; // IANA
};

struct TestReport {
    HttpRequest request; // as sent; the authorization is masked, as is the secret in `exchange` and `reading`
    QString messageId;
    QString recipient;
    bool madeUp = true;
    UtcMs at = 0;
    AuthType auth = AuthType::None;
    bool signatureChecked = false; // by a receiver that is known to: the caller says so
    // Of a campaign's test: parameters that need a value and have none, by label, and what was sent in its place.
    QList<std::pair<QString, QString>> stoodIn;
    Exchange exchange;
    Outcome outcome; // of the one person in it, where the answer lists people
    QString detail; // what the sentence of the outcome's reason names
    AnswerReading reading;
    std::optional<AnswerDoubt> doubt; // accepted by its status alone, but it reads like a failure
};

// A value for every attribute that the channel and its texts use. Ids, phone numbers and other text begin with "test",
// so that no real customer can be meant.
QHash<QString, QVariant> madeUpPerson(
    const ChannelSpec& channel, const QMap<QString, QString>& parameters, const Catalogue& catalogue);

// Lives in the caller's thread; one test at a time. Whatever the channel's settings, the answer counts as at least
// once.
class TestRun final : public QObject {
    Q_OBJECT
public:
    TestRun(const Clock& clock, const ContractLibrary& contracts, QObject* parent = nullptr);
    ~TestRun() override;

    // Faults of the channel, its parameters or a text, as campaignFaults() words them; if there are none, `finished`
    // follows. A person whom the channel or text leaves out is no fault: `leftOut` follows instead.
    Errors start(const TestInput& input);
    // Cuts the request off; `finished` follows with TransportFault::Cancelled.
    void stop();
    bool isRunning() const { return m_running; }

signals:
    void phaseReached(wd::ExchangePhase phase, qint64 ms);
    void finished(const wd::TestReport& report);
    void leftOut(wd::Reason reason, const QString& detail);

private:
    void send(const TestInput& input, const std::shared_ptr<const Contract>& contract, const MessageContent& content,
        TestReport report);

    const Clock& m_clock;
    const ContractLibrary& m_contracts;
    std::unique_ptr<Transport> m_transport; // a fresh one for each test: nothing of an earlier one helps or hinders it
    bool m_running = false;
};

} // namespace wd
