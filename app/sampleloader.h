// Makes the sample workspace the first time, and gets it ready to send at every start: receiver, addresses, secrets.
#pragma once

#include "models/base/worker.h"
#include "models/channels/channel.h"
#include "models/desk/sample.h"
#include "models/receiver/receiver.h"

#include <QObject>

namespace wd {

class Workspace;

// Lives in the main thread; one use. Nothing is sent by it.
class SampleLoader final : public QObject {
    Q_OBJECT
public:
    SampleLoader(Workspace& workspace, Receiver& receiver, QObject* parent = nullptr);

    static bool isComplete(const Workspace& workspace);
    void start();
    // After portTaken().
    void useAnotherPort();

signals:
    // Waits for useAnotherPort(): the port that the sample's channels point at is not free.
    void portTaken(quint16 port);
    void progressed(const QString& text, int permille);
    void finished(const wd::Result<void>& done);

private:
    void listen(quint16 port);
    void write();
    void importPeople(const SampleFiles& files);
    void importEvents(const SampleFiles& files);
    void labelColumns(const SampleFiles& files);
    void apply(const SampleFiles& files);
    void getReady();
    void keepSecrets(const QList<Channel>& channels);
    void moveChannels(QList<Channel> left);
    void end(const Result<void>& done);

    Workspace& m_workspace;
    Receiver& m_receiver;
    Worker m_writer;
    quint16 m_oldPort = 0;
    QString m_text;
};

} // namespace wd
