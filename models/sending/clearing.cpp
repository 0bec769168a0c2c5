#include "models/sending/clearing.h"

namespace wd {

namespace {

constexpr int storageRestMs = 5'000;

} // namespace

Clearing::Clearing(Outbox& outbox, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_outbox(outbox)
    , m_clock(clock)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Clearing::goOn);
}

void Clearing::add(const QList<qint64>& runs, Done done)
{
    m_jobs.push_back({runs, std::move(done)});
    if (!m_next.isActive())
        m_next.start(0);
}

void Clearing::stop()
{
    m_jobs.clear();
    m_next.stop();
}

void Clearing::goOn()
{
    if (m_jobs.empty())
        return;
    m_next.start(0);
    if (!m_jobs.front().runs.isEmpty())
        return clear(m_jobs.front().runs.first());
    const auto done = std::move(m_jobs.front().done);
    m_jobs.pop_front();
    if (done)
        done();
}

// Nobody waits for a disk that is full.
void Clearing::tellAll()
{
    std::deque<Job> told = std::exchange(m_jobs, {});
    for (const Job& job : told)
        if (!job.runs.isEmpty())
            m_jobs.push_back({job.runs, {}});
    for (const Job& job : told)
        if (job.done)
            job.done();
}

void Clearing::clear(qint64 runId)
{
    const Result<Cleared> cleared = m_outbox.clearSome(runId, m_clock.nowUtc());
    if (!cleared) {
        m_next.start(storageRestMs);
        emit failed(cleared.error());
        // Behind the others: it may be the only one that can't be cleared.
        m_jobs.front().runs.removeFirst();
        tellAll();
        return m_jobs.push_back({{runId}, {}});
    }
    if (!cleared->more)
        m_jobs.front().runs.removeFirst();
    if (cleared->ended)
        emit runEnded(runId);
    emit changed();
}

} // namespace wd
