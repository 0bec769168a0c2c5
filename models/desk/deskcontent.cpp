#include "models/desk/deskcontent.h"

#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/segmentstore.h"
#include "models/base/objectreader.h"
#include "models/base/phrase.h"
#include "models/campaigns/campaigncodec.h"
#include "models/channels/channelcodec.h"
#include "models/desk/settings.h"

#include <algorithm>

namespace wd {

namespace {

const QString nameField = QStringLiteral("name");
const QString ruleField = QStringLiteral("rule");
const QString kindField = QStringLiteral("userKind");
const QString segmentField = QStringLiteral("segment");
const QString channelField = QStringLiteral("channel");
const QString zoneField = QStringLiteral("timeZone");
const QString sendField = QStringLiteral("send");
const QString atField = QStringLiteral("at");
// What is due before is a slip of the pen.
constexpr int firstYear = 1970;
const QString versionField = QStringLiteral("version");
const QString channelsField = QStringLiteral("channels");
const QString segmentsField = QStringLiteral("segments");
const QString campaignsField = QStringLiteral("campaigns");
constexpr int newestVersion = 1;

const EnumNames<UserKind> kindNames = {
    {QStringLiteral("login"), UserKind::Login},
    {QStringLiteral("visitor"), UserKind::Visitor},
};

class DeskReading {
public:
    explicit DeskReading(Errors& errors)
        : m_errors(errors)
    {
    }
    DeskContent read(const QJsonObject& json);

private:
    Channel channel(const ObjectReader::Item& item);
    Segment segment(const ObjectReader::Item& item);
    DeskCampaign campaign(const ObjectReader::Item& item);
    QString name(ObjectReader& reader, QSet<QString>& taken);
    void readHead(ObjectReader& reader, DeskContent& content);

    Errors& m_errors;
    QSet<QString> m_channels;
    QSet<QString> m_segments;
    QSet<QString> m_campaigns;
};

// Two that look alike would be two.
bool isPlainName(const QString& name)
{
    return name == name.trimmed() && std::none_of(name.begin(), name.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
}

QString DeskReading::name(ObjectReader& reader, QSet<QString>& taken)
{
    const bool given = reader.has(nameField);
    const QString name = reader.requiredString(nameField);
    if (given && name.trimmed().isEmpty())
        m_errors += Error{ErrorKind::Empty, {nameField}, reader.path(nameField)};
    else if (given && !isPlainName(name))
        m_errors += Error{ErrorKind::BadValue,
            {name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name without blanks around it and without line breaks"))},
            reader.path(nameField)};
    else if (given && taken.contains(name))
        m_errors += Error{ErrorKind::Duplicate, {name}, reader.path(nameField)};
    taken.insert(name);
    return name;
}

Channel DeskReading::channel(const ObjectReader::Item& item)
{
    ObjectReader reader(item.object, item.path, m_errors);
    Channel channel;
    channel.name = name(reader, m_channels);
    channel.spec = channelFromJson(item.object, item.path, m_errors, {nameField});
    return channel;
}

Segment DeskReading::segment(const ObjectReader::Item& item)
{
    ObjectReader reader(item.object, item.path, m_errors);
    Segment segment;
    segment.name = name(reader, m_segments);
    if (builtInSegment(segment.name))
        m_errors += Error{ErrorKind::BadValue,
            {segment.name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name that no built-in segment has"))},
            reader.path(nameField)};
    segment.userKind = reader.oneOf(kindField, kindNames, UserKind::Login);
    reader.allow(ruleField);
    if (reader.has(ruleField))
        segment.rule = ruleFromJson(item.object.value(ruleField), reader.path(ruleField), m_errors);
    else
        m_errors += Error{ErrorKind::MissingField, {ruleField}, reader.path(ruleField)};
    reader.refuseOthers();
    return segment;
}

DeskCampaign DeskReading::campaign(const ObjectReader::Item& item)
{
    ObjectReader reader(item.object, item.path, m_errors);
    DeskCampaign campaign;
    campaign.name = name(reader, m_campaigns);
    campaign.segment = reader.string(segmentField);
    campaign.channel = reader.string(channelField);
    campaign.spec = campaignSpecFromJson(item.object, item.path, {nameField, segmentField, channelField}, m_errors);
    const QString at = item.object.value(sendField).toObject().value(atField).toString();
    const bool nextDay = at.section(u'T', 1).startsWith(u"24"); // Qt reads it as the next day's midnight
    if (campaign.spec.sendAt && (nextDay || campaign.spec.sendAt->date.year() < firstYear))
        m_errors += Error{ErrorKind::BadValue,
            {at, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a time such as 2026-12-01T09:00"))},
            reader.path(sendField) + u'.' + atField};
    return campaign;
}

void DeskReading::readHead(ObjectReader& reader, DeskContent& content)
{
    if (reader.has(versionField))
        reader.integer(versionField, newestVersion, newestVersion, newestVersion);
    else
        m_errors += Error{ErrorKind::MissingField, {versionField}, reader.path(versionField)};
    reader.allow(versionField);
    content.timeZone = reader.string(zoneField);
    if (reader.has(zoneField) && !isZoneName(content.timeZone))
        m_errors += Error{ErrorKind::BadValue,
            {content.timeZone, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an IANA time zone such as Asia/Shanghai"))},
            reader.path(zoneField)};
}

DeskContent DeskReading::read(const QJsonObject& json)
{
    ObjectReader reader(json, {}, m_errors);
    DeskContent content;
    readHead(reader, content);
    for (const ObjectReader::Item& item : reader.objects(channelsField))
        content.channels += channel(item);
    for (const ObjectReader::Item& item : reader.objects(segmentsField))
        content.segments += segment(item);
    for (const ObjectReader::Item& item : reader.objects(campaignsField))
        content.campaigns += campaign(item);
    reader.refuseOthers();
    return content;
}

} // namespace

QString deskPlace(const QString& list, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(list).arg(index);
}

DeskContent readDesk(const QJsonObject& json, Errors& errors)
{
    return DeskReading(errors).read(json);
}

QJsonObject deskToJson(const DeskContent& content)
{
    QJsonArray channels;
    for (const Channel& channel : content.channels) {
        QJsonObject json = channelToJson(channel.spec);
        json.insert(nameField, channel.name);
        channels.append(json);
    }
    QJsonArray segments;
    for (const Segment& segment : content.segments)
        segments.append(QJsonObject{{nameField, segment.name}, {kindField, nameOf(kindNames, segment.userKind)},
            {ruleField, ruleToJson(segment.rule)}});
    QJsonArray campaigns;
    for (const DeskCampaign& campaign : content.campaigns) {
        QJsonObject json = campaignSpecToJson(campaign.spec);
        json.insert(nameField, campaign.name);
        if (!campaign.segment.isEmpty())
            json.insert(segmentField, campaign.segment);
        if (!campaign.channel.isEmpty())
            json.insert(channelField, campaign.channel);
        campaigns.append(json);
    }
    return {{versionField, newestVersion}, {zoneField, content.timeZone}, {channelsField, channels},
        {segmentsField, segments}, {campaignsField, campaigns}};
}

} // namespace wd
