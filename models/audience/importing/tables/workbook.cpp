#include "models/audience/importing/tables/workbook.h"

#include <QDir>

namespace wd {

namespace {

using Token = XmlPart::Token;

constexpr qint64 maxPartBytes = 64 * 1024 * 1024; // of those that only describe
constexpr qint64 maxSheetBytes = qint64(4) * 1024 * 1024 * 1024;
constexpr qsizetype maxSheets = 10'000;
constexpr size_t maxStyles = 100'000;

QString folderOf(const QString& part)
{
    return part.left(part.lastIndexOf(u'/') + 1);
}

QString relationsOf(const QString& part)
{
    const QString folder = folderOf(part);
    return folder + QStringLiteral("_rels/") + part.mid(folder.size()) + QStringLiteral(".rels");
}

QString resolved(const QString& folder, const QString& target)
{
    const QString path = target.startsWith(u'/') ? target : u'/' + folder + target;
    return QDir::cleanPath(path).mid(1);
}

bool isTrue(const QString& value)
{
    return value == u"1" || value == u"true" || value == u"on";
}

Error notATable(const QString& path, const QString& what)
{
    return {ErrorKind::NotATable, {path, what}, {}};
}

} // namespace

Result<std::unique_ptr<Workbook>> Workbook::open(const QString& path)
{
    Result<std::unique_ptr<ZipArchive>> archive = ZipArchive::open(path);
    if (!archive)
        return archive.error();
    auto book = std::make_unique<Workbook>();
    book->m_archive = std::move(archive).value();
    const Result<QString> part = book->findWorkbookPart();
    if (!part)
        return part.error();
    if (const Result<void> read = book->readWorkbook(*part); !read)
        return read.error();
    return book;
}

// The name of what this zip file is, when it holds no workbook.
QString Workbook::otherKind() const
{
    static const QHash<QString, QString> kinds{
        {QStringLiteral("application/vnd.oasis.opendocument.spreadsheet"), QStringLiteral(".ods")},
        {QStringLiteral("application/vnd.oasis.opendocument.text"), QStringLiteral(".odt")},
        {QStringLiteral("application/vnd.oasis.opendocument.presentation"), QStringLiteral(".odp")},
        {QStringLiteral("application/epub+zip"), QStringLiteral(".epub")}};
    if (m_archive->has(QStringLiteral("Index/Document.iwa")))
        return QStringLiteral(".numbers");
    constexpr qint64 maxName = 200;
    const auto entry = m_archive->entry(QStringLiteral("mimetype"), maxName);
    if (!entry)
        return QStringLiteral(".zip");
    return kinds.value(QString::fromLatin1((*entry)->readAll()).trimmed(), QStringLiteral(".zip"));
}

Result<Workbook::Relations> Workbook::readRelations(const QString& part) const
{
    Relations relations;
    const QString name = relationsOf(part);
    if (!m_archive->has(name))
        return relations;
    const auto opened = XmlPart::open(*m_archive, name, maxPartBytes);
    if (!opened)
        return opened.error();
    XmlPart& xml = **opened;
    for (Token token = xml.next(); token != Token::EndDocument && token != Token::Invalid; token = xml.next()) {
        if (token != Token::StartElement || xml.name() != u"Relationship"
            || xml.attribute(u"TargetMode") == u"External")
            continue;
        const QString type = xml.attribute(u"Type");
        relations.insert(xml.attribute(u"Id"),
            {type.mid(type.lastIndexOf(u'/') + 1), resolved(folderOf(part), xml.attribute(u"Target"))});
    }
    if (const std::optional<Error> failed = xml.error())
        return *failed;
    return relations;
}

Result<QString> Workbook::findWorkbookPart() const
{
    const Result<Relations> relations = readRelations({});
    if (!relations)
        return relations.error();
    QString part = QStringLiteral("xl/workbook.xml");
    for (const Relation& relation : *relations)
        if (relation.type == u"officeDocument")
            part = relation.part;
    if (!m_archive->has(part))
        return notATable(m_archive->path(), otherKind());
    if (const Result<void> fits = checkKind(part); !fits)
        return fits.error();
    return part;
}

// Empty when the package does not say.
Result<QString> Workbook::contentType(const QString& part) const
{
    const QString name = QStringLiteral("[Content_Types].xml");
    if (!m_archive->has(name))
        return QString();
    const auto opened = XmlPart::open(*m_archive, name, maxPartBytes);
    if (!opened)
        return opened.error();
    XmlPart& xml = **opened;
    QString type;
    for (Token token = xml.next(); token != Token::EndDocument && token != Token::Invalid; token = xml.next())
        if (token == Token::StartElement && xml.name() == u"Override"
            && xml.attribute(u"PartName").compare(u'/' + part, Qt::CaseInsensitive) == 0)
            type = xml.attribute(u"ContentType");
    if (const std::optional<Error> failed = xml.error())
        return *failed;
    return type;
}

Result<void> Workbook::checkKind(const QString& part) const
{
    const Result<QString> type = contentType(part);
    if (!type)
        return type.error();
    const std::pair<QStringView, QStringView> others[]{
        {u"wordprocessingml", u".docx"}, {u"presentationml", u".pptx"}, {u"sheet.binary", u".xlsb"}};
    for (const auto& [word, kind] : others)
        if (type->contains(word))
            return notATable(m_archive->path(), kind.toString());
    return {};
}

Result<void> Workbook::readWorkbook(const QString& part)
{
    const Result<Relations> relations = readRelations(part);
    if (!relations)
        return relations.error();
    if (const Result<void> read = readSheets(part, *relations); !read)
        return read;
    for (const Relation& relation : *relations) {
        if (relation.type == u"styles" && m_archive->has(relation.part))
            if (const Result<void> read = readStyles(relation.part); !read)
                return read;
        if (relation.type != u"sharedStrings" || !m_archive->has(relation.part))
            continue;
        Result<SharedStrings> strings = SharedStrings::read(*m_archive, relation.part);
        if (!strings)
            return strings.error();
        m_strings = std::move(strings).value();
    }
    return {};
}

Result<void> Workbook::readSheets(const QString& part, const Relations& relations)
{
    const auto opened = XmlPart::open(*m_archive, part, maxPartBytes);
    if (!opened)
        return opened.error();
    XmlPart& xml = **opened;
    bool isWorkbook = false;
    for (Token token = xml.next(); token != Token::EndDocument && token != Token::Invalid; token = xml.next()) {
        if (token != Token::StartElement)
            continue;
        isWorkbook = isWorkbook || (xml.depth() == 1 && xml.name() == u"workbook");
        if (xml.name() == u"workbookPr" && isTrue(xml.attribute(u"date1904")))
            m_epoch = SheetEpoch::Year1904;
        if (xml.name() != u"sheet" || m_sheets.size() == maxSheets)
            continue;
        const Relation relation = relations.value(xml.attribute(u"id"));
        const QString state = xml.attribute(u"state");
        if (relation.type == u"worksheet")
            m_sheets += {xml.attribute(u"name"), relation.part, state == u"hidden" || state == u"veryHidden"};
    }
    if (const std::optional<Error> failed = xml.error())
        return *failed;
    if (!isWorkbook)
        return notATable(m_archive->path(), QStringLiteral(".zip"));
    if (m_sheets.isEmpty())
        return Error{ErrorKind::NoSheets, {m_archive->path()}, {}};
    return {};
}

Result<void> Workbook::readStyles(const QString& part)
{
    const auto opened = XmlPart::open(*m_archive, part, maxPartBytes);
    if (!opened)
        return opened.error();
    XmlPart& xml = **opened;
    QHash<int, NumberFormat> custom;
    bool inCells = false;
    for (Token token = xml.next(); token != Token::EndDocument && token != Token::Invalid; token = xml.next()) {
        if (token == Token::StartElement)
            readStyle(xml, custom, inCells);
        else if (token == Token::EndElement && xml.name() == u"cellXfs")
            inCells = false;
    }
    if (const std::optional<Error> failed = xml.error())
        return *failed;
    return {};
}

void Workbook::readStyle(XmlPart& xml, QHash<int, NumberFormat>& custom, bool& inCells)
{
    // Formats of conditional formatting (dxf) have ids of their own.
    if (xml.name() == u"dxfs")
        return xml.skip();
    if (xml.name() == u"cellXfs")
        inCells = true;
    if (xml.name() == u"numFmt" && size_t(custom.size()) < maxStyles)
        custom.insert(xml.attribute(u"numFmtId").toInt(), parseFormat(xml.attribute(u"formatCode")));
    if (xml.name() != u"xf" || !inCells || m_formats.size() == maxStyles)
        return;
    const int id = xml.attribute(u"numFmtId").toInt();
    m_formats.push_back(custom.contains(id) ? custom.value(id) : builtInFormat(id));
}

NumberFormat Workbook::format(qsizetype style) const
{
    return style >= 0 && size_t(style) < m_formats.size() ? m_formats[size_t(style)] : NumberFormat();
}

Result<std::unique_ptr<XmlPart>> Workbook::openSheet(const Sheet& sheet) const
{
    return XmlPart::open(*m_archive, sheet.part, maxSheetBytes);
}

} // namespace wd
