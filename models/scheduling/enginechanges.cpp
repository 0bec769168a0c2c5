// The engine's part in an edit of a paused campaign.
#include "models/scheduling/engine.h"

#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignstore.h"
#include "models/scheduling/chunkbelt.h"

namespace wd {

void Engine::applyChange(const Campaign& wanted, std::function<void(Result<void>)> done)
{
    if (m_changing.contains(wanted.id))
        return done(Error{ErrorKind::NotAllowedInState, {QStringLiteral("edit"), QStringLiteral("changing")}, {}});
    const Result<ContentChange> change = contentChange(m_database, wanted);
    if (!change)
        return done(change.error());
    if (change->runId == 0)
        return done(CampaignStore(m_database).update(change->campaign));
    if (change->after.attributes == change->before.attributes)
        return done(commitChange(*change));
    freezeAdded(*change, std::move(done));
}

// Written ahead of the plan that reads them, in steps that leave room for other work.
void Engine::freezeAdded(const ContentChange& change, std::function<void(Result<void>)> done)
{
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    const auto refused = std::make_shared<std::optional<Error>>(); // used in the engine's thread
    m_changing[change.campaign.id] = stop;
    const auto write = [this, stop, refused](const QList<FrozenValues>& chunk) {
        if (const Result<void> written = m_outbox.freezeAnew(chunk); !written) {
            *refused = written.error();
            *stop = true;
        }
    };
    m_preparer.ask(
        [change, write, path = m_database.path(), belt = ChunkBelt(this, stop)](Database& audience) -> Result<void> {
            const Result<std::unique_ptr<Database>> workspace = Database::openReader(path);
            if (!workspace)
                return workspace.error();
            return freezeAddedValues(audience, **workspace, change,
                [&](const QList<FrozenValues>& chunk) { return belt.send([write, chunk] { write(chunk); }); });
        },
        this,
        [this, change, refused, done = std::move(done)](const Result<void>& frozen) {
            m_changing.erase(change.campaign.id);
            if (*refused)
                return done(**refused);
            done(frozen ? commitChange(change) : frozen);
        });
}

Result<void> Engine::commitChange(const ContentChange& change)
{
    const qint64 campaignId = change.campaign.id;
    const Result<Campaign> now = CampaignStore(m_database).row(campaignId);
    if (!now)
        return now.error();
    if (now->state != CampaignState::Paused) // taken offline meanwhile
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("edit"), stateName(now->state)}, {}};
    const QByteArray plan = planToText(change.after);
    if (const Result<void> changed = m_outbox.changeContent(change.runId, plan, change.campaign); !changed)
        return changed;
    m_dispatcher.campaignChanged(campaignId);
    return {};
}

} // namespace wd
