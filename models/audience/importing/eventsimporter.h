// Rows of a table as events, with typed properties per event name.
#pragma once

#include "models/audience/importing/alikeevents.h"
#include "models/audience/importing/persondirectory.h"
#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/typeguess.h"

#include <map>

namespace wd {

class EventsImporter final : public RowImporter {
public:
    EventsImporter(Database& audience, const Catalogue& catalogue, const QList<ColumnMatch>& columns,
        const ImportOptions& options, UtcMs now);

    bool wantsLook() const override { return true; }
    Result<void> look(const TableRow& row) override;
    Result<void> endLook() const override;
    QList<FoundType> foundTypes() const override;
    Result<void> check() const override;
    Result<void> prepare(qint64 importId, ImportReport& report) override;
    Result<Errors> take(const TableRow& row, ImportReport& report) override;
    // Who did something is nobody's loss.
    Result<void> pass(const TableRow&, bool) override { return {}; }
    void tell(ImportReport& report) const override;
    Result<void> finish(ImportReport& report) override;

private:
    struct Value {
        QString header;
        Property property; // id 0: not there yet
        TypeGuess guess;
        QByteArray jsonName; // with quotes and colon
        int place = 0; // in the insert, of a number
        qsizetype number = -1; // among the numbers of the kind
    };
    struct Name {
        EventName known;
        std::vector<Value> values; // one per column of m_columns
        std::optional<Statement> insert;
        std::optional<UtcMs> latest; // of the rows taken; a wrong clock's future tells nothing
        std::optional<AlikeEvents> alike; // where some may be there already
    };
    struct Head {
        QByteArrayView login;
        QByteArrayView visitor;
        QByteArrayView name;
        UtcMs at = 0;
    };

    QByteArrayView field(const TableRow& row, qsizetype column) const;
    Result<Head> headOf(const TableRow& row);
    Name& nameOf(QByteArrayView key);
    Error tooManyNames() const;
    Result<void> prepareName(Name& name, ImportReport& report);
    Result<void> createProperty(Name& name, Value& value, ImportReport& report);
    Result<void> prepareAlike(Name& name);
    Errors bindValues(Name& name, const TableRow& row, bool mayBeThere);
    void noteLatest(Name& name, UtcMs at) const;
    Result<bool> insert(Name& name, qint64 person, UtcMs at, const TableRow& row);
    void bindSourceId(const Name& name, Statement& insert, const TableRow& row) const;

    Database& m_audience;
    const Catalogue& m_catalogue;
    QList<ColumnMatch> m_all;
    std::vector<qsizetype> m_columns; // those with values
    qsizetype m_login;
    qsizetype m_visitor;
    qsizetype m_event;
    qsizetype m_time;
    qsizetype m_sourceId;
    bool m_idsArePerKind; // an order has one number, ordered and paid for
    const ImportOptions& m_options;
    QByteArray m_nameOfAll;
    UtcMs m_now;
    WallClock m_clock;
    std::map<QByteArray, Name, std::less<>> m_names;
    std::optional<PersonDirectory> m_people;
    std::optional<NewIds> m_newIds;
    std::vector<bool> m_alikeTaken;
    qint64 m_looked = 0; // rows
    qint64 m_importId = 0;
    QByteArray m_json; // of the row at hand
};

} // namespace wd
