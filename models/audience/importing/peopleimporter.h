// Rows of a table as people: added or updated by login id and visitor id.
#pragma once

#include "models/audience/importing/awaypeople.h"
#include "models/audience/importing/newids.h"
#include "models/audience/importing/othersclearing.h"
#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/typeguess.h"

namespace wd {

class PeopleImporter final : public RowImporter {
public:
    PeopleImporter(Database& audience, const Catalogue& catalogue, const QList<ColumnMatch>& columns,
        const ImportOptions& options);

    bool wantsLook() const override;
    Result<void> look(const TableRow& row) override;
    QList<FoundType> foundTypes() const override;
    Result<void> check() const override;
    Result<void> prepare(qint64 importId, ImportReport& report) override;
    Result<Errors> take(const TableRow& row, ImportReport& report) override;
    Result<void> pass(const TableRow& row, bool namesSomebody) override;
    void tell(ImportReport&) const override { }
    Result<void> finish(ImportReport& report) override;

private:
    struct Value {
        qsizetype column = 0;
        QString header;
        Attribute attribute; // id 0: not there yet
        TypeGuess guess;
        bool isChoice = false; // is to be one, when it is new
        QStringList choices = {}; // of one that is: the values seen
    };
    struct Statements {
        Statement insert;
        Statement byLogin;
        Statement byVisitor;
        Statement update;
        Statement keep; // what the person had before, for undo
    };
    struct Ids {
        QByteArrayView login;
        QByteArrayView visitor;
    };

    Ids idsOf(const TableRow& row) const;
    Result<void> createAttribute(Value& value, ImportReport& report);
    Errors parse(const TableRow& row);
    Result<bool> insert(const Ids& ids);
    struct Known {
        Meant who;
        bool changes = false; // of somebody who is here
    };
    Result<Known> find(const Ids& ids);
    Result<Errors> update(const Ids& ids, ImportReport& report);
    Result<void> updateHere(const Ids& ids, const Known& known, ImportReport& report);
    Result<void> add(const Ids& ids, const Meant& who, ImportReport& report);
    Result<void> makeRoom(const Ids& ids, const Meant& who);
    Result<void> write(const Ids& ids, qint64 person);
    Result<void> name(qint64 person);
    void prepareClearing(qint64 importId);
    bool differs(const Statement& found, const Ids& ids) const;
    bool holds(const Statement& found, int column, const Cell& cell) const;
    void makeStatements(const QByteArray& import);

    Database& m_audience;
    const Catalogue& m_catalogue;
    const ImportOptions& m_options;
    qsizetype m_loginColumn;
    qsizetype m_visitorColumn;
    QString m_idHeader; // where faults of ids stand
    std::vector<Value> m_values;
    WallClock m_clock;
    std::optional<Statements> m_statements;
    std::optional<AwayPeople> m_away;
    std::optional<NewIds> m_newIds;
    std::optional<OthersClearing> m_clearing;
    std::vector<Cell> m_cells; // of the row at hand, in the order of m_values
};

} // namespace wd
