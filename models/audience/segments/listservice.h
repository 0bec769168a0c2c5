// Lists of people for the window: reads and writes in the background, answers in the caller's thread.
#pragma once

#include "models/audience/segments/listupload.h"
#include "models/storage/databaseworker.h"

namespace wd {

class ListService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& workspace; // workspace.db, for reading
        DatabaseWorker& reader; // audience.db, for reading
        DatabaseWorker& writer; // audience.db
        const Clock& clock;
    };

    explicit ListService(const Parts& parts, QObject* parent = nullptr);
    // A running upload leaves nothing behind.
    ~ListService() override;

    void setOperator(const QString& name);

    void all(QObject* receiver, std::function<void(Result<QList<PeopleList>>)> then);
    void uses(QObject* receiver, std::function<void(Result<QHash<QString, QStringList>>)> then); // see listUses()
    // One at a time: NotAllowedInState while another upload runs. Errors as uploadList() has them.
    void upload(const QString& name, const QString& file, const ListUploadOptions& options, QObject* receiver,
        std::function<void(Result<ListUploadReport>)> then);
    void stop(); // the upload's answer is then Cancelled
    // Both InUse, with names, while a segment's rule names the list.
    void rename(const PeopleList& list, const QString& name, QObject* receiver, std::function<void(Result<void>)> then);
    void remove(const PeopleList& list, QObject* receiver, std::function<void(Result<void>)> then);
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then); // see ListStore

signals:
    void progressed(qint64 bytesDone, qint64 bytesTotal);
    void changed();

private:
    using Work = std::function<Result<void>(ListStore&)>;
    void change(Work work, QObject* receiver, std::function<void(Result<void>)> then);
    void changeUnlessNamed(const QString& name, Work work, QObject* receiver, std::function<void(Result<void>)> then);

    Parts m_parts;
    QString m_operator;
    std::shared_ptr<std::atomic<bool>> m_stop;
};

} // namespace wd
