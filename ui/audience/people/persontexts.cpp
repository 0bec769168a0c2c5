#include "ui/audience/people/persontexts.h"

#include "ui/shared/formatting.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::PersonTexts)
public:
    static QString yesOrNo(bool yes) { return yes ? tr("yes") : tr("no"); }
    static QString property(const QString& label, const QString& value)
    {
        return tr("%1: %2", "a property and its value").arg(label, value);
    }
    static QString uses(AudienceUse::Kind kind, const QStringList& names)
    {
        const QString all = names.join(tr(", "));
        switch (kind) {
        case AudienceUse::Kind::Segment:
            return tr("Segments: %1").arg(all);
        case AudienceUse::Kind::Channel:
            return tr("Channels: %1").arg(all);
        case AudienceUse::Kind::Campaign:
            return tr("Campaigns: %1").arg(all);
        }
        Q_UNREACHABLE();
    }
};

// Beyond this, a real number has no digits left for what comes after its point.
constexpr double largestExact = 1e15;

QString realText(double value)
{
    return std::abs(value) < largestExact ? QLocale().toString(value, 'f', QLocale::FloatingPointShortest)
                                          : QLocale().toString(value, 'g', 15);
}

bool saysAny(const Attribute& attribute, const QStringList& words)
{
    return std::any_of(words.begin(), words.end(), [&attribute](const QString& word) {
        return attribute.key.contains(word, Qt::CaseInsensitive)
            || attribute.labelEn.contains(word, Qt::CaseInsensitive) || attribute.labelZh.contains(word);
    });
}

// How well somebody is recognised by it; the least is the best.
int recognition(const Attribute& attribute)
{
    static const QStringList names{QStringLiteral("name"), QStringLiteral("姓名"), QStringLiteral("昵称")};
    static const QStringList phones{QStringLiteral("phone"), QStringLiteral("mobile"), QStringLiteral("手机")};
    static const QStringList mails{QStringLiteral("mail"), QStringLiteral("邮箱"), QStringLiteral("邮件")};
    if (attribute.type != AttributeType::Text)
        return attribute.type == AttributeType::Choice ? 4 : 5;
    if (saysAny(attribute, names))
        return 0;
    if (saysAny(attribute, phones))
        return 1;
    return saysAny(attribute, mails) ? 2 : 3;
}

QStringList propertyParts(const PersonEvent& event, const Catalogue& catalogue, const QTimeZone& zone)
{
    const EventName* const name = catalogue.eventByKey(event.name);
    QStringList parts;
    for (const auto& [key, value] : event.properties) {
        const Property* const property = name ? name->propertyByKey(key) : nullptr;
        parts += Words::property(property ? propertyLabel(*property) : key, valueText(value, zone));
    }
    return parts;
}

} // namespace

QString valueText(const QVariant& value, const QTimeZone& zone)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return Words::yesOrNo(value.toBool());
    case QMetaType::QDate:
        return dateText(value.toDate());
    case QMetaType::QDateTime:
        return dateTimeSecondsText(value.toDateTime().toMSecsSinceEpoch(), zone);
    case QMetaType::LongLong:
        return numberText(value.toLongLong());
    case QMetaType::Double:
        return realText(value.toDouble());
    default:
        return value.toString();
    }
}

QString propertiesText(const PersonEvent& event, const Catalogue& catalogue, const QTimeZone& zone)
{
    return propertyParts(event, catalogue, zone).join(QStringLiteral(" · "));
}

QString propertyLines(const PersonEvent& event, const Catalogue& catalogue, const QTimeZone& zone)
{
    return propertyParts(event, catalogue, zone).join(u'\n');
}

QList<Attribute> tellingAttributes(const Catalogue& catalogue, qsizetype limit)
{
    QList<Attribute> telling;
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.id > 0)
            telling += attribute;
    std::stable_sort(telling.begin(), telling.end(),
        [](const Attribute& one, const Attribute& other) { return recognition(one) < recognition(other); });
    return telling.mid(0, limit);
}

QString personTitle(const Person& person, const Catalogue& catalogue)
{
    const QList<Attribute> best = tellingAttributes(catalogue, 1);
    if (!best.isEmpty() && recognition(best.first()) == 0)
        if (const QString name = person.values.value(best.first().key).toString(); !name.isEmpty())
            return name;
    return person.loginId.isEmpty() ? person.visitorId : person.loginId;
}

QString usesText(const QList<AudienceUse>& uses)
{
    QStringList lines;
    for (const auto kind : {AudienceUse::Kind::Segment, AudienceUse::Kind::Channel, AudienceUse::Kind::Campaign}) {
        QStringList names;
        for (const AudienceUse& use : uses)
            if (use.kind == kind)
                names += use.name;
        names.removeDuplicates();
        if (!names.isEmpty())
            lines += Words::uses(kind, names);
    }
    return lines.join(u'\n');
}

} // namespace wd
