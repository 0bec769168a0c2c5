#include "models/channels/contractlibrary.h"

#include <QDir>
#include <QFile>

namespace wd {

ContractLibrary::ContractLibrary(const QString& folder)
{
    const auto load = [this](const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            m_errors += Error{ErrorKind::FileUnreadable, {path, file.errorString()}, {}};
            return;
        }
        const auto contract = Contract::parse(file.readAll());
        if (!contract) {
            Error error = contract.error();
            error.where = error.where.isEmpty() ? path : QStringLiteral("%1:%2").arg(path, error.where);
            m_errors += error;
        } else if ((*contract)->name() == customContract || m_contracts.contains((*contract)->name())) {
            m_errors += Error{ErrorKind::Duplicate, {(*contract)->name()}, path};
        } else {
            m_contracts.insert((*contract)->name(), *contract);
        }
    };
    const QStringList json{QStringLiteral("*.json")};
    for (const QString& name : QDir(QStringLiteral(":/contracts")).entryList(json, QDir::Files, QDir::Name))
        load(QStringLiteral(":/contracts/") + name);
    if (folder.isEmpty())
        return;
    const QDir own(folder);
    for (const QString& name : own.entryList(json, QDir::Files, QDir::Name))
        load(own.filePath(name));
}

std::shared_ptr<const Contract> ContractLibrary::find(const QString& name) const
{
    return m_contracts.value(name);
}

Result<std::shared_ptr<const Contract>> ContractLibrary::of(const ChannelSpec& channel) const
{
    std::shared_ptr<const Contract> contract = find(channel.contract);
    if (channel.contract == customContract) {
        const auto own = Contract::parse(channel.format.toUtf8(), customContract);
        if (!own)
            return Error{own.error().kind, own.error().arguments, QStringLiteral("format:") + own.error().where};
        contract = *own;
    }
    if (!contract)
        return Error{ErrorKind::NotOneOf,
            {channel.contract, (names() + QStringList{customContract}).join(QStringLiteral(", "))},
            QStringLiteral("contract")};
    return contract->bound(channel);
}

QStringList ContractLibrary::names() const
{
    return m_contracts.keys();
}

} // namespace wd
