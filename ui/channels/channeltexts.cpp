#include "ui/channels/channeltexts.h"

#include <QCoreApplication>
#include <QUrl>

namespace wd {

namespace {

class ChannelTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::ChannelTexts)
};

} // namespace

QString purposeText(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Coupons:
        return ChannelTexts::tr("Coupons");
    case Purpose::Sms:
        return ChannelTexts::tr("SMS");
    case Purpose::Email:
        return ChannelTexts::tr("E-mail");
    case Purpose::Push:
        return ChannelTexts::tr("Push");
    case Purpose::Points:
        return ChannelTexts::tr("Points");
    case Purpose::Other:
        return ChannelTexts::tr("Other");
    }
    Q_UNREACHABLE();
}

QString purposeIcon(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Coupons:
        return QStringLiteral("coupon");
    case Purpose::Sms:
        return QStringLiteral("sms");
    case Purpose::Email:
        return QStringLiteral("email");
    case Purpose::Push:
        return QStringLiteral("push");
    case Purpose::Points:
        return QStringLiteral("points");
    case Purpose::Other:
        return QStringLiteral("other");
    }
    Q_UNREACHABLE();
}

QString authTypeText(AuthType type)
{
    switch (type) {
    case AuthType::None:
        return ChannelTexts::tr("None");
    case AuthType::Basic:
        return ChannelTexts::tr("Basic Authentication");
    case AuthType::SecretKey:
        return ChannelTexts::tr("Secret key (signature)");
    case AuthType::Bearer:
        return ChannelTexts::tr("Bearer token");
    case AuthType::Header:
        return ChannelTexts::tr("Header of its own");
    }
    Q_UNREACHABLE();
}

QString authTypeHelp(AuthType type)
{
    switch (type) {
    case AuthType::None:
        return ChannelTexts::tr("The receiver takes every request, whoever sends it. For tests only.");
    case AuthType::Basic:
        return ChannelTexts::tr("User name and password go along with every request.");
    case AuthType::SecretKey:
        return ChannelTexts::tr(
            "Every request is signed with a key that only you and the receiver have; the key itself "
            "is never sent.");
    case AuthType::Bearer:
        return ChannelTexts::tr("A token that the receiver gave you goes along with every request.");
    case AuthType::Header:
        return ChannelTexts::tr(
            "A header whose name and value the receiver's team chose goes along with every request.");
    }
    Q_UNREACHABLE();
}

QString secretText(AuthType type)
{
    switch (type) {
    case AuthType::None:
        return {};
    case AuthType::Basic:
        return ChannelTexts::tr("Password");
    case AuthType::SecretKey:
        return ChannelTexts::tr("Secret key");
    case AuthType::Bearer:
        return ChannelTexts::tr("Token");
    case AuthType::Header:
        return ChannelTexts::tr("Value of the header");
    }
    Q_UNREACHABLE();
}

QString environmentText(Environment environment)
{
    return environment == Environment::Production ? ChannelTexts::tr("Production") : ChannelTexts::tr("Test");
}

QString environmentIcon(Environment environment)
{
    return environment == Environment::Production ? QStringLiteral("warning") : QStringLiteral("beaker");
}

Role environmentRole(Environment environment)
{
    return environment == Environment::Production ? Role::Warning : Role::Ok;
}

QString hostText(const QString& url)
{
    const QUrl parsed(url);
    const QString host = parsed.host(QUrl::FullyEncoded);
    return parsed.port() > 0 ? QStringLiteral("%1:%2").arg(host).arg(parsed.port()) : host;
}

QString missingText(Missing missing)
{
    switch (missing) {
    case Missing::UseDefault:
        return ChannelTexts::tr("Use the default");
    case Missing::SendEmpty:
        return ChannelTexts::tr("Send it empty");
    case Missing::OmitField:
        return ChannelTexts::tr("Leave the field out");
    case Missing::SkipPerson:
        return ChannelTexts::tr("Skip the person");
    }
    Q_UNREACHABLE();
}

QString parameterTypeHelp(ParameterType type)
{
    switch (type) {
    case ParameterType::String:
        return ChannelTexts::tr("One line, the same for everybody.");
    case ParameterType::Text:
        return ChannelTexts::tr("A message that may hold what differs from person to person, such as the name.");
    case ParameterType::Integer:
        return ChannelTexts::tr("A whole number, such as 100.");
    case ParameterType::Decimal:
        return ChannelTexts::tr("A number, such as 12.5.");
    case ParameterType::Percent:
        return ChannelTexts::tr("A percentage, such as 15.");
    case ParameterType::Date:
        return ChannelTexts::tr("A day of the calendar.");
    case ParameterType::Boolean:
        return ChannelTexts::tr("Either yes or no.");
    case ParameterType::Choice:
        return ChannelTexts::tr("One of the values that you list here.");
    }
    Q_UNREACHABLE();
}

QString parameterTypeText(ParameterType type)
{
    switch (type) {
    case ParameterType::String:
        return ChannelTexts::tr("String");
    case ParameterType::Text:
        return ChannelTexts::tr("Text");
    case ParameterType::Integer:
        return ChannelTexts::tr("Integer");
    case ParameterType::Decimal:
        return ChannelTexts::tr("Decimal");
    case ParameterType::Percent:
        return ChannelTexts::tr("Percentage");
    case ParameterType::Date:
        return ChannelTexts::tr("Date");
    case ParameterType::Boolean:
        return ChannelTexts::tr("Yes or no");
    case ParameterType::Choice:
        return ChannelTexts::tr("Choice");
    }
    Q_UNREACHABLE();
}

} // namespace wd
