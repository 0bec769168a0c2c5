#include "models/workspace/workspace.h"

#include "models/audience/segments/segmentstore.h"
#include "models/scheduling/engine.h"
#include "models/workspace/workspacefiles.h"

#include <QSemaphore>
#include <QTimer>

#include <utility>

namespace wd {

namespace {

constexpr int graceMs = 3'000;
// Longer only when the database does not take the last outcomes; the next start treats them as interrupted.
constexpr int longestStopMs = graceMs + 2'000;

// Secrets live in the main thread, lanes in the engine's: the question goes over, the answer comes back.
SecretSource secretsOf(Keychain& keychain)
{
    return [&keychain](const QUuid& channel, QObject* receiver, std::function<void(Result<ChannelSecrets>)> then) {
        const Courier courier(receiver);
        QMetaObject::invokeMethod(
            &keychain,
            [&keychain, channel, courier, then = std::move(then)] {
                keychain.read(channel, &keychain, [courier, then](const Result<ChannelSecrets>& secrets) {
                    courier.post([then, secrets] { then(secrets); });
                });
            },
            Qt::QueuedConnection);
    };
}

Result<void> firstFault(std::initializer_list<const DatabaseWorker*> workers)
{
    for (const DatabaseWorker* worker : workers)
        if (!worker->opened())
            return worker->opened();
    return {};
}

} // namespace

WorkspaceFiles::WorkspaceFiles(QString where, std::unique_ptr<WorkspaceLock> held)
    : folder(std::move(where))
    , lock(std::move(held))
{
}
WorkspaceFiles::WorkspaceFiles(WorkspaceFiles&&) noexcept = default;
WorkspaceFiles& WorkspaceFiles::operator=(WorkspaceFiles&&) noexcept = default;
WorkspaceFiles::~WorkspaceFiles() = default;

Result<WorkspaceFiles> WorkspaceFiles::open(const QString& folder, const QString& zone)
{
    Result<std::unique_ptr<WorkspaceLock>> lock = WorkspaceLock::acquire(folder);
    if (!lock)
        return lock.error();
    WorkspaceFiles files(folder, std::move(lock).value());
    files.audienceWriter
        = std::make_unique<DatabaseWorker>(QStringLiteral("audience"), [&] { return openAudienceWriter(folder); });
    files.writer
        = std::make_unique<DatabaseWorker>(QStringLiteral("engine"), [&] { return openWorkspaceWriter(folder, zone); });
    if (const Result<void> opened = firstFault({files.audienceWriter.get(), files.writer.get()}); !opened)
        return opened.error();
    return files;
}

struct Workspace::Private {
    Private(WorkspaceFiles opened, Clock& c, Keychain& k)
        : files(std::move(opened))
        , clock(c)
        , keychain(k)
        , contracts(contractsFolder(files.folder))
        , writer(*files.writer)
        , audienceWriter(*files.audienceWriter)
        , reader(QStringLiteral("reader"), [this] { return openWorkspaceReader(files.folder); })
        , audienceReader(QStringLiteral("counts"), [this] { return openAudienceReader(files.folder); })
        , preparer(QStringLiteral("preparer"), [this] { return openAudienceReader(files.folder); })
    {
    }

    Result<void> opened() const { return firstFault({&reader, &audienceReader, &preparer}); }

    WorkspaceFiles files;
    Clock& clock;
    Keychain& keychain;
    ContractLibrary contracts;
    DatabaseWorker& writer;
    DatabaseWorker& audienceWriter;
    DatabaseWorker reader;
    DatabaseWorker audienceReader;
    DatabaseWorker preparer;
    Engine* engine = nullptr; // lives in the writer's thread
    std::unique_ptr<SettingsService> settings;
    std::unique_ptr<ChannelService> channels;
    std::unique_ptr<SegmentService> segments;
    std::unique_ptr<ListService> lists;
    std::unique_ptr<ImportService> imports;
    std::unique_ptr<CatalogueService> catalogue;
    std::unique_ptr<PersonService> people;
    std::unique_ptr<CampaignService> campaigns;
    std::unique_ptr<DeliveryService> deliveries;
    QSet<qint64> withoutSecret;
    std::function<void()> closed;
    int threadsAtWork = 0; // that close() waits for
    bool sendingStopped = false;
};

Result<std::unique_ptr<Workspace>> Workspace::open(
    const QString& folder, const QString& zone, Clock& clock, Keychain& keychain)
{
    Result<WorkspaceFiles> files = WorkspaceFiles::open(folder, zone);
    if (!files)
        return files.error();
    return open(std::move(files).value(), clock, keychain);
}

Result<std::unique_ptr<Workspace>> Workspace::open(WorkspaceFiles files, Clock& clock, Keychain& keychain)
{
    auto parts = std::make_unique<Private>(std::move(files), clock, keychain);
    if (const Result<void> opened = parts->opened(); !opened)
        return opened.error();
    Result<QByteArray> epoch = QByteArray();
    parts->writer.worker().run([&] {
        epoch = workspaceEpoch(parts->writer.database());
        if (epoch)
            parts->engine = new Engine(
                parts->writer.database(), parts->preparer, clock, parts->contracts, *epoch, secretsOf(keychain));
    });
    if (!epoch)
        return epoch.error();
    std::unique_ptr<Workspace> workspace(new Workspace(std::move(parts)));
    workspace->wire();
    return workspace;
}

Workspace::Workspace(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
    d->settings = std::make_unique<SettingsService>(d->writer);
    d->channels = std::make_unique<ChannelService>(
        d->writer, d->reader, d->clock, d->contracts, [](Database& workspace, const QString& from, const QString& to) {
            return SegmentStore(workspace).follow(SegmentStore::Named::Channel, from, to);
        });
    d->segments
        = std::make_unique<SegmentService>(SegmentService::Parts{d->writer, d->reader, d->audienceReader, d->clock});
    d->lists = std::make_unique<ListService>(
        ListService::Parts{d->writer, d->reader, d->audienceReader, d->audienceWriter, d->clock});
    d->imports = std::make_unique<ImportService>(ImportService::Parts{
        d->audienceWriter, d->audienceReader, d->clock, [from = folder()](const Brought& brought) -> Result<Brought> {
            const Result<std::unique_ptr<Database>> workspace = openWorkspaceReader(from);
            return workspace ? unusedOf(**workspace, brought) : workspace.error();
        }});
    d->catalogue
        = std::make_unique<CatalogueService>(CatalogueService::Parts{d->audienceWriter, d->audienceReader, d->reader});
    d->people = std::make_unique<PersonService>(PersonService::Parts{d->reader, d->audienceReader, d->clock});
    d->campaigns = std::make_unique<CampaignService>(
        CampaignService::Parts{d->writer, d->reader, d->audienceReader, *d->engine, d->contracts, d->clock});
    d->deliveries = std::make_unique<DeliveryService>(d->writer, d->reader, d->engine->dispatcher());
}

void Workspace::wire()
{
    connect(d->engine, &Engine::failed, this, &Workspace::failed);
    connect(d->lists.get(), &ListService::peopleAdded, d->imports.get(), &ImportService::imported);
    connect(d->lists.get(), &ListService::rulesFollowed, d->segments.get(), &SegmentService::changed);
    d->lists->finishRenamings();
    connect(&d->engine->dispatcher(), &Dispatcher::secretsAwaited, this, [this](const QSet<qint64>& channels) {
        d->withoutSecret = channels;
        emit channelsWaitingForSecretChanged();
    });
    connect(&d->engine->dispatcher(), &Dispatcher::secretMissing, this, &Workspace::secretMissing);
    connect(d->channels.get(), &ChannelService::channelSaved, this, [this](qint64 id) {
        d->writer.worker().post([engine = d->engine, id] { engine->dispatcher().channelChanged(id); });
    });
    connect(&d->keychain, &Keychain::secretChanged, this, [this](const QUuid& channel) {
        d->writer.worker().post([engine = d->engine, channel] { engine->dispatcher().secretChanged(channel); });
    });
    connect(&d->engine->dispatcher(), &Dispatcher::channelPaused, d->channels.get(), &ChannelService::changed);
    const auto applyOperator = [this] {
        const QString name = d->settings->value(settings::operatorName);
        d->channels->setOperator(name);
        d->segments->setOperator(name);
        d->lists->setOperator(name);
        d->campaigns->setOperator(name);
    };
    applyOperator();
    applyZone();
    connect(d->settings.get(), &SettingsService::changed, this, [this, applyOperator] {
        applyOperator();
        applyZone();
    });
    connect(d->settings.get(), &SettingsService::failed, this, &Workspace::failed);
}

void Workspace::applyZone()
{
    d->segments->setZone(zone());
    d->catalogue->setZone(zone());
    d->people->setZone(zone());
    d->campaigns->setZone(zone());
    d->writer.worker().post([engine = d->engine, zone = d->settings->zone()] { engine->setZone(zone); });
}

void Workspace::startSending(qint64 onlyCampaign)
{
    d->writer.worker().post([this, paused = allPaused(), elsewhere = isFromElsewhere(), onlyCampaign] {
        d->engine->dispatcher().setAllPaused(paused, elsewhere);
        if (const Result<void> started = d->engine->start(onlyCampaign); !started)
            emit d->engine->failed(started.error());
    });
}

// Nobody waits for counts and pages any more.
void Workspace::stopReading()
{
    d->imports->stop();
    d->lists->stop();
    d->campaigns->cancelReview();
    d->audienceReader.interrupt();
    d->reader.interrupt();
}

void Workspace::close(std::function<void()> closed)
{
    d->closed = std::move(closed);
    stopReading();
    const auto sendingEnds = [this] {
        if (!std::exchange(d->sendingStopped, true))
            threadIsDone();
    };
    d->threadsAtWork = 1;
    d->writer.worker().post([this, sendingEnds, courier = Courier(this)] {
        d->engine->stop(graceMs, [courier, sendingEnds] { courier.post(sendingEnds); });
    });
    QTimer::singleShot(longestStopMs, this, sendingEnds);
    for (DatabaseWorker* const worker : {&d->audienceWriter, &d->reader, &d->audienceReader, &d->preparer}) {
        ++d->threadsAtWork;
        worker->ask([](Database&) { return true; }, this, [this](bool) { threadIsDone(); });
    }
}

void Workspace::threadIsDone()
{
    if (--d->threadsAtWork == 0)
        std::exchange(d->closed, {})();
}

Workspace::~Workspace()
{
    stopReading();
    bool inTime = d->sendingStopped;
    if (!inTime) {
        QSemaphore stopped;
        d->writer.worker().post([this, &stopped] { d->engine->stop(graceMs, [&stopped] { stopped.release(); }); });
        inTime = stopped.tryAcquire(1, longestStopMs);
    }
    d->writer.worker().run([this, inTime] {
        if (!inTime)
            d->engine->stop(0, {});
        delete d->engine;
        d->engine = nullptr;
    });
}

QString Workspace::folder() const
{
    return d->files.folder;
}
QTimeZone Workspace::zone() const
{
    return QTimeZone(d->settings->zone().toLatin1());
}
Clock& Workspace::clock() const
{
    return d->clock;
}
Keychain& Workspace::keychain() const
{
    return d->keychain;
}
const ContractLibrary& Workspace::contracts() const
{
    return d->contracts;
}
ChannelService& Workspace::channels() const
{
    return *d->channels;
}
CatalogueService& Workspace::catalogue() const
{
    return *d->catalogue;
}
PersonService& Workspace::people() const
{
    return *d->people;
}
SegmentService& Workspace::segments() const
{
    return *d->segments;
}
ListService& Workspace::lists() const
{
    return *d->lists;
}
ImportService& Workspace::imports() const
{
    return *d->imports;
}
CampaignService& Workspace::campaigns() const
{
    return *d->campaigns;
}
DeliveryService& Workspace::deliveries() const
{
    return *d->deliveries;
}
SettingsService& Workspace::settings() const
{
    return *d->settings;
}
QSet<qint64> Workspace::channelsWaitingForSecret() const
{
    return d->withoutSecret;
}
bool Workspace::allPaused() const
{
    return !d->settings->value(settings::allPaused).isEmpty();
}
bool Workspace::isFromElsewhere() const
{
    return d->settings->value(settings::allPaused) == settings::elsewhere;
}
void Workspace::setAllPaused(bool paused)
{
    d->campaigns->setAllPaused(paused);
    d->settings->setValue(settings::allPaused, paused ? QStringLiteral("1") : QString());
}
DatabaseWorker& Workspace::writer() const
{
    return d->writer;
}
Engine& Workspace::engine() const
{
    return *d->engine;
}

} // namespace wd
