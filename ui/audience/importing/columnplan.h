// How the columns of a file are to be used: as found, as the last time, or as the operator chose.
#pragma once

#include "models/audience/importing/columnmatching.h"

namespace wd {

class ColumnPlan {
public:
    enum class Fault { None, NoKey, SameUse, SameKey, ReservedKey };
    struct Column {
        QString header;
        QString title; // what it is called for people
        QStringList examples; // up to three different values
        ColumnMatch::Use use = ColumnMatch::Use::Value;
        QString key; // Value: the attribute's or property's
        AttributeType type = AttributeType::Text; // that it has, or would get
        bool known = false; // the attribute or property is there: its type is what it is
        std::optional<AttributeType> chosenType; // by the operator
        Fault fault = Fault::None;
        int unfit = 0; // of the first rows: values that the type doesn't take, which refuses their rows
        Error firstUnfit;
        // Once the whole file has been looked through: what each event of it makes of the column, where they differ,
        // and where a type found is not that of all values.
        QList<std::pair<QString, AttributeType>> byEvent;
        QList<FoundType> doubts;
    };

    // The first rows of a file, read with these options. Choices made before are gone.
    void read(const ImportPreview& preview, const ImportOptions& options, const Catalogue& catalogue);

    qsizetype size() const { return m_columns.size(); }
    const Column& at(qsizetype column) const { return m_columns.at(column); }
    void setUse(qsizetype column, ColumnMatch::Use use, const QString& key = {});
    void setKey(qsizetype column, const QString& key);
    void setEventName(const QString& name);
    void setType(qsizetype column, std::optional<AttributeType> type); // none: as its values are
    AttributeType guessedType(qsizetype column) const;
    // What the whole file told; before, the first rows count.
    void setFound(const QList<FoundType>& found);

    // The choices, with what `base` says of everything else.
    ImportOptions applied(ImportOptions base) const;
    // What no column holds yet: an event, a time or, of both ids, neither (LoginId).
    QList<ColumnMatch::Use> lacking() const;
    bool hasFaults() const;
    // The event that all rows are, where no column says it; else empty.
    QString eventName() const;
    bool wantsEventName() const; // no column says it
    bool isEdited() const { return m_edited; }
    // Keys of the attributes or properties that would be new.
    QStringList freshKeys() const;
    // The column with times, when several of the first rows are about the same person: of what is taken for people.
    QString timesOfRepeatedIds() const;
    // Whether these headers hold all that events need when they are used like this.
    static bool areEvents(const QStringList& headers, const ImportOptions& options);

private:
    void match(const QList<ColumnMatch>& matches);
    void matchByName();
    void nameByTitle(Column& column);
    void lookForFaults();
    void describe(qsizetype column);
    void describeFound(Column& column) const;
    void countUnfit(Column& column, qsizetype index, const QStringList& choices) const;
    QList<FoundType> foundOf(const QString& header) const;
    std::optional<AttributeType> knownType(const QString& event, const QString& key) const;
    QList<ColumnMatch> matches() const;
    QString knownKey(const QString& key) const;
    std::optional<Attribute> known(const QString& key) const;

    ImportOptions m_options; // as found or as last time
    Catalogue m_catalogue;
    QList<QStringList> m_rows;
    QList<FoundType> m_found;
    QList<Column> m_columns;
    bool m_edited = false;
};

} // namespace wd
