// Lists of people for the window: reads and writes in the background, answers in the caller's thread.
#pragma once

#include "models/audience/segments/listupload.h"
#include "models/storage/databaseworker.h"

namespace wd {

class ListService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& workspaceWriter; // workspace.db
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
    // What would become of the rows of a file, told beside whatever is written meanwhile; see ListCount. An earlier
    // count that goes on is given up without an answer.
    void count(const QString& file, const ListUploadOptions& options, QObject* receiver,
        std::function<void(Result<ListUploadReport>)> then);
    // One at a time: NotAllowedInState while another upload runs. Its turn may come late, as after an import. Errors as
    // uploadList() has them.
    void upload(const QString& name, const QString& file, const ListUploadOptions& options, QObject* receiver,
        std::function<void(Result<ListUploadReport>)> then);
    // The count or upload that runs: its answer is then Cancelled. It comes at once, but for rows that are being
    // written.
    void stop();
    // The rules that name it follow. Errors as ListStore has them.
    void rename(const PeopleList& list, const QString& name, QObject* receiver, std::function<void(Result<void>)> then);
    // What a crash between the two files left behind.
    void finishRenamings();
    // InUse, with names, while a segment's rule names the list.
    void remove(const PeopleList& list, QObject* receiver, std::function<void(Result<void>)> then);
    // See ListStore.
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void removed(QObject* receiver, std::function<void(Result<QList<RemovedItem>>)> then);
    void unknownIds(qint64 id, int limit, QObject* receiver, std::function<void(Result<QStringList>)> then);
    void addUnknown(qint64 id, QObject* receiver, std::function<void(Result<qint64>)> then);

signals:
    void begun(); // the upload's turn has come
    void progressed(qint64 bytesDone, qint64 bytesTotal);
    void changed();
    void peopleAdded(); // an import is on record
    void rulesFollowed(); // segments name a list as it is called now

private:
    struct Counting;
    struct Uploading;
    void goOnCounting(const std::shared_ptr<Counting>& counting);
    using Work = std::function<Result<void>(ListStore&)>;
    using Then = std::function<void(Result<void>)>;
    void change(Work work, QObject* receiver, Then then);
    void follow(Then then);

    Parts m_parts;
    QString m_operator;
    std::shared_ptr<Counting> m_counting;
    std::shared_ptr<Uploading> m_uploading;
};

} // namespace wd
