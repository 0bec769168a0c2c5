#include "models/channels/jsonobject.h"

#include "models/base/phrase.h"
#include "models/channels/jsontree.h"

#include <QJsonDocument>

namespace wd {

Result<QJsonObject> parseJsonObject(const QByteArray& json)
{
    // The token tree knows positions and duplicate keys; a document of values is what the readers take.
    const Result<JsonNode> tree = parseJson(json);
    if (!tree) {
        Error error = tree.error();
        error.where = QStringLiteral("%1:%2").arg(error.arguments.value(1), error.arguments.value(2));
        return error;
    }
    if (!tree->isObject())
        return Error{ErrorKind::WrongType,
            {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list"))},
            QStringLiteral("1:1")};
    return QJsonDocument::fromJson(json).object();
}

} // namespace wd
