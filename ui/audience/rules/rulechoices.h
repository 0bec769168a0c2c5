// What a condition can name, as its forms offer it.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QStringList>

#include <functional>

namespace wd {

struct RuleChoices {
    // A name as rules have it, and as it is shown.
    struct Named {
        QString key;
        QString label;
    };
    Catalogue catalogue;
    TimeFrame frame; // when it is opened
    QList<Named> segments; // without the one that is edited
    QStringList campaigns;
    QStringList channels;
    // The first values that occur, in the background; `receiver` is whom they are for.
    std::function<void(const QString& attribute, QObject* receiver, std::function<void(const QStringList&)> then)>
        values;
    // Asks for a file; `then` hears the new list's name.
    std::function<void(std::function<void(const QString&)> then)> uploadList;
};

} // namespace wd
