#include "ui/shared/retrynow.h"

#include "models/workspace/workspace.h"
#include "ui/shared/changereader.h"
#include "ui/shared/pagecontext.h"
#include "ui/texts/reasontexts.h"

#include <QCoreApplication>
#include <QTimer>

namespace wd {

namespace {

constexpr int gatherMs = 200;
constexpr int longestWaitMs = 120'000; // of a request for its answer

// One attempt; gone once its outcome is told.
class Attempt final : public QObject {
    Q_DECLARE_TR_FUNCTIONS(wd::RetryNow)
public:
    Attempt(Workspace& workspace, qint64 channelId, QObject* owner, std::function<void(const QString&)> tell)
        : QObject(owner)
        , m_workspace(workspace)
        , m_channelId(channelId)
        , m_tell(std::move(tell))
        , m_reader(new ChangeReader([this] { read(); }, this, gatherMs))
    {
        m_tell(tr("Trying again now…"));
        m_reader->read();
        connect(&workspace.campaigns(), &CampaignService::changed, m_reader, &ChangeReader::note);
        QTimer::singleShot(longestWaitMs, this, &QObject::deleteLater);
    }

private:
    void read()
    {
        m_workspace.campaigns().hindrances(this, [this](const Result<QHash<qint64, Hindrance>>& hindrances) {
            if (hindrances)
                take(hindrances->value(m_channelId));
            m_reader->done();
        });
    }

    // The next try moves only when this one is over.
    void take(const Hindrance& hindrance)
    {
        if (!m_began) {
            m_began = true;
            m_dueBefore = hindrance.nextTry;
            return m_workspace.campaigns().tryNow(m_channelId);
        }
        const bool fails = hindrance.kind == HindranceKind::Retrying && hindrance.nextTry
            && *hindrance.nextTry > m_workspace.clock().nowUtc() && hindrance.nextTry != m_dueBefore;
        if (!fails)
            return;
        m_tell(tr("Just tried again, without success: %1").arg(reasonText(static_cast<Reason>(hindrance.reason), {})));
        deleteLater();
    }

    Workspace& m_workspace;
    qint64 m_channelId;
    std::function<void(const QString&)> m_tell;
    ChangeReader* m_reader;
    bool m_began = false;
    std::optional<UtcMs> m_dueBefore;
};

} // namespace

void retryNow(Workspace& workspace, qint64 channelId, QObject* owner, std::function<void(const QString&)> tell)
{
    new Attempt(workspace, channelId, owner, std::move(tell));
}

void retryNow(const PageContext& context, qint64 channelId, QObject* owner)
{
    retryNow(
        context.workspace, channelId, owner, [toast = context.toast](const QString& words) { toast(words, {}, {}); });
}

} // namespace wd
