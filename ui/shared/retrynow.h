// 立即重试: tries a channel at once and tells what came of it.
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace wd {

class Workspace;
struct PageContext;

// Tells at once that it is tried, and later when the receiver still can't be reached; whatever gets through is seen
// where the waiting people are shown. Nothing is told any more once `owner` is gone.
void retryNow(Workspace& workspace, qint64 channelId, QObject* owner, std::function<void(const QString&)> tell);
// Told as the pages' toasts.
void retryNow(const PageContext& context, qint64 channelId, QObject* owner);

} // namespace wd
