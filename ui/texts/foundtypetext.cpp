#include "ui/texts/foundtypetext.h"

#include <QCoreApplication>

namespace wd {

namespace {

class FoundTypeText {
    Q_DECLARE_TR_FUNCTIONS(wd::FoundTypeText)
public:
    static QString kind(AttributeType type)
    {
        switch (type) {
        case AttributeType::Number:
            return tr("numbers");
        case AttributeType::Date:
            return tr("dates");
        case AttributeType::DateTime:
            return tr("dates with a time");
        case AttributeType::Boolean:
            return tr("yes or no");
        case AttributeType::Text:
        case AttributeType::Choice:
            break;
        }
        return {};
    }
    static QString counted(const FoundType& found)
    {
        return tr("%1 of %2 values are %3, %n are not: “%5” in line %4.", nullptr, int(found.unfit))
            .arg(QString::number(found.values - found.unfit), QString::number(found.values), kind(*found.mostly),
                QString::number(found.line), found.value);
    }
    static QString losesDigits(const FoundType& found)
    {
        return tr("Taken as text: as numbers, %n values would lose their last 0, as “%1” in line %2 would.", nullptr,
            int(found.unfit))
            .arg(found.value, QString::number(found.line));
    }
    static QString asText(const QString& counted) { return tr("Taken as text: %1", "counts").arg(counted); }
    static QString refused(const QString& counted)
    {
        return tr("%1 Such rows are refused; to have them all, choose text as the type.", "counts").arg(counted);
    }
};

} // namespace

QString foundTypeText(const FoundType& found)
{
    if (!found.mostly)
        return {};
    if (found.losesDigits)
        return FoundTypeText::losesDigits(found);
    const QString counted = FoundTypeText::counted(found);
    return found.type == AttributeType::Text ? FoundTypeText::asText(counted) : FoundTypeText::refused(counted);
}

} // namespace wd
