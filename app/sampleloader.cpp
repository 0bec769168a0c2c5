#include "app/sampleloader.h"

#include "models/desk/deskdocument.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"

#include <QDir>
#include <QUrl>

namespace wd {

namespace {

const QString portSetting = QStringLiteral("samplePort");

Result<void> applyDocument(Database& database, const QString& folder, const ContractLibrary& contracts,
    const QByteArray& desk, const QString& by, UtcMs now)
{
    const Result<std::unique_ptr<Database>> audience = openAudienceReader(folder);
    if (!audience)
        return audience.error();
    const ApplyResult applied = applyDesk(database, **audience, contracts, desk, by, now);
    return applied.errors.isEmpty() ? Result<void>() : applied.errors.first();
}

bool pointsAt(const QUrl& url, quint16 port)
{
    return url.host() == u"127.0.0.1" && url.port() == port;
}

} // namespace

SampleLoader::SampleLoader(Workspace& workspace, Receiver& receiver, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_receiver(receiver)
    , m_writer(QStringLiteral("sample"))
{
    connect(&workspace.imports(), &ImportService::progressed, this, [this](qint64, qint64 done, qint64 total) {
        emit progressed(m_text, total > 0 ? int(done * 1000 / total) : -1);
    });
}

bool SampleLoader::isComplete(const Workspace& workspace)
{
    return workspace.settings().value(settings::sample) == u"1";
}

void SampleLoader::start()
{
    m_oldPort = m_workspace.settings().value(portSetting).toUShort();
    const quint16 last = m_receiver.options().port;
    listen(last != 0 ? last : m_oldPort);
}

void SampleLoader::useAnotherPort()
{
    listen(0);
}

void SampleLoader::listen(quint16 port)
{
    ReceiverOptions options = m_receiver.options();
    options.port = port;
    const Result<quint16> listening = m_receiver.start(options);
    if (!listening && port != 0)
        emit portTaken(port);
    else if (!listening)
        end(listening.error());
    else if (isComplete(m_workspace))
        getReady();
    else
        write();
}

void SampleLoader::write()
{
    m_text = tr("Writing the sample…");
    emit progressed(m_text, -1);
    const QString folder = QDir(m_workspace.folder()).filePath(QStringLiteral("sample"));
    m_writer.ask(
        [folder, now = m_workspace.clock().nowUtc(), zone = m_workspace.zone(), port = m_receiver.port()] {
            QDir().mkpath(folder);
            return writeSample(folder, now, zone, port);
        },
        this,
        [this](const Result<SampleFiles>& files) {
            if (files)
                importPeople(*files);
            else
                end(files.error());
        });
}

void SampleLoader::importPeople(const SampleFiles& files)
{
    m_text = tr("Importing users…");
    ImportOptions options;
    options.kind = ImportKind::People;
    options.zone = m_workspace.zone();
    m_workspace.imports().start(files.people, options, this, [this, files](const Result<ImportReport>& report) {
        if (report)
            importEvents(files);
        else
            end(report.error());
    });
}

void SampleLoader::importEvents(const SampleFiles& files)
{
    m_text = tr("Importing events…");
    ImportOptions options;
    options.kind = ImportKind::Events;
    options.zone = m_workspace.zone();
    options.completeUntil = m_workspace.clock().nowUtc(); // the sample knows all that happened until now
    m_workspace.imports().start(files.events, options, this, [this, files](const Result<ImportReport>& report) {
        if (report)
            labelColumns(files);
        else
            end(report.error());
    });
}

void SampleLoader::labelColumns(const SampleFiles& files)
{
    m_workspace.catalogue().change(&labelSample, this, [this, files](const Result<void>& labelled) {
        if (labelled)
            apply(files);
        else
            end(labelled.error());
    });
}

void SampleLoader::apply(const SampleFiles& files)
{
    m_text = tr("Setting up channels, segments and campaigns…");
    emit progressed(m_text, -1);
    m_workspace.writer().ask(
        [folder = m_workspace.folder(), &contracts = m_workspace.contracts(), desk = files.desk,
            by = m_workspace.settings().value(settings::operatorName), now = m_workspace.clock().nowUtc()](
            Database& database) { return applyDocument(database, folder, contracts, desk, by, now); },
        this,
        [this](const Result<void>& applied) {
            if (!applied)
                return end(applied.error());
            m_oldPort = m_receiver.port();
            m_workspace.settings().setValue(settings::sample, QStringLiteral("1"));
            getReady();
        });
}

void SampleLoader::getReady()
{
    m_workspace.channels().list(this, [this](const Result<QList<Channel>>& channels) {
        if (!channels)
            return end(channels.error());
        keepSecrets(*channels);
        m_workspace.settings().setValue(portSetting, QString::number(m_receiver.port()));
        moveChannels(m_receiver.port() == m_oldPort ? QList<Channel>() : *channels);
    });
}

void SampleLoader::keepSecrets(const QList<Channel>& channels)
{
    for (const Channel& channel : channels)
        if (channel.spec.auth.type != AuthType::None && pointsAt(QUrl(channel.spec.url), m_oldPort))
            m_workspace.keychain().keepForSession(channel.uuid, sampleSecret());
}

// The receiver has another port than at the last start: its channels follow it to the new one.
void SampleLoader::moveChannels(QList<Channel> left)
{
    while (!left.isEmpty()) {
        Channel channel = left.takeFirst();
        QUrl url(channel.spec.url);
        if (!pointsAt(url, m_oldPort))
            continue;
        url.setPort(m_receiver.port());
        channel.spec.url = url.toString();
        m_workspace.channels().save(channel, this, [this, left](const Result<Channel>& saved) {
            if (saved)
                moveChannels(left);
            else
                end(saved.error());
        });
        return;
    }
    end({});
}

void SampleLoader::end(const Result<void>& done)
{
    emit finished(done);
}

} // namespace wd
