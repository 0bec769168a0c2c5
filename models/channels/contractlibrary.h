// The request formats that are known: those compiled in and those of a workspace's own folder.
#pragma once

#include "models/channels/contract.h"

#include <QMap>

namespace wd {

// Immutable after construction: may be used by several threads at once.
class ContractLibrary {
public:
    // Those under :/contracts, and *.json of `folder` (may be empty or missing). A bad file of the folder, or one that
    // takes a compiled-in name or that of custom ones, is refused: its error, with the file in `where`, is in errors().
    explicit ContractLibrary(const QString& folder = {});
    std::shared_ptr<const Contract> find(const QString& name) const; // null when unknown
    // As the channel uses it: its own format, if it is a custom one, with its options, values and success rule. Errors:
    // NotOneOf (where "contract"); those of the custom format (where "format:LINE:COLUMN") and of Contract::bound().
    Result<std::shared_ptr<const Contract>> of(const ChannelSpec& channel) const;
    QStringList names() const;
    const Errors& errors() const { return m_errors; }

private:
    QMap<QString, std::shared_ptr<const Contract>> m_contracts;
    Errors m_errors;
};

} // namespace wd
