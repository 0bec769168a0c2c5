// An .xlsx workbook, opened: its sheets, its number formats and its shared texts.
#pragma once

#include "models/audience/importing/tables/numberformats.h"
#include "models/audience/importing/tables/sharedstrings.h"

#include <QHash>

namespace wd {

class Workbook {
public:
    struct Sheet {
        QString name;
        QString part;
        bool hidden = false;
    };

    // Errors: BrokenFile, UnpacksTooLarge, ProtectedWorkbook, NotATable (another kind of zip file), NoSheets.
    static Result<std::unique_ptr<Workbook>> open(const QString& path);

    const QList<Sheet>& sheets() const { return m_sheets; } // worksheets alone, at least one
    SheetEpoch epoch() const { return m_epoch; }
    NumberFormat format(qsizetype style) const; // of a cell's style; a number where there is no such style
    const SharedStrings& strings() const { return m_strings; }
    // Errors: those of ZipArchive::entry().
    Result<std::unique_ptr<XmlPart>> openSheet(const Sheet& sheet) const;
    Error broken(const QString& part, const QString& what) const { return m_archive->broken(part, what); }

private:
    struct Relation {
        QString type; // the last word of its address
        QString part;
    };
    using Relations = QHash<QString, Relation>; // by id

    Result<Relations> readRelations(const QString& part) const;
    Result<QString> findWorkbookPart() const;
    Result<QString> contentType(const QString& part) const;
    Result<void> checkKind(const QString& part) const;
    Result<void> readWorkbook(const QString& part);
    Result<void> readSheets(const QString& part, const Relations& relations);
    Result<void> readStyles(const QString& part);
    void readStyle(XmlPart& xml, QHash<int, NumberFormat>& custom, bool& inCells);
    QString otherKind() const;

    std::unique_ptr<ZipArchive> m_archive;
    QList<Sheet> m_sheets;
    SheetEpoch m_epoch = SheetEpoch::Year1900;
    std::vector<NumberFormat> m_formats; // by style
    SharedStrings m_strings;
};

} // namespace wd
