#include "models/channels/contractspec.h"

#include "models/base/phrase.h"

namespace wd {

namespace {

const QString place = QStringLiteral("contractOptions.");

std::optional<Error> faultOf(const ContractOption& option, const QString& value)
{
    if (!option.choices.isEmpty() && !option.choices.contains(value))
        return Error{ErrorKind::NotOneOf, {value, option.choices.join(QStringLiteral(", "))}, place + option.name};
    // It would be taken for a placeholder.
    if (value.startsWith(u'$'))
        return Error{ErrorKind::BadValue,
            {value, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a text that does not begin with $"))}, place + option.name};
    return std::nullopt;
}

class Values {
public:
    explicit Values(const QMap<QString, QString>& byName)
        : m_byName(byName)
    {
    }

    void putInto(QString& text) const
    {
        if (text.startsWith(optionPrefix))
            text = m_byName.value(text.mid(optionPrefix.size()));
    }
    void putInto(JsonNode& node) const
    {
        if (node.isString())
            putInto(node.text);
        for (JsonNode& item : node.items)
            putInto(item);
        for (auto& [name, value] : node.members)
            putInto(value);
    }

private:
    const QMap<QString, QString>& m_byName;
};

} // namespace

Result<ContractSpec> boundSpec(ContractSpec spec, const QMap<QString, QString>& options)
{
    QStringList known;
    QMap<QString, QString> byName;
    for (const ContractOption& option : std::as_const(spec.options)) {
        known += option.name;
        byName.insert(option.name, options.value(option.name, option.defaultValue));
        if (const std::optional<Error> fault = faultOf(option, byName.value(option.name)))
            return *fault;
    }
    for (const QString& name : options.keys())
        if (!known.contains(name))
            return Error{ErrorKind::UnknownField, {name, known.join(QStringLiteral(", "))}, place + name};
    const Values values(byName);
    values.putInto(spec.body);
    for (auto& [name, value] : spec.headers)
        values.putInto(value);
    if (spec.signature) {
        values.putInto(spec.signature->separator);
        for (QString& input : spec.signature->inputs)
            values.putInto(input);
    }
    return spec;
}

} // namespace wd
